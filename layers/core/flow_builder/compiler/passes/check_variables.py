"""Pass 8: variables that are set side by side."""

from collections.abc import Iterable, Mapping

from flow_builder.compiler.exclusive import takes_many
from flow_builder.compiler.model import Context, Draft
from flow_builder.compiler.pages import is_concurrent
from flow_builder.domain.plan import Branch, Fork, Loop, PlanNode, Step, steps, walk

_SETTER = "core.set_vars"


def check_variables(draft: Draft, context: Context) -> Draft:
    """Reports vars.concurrent: variables whose value depends on which of two steps ends later.

    Before and after: Draft(..., root)
    """
    if draft.root is None or not any(vertex.node.type == _SETTER for vertex in draft.vertices.values()):
        return draft
    for each in walk(draft.root):
        for name, one, other in _rivals(each):
            context.report.add(
                "vars.concurrent",
                f"`{other.key}` sets the variable `{name}` side by side with "
                + (f"`{one.key}`." if one is not other else "other iterations of its loop."),
                node=other.node,
                field="/config/values",
                hint="Use different names, or connect the nodes one after the other.",
            )
    return draft


def _rivals(node: PlanNode) -> Iterable[tuple[str, Step, Step]]:
    """Yields (variable, step, other step) for what a plan node runs side by side."""
    match node:
        case Fork(branches):
            yield from _shared(branches)
        case Branch(step, cases) if takes_many(step.type, step.config):
            yield from _shared([body for _, body in cases])
        case Loop() if is_concurrent(node):
            yield from ((name, step, step) for name, step in _set_in(node.body).items())


def _shared(parts: Iterable[PlanNode]) -> Iterable[tuple[str, Step, Step]]:
    seen: dict[str, Step] = {}
    for each in parts:
        found = _set_in(each)
        yield from ((name, seen[name], step) for name, step in found.items() if name in seen)
        seen.update(found)


def _set_in(node: PlanNode) -> Mapping[str, Step]:
    found: dict[str, Step] = {}
    for step in steps(node):
        values = step.config.get("values") if step.type == _SETTER else None
        if isinstance(values, Mapping):
            found.update(dict.fromkeys(map(str, values), step))
    return found
