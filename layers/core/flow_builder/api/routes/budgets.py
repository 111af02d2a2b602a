"""Budgets: `/credits/budget` of the workspace, `/flows/{flow}/budget` of a flow."""

from fastapi import APIRouter, Response

from flow_builder.api.credit_shapes import BudgetView
from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.domain.credits import Budget
from flow_builder.services import credit_views

router = APIRouter(tags=["budgets"])


@router.get("/credits/budget", response_model=BudgetView)
async def read(app: TheApp, workspace: Workspace) -> Response:
    """Returns the workspace's budget and what is used of it this month."""
    return reply((await credit_views.read_budget(app, workspace))[0])


@router.put("/credits/budget", response_model=BudgetView)
async def replace(body: Budget, app: TheApp, workspace: Workspace) -> Response:
    """Sets the workspace's budget per run and per month, and when it is told that credits run low."""
    return reply((await credit_views.set_budget(app, workspace, None, body))[0])


@router.get("/flows/{flow}/budget", response_model=BudgetView)
async def read_flow(flow: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a flow's budget and what is used of it this month."""
    return reply((await credit_views.read_budget(app, workspace, flow))[0])


@router.put("/flows/{flow}/budget", response_model=BudgetView)
async def replace_flow(flow: str, body: Budget, app: TheApp, workspace: Workspace) -> Response:
    """Sets a flow's budget per run and per month; `low` is of no effect here."""
    return reply((await credit_views.set_budget(app, workspace, flow, body))[0])
