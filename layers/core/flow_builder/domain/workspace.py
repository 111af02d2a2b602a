"""Workspaces: a personal one for everybody, teams, who is invited to them, whom they are offered to."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from flow_builder.domain.principal import Role

WorkspaceName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
GuestRole = Literal[Role.VIEWER, Role.OPERATOR, Role.EDITOR, Role.ADMIN]
"""What somebody may be invited as; owners are made by those who are."""

INVITED_MS = 7 * 86_400_000
OFFERED_MS = 7 * 86_400_000
TRASH_MS = 30 * 86_400_000
"""So long a deleted workspace can be had back."""


class Workspace(BaseModel):
    """A workspace. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    name: str
    kind: Literal["personal", "team"]
    created_at: int = 0
    deleted_at: int | None = None
    runs_at_once: int | None = Field(default=None, description="As an owner set it; null for what the host gives.")


class OwnWorkspace(Workspace):
    """A workspace as one of its members sees it."""

    model_config = ConfigDict(defer_build=True)

    role: Role = Field(description="Of who asks.")


class WorkspaceLimits(BaseModel):
    """How much a workspace may do at once."""

    model_config = ConfigDict(defer_build=True)

    runs_at_once: int | None = Field(description="As an owner set it; null for what the host gives.")
    holds: int = Field(description="How many runs may be under way at once now; further ones are queued.")
    most: int = Field(description="The most that an owner may set.")


class Invitation(BaseModel):
    """Somebody who may become a member; the link was sent to the address, and is good for it alone."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    email: str
    role: Role
    by: str = Field(description="User who sent it.")
    created_at: int
    sent_at: int
    expires_at: int


class Offer(BaseModel):
    """A workspace that its owner offers to a member; it changes hands when that one accepts."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    user: str
    by: str
    created_at: int
    expires_at: int


def personal(workspace: str) -> Workspace:
    """Returns a personal workspace of which nothing is stored yet."""
    return Workspace(id=workspace, name="Personal", kind="personal")
