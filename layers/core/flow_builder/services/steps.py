"""The recorded steps of a run, as somebody looks through them: level by level, loops by iteration."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain import limits
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import Path, StepRecord, parse_path, path_text
from flow_builder.errors import InvalidInput
from flow_builder.services.app import App
from flow_builder.services.graph import Graph
from flow_builder.services.searching import search

_AT_ONCE = 50
"""Iterations that are read at the same time."""
_MOST_STEPS = 1_000
"""Records of one iteration that its summary counts."""


@dataclass(frozen=True, slots=True)
class StepFilter:
    """Which steps are wanted; what is None or empty does not matter."""

    status: frozenset[Status] = frozenset()
    parent: str | None = None
    """Key of the container that they are in, at any depth but not in loops within it."""
    path: str | None = None
    """Their iteration, such as `3.0`; empty for those outside of loops."""


@dataclass(frozen=True, slots=True)
class Iteration:
    """One iteration of a loop; `path` leads to its steps. Times are milliseconds since the epoch."""

    index: int
    path: str
    status: Status
    steps: dict[str, int] = field(default_factory=dict)
    """Status -> number of steps."""
    started_at: int | None = None
    finished_at: int | None = None
    error: dict[str, Any] | None = None


async def list_steps(
    app: App, workspace: str, run: str, wanted: StepFilter = StepFilter(), limit: int = 100, cursor: str | None = None
) -> tuple[list[StepRecord], str | None]:
    """Returns a run's step records by iteration and node, and the cursor of the next page.

    A page of a search may hold fewer than `limit` steps, or none, and still have a cursor. Raises NotFound,
    InvalidInput `run.bad_path`.
    """
    found = await app.stores.runs.get(workspace, run)
    path = None if wanted.path is None else step_path(wanted.path)
    inside: set[str] | None = None
    if wanted.parent is not None:
        graph = await _graph(app, found)
        parent = graph.find(wanted.parent).id
        path = _fitting(graph, parent, path)
        inside = graph.inside(parent)

    async def read(limit: int, cursor: str | None) -> tuple[list[StepRecord], str | None]:
        return await app.stores.runs.record_page(workspace, run, at=path, limit=limit, cursor=cursor)

    def fits(record: StepRecord) -> bool:
        return (not wanted.status or record.status in wanted.status) and (inside is None or record.node in inside)

    return await search(read, fits, limit, cursor)


def _fitting(graph: Graph, parent: str, path: Path | None) -> Path:
    """Returns the path of a container's steps; there is just one that need not be said, the empty one."""
    depth = len(graph.loops(parent)) + graph.is_loop(parent)
    if len(path or ()) != depth:
        raise InvalidInput(
            f"Steps in {graph.nodes[parent].key!r} have an iteration path of {depth} numbers.",
            code="run.bad_path",
            hint="Such as " + ".".join(["3", "0", "1"][: max(depth, 1)]) + "." if depth else "Leave the path out.",
            field="?path",
        )
    return path or ()


async def list_iterations(
    app: App,
    workspace: str,
    run: str,
    loop: str,
    path: str = "",
    status: frozenset[Status] = frozenset(),
    limit: int = 100,
    cursor: str | None = None,
) -> tuple[list[Iteration], str | None]:
    """Returns a loop's iterations that have recorded steps, in order, and the cursor of the next page.

    `path` is the iteration of the loops around it. Raises NotFound, InvalidInput `run.bad_path`, `run.no_loop`,
    `cursor.invalid`.
    """
    found = await app.stores.runs.get(workspace, run)
    graph = await _graph(app, found)
    node = graph.find(loop).id
    outer = step_path(path)
    if not graph.is_loop(node):
        raise InvalidInput(f"{loop!r} is not a loop.", code="run.no_loop", field="step")
    if len(outer) != len(graph.loops(node)):
        raise InvalidInput(
            f"{loop!r} has {len(graph.loops(node))} loops around it, so that many numbers.",
            code="run.bad_path",
            field="?path",
        )
    look = _Look(app, found, graph, node, outer)

    async def read(limit: int, cursor: str | None) -> tuple[list[Iteration], str | None]:
        return await look.page(limit, _number(cursor))

    return await search(read, lambda each: not status or each.status in status, limit, cursor)


class _Look:
    """Reads iterations of one loop, each with one query for the records of just that iteration."""

    def __init__(self, app: App, run: Run, graph: Graph, loop: str, outer: Path) -> None:
        self._app = app
        self._run = run
        self._outer = outer
        self._inside = graph.inside(loop)
        self._children = {each for each in self._inside if graph.nodes[each].parent == loop}

    async def page(self, limit: int, start: int) -> tuple[list[Iteration], str | None]:
        """Returns up to `limit` iterations from number `start`, and where to go on.

        Iterations begin in order, so many in a row without a record mean that there are no more: as many as may be
        under way at the same time.
        """
        found: list[Iteration] = []
        empty = 0
        while empty <= limits.MAX_CONCURRENCY and start < limits.MAX_ITERATIONS:
            batch = await asyncio.gather(*(self._read(start + each) for each in range(_AT_ONCE)))
            for number, iteration in enumerate(batch, start):
                if iteration is None:
                    empty += 1
                    continue
                if len(found) == limit:
                    return found, str(number)
                found.append(iteration)
                empty = 0
            start += _AT_ONCE
        return found, None

    async def _read(self, index: int) -> Iteration | None:
        path = (*self._outer, index)
        store = self._app.stores.runs
        all_, _ = await store.record_page(self._run.workspace, self._run.id, at=path, limit=_MOST_STEPS)
        records = [each for each in all_ if each.node in self._inside]
        if not records:
            return None
        status = self._status(records)
        failed = next((each for each in records if _is_unhandled(each) and each.node in self._children), None)
        return Iteration(
            index,
            path_text(path),
            status,
            dict(Counter(each.status.value for each in records)),
            min(each.started_at for each in records),
            None if status is Status.RUNNING else max(each.finished_at for each in records),
            failed.error if failed is not None and status is Status.FAILED else None,
        )

    def _status(self, records: list[StepRecord]) -> Status:
        direct = [each for each in records if each.node in self._children]
        if any(_is_unhandled(each) and each.status is Status.FAILED for each in direct):
            return Status.FAILED
        if len(direct) == len(self._children):
            return Status.CANCELED if any(each.status is Status.CANCELED for each in direct) else Status.SUCCEEDED
        return Status.CANCELED if is_final(self._run.status) else Status.RUNNING


def _is_unhandled(record: StepRecord) -> bool:
    return not record.ports and record.status in {Status.FAILED, Status.CANCELED, Status.TIMED_OUT}


async def _graph(app: App, run: Run) -> Graph:
    return Graph(await app.stores.flows.document(run.workspace, run.document), app.catalogue)


def _number(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isdecimal() or len(cursor) > len(str(limits.MAX_ITERATIONS)):
        raise InvalidInput("The cursor does not belong to this list.", code="cursor.invalid", field="?cursor")
    return int(cursor)


def step_path(text: str) -> Path:
    """Returns an iteration path given as text; InvalidInput `run.bad_path`."""
    try:
        return parse_path(text)
    except ValueError as error:
        raise InvalidInput(
            f"{text!r} is not an iteration path; one looks like 3 or 3.0.", code="run.bad_path", field="?path"
        ) from error
