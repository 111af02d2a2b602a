"""Imports: `POST /flows/import`. Bodies are documents, recordings or commands, as they are."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.api.shapes import ImportView
from flow_builder.services import imports

router = APIRouter(prefix="/flows", tags=["imports"])

_BODY = {
    "requestBody": {
        "required": True,
        "description": "A flow document (JSON or YAML), a recording of Chrome DevTools' Recorder, or a cURL command; as it "
        "is, or as one JSON string.",
        "content": {
            "application/json": {"schema": {"type": ["object", "string"]}},
            "application/yaml": {
                "schema": {"type": "string"},
                "example": 'curl https://api.example.com/orders --json \'{"sku": "A-1"}\'',
            },
        },
    }
}


@router.post(
    "/import",
    status_code=201,
    response_model=ImportView,
    responses={200: {"model": ImportView, "description": "What it would become."}},
    openapi_extra=_BODY,
)
async def import_(
    request: Request,
    app: TheApp,
    workspace: Workspace,
    form: Annotated[imports.Format, Query(alias="format", description="`auto` tells by how the body begins.")] = "auto",
    dry: Annotated[bool, Query(description="Show what it would become; store nothing.")] = False,
) -> Response:
    """Makes a flow of what another tool wrote; `report` says what became of each part, and which credentials it needs."""
    made = await imports.import_flow(app, workspace, await request.body(), form, dry=dry)
    return reply(made.as_dict(), 200 if dry else 201)
