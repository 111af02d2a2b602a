"""Flows: drafts, numbered versions, documents by hash, webhook paths.

Keys (W = workspace, F = flow id):

    F#W#F         FLOW           the flow; gsi1 = all flows of W by time of change
    F#W#F         DRAFT          its draft document
    F#W#F         V#<number>     a published version
    DOC#W#<hash>  DOC            an immutable document
    HOOK#<path>   HOOK           which flow a webhook path leads to; paths are unique over all workspaces
"""

from collections import OrderedDict
from hashlib import sha256
from typing import Any

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.flow import Flow, FlowVersion
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Absent, Delete, Item, Put, RevIs, Table, Update, Write
from flow_builder.store.values import pack, unpack

_DOCUMENTS_KEPT = 256


def document_hash(document: FlowDocument) -> str:
    """Returns the hash a document is stored under: sha256 of its JSON, layout and notes included."""
    return sha256(document.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()


def document_dict(document: FlowDocument) -> dict[str, Any]:
    """Returns a document as stored and shown: fields with their default value are left out, `schema` is kept."""
    return {"schema": document.schema_, **document.model_dump(mode="json", by_alias=True, exclude_defaults=True)}


class FlowStore:
    """The repository of flows; every method but `by_hook` is scoped by workspace."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs
        self.generation = 0
        """Goes up with every write of this store; what is derived from flows may be kept while it stands."""
        self._documents: OrderedDict[tuple[str, str], FlowDocument] = OrderedDict()

    async def create(self, workspace: str, document: FlowDocument, hooks: tuple[str, ...] = ()) -> Flow:
        """Stores a new flow as a draft under a fresh id."""
        at = now()
        flow = Flow(id=new_id("flow", at), workspace=workspace, name=document.name, created_at=at, updated_at=at)
        flow = _described(flow, document, hooks)
        await self._write(
            Put(_flow_item(flow), Absent()),
            Put(await self._draft_item(flow, document), Absent()),
            *[Put(_hook_item(flow, path), Absent()) for path in flow.hooks],
            hooks=flow.hooks,
        )
        return flow

    async def save(
        self, workspace: str, flow: str, document: FlowDocument, rev: int | None = None, hooks: tuple[str, ...] = ()
    ) -> Flow:
        """Replaces a draft; Conflict `flow.changed` when `rev` is given and is not the stored one."""
        before = await self.get(workspace, flow)
        if rev is not None and rev != before.rev:
            raise _changed(before, rev)
        after = _described(before.model_copy(update={"updated_at": now()}), document, hooks)
        claimed = [path for path in after.hooks if path not in before.hooks]
        released = [path for path in before.hooks if path not in after.hooks]
        item = _flow_item(after)
        item.rev = before.rev + 1
        await self._write(
            Put(item, RevIs(before.rev)),
            Put(await self._draft_item(after, document)),
            *[Put(_hook_item(after, path), Absent()) for path in claimed],
            *[Delete(f"HOOK#{path}", "HOOK") for path in released],
            hooks=claimed,
        )
        return after.model_copy(update={"rev": item.rev})

    async def get(self, workspace: str, flow: str) -> Flow:
        """Returns a flow; NotFound if the workspace has none with this id."""
        item = await self.table.get(_pk(workspace, flow), "FLOW")
        if item is None:
            raise NotFound(f"There is no flow {flow!r}.", code="flow.not_found", hint="GET /api/v1/flows lists them.")
        return Flow(**item.doc, rev=item.rev)

    async def find(
        self, workspace: str, *, limit: int = 50, cursor: str | None = None
    ) -> tuple[list[Flow], str | None]:
        """Returns flows, the last changed first, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#FLOWS", index="gsi1", limit=limit, cursor=cursor, reverse=True)
        return [Flow(**item.doc, rev=item.rev) for item in page.items], page.cursor

    async def draft(self, workspace: str, flow: str) -> FlowDocument:
        """Returns a flow's draft document."""
        item = await self.table.get(_pk(workspace, flow), "DRAFT")
        if item is None:
            raise NotFound(f"There is no flow {flow!r}.", code="flow.not_found", hint="GET /api/v1/flows lists them.")
        return FlowDocument.model_validate(await unpack(self.blobs, item.doc))

    async def publish(self, workspace: str, flow: str, message: str = "", rev: int | None = None) -> FlowVersion:
        """Makes the draft the next numbered version; when it equals the latest one, returns that one."""
        before = await self.get(workspace, flow)
        if rev is not None and rev != before.rev:
            raise _changed(before, rev)
        hash_ = await self.put_document(workspace, await self.draft(workspace, flow))
        if before.version is not None:
            latest = await self.version(workspace, flow, before.version)
            if latest.document == hash_:
                return latest
        version = FlowVersion(
            flow=flow, number=(before.version or 0) + 1, document=hash_, message=message, created_at=now()
        )
        pk = _pk(workspace, flow)
        await self._write(
            Update(pk, "FLOW", set={"version": version.number}, condition=RevIs(before.rev)),
            Put(Item(pk, f"V#{version.number:08d}", version.model_dump(mode="json")), Absent()),
        )
        return version

    async def version(self, workspace: str, flow: str, number: int) -> FlowVersion:
        """Returns a published version; NotFound if there is none with this number."""
        item = await self.table.get(_pk(workspace, flow), f"V#{number:08d}")
        if item is None:
            raise NotFound(f"Flow {flow!r} has no version {number}.", code="version.not_found")
        return FlowVersion(**item.doc)

    async def versions(self, workspace: str, flow: str, limit: int = 100) -> list[FlowVersion]:
        """Returns the published versions, newest first."""
        page = await self.table.query(_pk(workspace, flow), prefix="V#", limit=limit, reverse=True)
        return [FlowVersion(**item.doc) for item in page.items]

    async def current(self, workspace: str, flow: str) -> tuple[FlowDocument, str, int | None]:
        """Returns (document, hash, version) of what a trigger runs: the latest version, else the draft."""
        found = await self.get(workspace, flow)
        if found.version is None:
            document = await self.draft(workspace, flow)
            return document, await self.put_document(workspace, document), None
        version = await self.version(workspace, flow, found.version)
        return await self.document(workspace, version.document), version.document, version.number

    async def put_document(self, workspace: str, document: FlowDocument) -> str:
        """Stores an immutable document and returns its hash; storing it again is free."""
        hash_ = document_hash(document)
        if (workspace, hash_) not in self._documents:
            packed = await pack(self.blobs, f"{workspace}/documents", document_dict(document))
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

    async def by_hook(self, path: str) -> tuple[str, str] | None:
        """Returns (workspace, flow) that a webhook path leads to, or None."""
        item = await self.table.get(f"HOOK#{path}", "HOOK")
        return (item.doc["workspace"], item.doc["flow"]) if item else None

    def _remember(self, workspace: str, hash_: str, document: FlowDocument) -> None:
        self._documents[workspace, hash_] = document
        if len(self._documents) > _DOCUMENTS_KEPT:
            self._documents.popitem(last=False)

    async def _draft_item(self, flow: Flow, document: FlowDocument) -> Item:
        packed = await pack(self.blobs, f"{flow.workspace}/drafts/{flow.id}", document_dict(document))
        return Item(_pk(flow.workspace, flow.id), "DRAFT", packed)

    async def _write(self, *ops: Write, hooks: list[str] | None = None) -> None:
        try:
            await self.table.write(*ops)
        except Conflict:
            await self._refuse_taken(hooks or [])
            raise Conflict(
                "The flow was changed by somebody else in the meantime.",
                code="flow.changed",
                hint="Load it again and repeat the change.",
            ) from None
        finally:
            self.generation += 1

    async def _refuse_taken(self, hooks: list[str]) -> None:
        for path in hooks:
            owner = await self.by_hook(path)
            if owner is not None:
                raise Conflict(
                    f"The webhook path {path!r} belongs to another flow.",
                    code="hook.taken",
                    hint="Choose another path in the webhook trigger.",
                    details={"path": path},
                )


def _pk(workspace: str, flow: str) -> str:
    return f"F#{workspace}#{flow}"


def _described(flow: Flow, document: FlowDocument, hooks: tuple[str, ...]) -> Flow:
    """Returns the flow with what is shown of its document."""
    return flow.model_copy(
        update={
            "name": document.name,
            "description": document.description,
            "nodes": len(document.nodes),
            "hooks": list(dict.fromkeys(hooks)),
        }
    )


def _flow_item(flow: Flow) -> Item:
    return Item(
        _pk(flow.workspace, flow.id),
        "FLOW",
        flow.model_dump(mode="json", exclude={"rev"}),
        gsi1pk=f"W#{flow.workspace}#FLOWS",
        gsi1sk=f"{flow.updated_at:015d}#{flow.id}",
        rev=flow.rev,
    )


def _hook_item(flow: Flow, path: str) -> Item:
    return Item(f"HOOK#{path}", "HOOK", {"workspace": flow.workspace, "flow": flow.id})


def _changed(flow: Flow, rev: int) -> Conflict:
    return Conflict(
        f"The flow has revision {flow.rev}, the change was made to revision {rev}.",
        code="flow.changed",
        hint="Load it again and repeat the change.",
        details={"rev": flow.rev},
    )
