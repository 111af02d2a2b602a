"""The queue: which runs of a workspace wait for their turn, where they stand and what for."""

from dataclasses import asdict

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.machines.queue import Place, WaitsFor
from flow_builder.services.app import App

_FLOWS_SHOWN = 100

_REASONS: dict[WaitsFor, str] = {
    "flow": "The flow has as many runs under way as its concurrency allows.",
    "workspace": "The workspace has as many runs under way as are allowed at once.",
    "host": "The host has as many runs under way as it takes at once.",
    "turn": "Others go first.",
}


class QueuePlace(BaseModel):
    """Where a queued run stands."""

    model_config = ConfigDict(defer_build=True)

    position: int = Field(description="1 is the next one of its flow.")
    waits_for: WaitsFor
    reason: str
    limit: int = Field(description="How many may be under way at once where it lacks room.")
    running: int = Field(description="How many are.")


class QueuedRun(QueuePlace):
    """A run that waits for its turn."""

    run: str
    flow: str
    flow_name: str
    trigger: str
    background: bool = Field(description="Nobody waits for it, so others go first.")
    created_at: int = Field(description="Milliseconds since the epoch.")


class QueueFlow(BaseModel):
    """A flow with runs in the queue."""

    model_config = ConfigDict(defer_build=True)

    flow: str
    running: int
    queued: int


class QueueState(BaseModel):
    """How full a workspace is."""

    model_config = ConfigDict(defer_build=True)

    running: int
    limit: int = Field(description="Runs of the workspace under way at once.")
    queued: int
    flows: list[QueueFlow] = Field(description=f"The {_FLOWS_SHOWN} flows with most runs in the queue.")


async def queue_state(app: App, workspace: str) -> QueueState:
    """Returns how many runs are under way and queued; those that wait for somebody count as neither."""
    queue = await app.machine.queue_of(workspace)
    flows = sorted(queue.flows(workspace), key=lambda each: (-each[2], each[0]))[:_FLOWS_SHOWN]
    return QueueState(
        running=queue.executing(workspace),
        limit=queue.limit_of(workspace),
        queued=queue.queued(workspace),
        flows=[QueueFlow(flow=flow, running=running, queued=queued) for flow, running, queued in flows],
    )


async def list_queued(
    app: App, workspace: str, limit: int = 100, cursor: str | None = None
) -> tuple[list[QueuedRun], str | None]:
    """Returns queued runs, oldest first, and the cursor of the next page; a page may be short."""
    runs, following = await app.stores.runs.queued(workspace, limit, cursor)
    places = await app.machine.places(workspace, (run.id for run in runs))
    return [_queued(run, places[run.id]) for run in runs if run.id in places], following


async def place_of(app: App, run: Run) -> QueuePlace | None:
    """Returns where a run stands in the queue; None for one that is not queued, or not any more."""
    if run.status is not Status.QUEUED:
        return None
    place = (await app.machine.places(run.workspace, [run.id])).get(run.id)
    return None if place is None else QueuePlace(**_said(place))


def _queued(run: Run, place: Place) -> QueuedRun:
    return QueuedRun(
        **_said(place),
        run=run.id,
        flow=run.flow,
        flow_name=run.flow_name,
        trigger=run.trigger,
        background=run.is_background,
        created_at=run.created_at,
    )


def _said(place: Place) -> dict[str, object]:
    return {**asdict(place), "reason": _REASONS[place.waits_for]}
