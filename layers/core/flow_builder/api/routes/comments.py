"""Comments: `/flows/{flow}/comments`. Times are milliseconds since the epoch."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, IfMatch, Limit, TheApp, ThePrincipal, Workspace, page, reply, revision
from flow_builder.api.shapes import Page
from flow_builder.domain.comment import Comment, Mentions, Text
from flow_builder.services import comments

router = APIRouter(prefix="/flows/{flow}/comments", tags=["comments"])


class CommentChange(BaseModel):
    """What a comment says from now on."""

    model_config = ConfigDict(extra="forbid")

    text: Text
    mentions: Mentions = ()


class NewComment(CommentChange):
    """A comment on a flow; with `node` on that node, with `thread` an answer to that comment."""

    node: str | None = Field(default=None, min_length=1, max_length=200)
    thread: str | None = Field(default=None, min_length=1, max_length=200)


def _shown(comment: Comment, status: int = 200) -> Response:
    return reply(comment, status, {"etag": f'"{comment.rev}"'})


@router.get("", response_model=Page[Comment])
async def find(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    node: Annotated[str | None, Query(max_length=200, description="Id of a node.")] = None,
    resolved: Annotated[bool | None, Query(description="First comments that are resolved, or open.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists a flow's comments, oldest first; a page of a search may be short and still have a cursor."""
    found = await comments.list_comments(app, workspace, flow, node=node, resolved=resolved, limit=limit, cursor=cursor)
    return page(*found)


@router.post("", status_code=201, response_model=Comment)
async def write(flow: str, body: NewComment, app: TheApp, principal: ThePrincipal) -> Response:
    """Comments on a flow or a node, or answers; members that it mentions are told."""
    made = await comments.write_comment(
        app, principal, flow, body.text, node=body.node, thread=body.thread, mentions=body.mentions
    )
    return _shown(made, 201)


@router.put("/{comment}", response_model=Comment)
async def edit(
    flow: str, comment: str, body: CommentChange, app: TheApp, principal: ThePrincipal, if_match: IfMatch = None
) -> Response:
    """Changes one's own comment."""
    rev = revision(if_match)
    return _shown(await comments.edit_comment(app, principal, flow, comment, body.text, body.mentions, rev))


@router.post("/{comment}/resolve", response_model=Comment)
async def resolve(flow: str, comment: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Resolves a thread."""
    return _shown(await comments.resolve_comment(app, principal, flow, comment, resolved=True))


@router.post("/{comment}/reopen", response_model=Comment)
async def reopen(flow: str, comment: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Opens a resolved thread again."""
    return _shown(await comments.resolve_comment(app, principal, flow, comment, resolved=False))


@router.delete("/{comment}", status_code=204)
async def delete(flow: str, comment: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Removes one's own comment; admins remove any, with its answers."""
    await comments.delete_comment(app, principal, flow, comment)
    return Response(status_code=204)
