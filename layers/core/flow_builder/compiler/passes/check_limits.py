"""Pass 11: what a run costs, and whether the flow fits the cloud's limits."""

from flow_builder.compiler.asl.write import LIMIT as MOST_BYTES
from flow_builder.compiler.asl.write import definition
from flow_builder.compiler.lower.history import LIMIT as MOST_EVENTS
from flow_builder.compiler.lower.history import events
from flow_builder.compiler.lower.leaving import LONGEST_S, may_be_left
from flow_builder.compiler.lower.machine import lower
from flow_builder.compiler.lower.target import Target
from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.compiler.stages import Boxed, Cases, Repeat, Stages, Together, Work, stages, works
from flow_builder.domain.plan import Plan

_FEW_STATES = 1_000
"""So many are sure to fit; a flow with more is lowered to see."""
_LONG_NAMES = Target(run_step=f"arn:aws:lambda:us-gov-east-1:000000000000:function:{'x' * 64}:000000", bucket="x" * 63)
"""As long as a stack's may be."""


def check_limits(draft: Draft, context: Context) -> Draft:
    """Checks the machine's size and history, and tells what a run costs.

    Before and after: Draft(..., plan)

    Reports limit.states, limit.history, limit.step_time and cost.estimate.
    """
    if draft.plan is None:
        return draft
    line = stages(draft.plan)
    _check_size(draft.plan, line, context)
    if (found := events(line)) > MOST_EVENTS:
        context.report.add(
            "limit.history",
            f"A run makes up to {found:,} history events in the cloud, where {MOST_EVENTS:,} are allowed.",
            hint="Move a part to a sub-flow, or choose the durability `fast`.",
        )
    _check_times(draft, line, context)
    _report_cost(draft, context)
    return draft


def _states(line: Stages) -> int:
    """Returns about how many states some stages become, and rather more than fewer."""
    count = 0
    for stage in line:
        match stage:
            case Cases(_, cases):
                count += 2 + sum(2 + _states(body) for _, body in cases)
            case Together(branches):
                count += 3 + sum(2 + _states(each) for each in branches)
            case Boxed(_, body) | Repeat(_, body):
                count += 9 + _states(body)
            case Work(region) if region.lane == "inline" and not may_be_left(stage):
                count += 2
            case _:
                count += 4
    return count


def _check_times(draft: Draft, line: Stages, context: Context) -> None:
    """Reports steps that somebody gave more time than a call has; what types allow by themselves is no news to anybody."""
    for step in (each for work in works(line) if work.region.lane == "inline" for each in work.steps):
        seconds = draft.vertices[step.node].node.timeout_s
        if seconds is not None and seconds > LONGEST_S:
            context.report.add(
                "limit.step_time",
                f"`{step.key}` may take {seconds:g} s, of which it has {LONGEST_S:g} s in the cloud.",
                node=step.node,
                field="/timeout_s",
                hint="Let several steps do the work, or put it among browser steps, whose workers have no such limit.",
            )


def _check_size(plan: Plan, line: Stages, context: Context) -> None:
    if _states(line) <= _FEW_STATES:
        return
    size = len(definition(lower(plan, _LONG_NAMES)).encode())
    if size > MOST_BYTES:
        context.report.add(
            "limit.states",
            f"The flow's state machine takes {size:,} bytes, where {MOST_BYTES:,} are allowed.",
            hint="Move a part to a sub-flow, or choose the durability `fast`.",
        )


def _report_cost(draft: Draft, context: Context) -> None:
    once = 0
    per_iteration: dict[str, int] = {}
    for each in draft.vertices.values():
        loop = next((above for above in draft.chain(each.id) if above.kind == "loop"), None)
        if loop is None:
            once += _price(each)
        else:
            per_iteration[loop.node.key] = per_iteration.get(loop.node.key, 0) + _price(each)
    more = "".join(f" and {price} per iteration of `{key}`" for key, price in per_iteration.items())
    context.report.add("cost.estimate", f"A run costs up to {once} credits{more}.")


def _price(vertex: Vertex) -> int:
    return 0 if vertex.type is None or vertex.node.disabled else vertex.type.credits_of(vertex.node.config)
