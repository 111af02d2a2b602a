"""Dead letters: `/dead-letters`. Times are milliseconds since the epoch."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.dead_letter import DeadLetter, DeadLetterSummary, StartKind
from flow_builder.domain.run import Run
from flow_builder.services import dead_letters, redrive

router = APIRouter(prefix="/dead-letters", tags=["dead_letters"])


class Redrive(BaseModel):
    """Dead letters to redrive."""

    model_config = ConfigDict(extra="forbid")

    ids: list[Annotated[str, Field(max_length=200)]] | None = Field(
        default=None, max_length=redrive.MOST, description="Left out: all without a run, 1,000 at most."
    )
    flow: str | None = Field(default=None, max_length=200, description="Of all, just those of this flow.")


class RedrivenView(BaseModel):
    """What became of each dead letter: the run that was started, or why there is none."""

    items: list[dict[str, Any]]


@router.get("", response_model=Page[DeadLetterSummary])
async def find(
    app: TheApp,
    workspace: Workspace,
    flow: Annotated[str | None, Query(max_length=200)] = None,
    kind: StartKind | None = None,
    redriven: bool | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists starts that failed for good, newest first, without their input; with `redriven=false` those without a run."""
    found, following = await dead_letters.list_dead_letters(
        app, workspace, flow=flow, kind=kind, redriven=redriven, limit=limit, cursor=cursor
    )
    return page(found, following)


@router.post("/redrive", response_model=RedrivenView)
async def redrive_many(body: Redrive, app: TheApp, workspace: Workspace) -> Response:
    """Starts the runs of several dead letters, or of all; each starts one run, however often this is asked for."""
    if body.ids is None:
        return reply({"items": await redrive.redrive_all(app, workspace, body.flow)})
    return reply({"items": await redrive.redrive_many(app, workspace, body.ids)})


@router.get("/{letter}", response_model=DeadLetter)
async def read(letter: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a dead letter with its input."""
    return reply(await dead_letters.get_dead_letter(app, workspace, letter))


@router.post("/{letter}/redrive", response_model=Run)
async def redrive_one(letter: str, app: TheApp, workspace: Workspace) -> Response:
    """Starts the run of a dead letter by the flow's newest version, or returns the one that was started."""
    return reply(await redrive.redrive(app, workspace, letter))


@router.delete("/{letter}", status_code=204)
async def delete(letter: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a dead letter."""
    await dead_letters.delete_dead_letter(app, workspace, letter)
    return Response(status_code=204)
