"""Flows: drafts, numbered versions, documents by hash.

Keys (W = workspace, F = flow id):

    F#W#F         FLOW           the flow; gsi1 = all flows of W by time of change, or W's trash;
                                 gsi2 = flows of W by folder
    F#W#F         DRAFT          its draft document
    F#W#F         V#<number>     a published version
    DOC#W#<hash>  DOC            an immutable document
    HOOK#F        HOOK           whose flow it is, for webhooks; flow ids are unique over all workspaces
    LISTEN#W      F              what the latest version listens for, if it does
    CANARY#W#F#n  <run>          whether a run of version n failed while that was tried out
    CREDIN#W      F              the credentials that its draft and its latest version name, if any
    HOOKIN#W      F              that its draft or its latest version has a webhook
"""

import random
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal

from pydantic_core import to_json

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document
from flow_builder.domain.flow import Canary, CanarySpec, Flow, FlowVersion, Tally
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Absent, Delete, Item, Present, Put, RevIs, Table, Update, Write
from flow_builder.store.values import pack, unpack

_DOCUMENTS_KEPT = 256
_CANARY_SECONDS = 90 * 86_400
"""How long it is kept which runs of a version that is tried out failed."""
_WEBHOOK = "trigger.webhook"


def content_hash(document: FlowDocument) -> str:
    """Returns the hash a document is stored under, layout and notes included; `document_hash` is of its meaning."""
    return sha256(to_json(dump_document(document))).hexdigest()


class FlowStore:
    """The repository of flows; every method but `workspace_of` is scoped by workspace."""

    def __init__(self, table: Table, blobs: Blobs, named: Callable[[FlowDocument], list[str]] = lambda _: []) -> None:
        self.table = table
        self.blobs = blobs
        self._named = named
        """Document -> the credentials it names."""
        self.generation = 0
        """Goes up with every write of this store; what is derived from flows may be kept while it stands."""
        self._documents: OrderedDict[tuple[str, str], FlowDocument] = OrderedDict()

    async def create(self, workspace: str, document: FlowDocument) -> Flow:
        """Stores a new flow as a draft, under the document's own id if it has one; Conflict `flow.exists`."""
        at = now()
        flow = Flow(
            id=document.id or new_id("flow", at), workspace=workspace, name=document.name, created_at=at, updated_at=at
        )
        flow = self._with_facts(_described(flow, document), document, "draft")
        try:
            await self._write(
                Put(_flow_item(flow), Absent()),
                *_uses({}, flow),
                *_hooked((), flow),
                Put(await self._draft_item(flow, document), Absent()),
                Put(Item(f"HOOK#{flow.id}", "HOOK", {"workspace": workspace}), Absent()),
            )
        except Conflict as error:
            raise Conflict(
                f"There is a flow {flow.id!r} already.",
                code="flow.exists",
                hint="Save into it, or leave the document's id out.",
                field="/id",
            ) from error
        return flow

    async def save(self, workspace: str, flow: str, document: FlowDocument, rev: int | None = None) -> Flow:
        """Replaces a draft; Conflict `flow.changed` when `rev` is given and is not the stored one."""
        before = await self.get(workspace, flow)
        if rev is not None and rev != before.rev:
            raise _changed(before, rev)
        after = _described(before.model_copy(update={"updated_at": now(), "rev": before.rev + 1}), document)
        after = self._with_facts(after, document, "draft")
        try:
            await self._write(
                Put(_flow_item(after), RevIs(before.rev)),
                Put(await self._draft_item(after, document)),
                *_uses(before.credentials, after),
                *_hooked(before.webhook, after),
            )
        except Conflict as error:
            raise _changed(before, before.rev) from error
        return after

    async def get(self, workspace: str, flow: str, *, deleted: bool = False) -> Flow:
        """Returns a flow; NotFound if the workspace has none with this id, or only in the trash."""
        item = await self.table.get(_pk(workspace, flow), "FLOW")
        if item is None:
            raise NotFound(f"There is no flow {flow!r}.", code="flow.not_found", hint="`flow flows` lists the flows.")
        found = Flow(**item.doc, rev=item.rev)
        if found.deleted_at is not None and not deleted:
            raise NotFound(f"The flow {flow!r} is in the trash.", code="flow.deleted", hint="Restore it first.")
        return found

    async def find(
        self,
        workspace: str,
        *,
        folder: str | None = None,
        deleted: bool = False,
        by: Literal["changed", "folder"] = "changed",
        reverse: bool = False,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[Flow], str | None]:
        """Returns flows, the last changed first or by folder and name, and the cursor of the next page.

        With `folder` those in it and in the folders below, by folder; with `deleted` those in the trash, which are in none.
        """
        if folder is not None or (by == "folder" and not deleted):
            page = await self.table.query(
                f"W#{workspace}#FOLDERS",
                index="gsi2",
                prefix=f"{folder}/" if folder else "",
                limit=limit,
                cursor=cursor,
                reverse=reverse,
            )
        else:
            partition = f"W#{workspace}#{'TRASH' if deleted else 'FLOWS'}"
            page = await self.table.query(partition, index="gsi1", limit=limit, cursor=cursor, reverse=not reverse)
        return [Flow(**item.doc, rev=item.rev) for item in page.items], page.cursor

    async def change(self, before: Flow, **fields: object) -> Flow:
        """Changes what is kept beside the draft (folder, tags, trash); Conflict `flow.changed`."""
        after = before.model_copy(update={**fields, "rev": before.rev + 1})
        try:
            await self._write(Put(_flow_item(after), RevIs(before.rev)))
        except Conflict as error:
            raise _changed(before, before.rev) from error
        return after

    async def purge(self, flow: Flow) -> None:
        """Removes a flow with its draft and versions for good; documents that runs executed stay."""
        pk = _pk(flow.workspace, flow.id)
        await self._write(
            Delete(pk, "FLOW", RevIs(flow.rev)),
            Delete(pk, "DRAFT"),
            Delete(f"HOOK#{flow.id}", "HOOK"),
            _listening(flow, ()),
            Delete(f"CREDIN#{flow.workspace}", flow.id),
            Delete(f"HOOKIN#{flow.workspace}", flow.id),
        )
        while versions := (await self.table.query(pk, prefix="V#", limit=90)).items:
            await self.table.write(*(Delete(pk, item.sk) for item in versions))

    async def draft(self, workspace: str, flow: str) -> FlowDocument:
        """Returns a flow's draft document."""
        item = await self.table.get(_pk(workspace, flow), "DRAFT")
        if item is None:
            raise NotFound(f"There is no flow {flow!r}.", code="flow.not_found", hint="`flow flows` lists the flows.")
        return FlowDocument.model_validate(await unpack(self.blobs, item.doc))

    async def publish(
        self,
        workspace: str,
        flow: str,
        message: str = "",
        rev: int | None = None,
        listens: Sequence[Mapping[str, Any]] = (),
        canary: CanarySpec | None = None,
    ) -> FlowVersion:
        """Makes the draft the next numbered version; when it equals the latest one, returns that one.

        `listens` is what the version's triggers listen for; see `listeners`. With `canary` it is tried out at first.
        """
        before = await self.get(workspace, flow)
        if rev is not None and rev != before.rev:
            raise _changed(before, rev)
        draft = await self.draft(workspace, flow)
        return await self._add_version(before, await self.put_document(workspace, draft), message, listens, canary)

    async def roll_back(
        self, workspace: str, flow: str, number: int, message: str, listens: Sequence[Mapping[str, Any]] = ()
    ) -> tuple[Flow, FlowVersion]:
        """Makes an old version's document the draft and the newest version; the versions in between stay."""
        before = await self.get(workspace, flow)
        old = await self.version(workspace, flow, number)
        after = await self.save(workspace, flow, await self.document(workspace, old.document), before.rev)
        version = await self._add_version(after, old.document, message, listens)
        return await self.get(workspace, flow), version

    async def _add_version(
        self,
        before: Flow,
        hash_: str,
        message: str,
        listens: Sequence[Mapping[str, Any]],
        canary: CanarySpec | None = None,
    ) -> FlowVersion:
        workspace, flow = before.workspace, before.id
        if before.version is not None:
            latest = await self.version(workspace, flow, before.version)
            if latest.document == hash_:
                if before.live is not None and before.canary is None and canary is None:
                    await self.change(before, live=None)
                return latest
        version = FlowVersion(
            flow=flow, number=(before.version or 0) + 1, document=hash_, message=message, created_at=now()
        )
        pk = _pk(workspace, flow)
        after = self._with_facts(before, await self.document(workspace, hash_), "published")
        facts = {"version": version.number, "credentials": after.credentials, "webhook": list(after.webhook)}
        facts |= _tried_out(before, version.number, canary)
        try:
            await self._write(
                Update(pk, "FLOW", set=facts, condition=RevIs(before.rev)),
                Put(Item(pk, f"V#{version.number:08d}", version.model_dump(mode="json")), Absent()),
                _listening(before, listens),
                *_uses(before.credentials, after),
                *_hooked(before.webhook, after),
            )
        except Conflict as error:
            raise _changed(before, before.rev) from error
        return version

    async def end_canary(self, flow: Flow, *, promote: bool) -> Flow:
        """Lets all runs execute the version that was tried out, or none; Conflict `flow.changed`."""
        assert flow.canary is not None
        return await self.change(flow, canary=None, live=None if promote else flow.canary.stable)

    async def count_canary(self, flow: Flow, version: int, run: str, *, failed: bool) -> None:
        """Counts a run of a version that ended while one is tried out; the same run counts once."""
        ttl = now() // 1_000 + _CANARY_SECONDS
        await self.table.write(Put(Item(_canary(flow), f"{version}#{run}", {"failed": failed}, ttl=ttl)))

    async def tally(self, flow: Flow, version: int) -> Tally:
        """Returns how the runs of a version have ended since one is tried out, of which a thousand are looked at."""
        found = (await self.table.query(_canary(flow), prefix=f"{version}#", limit=1_000)).items
        failed = sum(bool(item.doc["failed"]) for item in found)
        return Tally(succeeded=len(found) - failed, failed=failed)

    async def version(self, workspace: str, flow: str, number: int) -> FlowVersion:
        """Returns a published version; NotFound if there is none with this number."""
        item = await self.table.get(_pk(workspace, flow), f"V#{number:08d}")
        if item is None:
            raise NotFound(f"Flow {flow!r} has no version {number}.", code="version.not_found")
        return FlowVersion(**item.doc)

    async def tag_version(self, workspace: str, flow: str, number: int, tags: Sequence[str]) -> FlowVersion:
        """Gives a published version other tags; NotFound if there is none with this number."""
        await self.version(workspace, flow, number)
        key = _pk(workspace, flow), f"V#{number:08d}"
        item = await self.table.update(Update(*key, set={"tags": list(tags)}, condition=Present()))
        return FlowVersion(**item.doc)

    async def versions(self, workspace: str, flow: str, limit: int = 100) -> list[FlowVersion]:
        """Returns the published versions, newest first."""
        page = await self.table.query(_pk(workspace, flow), prefix="V#", limit=limit, reverse=True)
        return [FlowVersion(**item.doc) for item in page.items]

    async def current(self, workspace: str, flow: str) -> tuple[FlowDocument, str, int | None]:
        """Returns (document, hash, version) of what a trigger runs: the live version, else the draft.

        While a version is tried out, it is that one in as many of a hundred calls as its share.
        """
        found = await self.get(workspace, flow)
        tried = found.canary
        if tried is not None and (
            is_over(tried) or random.randrange(100) < tried.percent  # noqa: S311 - a share, no secret
        ):
            return await self._published(found, tried.version)
        return await self._published(found, found.live or found.version)

    async def live(self, workspace: str, flow: str) -> tuple[FlowDocument, str, int | None]:
        """Returns what `current` does while no version is tried out."""
        found = await self.get(workspace, flow)
        return await self._published(found, found.live or found.version)

    async def _published(self, flow: Flow, number: int | None) -> tuple[FlowDocument, str, int | None]:
        if number is None:
            document = await self.draft(flow.workspace, flow.id)
            return document, await self.put_document(flow.workspace, document), None
        version = await self.version(flow.workspace, flow.id, number)
        return await self.document(flow.workspace, version.document), version.document, version.number

    async def listeners(self, workspace: str) -> dict[str, list[dict[str, Any]]]:
        """Returns what flows listen for, by flow; those in the trash are among them."""
        found: dict[str, list[dict[str, Any]]] = {}
        cursor: str | None = None
        while True:
            page = await self.table.query(f"LISTEN#{workspace}", limit=1_000, cursor=cursor)
            found |= {item.sk: item.doc["listens"] for item in page.items}
            if (cursor := page.cursor) is None:
                return found

    async def hooked(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[str], str | None]:
        """Returns flows with a webhook, those in the trash among them, and the cursor of the next page."""
        page = await self.table.query(f"HOOKIN#{workspace}", limit=limit, cursor=cursor)
        return [item.sk for item in page.items], page.cursor

    async def put_document(self, workspace: str, document: FlowDocument) -> str:
        """Stores an immutable document and returns its hash; storing it again is free."""
        hash_ = content_hash(document)
        if (workspace, hash_) not in self._documents:
            packed = await pack(self.blobs, f"{workspace}/documents", dump_document(document))
            await self.table.write(Put(Item(f"DOC#{workspace}#{hash_}", "DOC", packed)))
            self._remember(workspace, hash_, document)
        return hash_

    async def document(self, workspace: str, hash_: str) -> FlowDocument:
        """Returns a document by its hash; NotFound if this workspace has none such."""
        known = self._documents.get((workspace, hash_))
        if known is not None:
            self._documents.move_to_end((workspace, hash_))
            return known
        item = await self.table.get(f"DOC#{workspace}#{hash_}", "DOC")
        if item is None:
            raise NotFound(f"There is no document {hash_!r}.", code="document.not_found")
        document = FlowDocument.model_validate(await unpack(self.blobs, item.doc))
        self._remember(workspace, hash_, document)
        return document

    async def workspace_of(self, flow: str) -> str | None:
        """Returns the workspace of a flow, for webhooks, which come without one; None if there is no such flow."""
        item = await self.table.get(f"HOOK#{flow}", "HOOK")
        return str(item.doc["workspace"]) if item else None

    def _remember(self, workspace: str, hash_: str, document: FlowDocument) -> None:
        self._documents[workspace, hash_] = document
        if len(self._documents) > _DOCUMENTS_KEPT:
            self._documents.popitem(last=False)

    async def _draft_item(self, flow: Flow, document: FlowDocument) -> Item:
        packed = await pack(self.blobs, f"{flow.workspace}/drafts/{flow.id}", dump_document(document))
        return Item(_pk(flow.workspace, flow.id), "DRAFT", packed)

    def _with_facts(self, flow: Flow, document: FlowDocument, which: Literal["draft", "published"]) -> Flow:
        """Returns the flow with what one of its documents has: the credentials that it names, a webhook."""
        have = {*flow.webhook} - {which}
        if any(node.type == _WEBHOOK for node in document.nodes):
            have.add(which)
        named = {**flow.credentials, which: self._named(document)}
        return flow.model_copy(update={"credentials": named, "webhook": tuple(sorted(have))})

    async def _write(self, *ops: Write) -> None:
        self.generation += 1
        try:
            await self.table.write(*ops)
        finally:
            self.generation += 1


def _tried_out(before: Flow, number: int, canary: CanarySpec | None) -> dict[str, Any]:
    """Returns which version triggers run when a new one is added, and which is tried out."""
    stable = before.live or before.version
    if canary is None or stable is None:
        return {"live": None, "canary": None}
    at = now()
    until = None if canary.hours is None else at + round(canary.hours * 3_600_000)
    tried = Canary(**canary.model_dump(), version=number, stable=stable, since=at, until=until)
    return {"live": stable, "canary": tried.model_dump()}


def is_over(tried: Canary) -> bool:
    """Tells whether the time is up in which a version is tried out."""
    return tried.until is not None and tried.until <= now()


def _canary(flow: Flow) -> str:
    assert flow.canary is not None
    return f"CANARY#{flow.workspace}#{flow.id}#{flow.canary.version}"


def _pk(workspace: str, flow: str) -> str:
    return f"F#{workspace}#{flow}"


def _listening(flow: Flow, listens: Sequence[Mapping[str, Any]]) -> Write:
    if not listens:
        return Delete(f"LISTEN#{flow.workspace}", flow.id)
    return Put(Item(f"LISTEN#{flow.workspace}", flow.id, {"listens": [dict(each) for each in listens]}))


def _uses(before: Mapping[str, list[str]], flow: Flow) -> list[Write]:
    """Returns what keeps the index of named credentials as a flow says."""
    if dict(before) == flow.credentials:
        return []
    pk = f"CREDIN#{flow.workspace}"
    if any(flow.credentials.values()):
        return [Put(Item(pk, flow.id, dict(flow.credentials)))]
    return [Delete(pk, flow.id)] if any(before.values()) else []


def _hooked(before: Sequence[str], flow: Flow) -> list[Write]:
    """Returns what keeps the index of flows with a webhook as a flow says."""
    if bool(before) == bool(flow.webhook):
        return []
    pk = f"HOOKIN#{flow.workspace}"
    return [Put(Item(pk, flow.id, {}))] if flow.webhook else [Delete(pk, flow.id)]


def _described(flow: Flow, document: FlowDocument) -> Flow:
    """Returns the flow with what is shown of its document."""
    return flow.model_copy(
        update={"name": document.name, "description": document.description, "nodes": len(document.nodes)}
    )


def _flow_item(flow: Flow) -> Item:
    deleted = flow.deleted_at is not None
    return Item(
        _pk(flow.workspace, flow.id),
        "FLOW",
        flow.model_dump(mode="json", exclude={"rev"}),
        gsi1pk=f"W#{flow.workspace}#{'TRASH' if deleted else 'FLOWS'}",
        gsi1sk=f"{flow.deleted_at or flow.updated_at:015d}#{flow.id}",
        gsi2pk=None if deleted else f"W#{flow.workspace}#FOLDERS",
        gsi2sk=None if deleted else f"{flow.folder}/#{flow.name}#{flow.id}",
        rev=flow.rev,
    )


def _changed(flow: Flow, rev: int) -> Conflict:
    return Conflict(
        f"The flow was changed since revision {rev}.",
        code="flow.changed",
        hint="Load it again and repeat the change.",
        details={"flow": flow.id, "rev": flow.rev},
    )
