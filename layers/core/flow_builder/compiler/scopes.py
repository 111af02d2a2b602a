"""Edges to scopes: topological order, sinks, and one example of each kind of cycle."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from flow_builder.compiler.model import Scope
from flow_builder.domain.document import Edge
from flow_builder.domain.plan import Link


def build_scope(parent: str | None, members: Sequence[str], edges: Sequence[Edge]) -> tuple[Scope, list[str]]:
    """Returns the scope of `members` (in document order) and the nodes of a cycle, in order; [] if there is none.

    With a cycle, `order` ends with the nodes on and behind it, in document order, and they have no links, so that
    the scope stays usable for further checks.
    """
    rank = {each: index for index, each in enumerate(members)}
    after: dict[str, list[str]] = {each: [] for each in members}
    waiting = dict.fromkeys(members, 0)
    links: dict[str, list[Link]] = {}
    for edge in edges:
        after[edge.source].append(edge.target)
        waiting[edge.target] += 1
        links.setdefault(edge.target, []).append(Link(edge.source, edge.source_port))
    order = _topological(members, rank, after, waiting)
    stuck = [each for each in members if waiting[each]]
    for each in stuck:
        links.pop(each, None)
    sinks = tuple(each for each in members if not after[each])
    scope = Scope(parent, (*order, *stuck), {node: tuple(found) for node, found in links.items()}, sinks)
    return scope, _cycle(stuck, edges)


def _topological(
    members: Sequence[str], rank: dict[str, int], after: dict[str, list[str]], waiting: dict[str, int]
) -> list[str]:
    ready = [rank[each] for each in members if not waiting[each]]
    heapify(ready)
    order: list[str] = []
    while ready:
        node = members[heappop(ready)]
        order.append(node)
        for target in after[node]:
            waiting[target] -= 1
            if not waiting[target]:
                heappush(ready, rank[target])
    return order


def _cycle(stuck: Sequence[str], edges: Sequence[Edge]) -> list[str]:
    """Walks backwards from a stuck node, which always has a stuck node before it, until one repeats."""
    if not stuck:
        return []
    inside = set(stuck)
    before = {edge.target: edge.source for edge in reversed(edges) if edge.source in inside and edge.target in inside}
    path: dict[str, None] = {}
    node = stuck[0]
    while node not in path:
        path[node] = None
        node = before[node]
    walked = list(path)
    circle = walked[walked.index(node) :][::-1]
    first = min(range(len(circle)), key=lambda index: stuck.index(circle[index]))
    return circle[first:] + circle[:first]
