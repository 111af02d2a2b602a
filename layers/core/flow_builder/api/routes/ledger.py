"""Credits: `/credits`. What there is, what became of it, and packs to buy."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.credit_shapes import AccountView, PackView, UsageView
from flow_builder.api.deps import Base, Cursor, Limit, TheApp, ThePrincipal, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.credits import Entry
from flow_builder.domain.order import Order
from flow_builder.services import credit_views, purchases

router = APIRouter(prefix="/credits", tags=["credits"])

_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {media: {} for media in credit_views.MEDIA.values()}}}
_BACK = "/settings/credits"


class Buy(BaseModel):
    """What is ordered."""

    model_config = ConfigDict(extra="forbid")

    pack: str = Field(max_length=100, description="Id of a pack.", examples=["pack_1000"])


@router.get("", response_model=AccountView)
async def read(app: TheApp, workspace: Workspace) -> Response:
    """Returns the balance, what is reserved for runs under way, and what this month's runs use."""
    return reply(await credit_views.read_account(app, workspace))


@router.get("/entries", response_model=Page[Entry])
async def entries(
    app: TheApp,
    workspace: Workspace,
    run: Annotated[str | None, Query(max_length=200, description="Those of one run.")] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists the lines of the ledger, the newest first; their amounts add up to the balance."""
    return page(*await credit_views.list_entries(app, workspace, run, limit, cursor))


@router.get("/export", response_class=StreamingResponse, responses=_FILES)
async def export(
    app: TheApp, workspace: Workspace, form: Annotated[credit_views.Form, Query(alias="format")] = "csv"
) -> Response:
    """Returns the whole ledger as a file, the newest line first."""
    headers = {"content-disposition": f'attachment; filename="credits.{form}"'}
    return StreamingResponse(credit_views.export_entries(app, workspace, form), 200, headers, credit_views.MEDIA[form])


@router.get("/usage", response_model=UsageView)
async def usage(
    app: TheApp,
    workspace: Workspace,
    since: Annotated[date | None, Query(description="First day, UTC.")] = None,
    until: Annotated[date | None, Query(description="Last day, UTC; today without it.")] = None,
) -> Response:
    """Returns what runs were charged, by day and by flow; the last 30 days, unless told otherwise."""
    return reply(await credit_views.read_usage(app, workspace, since, until))


@router.get("/packs", response_model=list[PackView])
async def packs() -> Response:
    """Lists what can be bought."""
    return reply(purchases.list_packs())


@router.post("/orders", status_code=201, response_model=Order)
async def buy(body: Buy, app: TheApp, principal: ThePrincipal, base: Base) -> Response:
    """Orders a pack; it is paid at the order's `url`, and the balance is filled when the provider says so."""
    made = await purchases.order(app, principal.workspace, body.pack, principal.user or principal.id, f"{base}{_BACK}")
    return reply(made, 201, {"location": f"/api/v1/credits/orders/{made.id}"})


@router.get("/orders", response_model=Page[Order])
async def orders(app: TheApp, workspace: Workspace, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Lists orders, the newest first."""
    return page(*await app.stores.orders.find(workspace, limit, cursor))


@router.get("/orders/{order}", response_model=Order)
async def read_order(order: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns an order."""
    return reply(await app.stores.orders.get(workspace, order))


@router.post("/orders/{order}/pay", response_model=Order)
async def pay(order: str, app: TheApp, workspace: Workspace) -> Response:
    """Pays an order on a host where nobody pays; others are paid at their `url`."""
    return reply(await purchases.pay_locally(app, workspace, order))
