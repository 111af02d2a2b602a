"""What runs will cost and have cost: `/flows/{flow}/estimate`, `/flows/estimate`, `/runs/{run}/cost`."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from flow_builder.api.credit_shapes import CostView, EstimateView
from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.api.openapi import DOCUMENT_BODY
from flow_builder.domain.documents import load_document
from flow_builder.services import estimates

router = APIRouter(tags=["estimates"])


@router.post("/flows/estimate", response_model=EstimateView, openapi_extra=DOCUMENT_BODY)
async def document(request: Request, app: TheApp, workspace: Workspace) -> Response:
    """Returns what a run of a document would cost; stores nothing."""
    return reply(await estimates.estimate_document(app, workspace, load_document(await request.body())))


@router.post("/flows/{flow}/estimate", response_model=EstimateView)
async def flow(
    flow: str,
    app: TheApp,
    workspace: Workspace,
    version: Annotated[int | None, Query(ge=1, le=2**31, description="A published version.")] = None,
    draft: Annotated[bool, Query(description="The draft, even if there are published versions.")] = False,
) -> Response:
    """Returns what a run of a flow would cost in credits and dollars, from least to most, node by node."""
    return reply(await estimates.estimate_flow(app, workspace, flow, version, draft=draft))


@router.get("/runs/{run}/cost", response_model=CostView)
async def run(run: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns what a run has cost so far in credits and dollars, node by node."""
    return reply(await estimates.run_cost(app, workspace, run))
