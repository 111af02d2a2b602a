"""Politeness: `/politeness`, the policy that visits to sites follow."""

from fastapi import APIRouter, Response
from pydantic import ConfigDict

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.domain.politeness import Politeness
from flow_builder.services import politeness


class Policy(Politeness):
    """A policy to keep."""

    model_config = ConfigDict(defer_build=False)  # FastAPI builds on the finished model


router = APIRouter(prefix="/politeness", tags=["politeness"])


@router.get("", response_model=Politeness)
async def read(app: TheApp, workspace: Workspace) -> Response:
    """Returns the workspace's policy; what is null is decided by the defaults."""
    return reply(await politeness.read_politeness(app, workspace))


@router.put("", response_model=Politeness)
async def replace(body: Policy, app: TheApp, workspace: Workspace) -> Response:
    """Replaces the workspace's policy; it holds for visits from then on, those of running runs included."""
    return reply(await politeness.replace_politeness(app, workspace, body))
