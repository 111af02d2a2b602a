"""Forms of flows, as their owner sees them: `/flows/{flow}/form`."""

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from flow_builder.api.deps import Base, TheApp, Workspace, reply
from flow_builder.services import forms

router = APIRouter(prefix="/flows/{flow}/form", tags=["forms"])


class FormView(BaseModel):
    """A flow's form."""

    flow: str
    title: str
    url: str = Field(description="Where it is filled in: the newest version's, or the draft's while there is none.")
    html: str = Field(description="The page that the draft makes, to be looked at.")
    version: int | None = Field(description="The newest published version, null while there is none.")


@router.get("", response_model=FormView)
async def read(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Returns the address of a flow's form and the page that its draft makes."""
    return reply(await forms.describe_form(app, workspace, flow, base))


@router.post("/rotate", response_model=FormView)
async def rotate(flow: str, app: TheApp, workspace: Workspace, base: Base) -> Response:
    """Gives the address another secret; the old one leads nowhere from then on."""
    return reply(await forms.rotate_form(app, workspace, flow, base))
