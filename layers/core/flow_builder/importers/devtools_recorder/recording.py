"""The shape of a recording, checked; problems are told by their place, such as `/steps/3/selectors`."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from flow_builder.domain import limits
from flow_builder.domain.documents import pointer
from flow_builder.domain.wording import more_problems, plain_message
from flow_builder.errors import InvalidInput, LimitExceeded

MAX_STEPS = limits.MAX_NODES // 4
"""Steps of one recording; a step becomes up to three nodes."""
MAX_PARAMETER_DEPTH = 32
Model = TypeVar("Model", bound=BaseModel)
_HINT = "Export it again from the Recorder panel as JSON, or compare it with the format of @puppeteer/replay."


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="ignore", frozen=True, defer_build=True, alias_generator=to_camel, validate_by_name=True
    )


def _as_chain(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, Field(max_length=100_000)]
Selector: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_as_chain), Field(min_length=1, max_length=100)]
"""Selectors that lead into one another: through shadow roots, or from an element to one below it."""
Selectors = Annotated[tuple[Selector, ...], Field(min_length=1, max_length=100)]
Number = Annotated[float, Field(ge=-1e9, le=1e9)]


class Event(_Part):
    """What a step leads to."""

    type: Literal["navigation"]
    url: Text | None = None
    title: Text | None = None


class Step(_Part):
    """What all steps may have. `timeout` is in milliseconds."""

    timeout: Annotated[float, Field(gt=0, le=3_600_000)] | None = None
    asserted_events: tuple[Event, ...] = ()
    target: Annotated[Text, BeforeValidator(lambda given: given or "main")] = "main"
    frame: Annotated[tuple[Annotated[int, Field(ge=0, le=10_000)], ...], Field(max_length=10)] = ()

    @property
    def navigates(self) -> bool:
        """Whether another page is to follow."""
        return bool(self.asserted_events)


class WithSelectors(Step):
    """A step on an element; `selectors` are alternatives."""

    selectors: Selectors


class Click(WithSelectors):
    """Offsets are CSS pixels from the element's upper left corner, `duration` is milliseconds."""

    offset_x: Number
    offset_y: Number
    button: Literal["primary", "auxiliary", "secondary", "back", "forward"] = "primary"
    device_type: Literal["mouse", "pen", "touch"] = "mouse"
    duration: Annotated[float, Field(ge=0, le=600_000)] | None = None


class Hover(WithSelectors):
    """The mouse over an element."""


class Change(WithSelectors):
    """A field's new value."""

    value: str


class Key(Step):
    """A key going down or up."""

    key: Annotated[str, Field(min_length=1, max_length=40)]


class Navigate(Step):
    """To another address."""

    url: Annotated[str, Field(min_length=1, max_length=100_000)]


class Scroll(Step):
    """The page, or an element, to a place in CSS pixels."""

    x: Number = 0
    y: Number = 0
    selectors: Selectors | None = None


class SetViewport(Step):
    """The size of the page."""

    width: Number
    height: Number
    device_scale_factor: Number
    is_mobile: bool
    has_touch: bool
    is_landscape: bool


class EmulateNetworkConditions(Step):
    """Bytes per second, and milliseconds."""

    download: Number
    upload: Number
    latency: Number


class WaitForElement(WithSelectors):
    """How many elements there are to be; with `visible` false the opposite is waited for."""

    operator: Literal[">=", "==", "<="] = ">="
    count: Annotated[int, Field(ge=0, le=1_000_000)] = 1
    visible: bool = True
    properties: dict[str, Any] | None = None
    attributes: dict[str, str] | None = None


class WaitForExpression(Step):
    """JavaScript that is to become true."""

    expression: Annotated[str, Field(min_length=1, max_length=100_000)]


class Close(Step):
    """The page goes."""


class CustomStep(Step):
    """A step of an extension."""

    name: Annotated[str, Field(max_length=10_000)]
    parameters: Any = None


STEP_TYPES: dict[str, type[Step]] = {
    "change": Change,
    "click": Click,
    "close": Close,
    "customStep": CustomStep,
    "doubleClick": Click,
    "emulateNetworkConditions": EmulateNetworkConditions,
    "hover": Hover,
    "keyDown": Key,
    "keyUp": Key,
    "navigate": Navigate,
    "scroll": Scroll,
    "setViewport": SetViewport,
    "waitForElement": WaitForElement,
    "waitForExpression": WaitForExpression,
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A step with its place, its type, and as it was written."""

    index: int
    type: str
    step: Step
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recording:
    """A whole recording; `timeout` is in milliseconds."""

    title: str
    timeout: float | None
    steps: tuple[Recorded, ...]


class _Head(_Part):
    title: Text
    timeout: Annotated[float, Field(gt=0, le=3_600_000)] | None = None
    steps: list[dict[str, Any]]


def is_recording(value: Any) -> bool:
    """Tells whether a JSON value looks like a recording rather than a flow."""
    return isinstance(value, dict) and "steps" in value and "nodes" not in value


def parse_recording(value: Any) -> Recording:
    """Returns the recording that a JSON value holds.

    Raises InvalidInput `recording.invalid` with the place of the first problem, LimitExceeded `recording.steps`.
    """
    if not isinstance(value, dict):
        raise _invalid("A recording is an object with `title` and `steps`.", "")
    head = _checked(_Head, value, ())
    if len(head.steps) > MAX_STEPS:
        raise LimitExceeded(
            f"The recording has {len(head.steps)} steps; {MAX_STEPS} are the most.",
            code="recording.steps",
            field="/steps",
            hint="Record the parts one by one, and call one flow from the other.",
        )
    steps = tuple(_step(index, raw) for index, raw in enumerate(head.steps))
    return Recording(head.title, head.timeout, steps)


def _step(index: int, raw: dict[str, Any]) -> Recorded:
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in STEP_TYPES:
        known = ", ".join(STEP_TYPES)
        given = "has no type" if kind is None else "is of a type that the Recorder does not know"
        raise _invalid(f"Step {index + 1} {given}; the types are {known}.", f"/steps/{index}/type")
    step = _checked(STEP_TYPES[kind], raw, ("steps", index))
    if _depth(raw) > MAX_PARAMETER_DEPTH:
        raise _invalid(f"Step {index + 1} is nested more than {MAX_PARAMETER_DEPTH} deep.", f"/steps/{index}")
    return Recorded(index, kind, step, raw)


def _checked(model: type[Model], value: dict[str, Any], above: tuple[str | int, ...]) -> Model:
    given = {name: each for name, each in value.items() if each is not None}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_context=False, include_input=False)
        path = (*above, *problems[0]["loc"])
        rest = more_problems(len(problems) - 1)
        message = f"{pointer(path)} is not accepted: {plain_message(problems[0]['msg'])}.{rest}"
        listed = [
            {"field": pointer((*above, *each["loc"])), "message": plain_message(each["msg"])} for each in problems[:20]
        ]
        raise _invalid(message, pointer(path), listed) from error


def _invalid(message: str, field: str, problems: list[dict[str, str]] | None = None) -> InvalidInput:
    details = {"problems": problems} if problems else {}
    return InvalidInput(message, code="recording.invalid", field=field, hint=_HINT, details=details)


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner)) if inner else 0
