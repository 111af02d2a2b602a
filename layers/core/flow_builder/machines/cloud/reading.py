"""What a call reads before it works: the results that its part refers to, and the iterations around it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic_core import from_json

from flow_builder.domain.plan import Loop, PlanNode, Step, steps, walk
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord
from flow_builder.domain.value import JSON
from flow_builder.engine.containers import item_at
from flow_builder.engine.scope import Scope
from flow_builder.engine.state import RunState
from flow_builder.machines.cloud.plan import CloudPlan
from flow_builder.nodes.base import Backend
from flow_builder.store.progress import Progress
from flow_builder.store.runs import record_of, run_key, step_key
from flow_builder.store.table import Table


def referred(plan: CloudPlan, own: Iterable[Step]) -> Iterator[str]:
    """Yields the ids of some steps, of those their edges come from, and of those they read."""
    for step in own:
        yield step.node
        yield from (link.source for link in step.links)
        yield from (plan.by_key[key] for key in step.reads if key in plan.by_key)


async def read_records(
    table: Table, workspace: str, run: str, plan: CloudPlan, nodes: Iterable[str], path: Path
) -> list[StepRecord]:
    """Returns the results of nodes as somebody at `path` sees them; those inside deeper loops are seen by nobody."""
    places = {(node, where) for node in nodes if (where := plan.place(node, path)) is not None}
    keys = [(run_key(workspace, run), step_key(node, where)) for node, where in sorted(places)]
    found = [record_of(item.doc) for item in await table.batch_get(keys)]
    return sorted((each for each in found if each.status is not Status.CANCELED), key=lambda each: each.seq)


async def read_inside(
    table: Table, workspace: str, run: str, parts: Iterable[PlanNode], path: Path
) -> list[StepRecord]:
    """Returns the results of all iterations of the loops in some parts of the plan, at any depth below `path`."""
    nodes = {step.node for part in parts for step in steps(part)}
    if not any(isinstance(each, Loop) for part in parts for each in walk(part)):
        return []
    start = step_key("", path).removesuffix("#")
    between = (f"{start}.", f"{start}/") if path else ("S#0", "S#:")
    found: list[StepRecord] = []
    cursor: str | None = None
    while True:
        page = await table.query(run_key(workspace, run), between=between, limit=1_000, cursor=cursor)
        found += [record_of(item.doc) for item in page.items if item.doc["node"] in nodes]
        if (cursor := page.cursor) is None:
            return sorted((each for each in found if each.status is not Status.CANCELED), key=lambda each: each.seq)


async def scope_at(state: RunState, progress: Progress, loops: tuple[Loop, ...], path: Path) -> Scope:
    """Returns the scope of an iteration, or the run's own, with the results that are at hand."""
    scope = Scope(state.roots)
    _remember(state, scope)
    for depth, loop in enumerate(loops):
        begun = await progress.container(loop.step.node, path[:depth])
        item = await item_of(state.backend, begun or {}, path[depth])
        item = item_at(state, loop, scope, path[depth], item)
        scope = scope.iteration(loop.step.key, path[depth], item)
        _remember(state, scope)
    return scope


def _remember(state: RunState, scope: Scope) -> None:
    for record in state.recorded.values():
        if record.path == scope.path:
            scope.remember(record)


async def items_of(backend: Backend, begun: dict[str, Any]) -> Sequence[JSON]:
    """Returns all items of a loop that has begun; none of a while loop."""
    if begun.get("kind") == "count":
        return range(begun["count"])
    found: list[JSON] = list(begun.get("items", ()))
    for _, _, blob in begun.get("chunks", ()):
        found += from_json(await backend.blob_get(blob))
    return found


async def item_of(backend: Backend, begun: dict[str, Any], index: int) -> JSON:
    """Returns an item of a loop that has begun."""
    if begun.get("kind") == "count":
        return index
    if "items" in begun:
        return begun["items"][index]
    for start, count, blob in begun.get("chunks", ()):
        if start <= index < start + count:
            chunk: list[JSON] = from_json(await backend.blob_get(blob))
            return chunk[index - start]
    return None
