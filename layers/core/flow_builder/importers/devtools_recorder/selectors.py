"""Recorded selectors become ranked targets.

    aria/Send[role="button"]   {role: button, name: Send, exact: true}
    aria/Send                  what a name comes from, as no role is said: a label, a placeholder or the text itself
    text/Send                  {text: Send}
    xpath///a[2]               {xpath: "//a[2]"}
    pierce/#send, #send        {css: "#send"}; ours look into open shadow roots anyway
    ["x-card", "#send"]        {css: "#send", within: {css: x-card}}

What lasts longest comes first: names with a role, CSS, labels, CSS that counts elements, XPath, texts.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from flow_builder.browser.targets import KINDS, Target

MAX_TARGETS = 10
FRAMES = "iframe, frame"
"""What a frame's index counts."""

Chain = tuple[str, ...]
_ROLE, _CSS, _LABEL, _COUNTED, _XPATH, _SAME_TEXT, _TEXT = range(7)
_Ranked = tuple[int, dict[str, Any]]

_ATTRIBUTE = re.compile(r"""\[\s*(name|role)\s*=\s*("|')((?:\\.|(?!\2).)*)\2\s*\]""")
_COUNTS = re.compile(r":nth-|:first-|:last-|\s*>\s*\w+\s*>")
_SECRET = re.compile(
    r"passw(or)?[dt]|passphrase|\bpwd\b|kennwort|contrase|mot de passe|senha|wachtwoord", re.IGNORECASE
)
_DEEPER = re.compile(r"\s+>>>>?\s+")
_FOREIGN = re.compile(r"::-p-|:scope\s*>>>|>>>")
_PREFIX = re.compile(r"(aria|text|xpath|pierce|css)/", re.DOTALL)
_ROLES = {"image": "img"}
"""Chromium's own role names that ARIA calls otherwise; those in capitals are no roles of ARIA at all."""


def to_targets(selectors: Iterable[Chain], frame: Iterable[int] = (), *, field: bool = False) -> list[dict[str, Any]]:
    """Returns the targets that alternative selectors stand for, best first, as they are written in a flow.

    `field` says that a form field is meant, whose name is its label. Selectors that no target can express are left out;
    none may be left.
    """
    frames = frame_targets(frame)
    ranked = [each for chain in selectors for each in _chain(chain, field=field)]
    found: list[dict[str, Any]] = []
    for _, target in sorted(ranked, key=lambda each: each[0]):
        whole = {**target, **({"frame": frames} if frames else {})}
        if whole not in found and _valid(whole):
            found.append(whole)
    return found[:MAX_TARGETS]


def frame_targets(frame: Iterable[int]) -> list[dict[str, Any]]:
    """Returns the frames that indexes among the frames of each document stand for, outermost first."""
    return [{"css": FRAMES, "nth": index} for index in frame]


def subject(targets: Iterable[dict[str, Any]]) -> str:
    """Returns what people would call the element that targets mean: its name, its text, else what finds it."""
    found = list(targets)
    named = [str(target[kind]) for target in found for kind in ("name", "label", "text") if target.get(kind)]
    return named[0] if named else next(str(target[kind]) for target in found for kind in KINDS if kind in target)


def signs(targets: Iterable[dict[str, Any]]) -> str:
    """Returns all there is of targets as one text, a line each, to look for signs of what kind of element is meant."""
    return "\n".join(f"{kind}={target[kind]}" for target in targets for kind in ("name", *KINDS) if kind in target)


def names_secret(text: str) -> bool:
    """Tells whether selectors or targets seem to mean a field for a password."""
    return _SECRET.search(text) is not None


def _chain(chain: Chain, *, field: bool) -> Iterator[_Ranked]:
    parts = [deeper for part in chain for deeper in _split(part)]
    *holders, last = parts
    within: dict[str, Any] | None = None
    for part in holders:
        options = list(_part(part, field=False))
        if not options:
            return
        within = {**options[0][1], **({"within": within} if within else {})}
    for rank, target in _part(last, field=field):
        yield rank, {**target, **({"within": within} if within else {})}


def _split(part: str) -> list[str]:
    """Returns the parts of a selector that goes into shadow roots by Puppeteer's combinators, unless it is no CSS."""
    prefix = _PREFIX.match(part)
    if prefix and prefix[1] not in ("css", "pierce"):
        return [part]
    return [each for each in _DEEPER.split(part.removeprefix(":scope >>> ")) if each] or [part]


def _part(text: str, *, field: bool) -> Iterator[_Ranked]:
    prefix = _PREFIX.match(text)
    kind, rest = (prefix[1], text[prefix.end() :]) if prefix else ("css", text)
    if not rest.strip():
        return
    match kind:
        case "aria":
            yield from _aria(rest, field=field)
        case "text":
            yield _TEXT, {"text": rest}
        case "xpath":
            yield _XPATH, {"xpath": rest}
        case _ if not _FOREIGN.search(rest):
            yield _COUNTED if _COUNTS.search(rest) else _CSS, {"css": rest}


def _aria(text: str, *, field: bool) -> Iterator[_Ranked]:
    name, role = _named(text)
    if role and role[0].islower():
        yield _ROLE, {"role": _ROLES.get(role, role), **({"name": name, "exact": True} if name else {})}
    elif name and field:
        yield _LABEL, {"label": name, "exact": True}
        yield _LABEL, {"placeholder": name, "exact": True}
    elif name:
        yield _SAME_TEXT, {"text": name, "exact": True}
        yield _SAME_TEXT, {"label": name, "exact": True}


def _named(text: str) -> tuple[str, str]:
    """Returns name and role of `Send[role="button"]`."""
    said = {match[1]: re.sub(r"\\(.)", r"\1", match[3]) for match in _ATTRIBUTE.finditer(text)}
    name = said.get("name") or " ".join(_ATTRIBUTE.sub("", text).split())
    return name, said.get("role", "")


def _valid(target: dict[str, Any]) -> bool:
    try:
        Target.model_validate(target)
    except ValidationError:
        return False
    return True


def to_selectors(targets: Iterable[Target]) -> list[Any] | None:
    """Returns the selectors that targets can be written as, or None if no target can.

    The frames of a target are not in it, see `frame_indexes`.
    """
    found: list[Any] = []
    for target in targets:
        for chain in _written(target):
            each: Any = chain[0] if len(chain) == 1 else list(chain)
            if each not in found:
                found.append(each)
    return found or None


def frame_indexes(frames: Iterable[Target]) -> list[int] | None:
    """Returns the indexes that frames can be written as, or None if one is named in another way."""
    found = list(frames)
    known = [frame.nth for frame in found if frame.css == FRAMES and frame.nth is not None and frame.nth >= 0]
    plain = all(frame.is_plain for frame in found)
    return known if plain and len(known) == len(found) else None


def _written(target: Target) -> list[Chain]:
    narrowed = target.has or target.has_text or target.near or target.nth not in (None, 0)
    own = [] if narrowed else _one(target)
    if target.within is None:
        return [(part,) for part in own]
    above = _written(target.within)
    return [(*above[0], part) for part in own if not part.startswith("pierce/")] if above else []


def _one(target: Target) -> list[str]:
    match target.kind:
        case "css":
            css = target.css or ""
            return [css] if _PREFIX.match(css) else [css, f"pierce/{css}"]
        case "xpath":
            return [f"xpath/{target.xpath}"]
        case "text" if not target.exact:
            return [f"text/{target.text}"]
        case "role":
            return [f'aria/{target.name or ""}[role="{target.role}"]']
        case "test_id":
            value = (target.test_id or "").replace("\\", "\\\\").replace('"', '\\"')
            return [f'[data-testid="{value}"]']
        case _:
            return [f"aria/{getattr(target, target.kind)}"]
