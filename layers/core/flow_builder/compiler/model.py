"""The values that passes hand on: a draft of the plan, and what all passes share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flow_builder.compiler.diagnostics import Diagnostics
from flow_builder.domain.document import FlowDocument, Node
from flow_builder.domain.plan import Link, Plan, PlanNode, Policy, Step
from flow_builder.nodes.base import NodeType

CONTAINERS = frozenset({"loop", "try", "parallel"})
"""Kinds of node types that hold other nodes."""
NESTING = frozenset({"step", "branch", "trigger"})
"""Kinds whose ports can nest what they lead to; the others are followed by nodes that their links guard."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node of the document with its resolved type; `type` is None when there is no such type."""

    node: Node
    index: int
    """Position in the document's list of nodes."""
    type: NodeType | None = None
    ports: tuple[str, ...] = ()
    """Output ports, `error` included when the node branches on errors; empty when they are not known."""

    @property
    def id(self) -> str:
        """The node's id."""
        return self.node.id

    @property
    def kind(self) -> str:
        """The node type's kind; an unknown type counts as a step."""
        return self.type.kind if self.type else "step"

    @property
    def is_container(self) -> bool:
        """Whether nodes may name this one as their parent."""
        return self.kind in CONTAINERS


@dataclass(frozen=True)
class Scope:
    """The nodes that share a parent, and how their edges order them. Compensating nodes are in no scope.

    `order` is topological, ties by document order; the same position in `before` has the bits of all strict ancestors.
    """

    parent: str | None
    order: tuple[str, ...]
    links: Mapping[str, tuple[Link, ...]]
    sinks: tuple[str, ...]
    """Nodes without outgoing edges, in document order."""

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Node id -> position in `order`."""
        return {each: index for index, each in enumerate(self.order)}

    @cached_property
    def before(self) -> tuple[int, ...]:
        """Per position, the set of positions that must come earlier, as bits."""
        found: list[int] = []
        for each in self.order:
            bits = 0
            for link in self.links.get(each, ()):
                source = self.position[link.source]
                bits |= found[source] | 1 << source
            found.append(bits)
        return tuple(found)

    def is_before(self, first: str, second: str) -> bool:
        """Tells whether edges make `first` end before `second` starts."""
        return bool(self.before[self.position[second]] >> self.position[first] & 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """A flow on its way to a plan; each pass fills a part."""

    document: FlowDocument
    vertices: Mapping[str, Vertex] = field(default_factory=dict)
    """By node id, in document order."""
    compensators: Mapping[str, str] = field(default_factory=dict)
    """Id of a compensating node -> id of the node it undoes."""
    scopes: Mapping[str | None, Scope] = field(default_factory=dict)
    """By parent id; None for the top level."""
    ordered: bool = False
    """Whether edges and parents have no errors, so that "earlier" has a meaning."""
    sound: bool = False
    """Whether types and shape have no errors, so that a tree can be built."""
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Node id -> keys of the steps whose results its expressions read."""
    policies: Mapping[str, Policy] = field(default_factory=dict)
    """By node id."""
    root: PlanNode | None = None
    compensations: Mapping[str, Step] = field(default_factory=dict)
    plan: Plan | None = None

    def chain(self, node: str) -> Iterator[Vertex]:
        """Yields the containers around a node, innermost first; stops where a parent is missing or repeats."""
        seen = {node}
        vertex = self.vertices.get(node)
        while vertex and vertex.node.parent is not None and vertex.node.parent not in seen:
            seen.add(vertex.node.parent)
            vertex = self.vertices.get(vertex.node.parent)
            if vertex:
                yield vertex


@dataclass(frozen=True, slots=True)
class Context:
    """What every pass gets besides the draft."""

    catalogue: Mapping[str, NodeType]
    report: Diagnostics
