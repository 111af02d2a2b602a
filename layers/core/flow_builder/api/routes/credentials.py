"""Credentials: `/credentials`. Fields go in and never come out."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.credential import Credential
from flow_builder.services import credentials

router = APIRouter(prefix="/credentials", tags=["credentials"])


class NewCredential(BaseModel):
    """A credential to keep."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200)]
    type: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    fields: dict[str, Any]


class NewFields(BaseModel):
    """Fields that replace those of a credential."""

    model_config = ConfigDict(extra="forbid")

    fields: dict[str, Any]


@router.post("", status_code=201, response_model=Credential)
async def create(body: NewCredential, app: TheApp, workspace: Workspace) -> Response:
    """Seals and keeps a credential."""
    return reply(await credentials.create_credential(app, workspace, body.name, body.type, body.fields), 201)


@router.get("", response_model=Page[Credential])
async def find(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists credentials by name, without their fields' values."""
    return page(*await credentials.list_credentials(app, workspace, limit, cursor))


@router.put("/{credential}", response_model=Credential)
async def replace(credential: str, body: NewFields, app: TheApp, workspace: Workspace) -> Response:
    """Replaces the fields of a credential."""
    return reply(await credentials.replace_credential(app, workspace, credential, body.fields))


@router.delete("/{credential}", status_code=204)
async def delete(credential: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a credential."""
    await credentials.delete_credential(app, workspace, credential)
    return Response(status_code=204)
