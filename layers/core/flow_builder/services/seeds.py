"""Which recorded steps a resumed run keeps: all but the chosen ones and everything that depends on these."""

from collections.abc import Iterable
from dataclasses import replace

from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord
from flow_builder.services.graph import Graph

Place = tuple[str, Path]
"""(node id, iteration path)."""

_KEPT = frozenset({Status.SUCCEEDED, Status.FAILED, Status.SKIPPED})


class Seeds:
    """The records of an earlier run on their way into a new one, by place."""

    def __init__(self, graph: Graph, records: Iterable[StepRecord]) -> None:
        self.graph = graph
        self.records = {(each.node, each.path): each for each in records if each.status in _KEPT}
        self._dropped: set[Place] = set()
        self._emptied: set[Place] = set()
        self._edited: dict[Place, StepRecord] = {}

    @property
    def changed(self) -> bool:
        """Whether anything will be executed again."""
        return bool(self._dropped)

    def kept(self) -> list[StepRecord]:
        """Returns the seeds, marked and numbered in their old order."""
        found = {place: record for place, record in self.records.items() if place not in self._dropped}
        ordered = sorted((found | self._edited).values(), key=lambda record: record.seq)
        return [
            replace(record, key=self.graph.nodes[record.node].key, seeded=True, seq=number)
            for number, record in enumerate(ordered, 1)
        ]

    def drop(self, node: str, path: Path, *, inside: bool = True) -> None:
        """Has a step executed again, with all that depends on it; of a container also what is `inside`."""
        todo = [(node, path, inside)]
        while todo:
            node, path, inside = todo.pop()
            if inside and (node, path) not in self._emptied:
                self._emptied.add((node, path))
                self._dropped.update(self._inner(node, path))
            if (node, path) not in self._dropped:
                self._dropped.add((node, path))
                todo += self._dependants(node, path)

    def drop_dependants(self, node: str, path: Path) -> None:
        """Has everything that depends on a step executed again, but not the step."""
        for each, at, inside in self._dependants(node, path):
            self.drop(each, at, inside=inside)

    def drop_iteration(self, loop: str, path: Path) -> None:
        """Has one iteration (the last index of `path`) executed again, and the loop's result made anew."""
        inner = self.graph.inside(loop)
        self._dropped.update(place for place in self.records if place[0] in inner and _below(place[1], path))
        self._drop_later_iterations(loop, path)
        self.drop(loop, path[:-1], inside=False)

    def edit(self, record: StepRecord) -> None:
        """Gives a step a result of the user's making."""
        self._edited[record.node, record.path] = record
        self.drop_dependants(record.node, record.path)

    def drop_unknown(self, before: Graph) -> None:
        """Forgets what does not fit a newer document, and has what depends on its new nodes executed again."""
        for place in list(self.records):
            node = self.graph.nodes.get(place[0])
            if node is None:
                del self.records[place]
            elif node.type != before.nodes[node.id].type or len(self.graph.loops(node.id)) != len(place[1]):
                del self.records[place]
                self.drop(node.id, place[1][: len(self.graph.loops(node.id))])
        for node_id in self.graph.nodes.keys() - before.nodes.keys():
            for path in self.paths(node_id):
                self.drop(node_id, path)

    def drop_failures(self) -> None:
        """Has the failures executed again that made the run fail; those that were handled stay."""
        for (node, path), record in list(self.records.items()):
            if _failed(record) and self._reaches_root(node, path):
                self.drop(node, path, inside=False)

    def drop_failed_items(self, loop: str | None = None) -> None:
        """Has the failed items of loops (of one, if named) executed again, also where the loop went on without them."""
        chosen = None if loop is None else {loop, *self.graph.inside(loop)}
        for (node, path), record in list(self.records.items()):
            if chosen is not None and node not in chosen:
                continue
            if self.graph.is_loop(node) and _has_failed_items(record):
                self.drop(node, path, inside=False)
            if _failed(record) and self._fails_item(node, path):
                self.drop(node, path, inside=False)

    def paths(self, node: str) -> list[Path]:
        """Returns the iteration paths at which a node was, or would have been, executed."""
        loops = self.graph.loops(node)
        if not loops:
            return [()]
        inner = self.graph.inside(loops[-1])
        return sorted({path[: len(loops)] for each, path in self.records if each in inner})

    def _inner(self, node: str, path: Path) -> list[Place]:
        inner = self.graph.inside(node)
        return [place for place in self.records if place[0] in inner and _below(place[1], path)] if inner else []

    def _dependants(self, node: str, path: Path) -> list[tuple[str, Path, bool]]:
        loops = self.graph.loops(node)
        for depth, loop in enumerate(loops):
            self._drop_later_iterations(loop, path[: depth + 1])
        found = [(target, path, True) for target in self.graph.after[node]]
        parent = self.graph.nodes[node].parent
        if parent is not None:
            found.append((parent, path[: len(self.graph.loops(parent))], False))
        return found

    def _drop_later_iterations(self, loop: str, path: Path) -> None:
        """Drops the iterations after this one, when each depends on the one before."""
        if not self.graph.is_while(loop):
            return
        inner, last = self.graph.inside(loop), len(path) - 1
        self._dropped.update(
            place
            for place in self.records
            if place[0] in inner and _below(place[1], path[:-1]) and place[1][last] > path[last]
        )

    def _reaches_root(self, node: str, path: Path) -> bool:
        """Tells whether an unhandled failure here failed every container around it."""
        for parent in self.graph.parents(node):
            record = self.records.get((parent, path[: len(self.graph.loops(parent))]))
            if record is not None and not _failed(record):
                return False
        return True

    def _fails_item(self, node: str, path: Path) -> bool:
        """Tells whether an unhandled failure here failed an iteration of the innermost loop around it."""
        for parent in self.graph.parents(node):
            if self.graph.is_loop(parent):
                return True
            record = self.records.get((parent, path[: len(self.graph.loops(parent))]))
            if record is not None and not _failed(record):
                return False
        return False


def _below(path: Path, above: Path) -> bool:
    return path[: len(above)] == above


def _failed(record: StepRecord) -> bool:
    """Tells whether a step failed and nothing handled it."""
    return record.status is Status.FAILED and not record.ports


def _has_failed_items(record: StepRecord) -> bool:
    return isinstance(record.output, dict) and bool(record.output.get("failed"))
