"""Statistics for a dashboard: `/statistics`. Times are milliseconds since the epoch."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.api.shapes import StatisticsView
from flow_builder.services import statistics
from flow_builder.store.statistics import Step

router = APIRouter(prefix="/statistics", tags=["statistics"])

Time = Annotated[int | None, Query(ge=0, lt=250_000_000_000_000, description="Milliseconds since the epoch.")]


@router.get("", response_model=StatisticsView)
async def read(
    app: TheApp,
    workspace: Workspace,
    since: Time = None,
    until: Time = None,
    flow: Annotated[str | None, Query(max_length=200, description="Runs of this flow alone.")] = None,
    timezone: Annotated[str, Query(max_length=100, description="Whose days are meant.", examples=["UTC"])] = "UTC",
    step: Annotated[Step | None, Query(description="By hour or by day; by hour up to three days.")] = None,
) -> Response:
    """Returns how runs went: totals, by hour or day, the flows that stand out, what is under way."""
    asked = statistics.Asked(since, until, flow, timezone, step)
    return reply(await statistics.read_statistics(app, workspace, asked))
