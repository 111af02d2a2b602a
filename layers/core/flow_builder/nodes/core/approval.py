"""Asks a person and waits for the answer.

The question appears in the app and can be answered there, by link or with `flow approve`. `approved` or `rejected` is
taken, by the option chosen; with a time limit, `timed_out` can be. A `form` (JSON Schema of an object) asks for values
as well; they come out as `form` and an answer that does not fit is refused, the run keeps waiting.

With `approvers` only these people may answer. The run is put aside meanwhile and survives restarts.
"""

import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.errors import InvalidInput, NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, Routed, Suspend
from flow_builder.nodes.json_schema import check_schema, check_value
from flow_builder.nodes.text import Text


class Option(BaseModel):
    """An answer that can be given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")] = Field(title="Value")
    label: str = Field(
        default="", max_length=200, title="Label", description="Text on the button; the value when empty."
    )
    port: Literal["approved", "rejected"] = Field(default="approved", title="Leads to")


_DEFAULT = (Option(value="approve", label="Approve"), Option(value="reject", label="Reject", port="rejected"))
_AT_END = {"approve": "approved", "reject": "rejected", "route": "timed_out"}


class Config(NodeConfig):
    """Who is asked what."""

    message: Text = Field(min_length=1, max_length=10_000, title="Question", description="Markdown.")
    title: Text = Field(default="Approval", min_length=1, max_length=200, title="Title")
    approvers: list[str] = Field(
        default_factory=list,
        max_length=100,
        title="Who may answer",
        description="Empty: everyone who may run the flow.",
    )
    options: tuple[Option, ...] = Field(default=_DEFAULT, min_length=1, max_length=10, title="Answers")
    form: dict[str, Any] | None = Field(default=None, title="Form", description="JSON Schema of the values to ask for.")
    timeout_s: float | None = Field(default=None, gt=0, le=365 * 86_400, title="Time limit (seconds)")
    on_timeout: Literal["route", "reject", "approve", "fail"] = Field(
        default="route",
        title="When nobody answers",
        description="`route` takes the port `timed_out`; `fail` fails the step.",
    )

    @field_validator("options")
    @classmethod
    def _unique(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        values = [option.value for option in options]
        if len(set(values)) < len(values):
            raise ValueError("Two answers have the same value; each needs its own.")
        return options

    @field_validator("form")
    @classmethod
    def _valid_form(cls, form: dict[str, Any] | None) -> dict[str, Any] | None:
        return form if form is None else check_schema(form)


class Output(NodeOutput):
    """The answer."""

    decision: str | None
    """Value of the option chosen; null when nobody answered."""
    by: str | None = None
    comment: str = ""
    form: Any = None
    timed_out: bool = False


async def run(config: Config, ctx: Context) -> Suspend:
    """Suspends the step until somebody answers."""
    until = None if config.timeout_s is None else round((time.time() + config.timeout_s) * 1_000)
    return Suspend(
        "approval",
        until,
        {
            "title": config.title,
            "message": config.message,
            "approvers": config.approvers,
            "options": [{**option.model_dump(), "label": option.label or option.value} for option in config.options],
            "form": config.form,
        },
    )


def resume(config: Config, answer: dict[str, Any]) -> Routed:
    """Returns the answer at its port.

    `answer` is `{"decision", "by", "comment", "form"}` or `{"timed_out": True}`. Raises InvalidInput (the step keeps
    waiting) when the decision, the person or the form does not fit, NodeError when the time is up and that is a failure.
    """
    if answer.get("timed_out"):
        return _timed_out(config)
    option = next((each for each in config.options if each.value == answer.get("decision")), None)
    if option is None:
        known = ", ".join(each.value for each in config.options)
        raise InvalidInput(f"The decision must be one of: {known}.", code="approval.decision", field="/decision")
    if config.approvers and answer.get("by") not in config.approvers:
        raise InvalidInput(
            "You are not among the people who may answer this.", code="approval.not_allowed", field="/by"
        )
    form = answer.get("form")
    # A refusal must not depend on filling in what an approval needs.
    if config.form is not None and option.port == "approved":
        check_value({} if form is None else form, config.form, what="form", field="/form")
    output = Output(decision=option.value, by=answer.get("by"), comment=answer.get("comment") or "", form=form)
    return Routed(output, (option.port,))


def _timed_out(config: Config) -> Routed:
    if config.on_timeout == "fail":
        raise NodeError(
            "Nobody answered in time.", code="approval.timed_out", hint="Raise the time limit, or route `timed_out`."
        )
    return Routed(Output(decision=None, timed_out=True), (_AT_END[config.on_timeout],))


EXAMPLES = (
    Example(
        "Yes or no, for two days at most",
        {"message": "Send {{ input.n }} letters?", "timeout_s": 172_800, "on_timeout": "reject"},
        input={"n": 12},
    ),
    Example(
        "Ask for a value, too",
        {
            "title": "Budget",
            "message": "How much may this cost?",
            "approvers": ["ann@example.com"],
            "form": {
                "type": "object",
                "required": ["limit"],
                "properties": {"limit": {"type": "number", "minimum": 0}},
            },
        },
    ),
    Example(
        "Three answers",
        {
            "message": "Publish?",
            "options": [
                {"value": "now", "label": "Publish now"},
                {"value": "later", "label": "Publish tomorrow"},
                {"value": "no", "port": "rejected"},
            ],
        },
    ),
)

NODE = NodeType(
    id="core.approval",
    title="Approval",
    config=Config,
    output=Output,
    run=run,
    resume=resume,
    kind="pause",
    lane="control",
    ports=("approved", "rejected", "timed_out"),
    icon="user-check",
    examples=EXAMPLES,
)
