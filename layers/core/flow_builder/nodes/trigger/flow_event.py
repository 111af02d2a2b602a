"""Starts the flow when a run of another flow ends: whole pipelines, alarms, reports on what failed.

The output says which run ended and how; `output` is that run's own output (null when it failed, or is too large to be
handed on). Listening begins when the flow is published, and follows each new version.

* **Which flows**: those you name, all with a tag, or any of the workspace. Runs that were started by such a trigger
  themselves count only where their flow is named.
* **Outcomes**: `timed_out` is a run that took longer than its flow allows. Canceled runs count only if you say so.
* A flow never listens to its own runs, to those of error flows or to ones it led to itself, so nothing goes round in
  circles. Neither do runs of single steps count.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType

Outcome = Literal["succeeded", "failed", "timed_out", "canceled"]


class _Choice(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Named(_Choice):
    """The flows with these ids."""

    kind: Literal["flows"] = "flows"
    flows: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = Field(
        min_length=1, max_length=100, title="Flows", json_schema_extra={"x-flow": True}
    )


class Tagged(_Choice):
    """All flows with a tag."""

    kind: Literal["tag"] = "tag"
    tag: str = Field(min_length=1, max_length=50, title="Tag")


class AnyFlow(_Choice):
    """Every flow of the workspace."""

    kind: Literal["any"] = "any"


Which: TypeAlias = Annotated[Named | Tagged | AnyFlow, Field(discriminator="kind")]


class Config(NodeConfig):
    """Whose ends start the flow."""

    which: Which = Field(default=AnyFlow(), title="Which flows")
    outcomes: tuple[Outcome, ...] = Field(default=("succeeded", "failed", "timed_out"), min_length=1, title="Outcomes")
    subflows: bool = Field(
        default=False, title="Called runs too", description="Also runs that another flow called as a sub-flow."
    )
    with_output: bool = Field(default=True, title="Hand the output on")


class Output(NodeOutput):
    """The run that ended; times are milliseconds since the epoch."""

    run: str
    flow: str
    flow_name: str
    status: Outcome
    error: dict[str, Any] | None = None
    output: Any = None
    trigger: str
    """What had started it: manual, api, webhook, schedule and so on."""
    finished_at: int


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the end that started the run; started in another way, the run's input counts as the other's output."""
    given = ctx.input
    if isinstance(given, dict) and Output.model_fields.keys() <= given.keys():
        return given
    return Output(
        run=ctx.run.id,
        flow=ctx.run.flow,
        flow_name=ctx.run.flow_name,
        status="succeeded",
        output=given,
        trigger=ctx.run.trigger,
        finished_at=ctx.run.started_at,
    )


_END = {
    "run": "r_1",
    "flow": "flow_prices",
    "flow_name": "Prices",
    "status": "failed",
    "error": {"code": "browser.timeout", "message": "The page did not answer.", "node": "n2"},
    "output": None,
    "trigger": "schedule",
    "finished_at": 1_795_000_000_000,
}

EXAMPLES = (
    Example(
        "When a named flow fails",
        {"which": {"kind": "flows", "flows": ["flow_prices"]}, "outcomes": ["failed", "timed_out"]},
        input=_END,
        output=_END,
    ),
    Example("No flow named", {"which": {"kind": "flows", "flows": []}}, error="config.invalid"),
)

NODE = NodeType(
    id="trigger.flow_event",
    title="Flow finished",
    config=Config,
    output=Output,
    run=run,
    kind="trigger",
    icon="workflow",
    examples=EXAMPLES,
)
