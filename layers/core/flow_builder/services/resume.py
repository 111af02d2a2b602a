"""Resuming: a new run that starts with the recorded steps of an earlier one, but for what is to be done again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import from_json

from flow_builder.domain import limits
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.step import Path, StepRecord, path_text
from flow_builder.domain.value import JSON
from flow_builder.engine.payload import preview
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.services.app import App
from flow_builder.services.edits import Edit, parse_edit, split_path, with_value
from flow_builder.services.graph import Graph
from flow_builder.services.inputs import accept_input, encoded
from flow_builder.services.seeds import Seeds
from flow_builder.telemetry import correlation_id

_STEP = re.compile(r"([A-Za-z0-9_-]+)((?:\[\d{1,9}\])*)")


@dataclass(frozen=True, slots=True)
class Resume:
    """What is to be done again, and with what changes."""

    from_step: str | None = None
    """Key (or id) of a step, with `[iteration]` when just that one is meant."""
    set: Mapping[str, JSON] = field(default_factory=dict)
    """Target -> new value: `input.x`, `steps.<key>.a`, `steps.<key>[2].a`, `items.<loop>[2]`."""
    failed_items: bool = False
    """Do the failed items of loops again, also where the loop went on without them; of one loop, if `from_step` names
    it, and then nothing else of it."""
    newest: bool = False
    """Use the flow's newest version (or draft, when the run was of a draft) instead of the run's own."""
    document: FlowDocument | None = None
    """Use this document instead."""
    background: bool = False
    """It is one of many, and lets runs go first for which somebody waits."""


async def resume_run(
    app: App,
    workspace: str,
    run_id: str,
    how: Resume,
    idempotency_key: str | None = None,
    request: str | None = None,
) -> Run:
    """Starts the resumed run; the earlier one stays as it is.

    Without `from_step`, what failed is done again. Raises Conflict `run.not_ended`, InvalidInput `resume.nothing`
    when nothing would be executed again, `resume.bad_target`, `resume.iteration_needed`; NotFound `step.not_found`.
    """
    run = await app.stores.runs.get(workspace, run_id)
    if not is_final(run.status):
        raise Conflict(f"The run is still {run.status}.", code="run.not_ended", hint="Cancel it first.")
    old = await app.stores.flows.document(workspace, run.document)
    document, version = await _document(app, run, how, old)
    seeds = Seeds(Graph(old, app.catalogue), await app.stores.runs.records(workspace, run_id))
    if document is not old:
        before, seeds.graph = seeds.graph, Graph(document, app.catalogue)
        seeds.drop_unknown(before)
    _choose(seeds, how)
    edited = await _Editor(app, run, seeds).apply(parse_edit(target, value) for target, value in how.set.items())
    if run.status is Status.SUCCEEDED and not seeds.changed:
        raise InvalidInput(
            "The run succeeded, so there is nothing to resume.",
            code="resume.nothing",
            hint="Name the step to start from.",
            field="/from",
        )
    at = now()
    resumed = Run(
        id=new_id("r", at),
        workspace=workspace,
        flow=run.flow,
        flow_name=document.name,
        version=version,
        document=await app.stores.flows.put_document(workspace, document),
        trigger="resume",
        input=accept_input(document.input_schema, edited.input),
        items=edited.items,
        resumed_from=run.id,
        background=how.background,
        request=request,
        correlation_id=correlation_id.get(),
        created_at=at,
    )
    return await app.machine.start(resumed, document, seeds.kept(), idempotency_key)


async def _document(app: App, run: Run, how: Resume, old: FlowDocument) -> tuple[FlowDocument, int | None]:
    """Returns the document to execute and its version number."""
    if how.document is not None:
        return how.document, None
    if not how.newest:
        return old, run.version
    try:
        if run.version is None:
            return await app.stores.flows.draft(run.workspace, run.flow), None
        document, _, version = await app.stores.flows.current(run.workspace, run.flow)
    except NotFound as error:
        raise InvalidInput(
            "The run's flow is not stored, so there is no newer version.",
            code="resume.no_newest",
            hint="Give the newer document itself.",
            field="/newest",
        ) from error
    return document, version


def _choose(seeds: Seeds, how: Resume) -> None:
    """Drops what the caller asked for; without a wish, what failed."""
    if how.failed_items:
        loop = None if how.from_step is None else _place(seeds.graph, how.from_step)[0]
        if loop is not None and not seeds.graph.is_loop(loop):
            raise InvalidInput(f"{how.from_step!r} is not a loop.", code="resume.not_a_loop", field="/from")
        seeds.drop_failed_items(loop)
    elif how.from_step is not None:
        node, path = _place(seeds.graph, how.from_step)
        if path and path not in seeds.paths(node):
            raise _no_iteration(path, "/from")
        for each in [path] if path is not None else seeds.paths(node):
            seeds.drop(node, each)
        if path is None and not seeds.paths(node):
            seeds.drop(seeds.graph.loops(node)[0], (), inside=False)
    else:
        seeds.drop_failures()


def _place(graph: Graph, text: str) -> tuple[str, Path | None]:
    found = _STEP.fullmatch(text)
    if found is None:
        raise InvalidInput(f"{text!r} names no step.", code="resume.bad_step", hint="Use KEY or KEY[2].", field="/from")
    node = graph.find(found[1]).id
    if not found[2]:
        return node, None
    parts = tuple(int(part) for part in re.findall(r"\d+", found[2]))
    path, rest = split_path(parts, len(graph.loops(node)))
    if rest:
        raise InvalidInput(f"{text!r} has more iteration numbers than loops.", code="resume.bad_step", field="/from")
    return node, path


def _no_iteration(path: Path, field_: str) -> InvalidInput:
    return InvalidInput(
        f"The run has no iteration {path_text(path)} of this step.", code="resume.no_iteration", field=field_
    )


@dataclass(slots=True)
class _Edited:
    """What the new run gets besides seeds."""

    input: JSON
    items: dict[str, Any]


class _Editor:
    """Applies edits to the input, to records and to loop items."""

    def __init__(self, app: App, run: Run, seeds: Seeds) -> None:
        self._app = app
        self._run = run
        self._seeds = seeds
        self._edited = _Edited(run.input, dict(run.items))
        self._outputs: dict[tuple[str, Path], JSON] = {}

    async def apply(self, edits: Any) -> _Edited:
        for edit in edits:
            if edit.root == "input":
                self._edited.input = with_value(self._edited.input, edit.parts, edit.value)
            elif edit.root == "steps":
                await self._step(edit)
            else:
                await self._item(edit)
        return self._edited

    async def _step(self, edit: Edit) -> None:
        graph = self._seeds.graph
        node = graph.find(edit.name)
        path, parts = split_path(edit.parts, len(graph.loops(node.id)))
        await self._check_iterations(graph.loops(node.id), path)
        place = (node.id, path)
        record = self._seeds.records.get(place)
        base = self._outputs[place] if place in self._outputs else await self._output(record) if parts else None
        value = self._outputs[place] = with_value(base, parts, edit.value)
        succeeded = record is not None and record.status is Status.SUCCEEDED
        ports = record.ports if record is not None and succeeded else self._first_port(node.id)
        at = now()
        fresh = StepRecord(
            node.id,
            node.key,
            node.type,
            path,
            Status.SUCCEEDED,
            ports,
            output=value,
            started_at=at,
            finished_at=at,
            seq=record.seq if record is not None else len(self._seeds.records) + 1,
            meta={"edited": True},
        )
        self._seeds.edit(await self._spilled(fresh))

    async def _check_iterations(self, loops: list[str], path: Path) -> None:
        """Refuses an iteration that a finished loop did not have; a loop that failed may have it yet."""
        for depth, (loop, index) in enumerate(zip(loops, path, strict=True)):
            record = self._seeds.records.get((loop, path[:depth]))
            if record is None or record.status is not Status.SUCCEEDED:
                return
            output = await self._output(record)
            if isinstance(output, dict) and index >= output.get("count", index + 1):
                raise _no_iteration(path, "/set")

    def _first_port(self, node_id: str) -> tuple[str, ...]:
        node = self._seeds.graph.nodes[node_id]
        return self._app.catalogue[node.type].ports_of(node.config)[:1]

    async def _output(self, record: StepRecord | None) -> JSON:
        if record is None or record.blob is None:
            return record.output if record is not None else None
        return from_json(await self._app.stores.artifacts.get(self._run.workspace, record.blob))

    async def _spilled(self, record: StepRecord) -> StepRecord:
        """Moves a large output to blob storage, as the engine does."""
        raw = encoded(record.output, "/set")
        if len(raw) <= limits.INLINE_BYTES:
            return record
        artifact = await self._app.stores.artifacts.put(
            self._run.workspace, self._run.id, raw, f"{record.key}.json", "application/json"
        )
        return replace(record, output=None, blob=artifact.artifact, preview=preview(raw))

    async def _item(self, edit: Edit) -> None:
        graph = self._seeds.graph
        loop = graph.find(edit.name).id
        if not graph.is_loop(loop):
            raise InvalidInput(f"{edit.name!r} is not a loop.", code="resume.bad_target", field="/set")
        path, parts = split_path(edit.parts, len(graph.loops(loop)) + 1)
        await self._check_iterations([*graph.loops(loop), loop], path)
        key = f"{loop}@{path_text(path)}"
        base = await self._known_item(loop, path, key) if parts else None
        item = self._edited.items[key] = with_value(base, parts, edit.value)
        encoded(item, "/set")
        self._seeds.drop_iteration(loop, path)

    async def _known_item(self, loop: str, path: Path, key: str) -> JSON:
        """Returns an item as the earlier run had it: edited before, or kept with its error."""
        if key in self._edited.items:
            return self._edited.items[key]
        output = await self._output(self._seeds.records.get((loop, path[:-1])))
        for each in output.get("errors", ()) if isinstance(output, dict) else ():
            if each["index"] == path[-1]:
                return each["item"]
        raise InvalidInput(
            f"The item {path[-1]} is not among the failed ones, so a part of it cannot be changed.",
            code="resume.whole_item",
            hint="Set the whole item.",
            field="/set",
        )
