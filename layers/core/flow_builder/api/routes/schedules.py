"""Schedules: `/schedules`. Times are milliseconds since the epoch."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, IfMatch, Limit, TheApp, Workspace, page, reply, revision
from flow_builder.api.shapes import Page, ScheduleView, Times
from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule, ScheduleSpec
from flow_builder.services import schedules

router = APIRouter(prefix="/schedules", tags=["schedules"])


class NewSchedule(BaseModel):
    """A schedule of a flow."""

    model_config = ConfigDict(extra="forbid")

    flow: str
    name: str = Field(default="", max_length=200)
    spec: ScheduleSpec


class ScheduleChange(BaseModel):
    """What a schedule is from now on."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, max_length=200)
    spec: ScheduleSpec


def _shown(schedule: Schedule, status: int = 200) -> Response:
    return reply(_with_times(schedule), status, {"etag": f'"{schedule.rev}"'})


def _with_times(schedule: Schedule) -> dict[str, Any]:
    shown = schedule.model_dump(mode="json", exclude={"starting"})
    return {**shown, "next_times": schedules.upcoming(schedule, now())}


@router.post("", status_code=201, response_model=ScheduleView)
async def create(body: NewSchedule, app: TheApp, workspace: Workspace) -> Response:
    """Adds a schedule to a flow: its newest version is started, or its draft while there is none."""
    return _shown(await schedules.create_schedule(app, workspace, body.flow, body.spec, body.name), 201)


@router.get("", response_model=Page[ScheduleView])
async def find(
    app: TheApp, workspace: Workspace, flow: str | None = None, limit: Limit = 50, cursor: Cursor = None
) -> Response:
    """Lists schedules with their next times, by flow."""
    found, following = await schedules.list_schedules(app, workspace, flow, limit, cursor)
    return page([_with_times(each) for each in found], following)


@router.post("/preview", response_model=Times)
async def preview(spec: ScheduleSpec, count: Annotated[int, Query(ge=1, le=100)] = 5) -> Response:
    """Returns the next times such a schedule would come due, and stores nothing."""
    return reply({"next_times": schedules.preview(spec, now(), count)})


@router.get("/{schedule}", response_model=ScheduleView)
async def read(schedule: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a schedule with its next five times."""
    return _shown(await schedules.get_schedule(app, workspace, schedule))


@router.put("/{schedule}", response_model=ScheduleView)
async def change(
    schedule: str, body: ScheduleChange, app: TheApp, workspace: Workspace, if_match: IfMatch = None
) -> Response:
    """Replaces a schedule; 409 when it has another revision than If-Match says."""
    rev = revision(if_match)
    return _shown(await schedules.change_schedule(app, workspace, schedule, body.spec, body.name, rev))


@router.post("/{schedule}/pause", response_model=ScheduleView)
async def pause(schedule: str, app: TheApp, workspace: Workspace) -> Response:
    """Pauses a schedule: it does not come due until it is let go on."""
    return _shown(await schedules.pause_schedule(app, workspace, schedule, paused=True))


@router.post("/{schedule}/go-on", response_model=ScheduleView)
async def go_on(schedule: str, app: TheApp, workspace: Workspace) -> Response:
    """Lets a paused or disabled schedule go on; what came due meanwhile is left out."""
    return _shown(await schedules.pause_schedule(app, workspace, schedule, paused=False))


@router.delete("/{schedule}", status_code=204)
async def delete(schedule: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a schedule; runs under way go on."""
    await schedules.delete_schedule(app, workspace, schedule)
    return Response(status_code=204)
