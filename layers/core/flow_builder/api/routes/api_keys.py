"""API keys: `/api-keys`. The text of a key is in the answer that makes it, and nowhere else."""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, ThePrincipal, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.api_key import ApiKey, KeyName
from flow_builder.domain.principal import Role, Scope
from flow_builder.services import api_keys

router = APIRouter(prefix="/api-keys", tags=["api_keys"])


class NewKey(BaseModel):
    """A key to make."""

    model_config = ConfigDict(extra="forbid")

    name: KeyName
    scopes: Annotated[set[Scope], Field(min_length=1)]
    role: Role = Field(default=Role.EDITOR, description="What it may do at most; no more than its maker may.")
    expires_at: Annotated[int, Field(ge=0, le=9_999_999_999_999)] | None = Field(
        default=None, description="Milliseconds since the epoch; null for never."
    )


class MadeKey(ApiKey):
    """A key with its text."""

    key: str = Field(description="Shown this once.", examples=["fbk_01m7ymr6hbtpkwfay5ja_9mZ…"])


@router.post("", status_code=201, response_model=MadeKey)
async def create(body: NewKey, app: TheApp, principal: ThePrincipal) -> Response:
    """Makes a key that acts for who asks, in this workspace; its text is shown this once."""
    made, text = await api_keys.create_key(app, principal, body.name, body.role, body.scopes, body.expires_at)
    location = {"location": f"/api/v1/api-keys/{made.id}"}
    return reply({**made.model_dump(mode="json"), "key": text}, 201, location)


@router.get("", response_model=Page[ApiKey])
async def find(app: TheApp, principal: ThePrincipal, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists keys, newest first: one's own, for admins all of the workspace."""
    return page(*await api_keys.list_keys(app, principal, limit, cursor))


@router.get("/{key}", response_model=ApiKey)
async def read(key: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Returns what may be shown of a key."""
    return reply(await api_keys.read_key(app, principal, key))


@router.delete("/{key}", status_code=204)
async def revoke(key: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Revokes a key: from the next request on it is worth nothing."""
    await api_keys.revoke_key(app, principal, key)
    return Response(status_code=204)
