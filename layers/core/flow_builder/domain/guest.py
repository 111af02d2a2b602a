"""A guest: somebody without an account, who has a workspace of their own for three days."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

LIFE_S = 72 * 3_600
CREDITS = 50
"""What a guest begins with."""
CONVERTED_CREDITS = 200
"""What the workspace has at least once its guest has an account."""

_GUEST = "guest_"
_WORKSPACE = "ws_"


class Guest(BaseModel):
    """A guest. Times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    workspace: str
    created_at: int
    expires_at: int = Field(description="After this time the guest and all that is theirs are gone.")
    status: Literal["active", "converted", "leaving"] = "active"
    user: str | None = None
    """Who has taken over the workspace."""

    def stands(self, at: int) -> bool:
        """Tells whether the guest may do anything at a time; asked on every read, whatever the store has removed."""
        return self.status == "active" and at < self.expires_at


def is_guest(principal: str) -> bool:
    """Tells whether an id is a guest's."""
    return principal.startswith(_GUEST)


def workspace_of(guest: str) -> str:
    """Returns the workspace of a guest."""
    return _WORKSPACE + guest.removeprefix(_GUEST)


def guest_of(workspace: str) -> str:
    """Returns whose workspace it is, if it is a guest's."""
    return _GUEST + workspace.removeprefix(_WORKSPACE)
