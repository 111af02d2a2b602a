"""Cached results of steps, as they are shown."""

from pydantic import BaseModel, Field


class CacheEntry(BaseModel):
    """A result that equal steps of the workspace use again; times are milliseconds since the epoch."""

    key: str = Field(description="Digest of the node type, its settings and its input.")
    flow: str = Field(description="Flow of the step that made it; steps of other flows may use it, too.")
    node: str = Field(description="Key of the step that made it.")
    type: str
    created_at: int
    expires_at: int
    hits: int = Field(description="How often it was used instead of executing a step.")
    hit_at: int | None = None
    bytes: int = Field(description="Size as JSON; 0 for one that is kept as a file.")
