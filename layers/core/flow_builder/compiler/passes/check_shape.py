"""Pass 3: the graph is one that can run: keys, edges, ports, containers, compensations, no cycles."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches

from flow_builder.compiler.model import Context, Draft, Scope, Vertex
from flow_builder.compiler.passes.resolve import ERROR_PORT
from flow_builder.compiler.scopes import build_scope
from flow_builder.domain import limits
from flow_builder.domain.document import Edge

RESERVED_KEYS = frozenset(
    {
        "__proto__",
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "prototype",
        "toJSON",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)
"""Keys that mean something else on the `steps` object of an expression."""
_DISORDER = (
    "graph.cycle",
    "container.cycle",
    "container.unknown_parent",
    "container.not_a_container",
    "container.too_deep",
    "compensation.",
)
_COMPENSATING = frozenset({"step", "branch"})


def check_shape(draft: Draft, context: Context) -> Draft:
    """Checks the graph and splits it into scopes.

    Before: Draft(vertices)    After: Draft(vertices, compensators, scopes, ordered, sound)

    Reports flow.empty, node.duplicate_key, node.reserved_key, edge.*, graph.*, container.*, trigger.*, error_port.*
    and compensation.*. The draft is sound when neither this pass nor `resolve` found an error.
    """
    if not draft.vertices:
        context.report.add("flow.empty", "The flow has no nodes.", hint="Add a trigger and a step.")
    _check_keys(draft, context)
    _check_containers(draft, context)
    draft = replace(draft, compensators=_compensators(draft, context))
    edges = _good_edges(draft, context)
    scopes = _scopes(draft, edges, context)
    _check_entries(draft, edges, context)
    ordered = not context.report.has(*_DISORDER)
    return replace(draft, scopes=scopes, ordered=ordered, sound=not context.report.failed)


def _check_keys(draft: Draft, context: Context) -> None:
    owners: dict[str, Vertex] = {}
    for vertex in draft.vertices.values():
        key = vertex.node.key
        first = owners.setdefault(key, vertex)
        if first is not vertex:
            context.report.add(
                "node.duplicate_key",
                f"The key `{key}` is also used by node {first.id!r}.",
                node=vertex.id,
                field="/key",
                hint="Rename one of the two and the expressions that mean it.",
            )
        if key in RESERVED_KEYS:
            context.report.add(
                "node.reserved_key", f"The key `{key}` is reserved.", node=vertex.id, field="/key", hint="Rename it."
            )


def _check_containers(draft: Draft, context: Context) -> None:
    parents = Counter(vertex.node.parent for vertex in draft.vertices.values())
    for vertex in draft.vertices.values():
        _check_parent(draft, vertex, context)
        if vertex.kind == "trigger" and vertex.node.parent is not None:
            context.report.add(
                "trigger.in_container",
                f"The trigger `{vertex.node.key}` lies in a container.",
                node=vertex.id,
                field="/parent",
                hint="Move it to the top level.",
            )
        if vertex.is_container:
            _check_container(vertex, parents[vertex.id], context)


def _check_container(vertex: Vertex, inside: int, context: Context) -> None:
    if not inside:
        context.report.add("container.empty", f"The container `{vertex.node.key}` is empty.", node=vertex.id)
    if vertex.node.retry is not None and vertex.node.retry.max_attempts > 1:
        context.report.add(
            "container.retry",
            f"The container `{vertex.node.key}` cannot be retried as a whole.",
            node=vertex.id,
            field="/retry",
            hint="Set retry on the nodes inside.",
        )


def _check_parent(draft: Draft, vertex: Vertex, context: Context) -> None:
    parent = vertex.node.parent
    if parent is None:
        return
    holder = draft.vertices.get(parent)
    problem: tuple[str, str] | None
    if holder is None:
        problem = "container.unknown_parent", f"There is no node {parent!r} that could hold `{vertex.node.key}`."
    elif holder.type is not None and not holder.is_container:
        problem = (
            "container.not_a_container",
            f"`{holder.node.key}` is a {holder.type.title!r} node and cannot hold `{vertex.node.key}`.",
        )
    else:
        problem = _check_nesting(draft, vertex)
    if problem:
        context.report.add(problem[0], problem[1], node=vertex.id, field="/parent")


def _check_nesting(draft: Draft, vertex: Vertex) -> tuple[str, str] | None:
    chain = list(draft.chain(vertex.id))
    if not chain or chain[-1].node.parent in {vertex.id, *(each.id for each in chain)}:
        return "container.cycle", f"The containers around `{vertex.node.key}` hold each other."
    if len(chain) > limits.MAX_NESTING:
        return (
            "container.too_deep",
            f"`{vertex.node.key}` lies in {len(chain)} containers, at most {limits.MAX_NESTING} are allowed.",
        )
    return None


def _compensators(draft: Draft, context: Context) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for vertex in draft.vertices.values():
        undo = vertex.node.compensate_with
        if undo is None:
            continue
        problem = _compensation_problem(draft, vertex, found)
        if problem:
            context.report.add(problem[0], problem[1], node=vertex.id, field="/compensate_with")
        if undo in draft.vertices:
            found.setdefault(undo, vertex.id)
    return found


def _compensation_problem(draft: Draft, vertex: Vertex, taken: Mapping[str, str]) -> tuple[str, str] | None:
    undo = vertex.node.compensate_with or ""
    other = draft.vertices.get(undo)
    key = vertex.node.key
    if other is None:
        return "compensation.unknown_node", f"There is no node {undo!r} to compensate `{key}`."
    if undo in taken:
        first = draft.vertices[taken[undo]].node.key
        return "compensation.shared", f"`{other.node.key}` compensates both `{first}` and `{key}`."
    paged = other.type is not None and other.type.lane == "browser"
    if other is vertex or paged or other.kind not in _COMPENSATING or other.node.compensate_with is not None:
        return "compensation.not_allowed", f"`{other.node.key}` cannot compensate `{key}`."
    if other.node.parent not in {None, vertex.node.parent}:
        return "compensation.elsewhere", f"`{other.node.key}` lies in another container than `{key}`."
    return None


def _good_edges(draft: Draft, context: Context) -> list[Edge]:
    """Returns the edges that can be used, each once; reports the others."""
    good: dict[tuple[str, str, str], Edge] = {}
    for index, edge in enumerate(draft.document.edges):
        problem = _edge_problem(draft, edge)
        name = (edge.source, edge.source_port, edge.target)
        if problem is None and name in good:
            problem = (
                "edge.duplicate",
                f"The edge from `{_key(draft, edge.source)}` to `{_key(draft, edge.target)}` is there twice.",
                None,
            )
        if problem is None:
            good[name] = edge
            continue
        code, message, hint = problem
        context.report.add(code, message, field=f"/edges/{index}", hint=hint)
    return list(good.values())


_Problem = tuple[str, str, str | None]


def _edge_problem(draft: Draft, edge: Edge) -> _Problem | None:
    for end in (edge.source, edge.target):
        if end not in draft.vertices:
            close = get_close_matches(end, list(draft.vertices), n=1)
            return (
                "edge.unknown_node",
                f"There is no node {end!r} for the edge from {edge.source!r} to {edge.target!r}.",
                f"Did you mean {close[0]!r}?" if close else None,
            )
        if end in draft.compensators:
            return (
                "edge.to_compensation",
                f"`{_key(draft, end)}` is a compensating node and cannot have edges.",
                "Remove the edge, or choose another compensating node.",
            )
    return _ends_problem(edge, draft.vertices[edge.source], draft.vertices[edge.target])


def _ends_problem(edge: Edge, source: Vertex, target: Vertex) -> _Problem | None:
    if source.node.parent != target.node.parent:
        return (
            "edge.across_containers",
            f"The edge from `{source.node.key}` to `{target.node.key}` crosses the border of a container.",
            "Connect the container itself; its nodes without incoming edges start with it.",
        )
    if target.kind == "trigger":
        return (
            "trigger.incoming_edge",
            f"The edge from `{source.node.key}` leads to the trigger `{target.node.key}`.",
            "Connect the trigger to what it starts, not the other way round.",
        )
    return _port_problem(edge, source, target)


def _port_problem(edge: Edge, source: Vertex, target: Vertex) -> _Problem | None:
    if source.ports and edge.source_port not in source.ports:
        hint = (
            "Set `on_error` of the node to `branch`, or remove the edge."
            if edge.source_port == ERROR_PORT
            else f"It has: {', '.join(source.ports)}."
        )
        return "edge.unknown_port", f"`{source.node.key}` has no output port {edge.source_port!r}.", hint
    if edge.target_port != "in":
        return "edge.unknown_port", f"`{target.node.key}` has no input port {edge.target_port!r}.", "It has: in."
    return None


def _key(draft: Draft, node: str) -> str:
    return draft.vertices[node].node.key


def _scopes(draft: Draft, edges: list[Edge], context: Context) -> dict[str | None, Scope]:
    members: dict[str | None, list[str]] = {None: []}
    for vertex in draft.vertices.values():
        if vertex.is_container:
            members.setdefault(vertex.id, [])
        if vertex.id not in draft.compensators:
            members.setdefault(vertex.node.parent, []).append(vertex.id)
    by_parent: dict[str | None, list[Edge]] = {}
    for edge in edges:
        by_parent.setdefault(draft.vertices[edge.source].node.parent, []).append(edge)
    scopes: dict[str | None, Scope] = {}
    for parent, inside in members.items():
        scope, cycle = build_scope(parent, inside, by_parent.get(parent, []))
        scopes[parent] = scope
        if cycle:
            _report_cycle(draft, cycle, context)
    return scopes


def _report_cycle(draft: Draft, cycle: list[str], context: Context) -> None:
    path = " → ".join(f"`{_key(draft, each)}`" for each in [*cycle, cycle[0]])
    context.report.add(
        "graph.cycle",
        f"Edges go in a circle: {path}.",
        node=cycle[0],
        hint="Remove one of the edges; to repeat steps, put them into a loop.",
    )


def _check_entries(draft: Draft, edges: list[Edge], context: Context) -> None:
    targets = {edge.target for edge in edges}
    used = {(edge.source, edge.source_port) for edge in edges}
    triggered = any(vertex.kind == "trigger" for vertex in draft.vertices.values())
    for vertex in draft.vertices.values():
        alone = vertex.id not in targets and vertex.node.parent is None and vertex.id not in draft.compensators
        if triggered and alone and vertex.kind != "trigger":
            context.report.add(
                "graph.not_triggered",
                f"`{vertex.node.key}` is not connected to a trigger and starts on its own.",
                node=vertex.id,
                hint="Connect it, or remove it.",
            )
        if vertex.node.on_error == "branch" and (vertex.id, ERROR_PORT) not in used:
            context.report.add(
                "error_port.unconnected",
                f"Errors of `{vertex.node.key}` are routed to the port `error`, but nothing is connected there.",
                node=vertex.id,
                field="/on_error",
                hint="Connect the port, or choose another way to treat errors.",
            )
