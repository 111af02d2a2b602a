"""A stored flow and its published versions; the drawing itself is a `FlowDocument`."""

from pydantic import BaseModel, ConfigDict


class Flow(BaseModel):
    """A flow as listed; times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    workspace: str
    name: str
    description: str = ""
    nodes: int = 0
    version: int | None = None
    """Latest published version, or None while there is only the draft."""
    created_at: int = 0
    updated_at: int = 0
    rev: int = 1
    """Revision of the draft, for If-Match."""


class FlowVersion(BaseModel):
    """An immutable published version."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    flow: str
    number: int
    document: str
    """Hash under which the document is stored."""
    message: str = ""
    created_at: int = 0
