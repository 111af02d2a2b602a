"""Comments on flows and nodes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_MENTIONS = 50

Text = Annotated[str, Field(min_length=1, max_length=10_000, description="Markdown.", examples=["Is the limit right?"])]
Mentions = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=100)], ...],
    Field(max_length=MAX_MENTIONS, description="Ids of members who are told of it."),
]


class Author(BaseModel):
    """Who wrote a comment."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: Literal["local", "user", "guest", "key"]
    id: str = Field(description="Of the user or guest; of an API key's comments, its user.")


class Comment(BaseModel):
    """A comment as stored and shown; times are milliseconds since the epoch."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    workspace: str
    flow: str
    node: str | None = Field(default=None, description="Id of a node; null when it is about the flow.")
    thread: str | None = Field(default=None, description="The comment that this one answers; null for a first one.")
    text: str
    mentions: tuple[str, ...] = ()
    author: Author
    replies: int = Field(default=0, description="How many answers there were.")
    created_at: int
    edited_at: int | None = None
    resolved_at: int | None = None
    resolved_by: str | None = None
    rev: int = 1
