"""A stored flow and its published versions; the drawing itself is a `FlowDocument`."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _folder(path: str) -> str:
    parts = [part.strip() for part in path.split("/") if part.strip()]
    if any(part in {".", ".."} or "#" in part for part in parts):
        raise ValueError("a folder's name is not . or .. and has no #")
    return "/".join(parts)


Folder: TypeAlias = Annotated[str, Field(max_length=300), AfterValidator(_folder)]
"""Names joined by slashes, outermost first; empty for the top."""

Tags: TypeAlias = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=50)], ...], Field(max_length=50)]


class CanarySpec(BaseModel):
    """How a new version is tried out: by a part of the runs, until it has failed too often, or proved itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    percent: int = Field(default=10, ge=1, le=99, description="How many of a hundred runs execute the new version.")
    failures: int = Field(
        default=3, ge=1, le=1_000, description="Failed runs after which all execute the old one again."
    )
    successes: int | None = Field(
        default=None, ge=1, le=1_000, description="Runs that succeeded after which all execute the new one."
    )
    hours: float | None = Field(
        default=None, gt=0, le=720, description="Hours after which all execute the new one, unless it failed too often."
    )


class Canary(CanarySpec):
    """A version that is tried out."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    version: int
    """The one that is tried out."""
    stable: int
    """The one that the other runs execute."""
    since: int = 0
    until: int | None = None
    """When its time is up: it is the live one then, though nobody may have written that down yet."""


class Tally(BaseModel):
    """How runs of a version ended while one is tried out."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    succeeded: int = Field(description="1,000 at most: further ones are not counted.")
    failed: int


class CanaryView(Canary):
    """A version that is tried out, and how it does."""

    tried: Tally = Field(description="Runs of the version that is tried out.")
    others: Tally = Field(description="Runs of the version that the others execute, since then.")


class Flow(BaseModel):
    """A flow as listed; times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    workspace: str
    name: str
    description: str = ""
    nodes: int = 0
    folder: Folder = ""
    tags: Tags = ()
    version: int | None = None
    """Latest published version, or None while there is only the draft."""
    live: int | None = None
    """Version that triggers run, when it is not the latest."""
    canary: Canary | None = None
    """The version that is tried out, if there is one."""
    credentials: dict[str, list[str]] = {}
    """Ids and names of credentials: those that the `draft` names, and those that the `published` version does."""
    webhook: tuple[Literal["draft", "published"], ...] = ()
    """Which of its documents, the draft or the latest version, have a webhook."""
    created_at: int = 0
    updated_at: int = 0
    deleted_at: int | None = None
    """When it was put in the trash, from where it can be restored until it is purged."""
    rev: int = 1
    """Revision of the draft, for If-Match."""


class FlowVersion(BaseModel):
    """A published version; only its tags ever change."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    flow: str
    number: int
    document: str
    """Hash under which the document is stored."""
    message: str = ""
    tags: Tags = ()
    created_at: int = 0
