"""The marketplace: `/marketplace`. Times are milliseconds since the epoch."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, ThePrincipal, Workspace, page, reply
from flow_builder.api.routes.flows import shown
from flow_builder.api.shapes import FlowView, Page
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document
from flow_builder.domain.market import Counts, Listing, Order, Stars
from flow_builder.domain.template import Category
from flow_builder.services import market

router = APIRouter(prefix="/marketplace", tags=["marketplace"])

_PICTURES: dict[int | str, dict[str, Any]] = {200: {"content": {"image/webp": {}, "image/png": {}, "image/jpeg": {}}}}


class Publication(BaseModel):
    """A template of the workspace to publish."""

    model_config = ConfigDict(extra="forbid")

    template: str = Field(min_length=1, max_length=200)
    by: str = Field(default="", max_length=100, description="Who publishes it, as shown to everybody.")


class MarketUse(BaseModel):
    """How the new flow is called; without a name as the template's flow."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=200)


class NewRating(BaseModel):
    """What one thinks of a template."""

    model_config = ConfigDict(extra="forbid")

    stars: Stars


class Report(BaseModel):
    """What is wrong with a template."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=2_000)


class CountsView(BaseModel):
    """What is counted of a listing."""

    rating: float | None = Field(description="Average of all ratings, null without any.")
    ratings: int
    uses: int


class ListingView(Listing, CountsView):
    """A listing in a list."""

    own: bool = Field(description="Whether the workspace has published it.")
    score: float | None = Field(description="How well it fits what is looked for, from 0 to 1.")


class ListingPage(Listing, CountsView):
    """A listing with its flow."""

    own: bool
    my_stars: int | None = Field(description="One's own rating.")
    reports: int | None = Field(description="How many have reported it; null for what is not one's own.")
    document: FlowDocument


def _counted(counts: Counts) -> dict[str, Any]:
    mean = None if counts.mean is None else round(counts.mean, 2)
    return {"rating": mean, "ratings": counts.ratings, "uses": counts.uses}


@router.get("", response_model=Page[ListingView])
async def find(
    app: TheApp,
    workspace: Workspace,
    q: Annotated[str, Query(max_length=1_000, description="What the template should do, in words.")] = "",
    like: Annotated[str | None, Query(max_length=200, description="Listing that the others are similar to.")] = None,
    category: Category | None = None,
    tag: Annotated[str | None, Query(max_length=50)] = None,
    order: Order = "best",
    own: Annotated[bool, Query(description="Only what this workspace has published.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists published templates and those that come with the product; with `q` or `like` the most similar first."""
    sought = market.Sought(q, like, category, tag, order, workspace if own else None)
    found, following = await market.find(app, workspace, sought, limit, cursor)
    items = [
        {**each.listing.model_dump(mode="json"), **_counted(each.counts), "own": each.own, "score": each.score}
        for each in found
    ]
    return page(items, following)


@router.post("", status_code=201, response_model=ListingPage)
async def publish(body: Publication, app: TheApp, principal: ThePrincipal) -> Response:
    """Publishes a template of the workspace for everybody, or its newer state."""
    stored = await market.publish(app, principal.workspace, body.template, body.by)
    return await _page(app, principal, stored.shown.id, 201)


@router.get("/{listing}", response_model=ListingPage)
async def read(listing: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Returns a published template with its flow."""
    return await _page(app, principal, listing)


async def _page(app: TheApp, principal: ThePrincipal, listing: str, status: int = 200) -> Response:
    stored, document, rating = await market.read(app, principal, listing)
    own = stored.workspace == principal.workspace
    value = {
        **stored.shown.model_dump(mode="json"),
        **_counted(stored.counts),
        "own": own,
        "my_stars": None if rating is None else rating.stars,
        "reports": stored.counts.reports if own else None,
        "document": dump_document(document),
    }
    return reply(value, status)


@router.get("/{listing}/picture", response_class=Response, responses=_PICTURES)
async def picture(listing: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the picture of a published template."""
    data, media = await market.picture(app, workspace, listing)
    return Response(data, 200, {"cache-control": "private, max-age=3600"}, media)


@router.delete("/{listing}", status_code=204)
async def unpublish(listing: str, app: TheApp, workspace: Workspace) -> Response:
    """Takes a template of the workspace out of the marketplace, with its ratings; flows made from it stay."""
    await market.unpublish(app, workspace, listing)
    return Response(status_code=204)


@router.post("/{listing}/use", status_code=201, response_model=FlowView)
async def use(listing: str, app: TheApp, principal: ThePrincipal, body: MarketUse | None = None) -> Response:
    """Stores a published template's flow as a new flow."""
    flow, document = await market.use(app, principal, listing, body.name if body else None)
    return shown(app, flow, document, 201)


@router.put("/{listing}/rating", response_model=CountsView)
async def rate(listing: str, body: NewRating, app: TheApp, principal: ThePrincipal) -> Response:
    """Rates a published template; each person has one rating, the last."""
    return reply(_counted(await market.rate(app, principal, listing, body.stars)))


@router.delete("/{listing}/rating", response_model=CountsView)
async def unrate(listing: str, app: TheApp, principal: ThePrincipal) -> Response:
    """Takes one's rating back."""
    return reply(_counted(await market.rate(app, principal, listing, None)))


@router.post("/{listing}/report", status_code=204)
async def report(listing: str, body: Report, app: TheApp, principal: ThePrincipal) -> Response:
    """Reports a published template that does harm; it is no longer listed when five people have."""
    await market.report(app, principal, listing, body.reason)
    return Response(status_code=204)
