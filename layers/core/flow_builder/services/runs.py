"""Runs: start whole flows or parts of them, read, watch, cancel."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic_core import from_json

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, NotFound
from flow_builder.services.app import App
from flow_builder.services.graph import Graph
from flow_builder.services.inputs import accept_input
from flow_builder.services.steps import step_path
from flow_builder.store.runs import record_of, run_key, step_key
from flow_builder.telemetry import correlation_id

MAX_WAIT_S = 120.0
"""Longest time an answer may be held back for something to happen."""
_LOG_EVENTS = frozenset({"log", "step.failed", "step.retrying", "run.failed", "run.timed_out", "run.canceled"})


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be executed: a stored flow, or a document that comes along."""

    flow: str | None = None
    document: FlowDocument | None = None
    version: int | None = None
    """A published version; without it the latest one, else the draft."""
    draft: bool = False
    """Run the draft even if there are published versions, as the editor does."""
    input: JSON = None
    trigger: str = "manual"
    id: str | None = None
    """Id of the new run, when its caller has chosen one."""
    schedule: str | None = None
    scheduled_at: int | None = None
    retry_of: str | None = None
    background: bool = False
    """It is one of many, and lets runs go first for which somebody waits."""
    chain: tuple[str, ...] = ()
    """Flows whose runs led to this one, when the end of a run starts it."""
    recorded_flow: str | None = None
    """Flow that `document` was a `version` of, when a run of the past is repeated."""
    idempotency_key: str | None = None
    request: str | None = None
    """Digest of what was asked, when a key came with it; the same key for something else is refused."""
    only: str | None = None
    """Key of the one node to execute, on results of `based_on` and pinned outputs."""
    until: str | None = None
    """Key of the node after which nothing more is executed."""
    based_on: str | None = None
    """Run whose recorded steps serve as results of the nodes before `only`."""
    pinned: bool = False
    """Use the document's pinned outputs instead of executing those nodes."""


async def start_run(app: App, workspace: str, what: Start) -> Run:
    """Starts a run and returns it; the same idempotency key gives the same run.

    Raises NotFound, InvalidDocument, CompileFailed, InvalidInput (`input.schema` with a pointer, `run.no_flow`,
    `idempotency.mismatch`), LimitExceeded.
    """
    flow, document, hash_, version = await _subject(app, workspace, what)
    app.machine.prepare(document, hash_)
    graph = Graph(document, app.catalogue)
    only, forced = _limits(graph, what)
    at = now()
    run = Run(
        id=what.id or new_id("r", at),
        workspace=workspace,
        flow=flow,
        flow_name=document.name,
        version=version,
        document=hash_,
        trigger=what.trigger,
        schedule=what.schedule,
        scheduled_at=what.scheduled_at,
        retry_of=what.retry_of,
        background=what.background,
        chain=list(what.chain),
        input=accept_input(document.input_schema, what.input),
        request=what.request,
        correlation_id=correlation_id.get(),
        only=only,
        forced=forced,
        created_at=at,
    )
    seeds = await _seeds(app, run, graph, what) if what.pinned or what.based_on else []
    return await app.machine.start(run, document, seeds, what.idempotency_key)


async def _subject(app: App, workspace: str, what: Start) -> tuple[str, FlowDocument, str, int | None]:
    """Returns (flow id, document, hash, version) of what is to be executed."""
    store = app.stores.flows
    if what.document is not None and what.recorded_flow is not None:
        hash_ = await store.put_document(workspace, what.document)
        return what.recorded_flow, what.document, hash_, what.version
    if what.document is not None and what.flow is not None:
        raise InvalidInput("A run has a flow or a document, not both.", code="run.no_flow", field="/flow")
    if what.document is not None:
        return inline_id(what.document), what.document, await store.put_document(workspace, what.document), None
    if what.flow is None:
        raise InvalidInput("A run needs a flow or a document.", code="run.no_flow", field="/flow")
    if what.version is not None or what.draft:
        await store.get(workspace, what.flow)  # one in the trash does not run
    if what.version is not None:
        version = await store.version(workspace, what.flow, what.version)
        return what.flow, await store.document(workspace, version.document), version.document, version.number
    if what.draft:
        document = await store.draft(workspace, what.flow)
        return what.flow, document, await store.put_document(workspace, document), None
    document, hash_, number = await store.current(workspace, what.flow)
    return what.flow, document, hash_, number


def inline_id(document: FlowDocument) -> str:
    """Returns the flow id of a document that is not stored: its own, or one made of its name.

    Runs of the same file thus share what the flow keeps between runs.
    """
    return document.id or f"file_{sha256(document.name.encode()).hexdigest()[:16]}"


def _limits(graph: Graph, what: Start) -> tuple[list[str] | None, list[str]]:
    """Returns (`only`, `forced`) of the run."""
    if what.only is not None:
        node = graph.find(what.only).id
        return sorted({node, *graph.inside(node), *graph.parents(node)}), [node, *graph.parents(node)]
    if what.until is not None:
        return sorted(graph.up_to(graph.find(what.until).id)), []
    return None, []


async def _seeds(app: App, run: Run, graph: Graph, what: Start) -> list[StepRecord]:
    """Returns the results a partial run starts with: those of an earlier run, then pinned ones."""
    target = graph.find(what.only).id if what.only is not None else None
    redone = {target, *graph.inside(target), *graph.parents(target)} if target is not None else set()
    seeds: dict[str, StepRecord] = {}
    if what.based_on is not None:
        for record in await app.stores.runs.records(run.workspace, what.based_on):
            usable = record.status in {Status.SUCCEEDED, Status.SKIPPED} or (
                record.ports and record.node in graph.nodes
            )
            if usable and record.node in graph.nodes and record.node not in redone:
                record.seeded, record.key = True, graph.nodes[record.node].key
                seeds[step_key(record.node, record.path)] = record
    if what.pinned:
        seeds |= {step_key(each.node, ()): each for each in _pins(app, graph, run.created_at) if each.node != target}
    for number, record in enumerate(seeds.values(), 1):
        record.seq = number
    return list(seeds.values())


def _pins(app: App, graph: Graph, at: int) -> Iterable[StepRecord]:
    """Yields the pinned outputs as results; pins inside loops have no iteration to belong to and do not count."""
    for node in graph.nodes.values():
        if node.pinned_output is not None and not graph.loops(node.id):
            ports = app.catalogue[node.type].ports_of(node.config)[:1]
            yield StepRecord(
                node.id,
                node.key,
                node.type,
                (),
                Status.SUCCEEDED,
                ports,
                output=node.pinned_output,
                started_at=at,
                finished_at=at,
                seeded=True,
                meta={"pinned": True},
            )


async def get_run(app: App, workspace: str, run: str, wait_s: float = 0.0) -> Run:
    """Returns a run, waiting up to `wait_s` seconds (120 at most) for its end."""
    if wait_s > 0:
        await app.machine.wait(workspace, run, min(wait_s, MAX_WAIT_S))
    return await app.stores.runs.get(workspace, run)


async def step_output(app: App, workspace: str, run: str, step: str, path: str = "") -> JSON:
    """Returns the whole output of one step, also when it was too large to be kept inline."""
    found = await app.stores.runs.get(workspace, run)
    graph = Graph(await app.stores.flows.document(workspace, found.document), app.catalogue)
    node = graph.find(step).id
    item = await app.stores.runs.table.get(run_key(workspace, run), step_key(node, step_path(path)))
    if item is None:
        raise NotFound(f"The run has no result of step {step!r}.", code="step.not_recorded")
    record = record_of(item.doc)
    if record.blob is None:
        return record.output
    return from_json(await app.stores.artifacts.get(workspace, record.blob))


async def watch(app: App, workspace: str, run: str, after: int, wait_s: float) -> list[dict[str, Any]]:
    """Returns events numbered above `after`, waiting up to `wait_s` seconds (120 at most) for the first one."""
    await app.stores.runs.get(workspace, run)
    return await app.machine.wait_events(workspace, run, after, min(wait_s, MAX_WAIT_S))


async def read_logs(
    app: App,
    workspace: str,
    run: str,
    after: int = 0,
    limit: int = 1_000,
    *,
    text: str = "",
    levels: frozenset[str] = frozenset(),
) -> tuple[list[dict[str, Any]], int | None]:
    """Returns log lines and failures of a run in order, and the number to go on after (None at the end).

    With `text` those that hold it, whatever its case; with `levels` those of them, failures being errors.
    """
    await app.stores.runs.get(workspace, run)
    events = await app.stores.runs.events(workspace, run, after, limit)
    last = events[-1]["seq"] if len(events) >= limit else None
    return [each for each in events if each["type"] in _LOG_EVENTS and _is_wanted(each, text, levels)], last


def _is_wanted(event: dict[str, Any], text: str, levels: frozenset[str]) -> bool:
    if levels and event.get("level", "error") not in levels:
        return False
    return not text or text.casefold() in " ".join(map(str, event.values())).casefold()


async def cancel_run(app: App, workspace: str, run: str) -> Run:
    """Ends a run as canceled; Conflict if it has ended."""
    return await app.machine.cancel(workspace, run)


async def run_document(app: App, workspace: str, run: str) -> FlowDocument:
    """Returns the document that a run executes."""
    found = await app.stores.runs.get(workspace, run)
    return await app.stores.flows.document(workspace, found.document)
