"""A run: one execution of a flow version."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.status import Status

_BACKGROUND = frozenset({"schedule", "error_flow", "flow_event"})
"""Triggers that nobody waits for."""


class Run(BaseModel):
    """A run as stored and shown; times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    id: str
    workspace: str
    flow: str
    flow_name: str
    version: int | None = None
    """Published version number, or None for a draft."""
    document: str = ""
    """Hash under which the executed document is stored."""
    status: Status = Status.QUEUED
    trigger: str = "manual"
    schedule: str | None = None
    """Schedule that started it."""
    scheduled_at: int | None = None
    """When it came due; it may have started later."""
    input: Any = None
    output: Any = None
    output_blob: str | None = None
    """Blob key of an output too large to be kept here."""
    error: dict[str, Any] | None = None
    parent: str | None = None
    """Run that called this one as a sub-flow."""
    depth: int = 0
    background: bool = False
    """Started with many others: nobody waits for this one, so it lets those go first for which somebody does."""
    resumed_from: str | None = None
    retry_of: str | None = None
    """Run whose input this one was started with again."""
    request: str | None = None
    """Digest of the request that started it under an idempotency key."""
    correlation_id: str | None = None
    """Id of the request that started it."""
    only: list[str] | None = None
    """Node ids, when just these are to be executed."""
    forced: list[str] = Field(default_factory=list)
    """Node ids that are executed whatever their incoming edges say."""
    chain: list[str] = Field(default_factory=list)
    """Flows whose runs led to this one: each called the next as a sub-flow or started it by its end."""
    items: dict[str, Any] = Field(default_factory=dict)
    """Edited loop items of a resumed run: `<loop node id>@<path of the iteration>` -> item."""
    steps_done: int = 0
    steps_failed: int = 0
    credits: int = 0
    """Price of the executed steps; known at the end."""
    refundable: int = 0
    """Of that, the price of steps that failed because of the platform."""
    estimate: list[int | None] | None = None
    """What it was expected to cost: [least, most], no most where loops leave it open."""
    reserved: int | None = None
    """Credits that were reserved for it at its start; None when they are not counted."""
    created_at: int = 0
    started_at: int | None = None
    finished_at: int | None = None
    rev: int = 1

    @property
    def is_background(self) -> bool:
        """Whether nobody waits for the run, so that those go first in a queue for which somebody does."""
        return self.background or self.trigger in _BACKGROUND
