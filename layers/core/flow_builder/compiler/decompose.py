"""A graph to a tree of Sequence, Fork and Branch that orders it.

For every edge u -> v the tree lets u end before v starts. What the tree adds beyond that is waiting only, and none at
all where the graph is series-parallel (its order contains no N: a<c, a<d, b<d with b, c unordered). Four rules:

    parts with no edge between them             Fork(parts)
    everything so far before everything after   Sequence(parts)
    after a branching vertex                    Branch(vertex, cases) takes in what only one of its ports leads to
    none of these                               first each branching vertex and what its ports own are drawn together
                                                to one; else a cut that adds the least waiting makes a Sequence

Dead cases are skipped as a whole, so nesting is worth something, but never at the price of waiting in a
series-parallel graph: where a join starts while a sibling in the same case still runs, the case stays flat. Links, not
the tree, decide what runs, so any of these shapes gives the same results.
"""

from collections.abc import Callable, Mapping
from collections.abc import Sequence as List
from typing import TypeAlias

from flow_builder.compiler.graph import Bits, Graph, bits, components, series
from flow_builder.domain.plan import Fork, PlanNode, Sequence

MAX_DEPTH = 60
"""Tree levels; deeper graphs (such as a hundred chained conditions) go on flat, by levels."""
_CANDIDATES = 8
"""Cuts of each kind that are compared for one part that is not series-parallel."""
_SAMPLE = 32
"""Vertices on which the waiting that a cut adds is measured."""
_CUTS = 15
"""Cuts of the whole graph, or as many more of smaller parts, after which the rest is cut into levels."""

Cases: TypeAlias = Mapping[str, PlanNode]
Make: TypeAlias = Callable[[int, Cases, int], PlanNode]
"""(vertex, its cases, depth) -> its plan node; cases are empty for vertices that are not branching."""


def decompose(graph: Graph, make: Make, depth: int = 0) -> PlanNode:
    """Returns the tree of all vertices of `graph`, starting at `depth` of the whole tree."""
    return _Decomposer(graph, make).tree(range(len(graph.edges)), depth)


class _Decomposer:
    def __init__(self, graph: Graph, make: Make) -> None:
        self._graph = graph
        self._make = make
        self._left = _CUTS * len(graph.edges)

    def tree(self, members: List[int], depth: int) -> PlanNode:
        """Returns the tree of a convex set of vertices in topological order."""
        if not members:
            return Sequence(())
        parts = components(self._graph, members)
        if len(parts) == 1:
            return self._connected(parts[0], depth)
        return Fork(tuple(self._connected(part, depth + 1) for part in parts))

    def _connected(self, members: List[int], depth: int) -> PlanNode:
        if len(members) == 1:
            return self._make(members[0], {}, depth)
        if depth >= MAX_DEPTH:
            return self._levels(members, depth)
        parts = series(self._graph, members)
        if len(parts) > 1:
            return Sequence(tuple(self._chain(parts, depth + 1)))
        return self._modules(members, depth) or Sequence(tuple(self._cuts(members, depth + 1)))

    def _chain(self, parts: list[list[int]], depth: int) -> list[PlanNode]:
        """Makes the parts of a sequence; a branching vertex takes in what follows and only its ports lead to."""
        made: list[PlanNode] = []
        index = 0
        while index < len(parts):
            part, index = parts[index], index + 1
            if len(part) == 1 and part[0] in self._graph.owned:
                cases, index = self._take(part[0], parts, index)
                made.append(self._branch(part[0], cases, depth))
            else:
                made.append(self.tree(part, depth))
        return made

    def _branch(self, vertex: int, cases: Mapping[str, list[int]], depth: int) -> PlanNode:
        bodies = {port: self.tree(sorted(inside), depth + 1) for port, inside in cases.items()}
        return self._make(vertex, bodies, depth)

    def _take(self, vertex: int, parts: list[list[int]], index: int) -> tuple[dict[str, list[int]], int]:
        """Collects whole following parts into cases; of a part that cannot stay whole anyway, what belongs to them."""
        cases: dict[str, list[int]] = {}
        while index < len(parts):
            whole, claims = self._claims(vertex, parts[index])
            if len(claims.keys() | cases.keys()) > 1 and cases:
                break
            for port, inside in claims.items():
                cases.setdefault(port, []).extend(inside)
            if not whole:
                taken = {each for inside in claims.values() for each in inside}
                parts[index] = [each for each in parts[index] if each not in taken]
                break
            index += 1
        return cases, index

    def _claims(self, vertex: int, part: list[int]) -> tuple[bool, dict[str, list[int]]]:
        """Returns whether a part belongs to the ports of `vertex` altogether, and what is claimed by which port."""
        owned = self._graph.owned[vertex]
        if len(part) == 1:
            port = _port(owned, 1 << part[0])
            return port is not None, {} if port is None else {port: part}
        claims: dict[str, list[int]] = {}
        torn: list[int] = []
        for piece in components(self._graph, part):
            port = _port(owned, bits(piece))
            if port is not None:
                claims.setdefault(port, []).extend(piece)
            elif len(piece) > 1 and len(series(self._graph, piece)) == 1:
                torn.extend(piece)
            else:
                return False, {}
        for each in torn:
            port = _port(owned, 1 << each)
            if port is not None:
                claims.setdefault(port, []).append(each)
        return not torn, claims

    def _modules(self, members: List[int], depth: int) -> PlanNode | None:
        """Draws every outermost branching vertex together with what its ports own; None if there is nothing to draw.

        Such a module is entered through its vertex only and nothing that leaves it comes back, so that the graph of
        modules is acyclic again.
        """
        inside = bits(members)
        owner: dict[int, int] = {}
        cases: dict[int, dict[str, list[int]]] = {}
        for vertex in members:
            if vertex in owner:
                continue
            for port, own in self._graph.owned.get(vertex, {}).items():
                if own & inside:
                    taken = [each for each in members if own >> each & 1]
                    cases.setdefault(vertex, {})[port] = taken
                    owner.update(dict.fromkeys(taken, vertex))
        if not cases:
            return None
        heads = [each for each in members if each not in owner]
        number = {head: index for index, head in enumerate(heads)}
        unit = {each: number[owner.get(each, each)] for each in members}
        edges: list[dict[int, None]] = [{} for _ in heads]
        for each in members:
            for source in self._graph.sources[each]:
                if source in unit and unit[source] != unit[each]:
                    edges[unit[each]][unit[source]] = None

        def make(index: int, _: Cases, below: int) -> PlanNode:
            return self._branch(heads[index], cases.get(heads[index], {}), below)

        return decompose(Graph([[(source, "") for source in into] for into in edges]), make, depth)

    def _cuts(self, members: List[int], depth: int) -> list[PlanNode]:
        """Cuts a connected part in two, again and again, where that adds the least waiting."""
        made: list[PlanNode] = []
        while True:
            first = self._best_cut(members)
            if not first:
                return [*made, self._levels(members, depth)]
            made.append(self.tree([each for each in members if first >> each & 1], depth))
            members = [each for each in members if not first >> each & 1]
            parts = components(self._graph, members)
            if len(parts) > 1:
                return [*made, Fork(tuple(self._connected(part, depth + 1) for part in parts))]
            if len(members) == 1 or len(series(self._graph, members)) > 1:
                return [*made, self._connected(members, depth)]

    def _best_cut(self, members: List[int]) -> int:
        """Returns the first part of the cheapest cut before a join or after a fork; 0 when too much was spent."""
        if self._left <= 0:
            return 0
        inside = bits(members)
        before, after = self._graph.before, self._graph.after
        joins = [each for each in members if len(self._graph.sources[each]) > 1]
        forks = [each for each in members if len(self._graph.targets[each]) > 1]
        cuts = {before[each] & inside for each in _spread(joins, _CANDIDATES)}
        cuts |= {inside & ~after[each] for each in _spread(forks, _CANDIDATES)}
        cuts -= {0, inside}
        self._left -= len(members)
        sample = _spread(members, _SAMPLE)
        return min(sorted(cuts), key=lambda first: self._added(first, sample), default=0)

    def _added(self, first: int, members: List[int]) -> float:
        """Returns which share of the pairs that the cut puts in order had no order before.

        Of the later part just `members` are looked at. A share rather than a count prefers cuts in the middle.
        """
        before = self._graph.before
        rest = [each for each in members if not first >> each & 1]
        added = sum((first & ~before[each]).bit_count() for each in rest)
        return added / (first.bit_count() * len(rest)) if rest else 1.0

    def _levels(self, members: List[int], depth: int) -> PlanNode:
        """Orders by longest path from the start, everything on a level together; bounded in time and depth."""
        level: dict[int, int] = {}
        rows: list[list[int]] = []
        for each in members:
            level[each] = 1 + max(
                (level[source] for source in self._graph.sources[each] if source in level), default=-1
            )
            if level[each] == len(rows):
                rows.append([])
            rows[level[each]].append(each)
        made = (tuple(self._make(each, {}, depth + 2) for each in row) for row in rows)
        return Sequence(tuple(row[0] if len(row) == 1 else Fork(row) for row in made))


def _port(owned: Mapping[str, Bits], inside: Bits) -> str | None:
    return next((port for port, own in owned.items() if inside & ~own == 0), None)


def _spread(vertices: List[int], most: int) -> List[int]:
    """Returns at most `most` of them, evenly spread."""
    step = -(-len(vertices) // most) or 1
    return vertices[::step]
