"""A credential: typed secret fields that reach a node only through a credential field."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

DAY_MS = 86_400_000


class CredentialTest(BaseModel):
    """What a test of a credential found out."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    status: Literal["ok", "failed", "untested"]
    message: str = Field(examples=["The server let us in."])
    code: str | None = Field(default=None, description="Of the error, when it failed.", examples=["email.auth"])
    hint: str | None = None
    at: int = Field(description="Milliseconds since the epoch.")


class Credential(BaseModel):
    """What may be shown of a credential; its secret fields stay sealed. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    workspace: str
    name: str
    type: str
    fields: list[str] = []
    """Names of the fields it holds."""
    values: dict[str, Any] = Field(default={}, description="Of the fields that are no secrets.")
    created_at: int = 0
    updated_at: int = 0
    rotated_at: int = Field(default=0, description="When its secret fields were set last.")
    rotate_days: int | None = Field(default=None, description="After how many days to remind of replacing them.")
    reminded_at: int | None = None
    problem: str | None = Field(default=None, description="Why it cannot be used, such as a login that was withdrawn.")
    test: CredentialTest | None = None
    last_used_at: int | None = Field(default=None, description="When a flow used it last, to half a minute.")

    @property
    def due_at(self) -> int | None:
        """When to remind of replacing it, in milliseconds since the epoch; None for never."""
        return None if self.rotate_days is None else self.rotated_at + self.rotate_days * DAY_MS


class CredentialUser(BaseModel):
    """Something that names a credential."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: Literal["flow", "channel"]
    id: str
    name: str
    draft: bool = Field(default=False, description="Whether a flow's draft does.")
    published: bool = Field(default=False, description="Whether its published version does.")
    deleted: bool = Field(default=False, description="Whether the flow is in the trash.")
