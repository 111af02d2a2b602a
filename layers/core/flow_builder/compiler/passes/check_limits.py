"""Pass 11: what a run costs, and whether the flow fits the cloud's limits."""

from flow_builder.compiler.asl.write import LIMIT as MOST_BYTES
from flow_builder.compiler.asl.write import definition
from flow_builder.compiler.lower.history import LIMIT as MOST_EVENTS
from flow_builder.compiler.lower.history import events
from flow_builder.compiler.lower.leaving import LONGEST_S
from flow_builder.compiler.lower.machine import lower
from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.compiler.stages import Stages, stages, works
from flow_builder.domain.plan import Plan

_FEW_REGIONS = 600
"""So many are sure to fit; a flow with more is lowered to see."""


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
    _check_times(line, context)
    _report_cost(draft, context)
    return draft


def _check_times(line: Stages, context: Context) -> None:
    for step in (each for work in works(line) if work.region.lane == "inline" for each in work.steps):
        if step.policy.timeout_s is not None and step.policy.timeout_s > LONGEST_S:
            context.report.add(
                "limit.step_time",
                f"`{step.key}` may take {step.policy.timeout_s:g} s, of which it has {LONGEST_S:g} s in the cloud.",
                node=step.node,
                hint="Let several steps do the work, or put it among browser steps, whose workers have no such limit.",
            )


def _check_size(plan: Plan, line: Stages, context: Context) -> None:
    regions = sum(1 for _ in works(line))
    if regions <= _FEW_REGIONS:
        return
    size = len(definition(lower(plan)).encode())
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
