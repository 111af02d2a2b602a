"""What happens in a workspace, told to whoever wants to know."""

from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.ids import now

EventType: TypeAlias = Literal[
    "FlowCreated",
    "FlowUpdated",
    "FlowDeleted",
    "FlowPublished",
    "RunStarted",
    "RunCompleted",
    "RunFailed",
    "StepExecuted",
    "StepFailed",
    "ScheduleFired",
    "ScheduleDisabled",
    "ApprovalRequested",
    "CreditsLow",
    "CredentialFailed",
    "AgentCreated",
    "AgentUpdated",
]
"""`RunCompleted` is a run that succeeded, `RunFailed` one that ended in any other way (`data` has its status)."""


class Event(BaseModel):
    """One thing that happened; `subject` is the id of what it happened to: a flow, a run, a schedule, a pause."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: EventType
    workspace: str
    subject: str
    at: int = Field(default_factory=now)
    """Milliseconds since the epoch."""
    data: dict[str, Any] = Field(default_factory=dict)
    """Small facts of the event, such as a run's flow; never outputs or secrets."""
