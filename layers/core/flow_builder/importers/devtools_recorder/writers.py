"""What each browser node is as steps of a recording."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flow_builder.browser.options import SessionOptions
from flow_builder.importers.devtools_recorder.course import MAIN, number
from flow_builder.importers.devtools_recorder.keys import key_events
from flow_builder.importers.devtools_recorder.tape import CODE, Tape
from flow_builder.importers.literals import plain
from flow_builder.nodes.base import NodeConfig
from flow_builder.nodes.browser import (
    check,
    click,
    close,
    fill,
    frame,
    goto,
    hover,
    press,
    scroll,
    select,
    tab,
    wait_for,
)
from flow_builder.nodes.browser import open as open_

Config = TypeVar("Config", bound=NodeConfig)

_BUTTONS = {"left": "primary", "middle": "auxiliary", "right": "secondary"}
_SOMEWHERE = 8
"""A place in an element from its upper left corner that is inside of nearly all, rounded ones too. The Recorder knows no middle."""
_NAVIGATION = {"assertedEvents": [{"type": "navigation"}]}
_LEADING = frozenset(
    {"change", "click", "doubleClick", "hover", "keyUp", "scroll", "waitForElement", "waitForExpression"}
)
"""Steps that another page may follow from."""
_DOUBLE = 2


def _config(tape: Tape, model: type[Config]) -> Config:
    return model.model_validate(plain(tape.node.config, keep=CODE))


def _open(tape: Tape) -> None:
    config = _config(tape, open_.Config)
    if not tape.ours(config.session):
        return
    size = config.viewport
    tape.add(
        "setViewport",
        {
            "width": size.width,
            "height": size.height,
            "deviceScaleFactor": number(config.scale),
            "isMobile": config.mobile,
            "hasTouch": config.mobile,
            "isLandscape": config.mobile and size.width > size.height,
        },
    )
    if config.url is not None:
        tape.add("navigate", {"url": config.url}, config.timeout_s)
    others = config.model_fields_set & set(SessionOptions.model_fields) - {"viewport", "scale", "mobile"}
    if others:
        tape.note(f"The Recorder has no settings for {', '.join(sorted(others))}.")


def _goto(tape: Tape) -> None:
    config = _config(tape, goto.Config)
    if tape.ours(config.session):
        tape.frames = ()
        tape.add("navigate", {"url": config.url}, config.timeout_s)


def _click(tape: Tape) -> None:
    config = _config(tape, click.Config)
    place = tape.place(config.target) if tape.ours(config.session) else None
    if place is None:
        return
    if config.count > _DOUBLE:
        tape.leave_out("The Recorder has no triple clicks.")
        return
    where = config.position
    fields: dict[str, Any] = {
        **place,
        "offsetX": number(where.x) if where else _SOMEWHERE,
        "offsetY": number(where.y) if where else _SOMEWHERE,
        **({"button": _BUTTONS[config.button]} if config.button != "left" else {}),
        **(_NAVIGATION if config.then == "navigation" else {}),
    }
    for key in config.modifiers:
        tape.add("keyDown", {"key": key})
    tape.add("doubleClick" if config.count == _DOUBLE else "click", fields, config.timeout_s)
    for key in reversed(config.modifiers):
        tape.add("keyUp", {"key": key})
    if where is None:
        tape.note(f"It clicks {_SOMEWHERE} pixels from the element's corner: the Recorder knows no middle.")
    if config.then in ("popup", "download") or config.force:
        what = "forced clicks" if config.force else f"waiting for a {config.then}"
        tape.note(f"The Recorder has no {what}; steps in a popup name it by its address.")


def _hover(tape: Tape) -> None:
    config = _config(tape, hover.Config)
    place = tape.place(config.target) if tape.ours(config.session) else None
    if place is not None:
        tape.add("hover", place, config.timeout_s)


def _fill(tape: Tape) -> None:
    config = _config(tape, fill.Config)
    place = tape.place(config.target) if tape.ours(config.session) else None
    if place is None:
        return
    value = config.value
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    tape.add("change", {**place, "value": text}, config.timeout_s)
    if config.credential is not None:
        tape.note("Its value is a secret and is not exported: the field is left empty.")


def _select(tape: Tape) -> None:
    config = _config(tape, select.Config)
    if not isinstance(config.value, str):
        tape.leave_out("The Recorder chooses one option, by its value.")
        return
    place = tape.place(config.target) if tape.ours(config.session) else None
    if place is not None:
        tape.add("change", {**place, "value": config.value}, config.timeout_s)


def _check(tape: Tape) -> None:
    config = _config(tape, check.Config)
    place = tape.place(config.target) if tape.ours(config.session) else None
    if place is not None:
        tape.add("click", {**place, "offsetX": _SOMEWHERE, "offsetY": _SOMEWHERE}, config.timeout_s)
        tape.note("The box is clicked, whether it is checked or not.")


def _press(tape: Tape) -> None:
    config = _config(tape, press.Config)
    if not tape.ours(config.session):
        return
    keys = (config.key,) if isinstance(config.key, str) else config.key
    events = [key_events(key) for key in keys * config.count]
    known = [each for pair in events if pair for each in pair]
    if not all(events):
        tape.leave_out("The Recorder has no such keys.")
        return
    last = max(index for index, (kind, _) in enumerate(known) if kind == "keyDown")
    for index, (kind, key) in enumerate(known):
        leads = _NAVIGATION if config.then == "navigation" and index == last else {}
        tape.add(kind, {"key": key, **leads}, config.timeout_s)
    if config.target is not None:
        tape.note("The Recorder presses keys where the focus is, not in an element.")


def _scroll(tape: Tape) -> None:
    config = _config(tape, scroll.Config)
    how = config.scroll
    if not isinstance(how, scroll.At):
        tape.leave_out("The Recorder scrolls to a place only.")
    elif tape.ours(config.session):
        within = how.within
        if within and len(within) == 1 and within[0].css == ":root":
            place = tape.frame(within[0].frame)
        else:
            place = tape.frame() if within is None else tape.place(within)
        if place is not None:
            tape.add("scroll", {**place, "x": number(how.x), "y": number(how.y)}, config.timeout_s)


def _wait_for(tape: Tape) -> None:
    config = _config(tape, wait_for.Config)
    if not tape.ours(config.session):
        return
    match config.until:
        case wait_for.Element() as until:
            _wait_for_element(tape, until, config.timeout_s)
        case wait_for.Text(text=text):
            place = tape.frame()
            if place is not None:
                tape.add("waitForElement", {"selectors": [f"text/{text}"], **place}, config.timeout_s)
        case wait_for.Expression(expression=expression, frame=frames):
            place = tape.frame(frames)
            if place is not None:
                tape.add("waitForExpression", {"expression": str(expression), **place}, config.timeout_s)
        case wait_for.Url(url=url):
            test = f"new RegExp({json.dumps(wait_for.pattern(url).pattern)}).test(location.href)"
            tape.add("waitForExpression", {"expression": test}, config.timeout_s)
        case wait_for.Load():
            _wait_for_load(tape)
        case _:
            tape.leave_out("The Recorder waits for elements and expressions only.")


def _wait_for_load(tape: Tape) -> None:
    last: dict[str, Any] = tape.steps[-1] if tape.steps else {"type": "close"}
    if last["type"] in _LEADING:
        last.update(_NAVIGATION)
    elif last["type"] != "navigate":  # that waits by itself
        tape.leave_out("The Recorder waits for a page after a step that leads to it.")


def _wait_for_element(tape: Tape, until: wait_for.Element, timeout_s: float) -> None:
    number = until.target[0].nth
    counted = number is not None and number >= 0 and all(target.nth == number for target in until.target)
    targets = tuple(target.model_copy(update={"nth": None}) for target in until.target) if counted else until.target
    place = tape.place(targets)
    if place is None:
        return
    gone = until.state in ("hidden", "detached")
    count = number if counted else 0
    fields: dict[str, Any] = {"visible": False} if gone else {}
    if count:
        fields = {"operator": "<=", "count": count} if gone else {"operator": ">=", "count": count + 1}
    tape.add("waitForElement", {**place, **fields}, timeout_s)
    if until.state in ("visible", "hidden"):
        tape.note("The Recorder looks whether the element is there, not whether it shows.")


def _tab(tape: Tape) -> None:
    config = _config(tape, tab.Config)
    action = config.action
    if not tape.ours(config.session) or isinstance(action, tab.Listed):
        return
    page = _page(action) if isinstance(action, tab.Which) else None
    if isinstance(action, tab.Close) and (page or not action.wanted):
        closing = page or tape.page
        before, tape.page = tape.page, closing
        tape.add("close", {}, config.timeout_s)
        tape.pages = [each for each in tape.pages if each != closing] or [MAIN]
        tape.page = tape.pages[-1] if closing == before else before
    elif isinstance(action, tab.Switch) and page:
        if page != MAIN:
            tape.note("The Recorder finds this tab by its whole address, as it is given here.")
        tape.pages = [*(each for each in tape.pages if each != page), page]
        tape.page = page
    else:
        tape.leave_out("The Recorder knows the first page, and others by their address only.")


def _page(which: tab.Which) -> str | None:
    if which.index == 0:
        return MAIN
    return which.url if which.index is None and which.title is None else None


def _frame(tape: Tape) -> None:
    config = _config(tape, frame.Config)
    if tape.ours(config.session):
        tape.frames = (*(tape.frames if config.from_here else ()), *(config.frames or ()))


def _close(tape: Tape) -> None:
    config = _config(tape, close.Config)
    if tape.ours(config.session):
        tape.page = MAIN
        tape.add("close", {})


WRITERS: dict[str, Callable[[Tape], None]] = {
    "browser.open": _open,
    "browser.goto": _goto,
    "browser.click": _click,
    "browser.hover": _hover,
    "browser.fill": _fill,
    "browser.select": _select,
    "browser.check": _check,
    "browser.press": _press,
    "browser.scroll": _scroll,
    "browser.wait_for": _wait_for,
    "browser.tab": _tab,
    "browser.frame": _frame,
    "browser.close": _close,
}
