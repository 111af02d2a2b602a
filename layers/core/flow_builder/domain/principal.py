"""Who asks, and what that one may do at most."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Kind = Literal["local", "user", "guest", "key"]
"""`local` is whoever sits at a machine that has no accounts yet, or holds the host's own token."""

Category = Literal["general", "flows", "runs", "credentials", "uploads"]
"""What rate limits are counted by."""

Scope = Literal[
    "flows:read",
    "flows:write",
    "runs:read",
    "runs:write",
    "data:read",
    "data:write",
    "credentials:read",
    "credentials:write",
    "workspace:read",
    "workspace:write",
]
"""What an API key may be made for."""


class Role(StrEnum):
    """What a member of a workspace may do; each may do all that those before it may."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    EDITOR = "editor"
    ADMIN = "admin"
    OWNER = "owner"

    def covers(self, least: "Role") -> bool:
        """Tells whether this role is `least` or more."""
        return _RANKS[self] >= _RANKS[least]


_RANKS = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks, in which workspace."""

    kind: Kind
    id: str
    """Of the user, the guest or the API key."""
    workspace: str
    role: Role
    scopes: frozenset[Scope] | None = None
    """What an API key was made for; None for everybody else, who may do all their role may."""
    user: str | None = None
    """The user behind it: of a key the one who made it."""
    session: str | None = None
    """The session that the access token belongs to."""
