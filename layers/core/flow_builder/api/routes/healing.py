"""Healed targets: `/runs/{run}/healed`, `/flows/{flow}/healed`."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import IfMatch, TheApp, Workspace, page, reply, revision
from flow_builder.api.shapes import Page
from flow_builder.domain.flow import Flow
from flow_builder.services import healing
from flow_builder.services.healing import Healed

router = APIRouter(tags=["healing"])


class HealBody(BaseModel):
    """Which run's healed targets are to be taken over."""

    model_config = ConfigDict(extra="forbid")

    run: str
    steps: list[str] | None = Field(default=None, description="Keys of the steps that are meant; null for all.")


class LeftAlone(BaseModel):
    """A healed target that the draft has not taken over, and why."""

    healed: Healed
    reason: str


class HealedFlow(BaseModel):
    """The flow after the change."""

    flow: Flow
    applied: list[Healed]
    left: list[LeftAlone]


@router.get("/runs/{run}/healed", response_model=Page[Healed])
async def find(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Lists the targets that matched nothing in the run, with what was used instead and what to write in their place."""
    return page(await healing.list_healed(app, workspace, run), None)


@router.post("/flows/{flow}/healed", response_model=HealedFlow)
async def apply(flow: str, body: HealBody, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Takes a run's suggested targets over into the draft; 409 when the flow has another revision than If-Match says."""
    changed, _, done = await healing.apply_healed(app, workspace, flow, body.run, body.steps, revision(if_match))
    left = [{"healed": healed, "reason": reason} for healed, reason in done.left]
    shown = {"flow": changed, "applied": done.applied, "left": left}
    return reply(shown, headers={"etag": f'"{changed.rev}"'})
