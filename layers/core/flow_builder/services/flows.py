"""Flows: create, read, change, check, publish, export."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.diff import DocumentDiff, diff_documents
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.event import Event, EventType
from flow_builder.domain.flow import CanarySpec, Flow, FlowVersion
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict
from flow_builder.services import canaries, followups, schedules
from flow_builder.services.app import App
from flow_builder.services.documents import check, machine_of
from flow_builder.services.searching import search

Raw = dict[str, Any] | str | bytes


async def create_flow(app: App, workspace: str, raw: Raw) -> tuple[Flow, FlowDocument]:
    """Stores a document as a new flow's draft; it must be well-formed but may have problems still."""
    document = load_document(raw)
    created = await app.stores.flows.create(workspace, document)
    _tell(app, "FlowCreated", created)
    return created, document


async def save_flow(app: App, workspace: str, flow: str, raw: Raw, rev: int | None = None) -> tuple[Flow, FlowDocument]:
    """Replaces a flow's draft; Conflict `flow.changed` when `rev` is given and is not the stored one."""
    document = load_document(raw)
    saved = await app.stores.flows.save(workspace, flow, document, rev)
    _tell(app, "FlowUpdated", saved)
    return saved, document


async def read_flow(app: App, workspace: str, flow: str, version: int | None = None) -> tuple[Flow, FlowDocument]:
    """Returns a flow and its draft, or the document of a published version."""
    found = await app.stores.flows.get(workspace, flow)
    if version is None:
        return found, await app.stores.flows.draft(workspace, flow)
    published = await app.stores.flows.version(workspace, flow, version)
    return found, await app.stores.flows.document(workspace, published.document)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which flows to list; `text` is looked for in name, description, folder and tags, whatever its case."""

    text: str = ""
    tag: str | None = None
    folder: str | None = None
    """Flows in it and in the folders below."""
    deleted: bool = False
    """Those in the trash."""
    by: Literal["changed", "folder"] = "changed"
    """Order: the last changed first, or by folder and name."""
    reverse: bool = False

    def fits(self, flow: Flow) -> bool:
        """Tells whether a flow is wanted, apart from where it lies."""
        shown = " ".join((flow.name, flow.description, flow.folder, *flow.tags)).casefold()
        return self.text.casefold() in shown and (self.tag is None or self.tag in flow.tags)


async def list_flows(
    app: App, workspace: str, wanted: Wanted = Wanted(), limit: int = 50, cursor: str | None = None
) -> tuple[list[Flow], str | None]:
    """Returns flows, the last changed first (by folder, when one is given), and the cursor of the next page.

    A page of a search may hold fewer than `limit` flows, or none, and still have a cursor.
    """
    store = app.stores.flows

    async def read(limit: int, cursor: str | None) -> tuple[list[Flow], str | None]:
        return await store.find(
            workspace,
            folder=wanted.folder,
            deleted=wanted.deleted,
            by=wanted.by,
            reverse=wanted.reverse,
            limit=limit,
            cursor=cursor,
        )

    return await search(read, wanted.fits, limit, cursor)


async def organise_flow(
    app: App, workspace: str, flow: str, *, folder: str | None, tags: tuple[str, ...] | None, rev: int | None = None
) -> Flow:
    """Moves a flow to a folder and gives it other tags, None leaving them as they are; Conflict `flow.changed`."""
    before = await _at(app, workspace, flow, rev)
    fields = {"folder": before.folder if folder is None else folder, "tags": before.tags if tags is None else tags}
    organised = await app.stores.flows.change(before, **fields)
    _tell(app, "FlowUpdated", organised)
    return organised


async def duplicate_flow(app: App, workspace: str, flow: str, name: str | None = None) -> tuple[Flow, FlowDocument]:
    """Stores a copy of a flow's draft as a new flow, in the same folder and with the same tags."""
    before, document = await read_flow(app, workspace, flow)
    copied = document.model_copy(update={"id": None, "name": name or f"{document.name} (copy)"[:200]})
    created = await app.stores.flows.create(workspace, copied)
    created = await app.stores.flows.change(created, folder=before.folder, tags=before.tags)
    _tell(app, "FlowCreated", created, copied_from=flow)
    return created, copied


async def delete_flow(app: App, workspace: str, flow: str) -> Flow:
    """Puts a flow in the trash: nothing starts it any more, runs under way go on. NotFound."""
    before = await app.stores.flows.get(workspace, flow)
    deleted = await app.stores.flows.change(before, deleted_at=now())
    await schedules.rest(app, workspace, flow)
    _tell(app, "FlowDeleted", deleted, purged=False)
    return deleted


async def restore_flow(app: App, workspace: str, flow: str) -> Flow:
    """Takes a flow out of the trash, with its schedules; one that is not there is fine. NotFound."""
    before = await app.stores.flows.get(workspace, flow, deleted=True)
    if before.deleted_at is None:
        return before
    restored = await app.stores.flows.change(before, deleted_at=None)
    await schedules.rest(app, workspace, flow, resting=False)
    _tell(app, "FlowUpdated", restored, restored=True)
    return restored


async def purge_flow(app: App, workspace: str, flow: str) -> None:
    """Removes a flow in the trash for good, with versions and schedules; its runs stay. Conflict `flow.not_deleted`."""
    before = await app.stores.flows.get(workspace, flow, deleted=True)
    if before.deleted_at is None:
        raise Conflict(f"The flow {flow!r} is in use.", code="flow.not_deleted", hint="Delete it first, then purge it.")
    await schedules.follow(app, workspace, flow, {}, all_=True)
    await app.stores.hooks.forget(workspace, flow)
    await app.stores.comments.forget(workspace, flow)
    await app.stores.flows.purge(before)
    await app.machine.forget(workspace, flow)
    _tell(app, "FlowDeleted", before, purged=True)


async def roll_back_flow(
    app: App, workspace: str, flow: str, version: int, message: str = ""
) -> tuple[Flow, FlowVersion]:
    """Publishes an old version's document as the newest version and makes it the draft; CompileFailed."""
    before = await app.stores.flows.get(workspace, flow)
    old = await app.stores.flows.version(workspace, flow, version)
    document = await app.stores.flows.document(workspace, old.document)
    compile_or_raise(document, app.catalogue)
    scheduled = await schedules.published(app, workspace, flow, document)
    listens = followups.published(app, flow, document)
    said = message or f"Rolled back to version {version}"
    rolled = await app.stores.flows.roll_back(workspace, flow, version, said, listens)
    await app.machine.publish(workspace, flow, document, rolled[1].document, rolled[1].number)
    await canaries.shared(app, await app.stores.flows.get(workspace, flow))
    await schedules.follow(app, workspace, flow, scheduled)
    _tell(app, "FlowUpdated", rolled[0])
    if rolled[1].number != before.version:
        _tell(app, "FlowPublished", rolled[0], version=rolled[1].number, message=said)
    return rolled


async def diff_versions(app: App, workspace: str, flow: str, before: int | None, after: int | None) -> DocumentDiff:
    """Returns what differs between two versions of a flow, None standing for the draft."""
    _, old = await read_flow(app, workspace, flow, before)
    _, new = await read_flow(app, workspace, flow, after)
    return diff_documents(old, new)


def _tell(app: App, type_: EventType, flow: Flow, **data: Any) -> None:
    said = {"name": flow.name, "rev": flow.rev, **data}
    app.bus.publish(Event(type=type_, workspace=flow.workspace, subject=flow.id, data=said))


async def _at(app: App, workspace: str, flow: str, rev: int | None) -> Flow:
    found = await app.stores.flows.get(workspace, flow)
    return found if rev is None else found.model_copy(update={"rev": rev})


async def publish_flow(
    app: App, workspace: str, flow: str, message: str = "", rev: int | None = None, canary: CanarySpec | None = None
) -> FlowVersion:
    """Makes the draft the next version, with `canary` for a part of the runs; CompileFailed when it has errors."""
    before = await app.stores.flows.get(workspace, flow)
    draft = await app.stores.flows.draft(workspace, flow)
    compile_or_raise(draft, app.catalogue)
    scheduled = await schedules.published(app, workspace, flow, draft)
    listens = followups.published(app, flow, draft)
    version = await app.stores.flows.publish(workspace, flow, message, rev, listens, canary)
    await app.machine.publish(workspace, flow, draft, version.document, version.number)
    await canaries.shared(app, await app.stores.flows.get(workspace, flow))
    await schedules.follow(app, workspace, flow, scheduled)
    if version.number != before.version:
        _tell(app, "FlowPublished", before, version=version.number, message=message)
    return version


def validate(app: App, raw: Raw) -> dict[str, Any]:
    """Returns `valid`, the diagnostics of a document and its estimate; InvalidDocument when it is malformed."""
    return check(load_document(raw), app.catalogue)


async def export_flow(
    app: App, workspace: str, flow: str, version: int | None = None, form: Literal["yaml", "json"] = "yaml"
) -> str:
    """Returns a flow's document as text that `create_flow` takes."""
    _, document = await read_flow(app, workspace, flow, version)
    return document_text(document, form)


def document_text(document: FlowDocument, form: Literal["yaml", "json"]) -> str:
    """Returns a document as YAML or JSON text."""
    value = dump_document(document)
    if form == "json":
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    import yaml

    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)
    return text


async def machine_of_version(app: App, workspace: str, flow: str, version: int) -> dict[str, Any]:
    """Returns the state machine of a version, as `documents.machine_of` does; CompileFailed if it compiles no more."""
    _, document = await read_flow(app, workspace, flow, version)
    return machine_of(compile_or_raise(document, app.catalogue))


async def tag_version(app: App, workspace: str, flow: str, version: int, tags: tuple[str, ...]) -> FlowVersion:
    """Gives a version of a flow other tags; NotFound."""
    before = await app.stores.flows.get(workspace, flow)
    tagged = await app.stores.flows.tag_version(workspace, flow, version, tags)
    _tell(app, "FlowUpdated", before, version=version)
    return tagged


async def list_versions(app: App, workspace: str, flow: str, limit: int = 100) -> list[FlowVersion]:
    """Returns a flow's published versions, newest first."""
    await app.stores.flows.get(workspace, flow)
    return await app.stores.flows.versions(workspace, flow, limit)
