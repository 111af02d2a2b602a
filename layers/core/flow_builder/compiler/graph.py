"""A directed acyclic graph over small integers, with what the structuring algorithm asks of it, as bit sets.

Vertices are 0..n-1 in topological order. Sets of vertices are Python integers (bit v stands for vertex v), which
makes unions, differences and subset tests of a thousand vertices a matter of nanoseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Bits = int


def bits(members: Sequence[int]) -> Bits:
    """Returns the set of some vertices."""
    found = 0
    for each in members:
        found |= 1 << each
    return found


@dataclass(frozen=True)
class Graph:
    """`edges[v]` are (source, port) pairs of the edges into v; `branching` are the vertices whose ports matter."""

    edges: Sequence[Sequence[tuple[int, str]]]
    branching: frozenset[int] = frozenset()

    @cached_property
    def sources(self) -> list[list[int]]:
        """Direct predecessors of each vertex."""
        return [list(dict.fromkeys(source for source, _ in into)) for into in self.edges]

    @cached_property
    def targets(self) -> list[list[int]]:
        """Direct successors of each vertex."""
        found: list[list[int]] = [[] for _ in self.edges]
        for vertex, sources in enumerate(self.sources):
            for source in sources:
                found[source].append(vertex)
        return found

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """Direct predecessors and successors of each vertex."""
        return [sources + targets for sources, targets in zip(self.sources, self.targets, strict=True)]

    @cached_property
    def before(self) -> list[Bits]:
        """All strict ancestors of each vertex."""
        found: list[Bits] = []
        for sources in self.sources:
            ancestors = 0
            for each in sources:
                ancestors |= found[each] | 1 << each
            found.append(ancestors)
        return found

    @cached_property
    def after(self) -> list[Bits]:
        """All strict descendants of each vertex."""
        found: list[Bits] = [0] * len(self.edges)
        for vertex in range(len(self.edges) - 1, -1, -1):
            for each in self.targets[vertex]:
                found[vertex] |= found[each] | 1 << each
        return found

    @cached_property
    def owned(self) -> Mapping[int, Mapping[str, Bits]]:
        """Branching vertex -> port -> the vertices that can be reached through that port only; without empty sets."""
        return _owned(self)


def components(graph: Graph, members: Sequence[int]) -> list[list[int]]:
    """Returns the weakly connected parts of a set of vertices, each in topological order, by first vertex."""
    neighbours, left = graph.neighbours, set(members)
    found: list[list[int]] = []
    for first in members:
        if first not in left:
            continue
        left.remove(first)
        part = [first]
        for vertex in part:
            for each in neighbours[vertex]:
                if each in left:
                    left.remove(each)
                    part.append(each)
        part.sort()
        found.append(part)
    return found


def series(graph: Graph, members: Sequence[int]) -> list[list[int]]:
    """Splits a set at every point where all of the first part are before all of the rest.

    `members` are in topological order. A point after k members is such a point when everything after it has all of
    the first k as ancestors.
    """
    common = -1
    common_after = [common]
    for vertex in reversed(members):
        common &= graph.before[vertex]
        common_after.append(common)
    common_after.reverse()
    parts: list[list[int]] = [[]]
    seen = 0
    for index, vertex in enumerate(members):
        if index and common_after[index] & seen == seen:
            parts.append([])
        parts[-1].append(vertex)
        seen |= 1 << vertex
    return parts


class _Dominators:
    """A dominator tree that grows in topological order, with jump pointers for common ancestors in O(log n)."""

    def __init__(self) -> None:
        self.parent = [0]
        self._jump = [0]
        self._depth = [0]

    def add(self, parents: Sequence[int]) -> int:
        """Adds a vertex whose direct predecessors are `parents` (the root, 0, for an entry); returns its number."""
        parent = parents[0] if parents else 0
        for each in parents[1:]:
            parent = self._common(parent, each)
        far = self._jump[parent]
        even = self._depth[parent] - self._depth[far] == self._depth[far] - self._depth[self._jump[far]]
        self.parent.append(parent)
        self._jump.append(self._jump[far] if even else parent)
        self._depth.append(self._depth[parent] + 1)
        return len(self.parent) - 1

    def _common(self, one: int, two: int) -> int:
        one, two = self._lift(one, self._depth[two]), self._lift(two, self._depth[one])
        while one != two:
            if self._jump[one] != self._jump[two]:
                one, two = self._jump[one], self._jump[two]
            else:
                one, two = self.parent[one], self.parent[two]
        return one

    def _lift(self, vertex: int, depth: int) -> int:
        while self._depth[vertex] > depth:
            above = self._jump[vertex]
            vertex = above if self._depth[above] >= depth else self.parent[vertex]
        return vertex


def _dominator_tree(graph: Graph) -> tuple[_Dominators, list[int], dict[tuple[int, str], int]]:
    """Returns the dominators of the graph in which each used port of a branching vertex is a vertex of its own.

    With it come the tree's numbers of the vertices and of the ports.
    """
    tree = _Dominators()
    number: list[int] = []
    ports: dict[tuple[int, str], int] = {}
    for into in graph.edges:
        parents: list[int] = []
        for source, port in into:
            if source not in graph.branching:
                parents.append(number[source])
            else:
                if (source, port) not in ports:
                    ports[source, port] = tree.add([number[source]])
                parents.append(ports[source, port])
        number.append(tree.add(parents))
    return tree, number, ports


def _below(tree: _Dominators, number: list[int]) -> list[Bits]:
    """Returns per number of the tree the vertices strictly below it."""
    below = [0] * len(tree.parent)
    own = {each: 1 << vertex for vertex, each in enumerate(number)}
    for each in range(len(below) - 1, 0, -1):
        below[tree.parent[each]] |= below[each] | own.get(each, 0)
    return below


def _owned(graph: Graph) -> dict[int, dict[str, Bits]]:
    tree, number, ports = _dominator_tree(graph)
    below = _below(tree, number)
    found: dict[int, dict[str, Bits]] = {}
    for (source, port), each in ports.items():
        if below[each]:
            found.setdefault(source, {})[port] = below[each]
    return found


def dominated(graph: Graph) -> list[Bits]:
    """Returns per vertex what can be reached from the entries only through it, itself left out."""
    tree, number, _ = _dominator_tree(graph)
    below = _below(tree, number)
    return [below[each] for each in number]
