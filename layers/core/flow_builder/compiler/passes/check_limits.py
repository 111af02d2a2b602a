"""Pass 11: what a run costs, and whether the flow fits the cloud's limits."""

from collections.abc import Mapping

from flow_builder.compiler.inline import inline_regions
from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.domain.plan import Loop, PlanNode, Region, children, walk

_DEFINITION_BYTES = 1024 * 1024
_BYTES_PER_STATE = 700
"""A Task state with its Retry, Catch and a Choice behind it."""
_HISTORY_EVENTS = 25_000
_EVENTS_PER_STATE = 5
"""Entered, scheduled, started, succeeded, exited."""


def check_limits(draft: Draft, context: Context) -> Draft:
    """Estimates states, history events and credits.

    Before and after: Draft(..., plan)

    Reports limit.states, limit.history and cost.estimate.
    """
    if draft.plan is None:
        return draft
    root = draft.plan.root
    together = [each.nodes for each in inline_regions(draft.plan)]
    fused = {node for nodes in together for node in nodes[1:]}
    states = _states(root, fused)
    if states * _BYTES_PER_STATE > _DEFINITION_BYTES:
        context.report.add(
            "limit.states",
            f"The flow makes about {states} states, more than fit in one state machine.",
            hint="Move a part to a sub-flow, or choose the durability `fast`.",
        )
    for each in walk(root):
        if isinstance(each, Loop):
            _check_history(each, fused, context)
    _report_cost(draft, context)
    return draft


def _states(node: PlanNode, fused: set[str]) -> int:
    """Counts the states of a part of the plan; steps that another step's state takes in are not counted."""
    if isinstance(node, Region):
        return 1
    step = getattr(node, "step", None)
    own = int(step is not None and step.node not in fused)
    return own + sum(_states(each, fused) for each in children(node))


def _check_history(loop: Loop, fused: set[str], context: Context) -> None:
    times = _known_times(loop)
    events = times * _EVENTS_PER_STATE * _states(loop.body, fused)
    if loop.step.node not in fused and events > _HISTORY_EVENTS:
        context.report.add(
            "limit.history",
            f"`{loop.step.key}` makes about {events} history events in the cloud, where {_HISTORY_EVENTS} are allowed.",
            node=loop.step.node,
            hint="Move the loop's body to a sub-flow.",
        )


def _known_times(loop: Loop) -> int:
    """Returns how often a loop runs when its config says so literally, else 0."""
    over = loop.step.config.get("over")
    if not isinstance(over, Mapping):
        return 0
    times, items = over.get("times"), over.get("items")
    if isinstance(times, int):
        return times
    return len(items) if isinstance(items, list) else 0


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
