"""A credential: typed secret fields that reach a node only through a credential field."""

from pydantic import BaseModel, ConfigDict


class Credential(BaseModel):
    """What may be shown of a credential; its fields stay sealed. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    workspace: str
    name: str
    type: str
    fields: list[str] = []
    """Names of the fields it holds, never their values."""
    created_at: int = 0
    updated_at: int = 0
