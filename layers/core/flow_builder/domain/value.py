"""JSON values, artifacts and the small errors that steps carry."""

from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

JSON: TypeAlias = Any
"""A JSON value: null, bool, int, float, str, list or dict with string keys."""


class Artifact(BaseModel):
    """A small descriptor of a file in blob storage; it travels in outputs in the file's place."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    artifact: str
    """Blob key, unique within the workspace."""
    name: str
    content_type: str = "application/octet-stream"
    bytes: int
    sha256: str


class StepError(BaseModel):
    """Why a step failed, as a value in its record and in `steps.<key>.error`."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    code: str
    message: str
    node: str
    """Key of the node that failed first (an inner one, for containers and sub-flows)."""
    retryable: bool = False
    hint: str | None = None
    details: dict[str, Any] = {}
