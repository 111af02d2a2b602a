"""The vault's master keys: `/vault`. For whoever runs the host."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.services import vault_keys

router = APIRouter(prefix="/vault", tags=["vault"])


class VaultKeys(BaseModel):
    """The master keys by name, the one that seals first."""

    keys: list[str] = Field(examples=[["9f86d081", "60303ae2"]])
    secrets: int = Field(description="How many sealed secrets there are.")
    left: int = Field(description="How many of them need an older key still.")


@router.get("", response_model=VaultKeys)
async def read(app: TheApp, workspace: Workspace) -> Response:
    """Shows which master keys there are and whether older ones are needed."""
    return reply(await vault_keys.key_status(app, workspace))


@router.post("/rotate", response_model=VaultKeys)
async def rotate(app: TheApp, workspace: Workspace) -> Response:
    """Adds a master key and moves all secrets to it, or goes on with that."""
    return reply(await vault_keys.rotate_keys(app, workspace))


@router.post("/drop", response_model=VaultKeys)
async def drop(app: TheApp, workspace: Workspace) -> Response:
    """Drops the older master keys once nothing needs them."""
    return reply(await vault_keys.drop_old_keys(app, workspace))
