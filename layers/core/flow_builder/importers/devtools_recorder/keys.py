"""Keys that go down and up become presses: `Enter`, `Control+a`, or several in turn."""

import string
from dataclasses import dataclass, field

_MODIFIERS = {f"{name}{side}": name for name in ("Shift", "Control", "Alt", "Meta") for side in ("", "Left", "Right")}
_NAMED = frozenset(
    [
        "AltGraph",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "Backquote",
        "Backslash",
        "Backspace",
        "BracketLeft",
        "BracketRight",
        "CapsLock",
        "Comma",
        "ContextMenu",
        "Delete",
        "End",
        "Enter",
        "Equal",
        "Escape",
        "Home",
        "Insert",
        "Minus",
        "NumLock",
        "NumpadAdd",
        "NumpadDecimal",
        "NumpadDivide",
        "NumpadEnter",
        "NumpadMultiply",
        "NumpadSubtract",
        "PageDown",
        "PageUp",
        "Pause",
        "Period",
        "PrintScreen",
        "Quote",
        "ScrollLock",
        "Semicolon",
        "Slash",
        "Space",
        "Tab",
    ]
) | {
    *(f"F{number}" for number in range(1, 13)),
    *(f"{kind}{digit}" for kind in ("Digit", "Numpad") for digit in string.digits),
    *(f"Key{letter}" for letter in string.ascii_uppercase),
}
_SAME = {"\r": "Enter", "\n": "Enter", " ": "Space"}
PRESSES = 100
"""Keys of one press node."""


def key_name(key: str) -> str | None:
    """Returns what browser.press calls a key; None for one that it does not have."""
    name = _SAME.get(key, key)
    printable = len(name) == 1 and name in string.printable and not name.isspace()
    return name if printable or name in _NAMED or name in _MODIFIERS else None


@dataclass(slots=True)
class Hand:
    """The keys that are down, and the presses that are complete."""

    presses: list[str] = field(default_factory=list)
    _modifiers: dict[str, bool] = field(default_factory=dict)
    """Held ones, in the order they went down, and whether anything was done with them."""
    _down: set[str] = field(default_factory=set)

    @property
    def held(self) -> list[str]:
        """The modifiers that are down, as click takes them."""
        return sorted(self._modifiers)

    @property
    def stuck(self) -> bool:
        """Whether a key that is no modifier is down."""
        return bool(self._down)

    def down(self, key: str) -> None:
        """A key of `key_name` goes down; one that is down already repeats itself."""
        if key in _MODIFIERS:
            self._modifiers.setdefault(_MODIFIERS[key], False)
            return
        self.presses.append("+".join([*self._modifiers, key]))
        self._down.add(key)
        self.use()

    def up(self, key: str) -> None:
        """A key goes up; a modifier that nothing was done with was pressed for its own sake."""
        if key not in _MODIFIERS:
            self._down.discard(key)
        elif self._modifiers.pop(_MODIFIERS[key], True) is False:
            self.presses.append(_MODIFIERS[key])

    def use(self) -> list[str]:
        """Returns the modifiers that are held, which count as used from here on."""
        self._modifiers = dict.fromkeys(self._modifiers, True)
        return self.held

    def take(self) -> list[str]:
        """Returns the presses so far, and begins anew."""
        taken, self.presses = self.presses, []
        return taken


def key_events(press: str) -> list[tuple[str, str]] | None:
    """Returns the steps `(keyDown or keyUp, key)` of one press; None for a chord that cannot be written so."""
    *modifiers, key = _chord(press)
    if key_name(key) is None or any(each not in _MODIFIERS for each in modifiers):
        return None
    down = [("keyDown", each) for each in (*modifiers, key)]
    return [*down, *(("keyUp", each) for each in (key, *reversed(modifiers)))]


def _chord(press: str) -> list[str]:
    if press.endswith("++"):
        return [*press[:-2].split("+"), "+"]
    return [press] if press == "+" else press.split("+")
