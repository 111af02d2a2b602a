"""The queue: `/queue`."""

from fastapi import APIRouter, Response

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, reply
from flow_builder.services import queue
from flow_builder.services.queue import QueuedRun, QueueState

router = APIRouter(prefix="/queue", tags=["queue"])


class QueueView(QueueState):
    """How full the workspace is, and a page of the runs that wait."""

    items: list[QueuedRun]
    cursor: str | None


@router.get("", response_model=QueueView)
async def read(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Returns how full the workspace is, and the runs that wait for their turn, oldest first."""
    items, following = await queue.list_queued(app, workspace, limit, cursor)
    state = await queue.queue_state(app, workspace)
    return reply({**state.model_dump(), "items": items, "cursor": following})
