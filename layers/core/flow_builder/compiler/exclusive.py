"""Which nodes of a scope can never both run, because one branching node decides between them."""

from collections.abc import Sequence

from flow_builder.compiler.graph import Graph, dominated
from flow_builder.compiler.model import NESTING, Draft, Scope, Vertex


class Exclusion:
    """Answers for the scopes of a draft; what it needs is computed per scope when first asked."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._deciders: dict[str | None, list[tuple[int, list[int]]]] = {}
        """Parent -> per deciding node: what only it leads to, and what each of its ports can reach; as bits."""

    def any_together(self, groups: Sequence[Sequence[str]]) -> bool:
        """Tells whether nodes of two different groups may both run; all are of one scope."""
        for index, group in enumerate(groups):
            for other in groups[index + 1 :]:
                if any(not self._apart(one, two) for one in group for two in other):
                    return True
        return False

    def _apart(self, one: str, two: str) -> bool:
        scope = self._draft.scopes[self._draft.vertices[one].node.parent]
        both = 1 << scope.position[one] | 1 << scope.position[two]
        return any(
            both & ~inside == 0 and all(both & ~reached for reached in ports) for inside, ports in self._of(scope)
        )

    def _of(self, scope: Scope) -> list[tuple[int, list[int]]]:
        found = self._deciders.get(scope.parent)
        if found is None:
            found = self._deciders[scope.parent] = self._decide(scope)
        return found

    def _decide(self, scope: Scope) -> list[tuple[int, list[int]]]:
        edges = [
            [(scope.position[link.source], link.port) for link in scope.links.get(each, ())] for each in scope.order
        ]
        graph = Graph(edges)
        inside = dominated(graph)
        reached: dict[int, dict[str, int]] = {}
        for vertex, into in enumerate(edges):
            for source, port in into:
                ports = reached.setdefault(source, {})
                ports[port] = ports.get(port, 0) | graph.after[vertex] | 1 << vertex
        deciding = (each for each in reached if takes_one(self._draft.vertices[scope.order[each]]))
        return [(inside[each], list(reached[each].values())) for each in deciding]


def takes_one(vertex: Vertex) -> bool:
    """Tells whether exactly one of a node's several ports becomes live."""
    several = len(vertex.ports) > 1 and (vertex.kind in NESTING or vertex.kind in ("try", "pause"))
    return several and not takes_many(vertex.node.type, vertex.node.config)


def takes_many(type_: str, config: dict[str, object]) -> bool:
    """Tells whether several ports of a branching node may become live together."""
    return type_ == "core.switch" and config.get("mode", "first") != "first"
