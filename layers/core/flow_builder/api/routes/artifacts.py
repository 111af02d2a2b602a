"""Artifacts: `/artifacts/<key>`."""

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Base, TheApp, Workspace, reply
from flow_builder.api.files import artifact_answer
from flow_builder.domain.ids import now
from flow_builder.services.links import Signed, sign

router = APIRouter(prefix="/artifacts", tags=["artifacts"])

_FILE: dict[str, Any] = {"content": {"*/*": {}}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: _FILE,
    206: {"description": "A part of it.", **_FILE},
    303: {"description": "It is too large for this host to give: where it is, for five minutes and without any proof."},
    304: {},
    416: {},
}


class LinkBody(BaseModel):
    """How long a link is good, and whether a browser shows the file (pictures, videos, plain text) or saves it."""

    model_config = ConfigDict(extra="forbid")

    seconds: int = Field(default=3_600, ge=1, le=7 * 86_400)
    show: Literal["inline", "attachment"] = "attachment"


class Link(BaseModel):
    """A link that needs no login; it cannot be taken back before its time."""

    url: str
    expires_at: int = Field(description="Milliseconds since the epoch.")


@router.get("/{key:path}", responses=_ANSWERS)
async def read(
    key: str,
    request: Request,
    app: TheApp,
    workspace: Workspace,
    range_: Annotated[str | None, Header(alias="Range", description="Part of it, such as `bytes=0-99`.")] = None,
) -> Response:
    """Returns a file that a run made.

    Pages of other sites come out as attachments in a sandbox: opened here they must not act as this host's own.
    """
    del range_  # it is read with the other headers; the parameter describes it
    found = await app.stores.artifacts.describe(workspace, key)
    return await artifact_answer(app, workspace, found, request.headers)


@router.post("/{key:path}/link", status_code=201, response_model=Link)
async def link(key: str, app: TheApp, workspace: Workspace, base: Base, body: LinkBody | None = None) -> Response:
    """Makes a link to a file that anybody may follow for a while."""
    said = body or LinkBody()
    file = await app.stores.artifacts.describe(workspace, key)
    until = now() + said.seconds * 1_000
    token = await sign(app, "artifact", Signed(workspace, key, until, said.show))
    url = f"{base}/links/files/{token}/{quote(file.name, safe='')}"
    return reply({"url": url, "expires_at": until}, 201)
