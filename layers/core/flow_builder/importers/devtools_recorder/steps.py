"""What each type of step becomes."""

import re
from collections.abc import Callable
from typing import Any

from flow_builder.importers.devtools_recorder.course import MAIN, Course, Unfit, number, shown, viewport
from flow_builder.importers.devtools_recorder.keys import key_name
from flow_builder.importers.devtools_recorder.recording import (
    Change,
    Click,
    Close,
    CustomStep,
    EmulateNetworkConditions,
    Hover,
    Key,
    Navigate,
    Scroll,
    SetViewport,
    Step,
    WaitForElement,
    WaitForExpression,
    WithSelectors,
)
from flow_builder.importers.devtools_recorder.selectors import frame_targets, names_secret, signs, subject, to_targets
from flow_builder.importers.drawing import tidy
from flow_builder.importers.literals import Raw, literal
from flow_builder.importers.report import NeededCredential, credential_name

_BUTTONS = {"primary": "left", "auxiliary": "middle", "secondary": "right"}
_LONG_MS = 500
"""A button that is down for longer than this is held, not clicked."""
_BOX = re.compile(r"""\[?(type|role)=["']?(checkbox|radio)""")
_LIST = re.compile(r"(^|[\s>+~/=])select([#.:\[]|$)", re.MULTILINE)
_FILE = "C:\\fakepath\\"
"""What every browser says instead of the path of a file that was chosen."""


def _click(course: Course, step: Click, count: int = 1) -> None:
    if step.button not in _BUTTONS:
        raise Unfit(f"The {step.button} button of a mouse cannot be clicked.")
    name = "Click" if count == 1 else "Double-click"
    course.press()
    target = _targets(step)
    config: dict[str, Any] = {"target": target}
    if step.button != "primary":
        config["button"] = _BUTTONS[step.button]
    if count > 1:
        config["count"] = count
    if held := course.hand.use():
        config["modifiers"] = held
    config["position"] = {"x": number(step.offset_x), "y": number(step.offset_y)}
    if step.navigates:
        config["then"] = "navigation"
    node = course.act("browser.click", f"{name} {_called(target)}", config)
    if step.device_type != "mouse":
        course.note(f"Recorded with {step.device_type}; it is clicked with the mouse.", node)
    if (step.duration or 0) >= _LONG_MS:
        course.note(f"The button was held for {round(step.duration or 0)} ms; it is clicked.", node)


def _double_click(course: Course, step: Click) -> None:
    _click(course, step, 2)


def _hover(course: Course, step: Hover) -> None:
    target = _targets(step)
    course.act("browser.hover", f"Hover over {_called(target)}", {"target": target})
    _then_loaded(course, step)


def _change(course: Course, step: Change) -> None:
    target = _targets(step, field=True)
    about = signs(target)
    if step.value.startswith(_FILE) and not names_secret(about):
        raise Unfit(
            f"The file {step.value.removeprefix(_FILE)!r} was chosen, but is not in the recording: use browser.upload."
        )
    if _is_of_click(course, step, about):
        course.note("The box changed by the click before this step; nothing is left to do.")
        return
    if course.repeats(step) and "value" in course.last["config"]:
        course.last["config"]["value"] = literal(step.value)
        _then_loaded(course, step)
        return
    if names_secret(about):
        _fill_secret(course, target)
    elif _LIST.search(about):
        course.act("browser.select", f"Choose in {_called(target)}", {"target": target, "value": step.value})
    else:
        course.act("browser.fill", f"Fill {_called(target)}", {"target": target, "value": step.value})
    _then_loaded(course, step)


def _is_of_click(course: Course, step: Change, about: str) -> bool:
    """Tells whether a change of a checkbox or radio button is what a click just did."""
    before = course.previous
    if before is None or before.type != "click" or not (step.value == "on" or _BOX.search(about)):
        return False
    click = before.step
    same = isinstance(click, Click) and not set(click.selectors).isdisjoint(step.selectors)
    return same and (click.target, click.frame) == (step.target, step.frame)


def _fill_secret(course: Course, target: list[dict[str, Any]]) -> None:
    name = credential_name(course.host, "login")
    config = {"target": target, "credential": Raw(name)}
    node = course.act("browser.fill", f"Fill {_called(target)}", config)
    reason = "A recorded password is not kept in the flow."
    course.need(NeededCredential(name=name, type="login", fields=["password"], node=node["key"], reason=reason))
    course.note(f"{reason} Store it as the credential {name!r}.", node)


def _key_down(course: Course, step: Key) -> None:
    course.key_step(step)
    course.hand.down(_key(step))
    if step.navigates:
        course.press(navigates=True)


def _key_up(course: Course, step: Key) -> None:
    course.key_step(step)
    course.hand.up(_key(step))
    if step.navigates:
        course.press(navigates=True)


def _key(step: Key) -> str:
    name = key_name(step.key)
    if name is None:
        raise Unfit(f"There is no key {step.key!r} on the keyboard that steps press.")
    return name


def _navigate(course: Course, step: Navigate) -> None:
    if not step.url.startswith(("http://", "https://")):
        course.note(f"{tidy(step.url, 100)} is not a web page; the step is not needed.")
        return
    if step.target == MAIN and course.visit(step.url):
        return
    course.act("browser.goto", "Go to " + shown(step.url), {"url": step.url, **course.own_timeout()}, timed=False)


def _scroll(course: Course, step: Scroll) -> None:
    where: dict[str, Any] = {"kind": "at", "x": number(step.x), "y": number(step.y)}
    name = "Scroll"
    if step.selectors is not None:
        where["within"] = _found(to_targets(step.selectors, step.frame))
        name = f"Scroll in {_called(where['within'])}"
    elif step.frame:
        where["within"] = [{"css": ":root", "frame": frame_targets(step.frame)}]
        name = "Scroll in the frame"
    course.act("browser.scroll", name, {"scroll": where})
    _then_loaded(course, step)


def _set_viewport(course: Course, step: SetViewport) -> None:
    options, exact = viewport(step.width, step.height, step.device_scale_factor, mobile=step.is_mobile)
    if not course.size(options):
        raise Unfit("The size of a page cannot change while it is open.")
    if not exact:
        course.note("Pages have whole pixels, 200 to 10,000, and a scale of 0.5 to 4; this one gets what is nearest.")
    if step.has_touch and not step.is_mobile:
        course.note("A page that is touched is a mobile one; this one is used with the mouse.")


def _emulate(_: Course, step: EmulateNetworkConditions) -> None:
    what = "slow down" if step.download or step.upload else "turn off"
    raise Unfit(f"A flow cannot {what} the network.")


def _wait_for_element(course: Course, step: WaitForElement) -> None:
    if step.properties:
        raise Unfit(f"Properties of elements ({', '.join(sorted(step.properties))[:200]}) cannot be waited for.")
    targets = _found(_with_attributes(to_targets(step.selectors, step.frame), step.attributes or {}))
    for count, state in _counts(step):
        numbered = [{**target, "nth": count - 1} for target in targets] if count > 1 else targets
        name = f"Wait for {_called(targets)}" if state == "attached" else f"Wait until {_called(targets)} is gone"
        until = {"kind": "element", "target": numbered, "state": state}
        course.act("browser.wait_for", name, {"until": until})
    _then_loaded(course, step)


def _counts(step: WaitForElement) -> list[tuple[int, str]]:
    """Returns the waits that a number of elements is: whether the n-th one, from 1, is there or not."""
    operator: str = step.operator
    count = step.count
    if not step.visible:
        if operator == "==" and count > 0:
            raise Unfit(f"A number of elements other than {count} cannot be waited for.")
        operator, count = {">=": ("<=", count - 1), "<=": (">=", count + 1), "==": (">=", 1)}[operator]
    least = [(count, "attached")] if operator in (">=", "==") and count > 0 else []
    most = [(count + 1, "detached")] if operator in ("<=", "==") else []
    if not least and (not most or count < 0):
        raise Unfit("The step waits for what always or never is.")
    return least + most


def _with_attributes(targets: list[dict[str, Any]], attributes: dict[str, str]) -> list[dict[str, Any]]:
    """Returns targets of those that CSS names, with attributes that they must have."""
    if not attributes:
        return targets
    asked = "".join(f"[{_identifier(name)}={_quoted(value)}]" for name, value in sorted(attributes.items()))
    return [{**target, "css": f":is({target['css']}){asked}"} for target in targets if "css" in target]


def _identifier(name: str) -> str:
    return re.sub(r"[^\w-]", lambda found: "\\" + found[0], name)


def _quoted(value: str) -> str:
    return '"' + re.sub(r'["\\\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", value) + '"'


def _wait_for_expression(course: Course, step: WaitForExpression) -> None:
    until: dict[str, Any] = {"kind": "expression", "expression": Raw(step.expression)}
    if step.frame:
        until["frame"] = frame_targets(step.frame)
    course.act("browser.wait_for", f"Wait until {tidy(step.expression, 60)}", {"until": until})
    _then_loaded(course, step)


def _close(course: Course, step: Close) -> None:
    if step.target == MAIN and course.ends:
        course.close()
        return
    which: dict[str, Any] = {"index": 0} if step.target == MAIN else {"url": step.target}
    course.act_anywhere("browser.tab", "Close the tab", {"action": {"kind": "close", **which}, **course.own_timeout()})
    course.leave_page(step.target)


def _custom(_: Course, step: CustomStep) -> None:
    raise Unfit(f"The step {tidy(step.name, 100)!r} is one of an extension, which alone knows what it does.")


def _then_loaded(course: Course, step: Step) -> None:
    if step.navigates:
        course.act("browser.wait_for", "Wait for the page to load", {"until": {"kind": "load"}})


def _targets(step: WithSelectors, *, field: bool = False) -> list[dict[str, Any]]:
    return _found(to_targets(step.selectors, step.frame, field=field))


def _found(targets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not targets:
        raise Unfit("None of the step's selectors can be used: give it a target.")
    return targets


def _called(targets: list[dict[str, Any]]) -> str:
    return tidy(subject(targets), 60)


HANDLERS: dict[str, Callable[[Course, Any], None]] = {
    "change": _change,
    "click": _click,
    "close": _close,
    "customStep": _custom,
    "doubleClick": _double_click,
    "emulateNetworkConditions": _emulate,
    "hover": _hover,
    "keyDown": _key_down,
    "keyUp": _key_up,
    "navigate": _navigate,
    "scroll": _scroll,
    "setViewport": _set_viewport,
    "waitForElement": _wait_for_element,
    "waitForExpression": _wait_for_expression,
}
