"""Dead letters: starts of runs that failed for good, kept so that they can be made up for."""

from hashlib import sha256
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

StartKind: TypeAlias = Literal["schedule", "webhook", "flow_event", "error_flow", "bulk"]
"""What wanted to start a run."""

KEPT_S = 14 * 86_400
"""How long a dead letter is kept."""


class DeadLetterSummary(BaseModel):
    """A start that failed, as listed; times are milliseconds since the epoch."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: str
    workspace: str
    kind: StartKind
    flow: str
    flow_name: str = ""
    trigger: str
    origin: dict[str, Any] = Field(
        default_factory=dict, description="What it came from: `schedule` and `scheduled_at`, or the `run` before it."
    )
    error: dict[str, Any] = Field(description="Why it failed: `code`, `message`, `hint`.")
    attempts: int = 1
    buried_at: int
    tried_at: int
    """When it failed last."""
    run: str | None = Field(default=None, description="The run it became, once it was redriven.")
    redriven_at: int | None = None


class DeadLetter(DeadLetterSummary):
    """A start that failed, with its input."""

    input: Any = None
    chain: tuple[str, ...] = ()
    """Flows whose ends led to it, so that none of them is started by itself."""
    key: str
    """Idempotency key under which it starts its run, however often it is redriven."""


def letter_id(workspace: str, kind: StartKind, key: str) -> str:
    """Returns the id of a start's dead letter, the same whoever buries it."""
    named = f"{workspace}#{kind}#{key}"
    return f"dead_{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
