"""API keys: what programs prove with that they act for a member of a workspace."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.principal import Role, Scope

PREFIX = "fbk_"
KeyName = Annotated[str, Field(min_length=1, max_length=100, examples=["Nightly import"])]


class ApiKey(BaseModel):
    """What may be shown of an API key. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    name: str
    user: str = Field(description="Who made it; it may never do more than that one may.")
    role: Role = Field(description="What it may do at most.")
    scopes: tuple[Scope, ...]
    prefix: str = Field(description="How the key begins, to tell keys apart.")
    created_at: int
    expires_at: int | None = None
    used_at: int | None = Field(default=None, description="Its last use, to the minute.")
