"""Forms of flows, as their owner sees them: `/flows/{flow}/form`."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.services import forms
from flow_builder.services.app import App

router = APIRouter(prefix="/flows/{flow}/form", tags=["forms"])


class FormView(BaseModel):
    """A flow's form."""

    flow: str
    title: str
    url: str = Field(description="Where it is filled in: the newest version's, or the draft's while there is none.")
    html: str = Field(description="The page that the draft makes, to be looked at.")
    version: int | None = Field(description="The newest published version, null while there is none.")


def _base(request: Request, app: App) -> str:
    return app.settings.public_url or str(request.base_url).rstrip("/")


@router.get("", response_model=FormView)
async def read(flow: str, request: Request, app: TheApp, workspace: Workspace) -> Response:
    """Returns the address of a flow's form and the page that its draft makes."""
    return reply(await forms.describe_form(app, workspace, flow, _base(request, app)))


@router.post("/rotate", response_model=FormView)
async def rotate(flow: str, request: Request, app: TheApp, workspace: Workspace) -> Response:
    """Gives the address another secret; the old one leads nowhere from then on."""
    return reply(await forms.rotate_form(app, workspace, flow, _base(request, app)))
