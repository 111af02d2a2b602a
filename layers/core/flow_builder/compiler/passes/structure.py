"""Pass 6: graph to nested plan."""

from dataclasses import replace

from flow_builder.compiler.decompose import Cases, decompose
from flow_builder.compiler.graph import Graph
from flow_builder.compiler.model import NESTING, Context, Draft, Scope, Vertex
from flow_builder.domain.plan import Branch, Call, Group, Loop, Pause, PlanNode, Sequence, Step, Stop, Task


def structure(draft: Draft, context: Context) -> Draft:  # noqa: ARG001 - the signature all passes share
    """Orders the nodes of each scope in a tree and makes a step of each node.

    Before: Draft(vertices, scopes, reads, policies)    After: Draft(..., root, compensations)

    See `decompose` for the shape of the tree. Compensating nodes stay outside it.
    """
    if not draft.sound:
        return draft
    builder = _Builder(draft)
    compensations = {each: builder.step(draft.vertices[each]) for each in draft.compensators}
    return replace(draft, root=builder.scope(draft.scopes[None], 0), compensations=compensations)


class _Builder:
    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._referenced = frozenset().union(*set(draft.reads.values()))

    def scope(self, scope: Scope, depth: int) -> PlanNode:
        """Returns the tree of one scope; containers in it bring theirs."""
        vertices = [self._draft.vertices[each] for each in scope.order]
        edges = [
            [(scope.position[link.source], link.port) for link in scope.links.get(each, ())] for each in scope.order
        ]
        graph = Graph(edges, frozenset(index for index, vertex in enumerate(vertices) if _nests(vertex)))

        def make(index: int, cases: Cases, below: int) -> PlanNode:
            return self._holder(vertices[index], cases, below)

        return decompose(graph, make, depth)

    def _holder(self, vertex: Vertex, cases: Cases, depth: int) -> PlanNode:
        step = self.step(vertex)
        match vertex.kind:
            case "loop":
                return Loop(step, self._body(vertex, depth), self._draft.scopes[vertex.id].sinks)
            case "try" | "parallel":
                return Group(step, self._body(vertex, depth), self._draft.scopes[vertex.id].sinks)
            case "pause":
                return Pause(step)
            case "call":
                return Call(step)
            case "stop":
                return Stop(step)
            case _:
                ordered = tuple((port, cases[port]) for port in vertex.ports if port in cases)
                return Branch(step, ordered) if _nests(vertex) else Task(step)

    def _body(self, vertex: Vertex, depth: int) -> PlanNode:
        scope = self._draft.scopes[vertex.id]
        return self.scope(scope, depth + 1) if scope.order else Sequence(())

    def step(self, vertex: Vertex) -> Step:
        """Returns a node's step."""
        node, type_ = vertex.node, vertex.type
        assert type_ is not None
        scope = self._draft.scopes[node.parent]
        return Step(
            node=node.id,
            key=node.key,
            type=node.type,
            version=type_.version,
            name=node.name or node.key,
            config=node.config,
            links=scope.links.get(node.id, ()),
            ports=vertex.ports,
            policy=self._draft.policies[node.id],
            lane=type_.lane,
            side_effect=type_.side_effect,
            disabled=node.disabled,
            compensate_with=node.compensate_with,
            reads=self._draft.reads.get(node.id, ()),
            referenced=node.key in self._referenced,
        )


def _nests(vertex: Vertex) -> bool:
    return vertex.kind in NESTING and len(vertex.ports) > 1
