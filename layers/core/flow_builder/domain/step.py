"""The record of one executed step: what is stored once and never executed again."""

from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain.status import Status
from flow_builder.domain.value import JSON

Path = tuple[int, ...]
"""Iteration indices from the outermost enclosing loop to the innermost; () outside loops."""


def path_text(path: Path) -> str:
    """Returns a path as stored and shown: `""`, `"3"`, `"3.0"`."""
    return ".".join(map(str, path)) if path else ""


def parse_path(text: str) -> Path:
    """Returns the path that `path_text` wrote."""
    return tuple(int(part) for part in text.split(".")) if text else ()


def item_count(output: JSON) -> int | None:
    """Returns how many items an output is, or has under `items`; None when it is no list."""
    items = output.get("items") if isinstance(output, dict) else output
    return len(items) if isinstance(items, list) else None


@dataclass(slots=True)
class StepRecord:
    """One step's recorded result; (run, node, path) identifies it.

    `ports` are the output ports that became live. `output` is the JSON value, or None when `blob` names
    where it was spilled. Times are milliseconds since the epoch.
    """

    node: str
    key: str
    type: str
    path: Path
    status: Status
    ports: tuple[str, ...] = ()
    output: JSON = None
    blob: str | None = None
    preview: str | None = None
    error: dict[str, Any] | None = None
    attempts: int = 1
    started_at: int = 0
    finished_at: int = 0
    seq: int = 0
    """Order of recording within the run, from 1; assigned by the journal."""
    seeded: bool = False
    """True for a result given to the run at its start and not executed by it."""
    cached: bool = False
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    """Evidence kept beside the output, such as a failure's screenshot; Artifact dicts."""
    meta: dict[str, Any] = field(default_factory=dict)
    """Small engine facts, such as a page's URL after the step; never user data."""
