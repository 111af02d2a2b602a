"""The audit log: `/audit`."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query, Response
from starlette.responses import StreamingResponse

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.audit import Entry
from flow_builder.services import audit
from flow_builder.store.audit import Sought

router = APIRouter(prefix="/audit", tags=["audit"])

Who = Annotated[str | None, Query(max_length=200, description="Id of a user (their API keys too), a guest or a run.")]
Key = Annotated[str | None, Query(max_length=200, description="Id of an API key.")]
Operation = Annotated[str | None, Query(max_length=100, description="Operation id, or `credential_use`.")]
Subject = Annotated[str | None, Query(max_length=300, min_length=1, description="Id of what it was done to.")]
Time = Annotated[int | None, Query(ge=0, le=10**14, description="Milliseconds since the epoch.")]
Number = Annotated[int | None, Query(ge=1, le=10**12, description="Number of an entry that was noted before.")]
Hash = Annotated[str | None, Query(pattern="^[0-9a-f]{64}$", description="Hash of that entry.")]


def _sought(
    who: str | None, key: str | None, operation: str | None, subject: str | None, since: int | None, until: int | None
) -> Sought:
    return Sought(who or None, key or None, operation, subject, since or 0, until)


@router.get("", response_model=Page[Entry])
async def find(
    app: TheApp,
    workspace: Workspace,
    who: Who = None,
    key: Key = None,
    operation: Operation = None,
    subject: Subject = None,
    since: Time = None,
    until: Time = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists what was done, newest first; a page of a search may be short and still have a cursor."""
    sought = _sought(who, key, operation, subject, since, until)
    return page(*await audit.list_entries(app, workspace, sought, limit, cursor))


@router.get("/verify", response_model=audit.Verification)
async def verify(
    app: TheApp, workspace: Workspace, seq: Number = None, hash_: Annotated[Hash, Query(alias="hash")] = None
) -> Response:
    """Verifies the whole chain, and that it holds an entry noted elsewhere; says the first place that is wrong."""
    anchor = (seq, hash_) if seq is not None and hash_ is not None else None
    return reply(await audit.verify(app, workspace, anchor))


@router.get("/export", responses={200: {"content": {media: {} for media in audit.MEDIA.values()}}})
async def export(
    app: TheApp,
    workspace: Workspace,
    form: Annotated[audit.Form, Query(alias="format")] = "jsonl",
    who: Who = None,
    key: Key = None,
    operation: Operation = None,
    subject: Subject = None,
    since: Time = None,
    until: Time = None,
) -> Response:
    """Returns entries as a file, oldest first, with the hashes that verify them."""
    lines = audit.export(app, workspace, form, _sought(who, key, operation, subject, since, until))
    first = await anext(lines)  # so that what is wrong with the request is answered as such
    head, _ = await app.stores.audit.head(workspace)

    async def body() -> AsyncIterator[bytes]:
        yield first
        async for line in lines:
            yield line

    headers = {
        "content-disposition": f'attachment; filename="audit.{form}"',
        "audit-head": f"{head.seq} {head.hash}",
    }
    return StreamingResponse(body(), media_type=audit.MEDIA[form], headers=headers)
