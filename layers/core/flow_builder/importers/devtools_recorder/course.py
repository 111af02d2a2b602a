"""Where a recording is while it is read: the open page, the keys that are down, the nodes so far, what to report."""

import re
from typing import Any
from urllib.parse import urlsplit

from flow_builder.browser.options import DEFAULT_TIMEOUT_S, Viewport
from flow_builder.importers.devtools_recorder.keys import PRESSES, Hand
from flow_builder.importers.devtools_recorder.recording import STEP_TYPES, Recorded, Recording, Step, WithSelectors
from flow_builder.importers.devtools_recorder.selectors import names_secret
from flow_builder.importers.drawing import Drawing, tidy
from flow_builder.importers.report import Imported, ImportNote, ImportReport, NeededCredential

PLACEHOLDER = "recorded_step"
"""Where a placeholder node keeps the step that it stands for."""
MAIN = "main"
_DOING = frozenset(STEP_TYPES) - {
    "customStep",
    "keyDown",
    "keyUp",
    "navigate",
    "setViewport",
    "emulateNetworkConditions",
}
_LEAST, _MOST = 200, 10_000
"""Bounds of a page's width and height."""


class Unfit(Exception):
    """A step cannot be expressed by a node; its text says why, as a sentence."""


class Course:
    """Collects what the steps of a recording become, in their order."""

    def __init__(self, recording: Recording) -> None:
        self.previous: Recorded | None = None
        self.hand = Hand()
        self.closed = False
        """Whether the session has ended."""
        self.host = ""
        self.last: dict[str, Any] = {}
        """The latest node."""
        self._recording = recording
        self._drawing = Drawing(recording.title)
        self._notes: list[ImportNote] = []
        self._credentials: dict[str, NeededCredential] = {}
        self._opening: dict[str, Any] | None = {}
        """The config of the session that is not open yet."""
        self._pages = [MAIN]
        """The pages that steps have gone to; the last one is the current one."""
        self._sizes: dict[str, Any] = {}
        self._placeholders = 0
        self._key_steps: list[int] = []
        self._now = recording.steps[0]

    def begin(self, recorded: Recorded) -> None:
        """Goes on to a step."""
        self._now = recorded

    def note(self, message: str, node: dict[str, Any] | None = None) -> None:
        """Reports something about the current step."""
        where = f"/steps/{self._now.index}"
        self._notes.append(ImportNote(field=where, message=message, node=node["key"] if node else None))

    def act(self, type_: str, name: str, config: dict[str, Any], *, timed: bool = True) -> dict[str, Any]:
        """Adds the node of the current step, in the page that it is meant for, once the keys before it are pressed."""
        whole = {**config, **(self.timeout() if timed else {})}
        self._enter_page({name: value for name, value in whole.items() if name == "timeout_s"})
        return self._add(type_, name, whole)

    def act_anywhere(self, type_: str, name: str, config: dict[str, Any]) -> dict[str, Any]:
        """Adds the node of the current step, which does not care which page is the current one."""
        self._enter_session()
        return self._add(type_, name, config)

    def timeout(self) -> dict[str, float]:
        """Returns the current step's `timeout_s`, if anything is said about it."""
        return _patience(self._now.step.timeout or self._recording.timeout)

    def own_timeout(self) -> dict[str, float]:
        """Returns the `timeout_s` of a step that the recording's own one is not for."""
        return _patience(self._now.step.timeout)

    @property
    def ends(self) -> bool:
        """Whether no later step does something in a page other than the main one."""
        later = self._recording.steps[self._now.index + 1 :]
        return not any(each.step.target != MAIN and each.type in _DOING for each in later)

    def repeats(self, step: WithSelectors) -> bool:
        """Tells whether the current step does once more what the one before it did, to the same element."""
        before = self.previous
        return (
            before is not None
            and before.type == self._now.type
            and isinstance(before.step, WithSelectors)
            and not before.step.navigates
            and (before.step.selectors, before.step.target, before.step.frame)
            == (step.selectors, step.target, step.frame)
        )

    def hold_place(self, reason: str) -> None:
        """Adds a disabled node in place of the current step, which keeps the step as it was recorded."""
        self.press()
        kind = self._now.type
        config = {"message": reason, "level": "warning", "data": {PLACEHOLDER: _kept(self._now)}}
        node = self._add("core.log", f"Not imported: {kind}", config, notes=reason)
        node["disabled"] = True
        self._placeholders += 1
        self.note(reason, node)

    def need(self, credential: NeededCredential) -> None:
        """Reports a credential that the flow names."""
        self._credentials.setdefault(credential.name, credential)

    def size(self, viewport: dict[str, Any]) -> bool:
        """Sets the size of the session's pages; False when it is open already and has another one."""
        if self._opening is None:
            return bool(viewport == self._sizes)
        self._sizes = viewport
        self._opening = dict(viewport)
        return True

    def visit(self, url: str) -> bool:
        """Opens the session with a page; False when it is open already."""
        self.host = _host(url) or self.host
        if self._opening is None:
            return False
        self._open({"url": url, **self.own_timeout()})
        return True

    @property
    def page(self) -> str:
        """The current page: `main`, or a popup's address."""
        return self._pages[-1]

    def _enter_page(self, patience: dict[str, float]) -> None:
        """Makes the page of the current step the current one, once the keys before it are pressed."""
        self._enter_session()
        wanted = self._now.step.target
        if wanted == self.page:
            return
        which: dict[str, Any] = {"index": 0} if wanted == MAIN else {"url": wanted}
        name = "Back to the first tab" if wanted == MAIN else f"Go to the tab {shown(wanted)}"
        self._add("browser.tab", name, {"action": {"kind": "switch", **which}, **patience})
        self._pages = [*(page for page in self._pages if page != wanted), wanted]

    def _enter_session(self) -> None:
        self.press()
        if self._opening is not None:
            self._open({})

    def close(self) -> None:
        """Ends the session, once the keys that are still down are released."""
        self._let_go()
        self.act_anywhere("browser.close", "Close the browser", {})
        self.closed = True

    def _let_go(self) -> None:
        if self.hand.stuck or self.hand.held:
            self.note("A key is not released before the end; it is pressed and released.")
        for held in self.hand.held:
            self.hand.up(held)

    def leave_page(self, page: str) -> None:
        """Forgets a page that was closed; the newest of the others is the current one."""
        self._pages = [each for each in self._pages if each != page] or [MAIN]

    def key_step(self, step: Step) -> None:
        """Counts the current step among those that the next press comes from."""
        if self._key_steps and self._of(self._key_steps[-1]).target != step.target:
            self.press()
        self._key_steps.append(self._now.index)

    def press(self, *, navigates: bool = False) -> None:
        """Adds what the keys so far are: one node, or several for very many."""
        presses, now = self.hand.take(), self._now
        if presses:
            if self._key_steps:
                self._now = self._recording.steps[self._key_steps[-1]]
            self._key_steps = []
            self._enter_page(self.timeout())
            parts = [presses[start : start + PRESSES] for start in range(0, len(presses), PRESSES)]
            for number, part in enumerate(parts, 1):
                self._press(part, navigates=navigates and number == len(parts))
            self._now = now

    def _press(self, presses: list[str], *, navigates: bool) -> None:
        config: dict[str, Any] = {"key": presses}
        if len(set(presses)) == 1:
            config = {"key": presses[0], **({"count": len(presses)} if len(presses) > 1 else {})}
        if navigates:
            config["then"] = "navigation"
        said = " ".join(presses) if len(presses) <= 3 else f"{presses[0]} and more"  # noqa: PLR2004 - what a name holds
        self._add("browser.press", f"Press {said}", {**config, **self.timeout()})

    def end(self) -> Imported:
        """Returns the flow and the report."""
        if not self.closed:
            self._let_go()
            self._enter_session()
        steps = len(self._recording.steps)
        report = ImportReport(
            format="recorder",
            steps=steps,
            imported=steps - self._placeholders,
            notes=sorted(self._notes, key=lambda note: int((note.field or "//0").rsplit("/", 1)[-1])),
            credentials=[*self._credentials.values()],
        )
        return Imported(self._drawing.document(), report)

    def _of(self, index: int) -> Step:
        return self._recording.steps[index].step

    def _open(self, page: dict[str, Any]) -> None:
        config = {**(self._opening or {}), **page}
        self._opening = None
        name = f"Open {shown(config['url'])}" if "url" in config else "Open a browser"
        self._add("browser.open", name, config)

    def _add(self, type_: str, name: str, config: dict[str, Any], notes: str = "") -> dict[str, Any]:
        self.last = self._drawing.add(type_, name, config, notes=notes)
        return self.last


def viewport(width: float, height: float, scale: float, *, mobile: bool) -> tuple[dict[str, Any], bool]:
    """Returns the session options of a recorded size, and whether they are just that."""
    size = {"width": _bounded(width), "height": _bounded(height)}
    shown = min(max(scale or 1, 0.5), 4)
    exact = (size["width"], size["height"], shown) == (width, height, scale or 1)
    options: dict[str, Any] = {} if size == Viewport().model_dump() else {"viewport": size}
    if shown != 1:
        options["scale"] = shown
    return {**options, **({"mobile": True} if mobile else {})}, exact


def _kept(recorded: Recorded) -> dict[str, Any]:
    """Returns a step as it was recorded, without a password."""
    secret = recorded.type == "change" and names_secret(str(recorded.raw.get("selectors")))
    return {**recorded.raw, "value": ""} if secret else recorded.raw


def _bounded(px: float) -> int:
    return round(min(max(px, _LEAST), _MOST))


def number(value: float) -> float:
    """Returns a whole number as one, as people write it."""
    return int(value) if value == int(value) else value


def _patience(milliseconds: float | None) -> dict[str, float]:
    seconds = DEFAULT_TIMEOUT_S if milliseconds is None else max(round(milliseconds / 1_000, 3), 0.001)
    return {} if seconds == DEFAULT_TIMEOUT_S else {"timeout_s": number(seconds)}


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # it has a bracket too many
        return ""


def shown(url: str) -> str:
    """Returns an address as names of nodes have it: without scheme and query."""
    return tidy(re.sub(r"^\w+://|[?#].*$", "", url).rstrip("/"), 60) or tidy(url, 60)
