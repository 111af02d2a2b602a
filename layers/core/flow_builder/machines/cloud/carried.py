"""What regions recorded about browser sessions that later regions use; on one machine the engine has it in memory.

Key (partition: the run's own): T#<thread>, with the records of page steps since its pages were loaded last.
"""

from collections.abc import Iterable

from pydantic_core import from_json, to_json

from flow_builder.domain import limits
from flow_builder.domain.plan import PlanNode, Region, steps, walk
from flow_builder.domain.step import StepRecord
from flow_builder.engine.pages import thread
from flow_builder.engine.run import Execution
from flow_builder.machines.cloud.call import Call
from flow_builder.store.runs import record_of, run_key, step_item
from flow_builder.store.table import Item, Put


def page_regions(parts: Iterable[PlanNode]) -> list[Region]:
    """Returns the browser regions among some parts of the plan: one, if it is such a region that is asked for."""
    return [node for part in parts for node in walk(part) if isinstance(node, Region) and node.lane == "browser"]


async def take(call: Call, execution: Execution, region: Region) -> None:
    """Gives the execution what earlier regions recorded about the sessions that a region takes over."""
    for where in {thread(each, call.path) for each in region.takes}:
        found = await call.services.runs.table.get(_partition(call), f"T#{where}")
        if found is None:
            continue
        docs = found.doc["records"]
        if (blob := found.doc["blob"]) is not None:
            docs = from_json(await call.backend.blob_get(blob))
        execution.state.tails[where] = [record for doc in docs if not _is_own(call, region, record := record_of(doc))]


async def leave(call: Call, execution: Execution, region: Region) -> None:
    """Keeps what the regions up to this one recorded about the sessions that it passes on."""
    for where in sorted({thread(each, call.path) for each in region.carries}):
        tail = execution.state.tails.get(where)
        if tail is not None:
            await call.services.runs.table.write(Put(Item(_partition(call), f"T#{where}", await _kept(call, tail))))


def _is_own(call: Call, region: Region, record: StepRecord) -> bool:
    """Tells whether the region itself has left a record, when it was asked for before."""
    nodes = {step.node for step in steps(region.body)}
    return record.node in nodes and record.path[: len(call.path)] == call.path


async def _kept(call: Call, tail: list[StepRecord]) -> dict[str, object]:
    docs = [step_item("", record).doc for record in tail]
    raw = to_json(docs)
    if len(raw) <= limits.INLINE_BYTES:
        return {"records": docs, "blob": None}
    return {"records": [], "blob": (await call.backend.blob_put(raw, "sessions.json", "application/json")).artifact}


def _partition(call: Call) -> str:
    return run_key(call.run.workspace, call.run.id)
