"""The drawn graph as resuming needs it: what follows a node, what is inside it, which loops are around it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from flow_builder.domain.document import FlowDocument, Node
from flow_builder.errors import NotFound
from flow_builder.nodes.base import NodeType


class Graph:
    """A document's nodes by id and their relations; the document must have compiled."""

    def __init__(self, document: FlowDocument, catalogue: Mapping[str, NodeType]) -> None:
        self.nodes = {node.id: node for node in document.nodes}
        self._kinds = {node.id: catalogue[node.type].kind for node in document.nodes if node.type in catalogue}
        self._edges = document.edges

    def find(self, name: str) -> Node:
        """Returns the node with this key or id; NotFound with the keys there are."""
        for node in self.nodes.values():
            if node.key == name:
                return node
        if name in self.nodes:
            return self.nodes[name]
        known = ", ".join(node.key for node in self.nodes.values())
        raise NotFound(f"The flow has no step {name!r}.", code="step.not_found", hint=f"Its steps are: {known}.")

    @cached_property
    def after(self) -> Mapping[str, list[str]]:
        """Node id -> ids of the nodes its outgoing edges lead to."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge in self._edges:
            found[edge.source].append(edge.target)
        return found

    @cached_property
    def before(self) -> Mapping[str, list[str]]:
        """Node id -> ids of the nodes its incoming edges come from."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge in self._edges:
            found[edge.target].append(edge.source)
        return found

    def parents(self, node: str) -> Iterator[str]:
        """Yields the containers around a node, innermost first."""
        above = self.nodes[node].parent
        while above is not None:
            yield above
            above = self.nodes[above].parent

    def loops(self, node: str) -> list[str]:
        """Returns the loops around a node, outermost first: one per index of its iteration path."""
        return [each for each in self.parents(node) if self._kinds.get(each) == "loop"][::-1]

    def is_loop(self, node: str) -> bool:
        """Tells whether a node is a loop container."""
        return self._kinds.get(node) == "loop"

    def is_while(self, node: str) -> bool:
        """Tells whether a node is a loop whose iterations depend on the one before."""
        over = self.nodes[node].config.get("over")
        return self.is_loop(node) and isinstance(over, dict) and over.get("kind") == "while"

    @cached_property
    def _inside(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for each in self.nodes:
            for container in self.parents(each):
                found[container].add(each)
        return found

    def inside(self, node: str) -> set[str]:
        """Returns the ids of all nodes in a container, at any depth; of any other node, none."""
        return self._inside.get(node, set())

    def up_to(self, node: str) -> set[str]:
        """Returns a node, what is inside it, the containers around it, and all that must come before any of these."""
        around = set(self.parents(node))
        found: set[str] = set()
        todo = [node, *around]
        while todo:
            each = todo.pop()
            if each not in found:
                found.add(each)
                todo += self.before[each]
        return found.union(*(self.inside(each) for each in found - around))
