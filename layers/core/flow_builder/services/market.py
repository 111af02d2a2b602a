"""The marketplace: publish, withdraw, search, use, rate, report."""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.flow import Flow
from flow_builder.domain.ids import now
from flow_builder.domain.market import Counts, Listing, Order, Rating, Stored
from flow_builder.domain.principal import Principal
from flow_builder.domain.similarity import Similarity
from flow_builder.domain.template import Category
from flow_builder.domain.variable import looks_secret
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.nodes.base import NodeType, credential_paths
from flow_builder.services.app import App
from flow_builder.services.templates import picture_type, read_picture, read_template
from flow_builder.store.market import MarketStore, missing
from flow_builder.templates import bundled

_FRESH_S = 30.0
"""How old what a host knows of other hosts' publishing may be."""
_ALIKE = 0.08
"""From which similarity on a listing is found."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the marketplace."""

    text: str = ""
    like: str | None = None
    """Listing that the others are to be similar to."""
    category: Category | None = None
    tag: str | None = None
    order: Order = "best"
    mine: str | None = None
    """Workspace whose own listings are wanted, hidden ones included."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listing as shown in lists."""

    listing: Listing
    counts: Counts
    score: float | None
    """How well it fits what is looked for, from 0 to 1."""
    own: bool


@dataclass(slots=True)
class _Snapshot:
    """What this process knows of the marketplace."""

    generation: int
    at: float
    stored: dict[str, Stored]
    index: Similarity


_snapshots: WeakKeyDictionary[MarketStore, _Snapshot] = WeakKeyDictionary()


async def find(
    app: App, workspace: str, sought: Sought, limit: int = 50, cursor: str | None = None
) -> tuple[list[Found], str | None]:
    """Returns listings and the cursor of the next page; by similarity when a text or a listing is given. NotFound."""
    known = await _snapshot(app)
    if sought.like is not None and sought.like not in known.stored:
        raise missing(sought.like)
    scores: dict[str, float] | None = None
    if sought.like is not None:
        scores = known.index.to_key(sought.like)
    elif sought.text.strip():
        scores = known.index.to_text(sought.text)
    wanted = [each for each in known.stored.values() if _fits(each, sought, scores)]
    wanted.sort(key=lambda each: _rank(each, sought.order, scores))
    start = _start(cursor)
    page = wanted[start : start + limit]
    found = [
        Found(
            each.shown,
            each.counts,
            None if scores is None else round(scores[each.shown.id], 4),
            each.workspace == workspace,
        )
        for each in page
    ]
    return found, str(start + limit) if start + limit < len(wanted) else None


async def read(app: App, principal: Principal, listing: str) -> tuple[Stored, FlowDocument, Rating | None]:
    """Returns a listing as it is stored now, its flow, and what the principal thinks of it; NotFound."""
    rating = await app.stores.market.rating(listing, rater(principal))
    if (known := bundled().get(listing)) is not None:
        return _bundled(listing, await app.stores.market.counts(listing)), known.document, rating
    return await app.stores.market.get(listing), await app.stores.market.document(listing), rating


async def picture(app: App, workspace: str, listing: str) -> tuple[bytes, str]:
    """Returns a listing's picture and its media type; NotFound."""
    if listing in bundled():
        return await read_picture(app, workspace, listing)
    await app.stores.market.get(listing)
    data = await app.stores.market.picture(listing)
    return data, picture_type(data)


async def publish(app: App, workspace: str, template: str, by: str) -> Stored:
    """Publishes a template of the workspace, or its newer state; NotFound, Conflict `market.bundled`.

    What is private stays behind: references to credentials, pinned outputs, variables that are named like secrets.
    """
    if template in bundled():
        raise Conflict("This template comes with the product, so everybody has it already.", code="market.bundled")
    shown, document = await read_template(app, workspace, template)
    id_ = listing_id(workspace, template)
    at = now()
    published_at = at
    with suppress(NotFound):  # it is new
        published_at = (await app.stores.market.get(id_)).shown.published_at
    facts = shown.model_dump(exclude={"id", "origin", "input", "updated_at"})
    listing = Listing(**facts, id=id_, by=by, input=shown.input, published_at=published_at, updated_at=at)
    if shown.picture is not None:
        data, media = await read_picture(app, workspace, template)
        await app.stores.market.put_picture(id_, data, media)
    return await app.stores.market.publish(listing, workspace, template, public(document, app.catalogue))


async def unpublish(app: App, workspace: str, listing: str) -> None:
    """Takes a listing of the workspace out of the marketplace, with its ratings; flows made from it stay. NotFound."""
    if (await app.stores.market.get(listing)).workspace != workspace:
        raise missing(listing)
    await app.stores.market.unpublish(listing)


async def use(app: App, principal: Principal, listing: str, name: str | None) -> tuple[Flow, FlowDocument]:
    """Stores a listing's flow as a new flow of the workspace, and counts that; NotFound."""
    stored, document, _ = await read(app, principal, listing)
    fresh = document.model_copy(update={"id": None, "name": name or document.name})
    created = await app.stores.flows.create(principal.workspace, fresh)
    flow = await app.stores.flows.change(created, tags=stored.shown.tags)
    await app.stores.market.used(listing, bundled=listing in bundled())
    return flow, fresh


async def rate(app: App, principal: Principal, listing: str, stars: int | None) -> Counts:
    """Sets the principal's rating, or removes it (None), and returns what is counted now; NotFound, Conflict `market.own`."""
    await _check_foreign(app, principal, listing)
    store = app.stores.market
    await store.rate(listing, rater(principal), principal.workspace, stars, bundled=listing in bundled())
    return await store.counts(listing)


async def report(app: App, principal: Principal, listing: str, reason: str) -> None:
    """Reports a listing; from five reports of different people on it is no longer listed. NotFound, Conflict `market.own`."""
    await _check_foreign(app, principal, listing)
    await app.stores.market.report(listing, rater(principal), principal.workspace, reason, bundled=listing in bundled())


def rater(principal: Principal) -> str:
    """Returns who counts as one when listings are rated: a user with all their keys, a guest, the machine's owner."""
    return principal.user or f"{principal.kind}:{principal.id}"


def listing_id(workspace: str, template: str) -> str:
    """Returns the id of a template's listing, the same however often it is published."""
    return f"mkt_{sha256(f'{workspace}#{template}'.encode()).hexdigest()[:24]}"


def public(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> FlowDocument:
    """Returns a flow without what only its workspace has: credentials, pinned outputs, variables named like secrets."""
    nodes = []
    for node in document.nodes:
        config = deepcopy(node.config)
        if node.type in catalogue:
            for path in credential_paths(catalogue[node.type].config):
                _blank(config, path.split("."))
        nodes.append(node.model_copy(update={"config": config, "pinned_output": None}))
    env = {name: "" if looks_secret(name) else value for name, value in document.settings.env.items()}
    settings = document.settings.model_copy(update={"env": env})
    return document.model_copy(update={"id": None, "nodes": type(document.nodes)(nodes), "settings": settings})


def _blank(value: Any, path: list[str]) -> None:
    """Empties the texts at a path, in which `*` stands for every item."""
    name, *rest = path
    places: Iterator[Any] = iter(())
    if isinstance(value, dict):
        places = iter(list(value) if name == "*" else [name] if name in value else [])
    elif isinstance(value, list) and name == "*":
        places = iter(range(len(value)))
    for place in places:
        if rest:
            _blank(value[place], rest)
        elif isinstance(value[place], str):
            value[place] = ""


async def _check_foreign(app: App, principal: Principal, listing: str) -> None:
    if listing in bundled():
        return
    if (await app.stores.market.get(listing)).workspace == principal.workspace:
        raise Conflict("This is a template of your own workspace.", code="market.own")


async def _snapshot(app: App) -> _Snapshot:
    store = app.stores.market
    known = _snapshots.get(store)
    if known is not None and known.generation == store.generation and time.monotonic() - known.at < _FRESH_S:
        return known
    generation = store.generation
    listings, counts = await store.all()
    stored = {id_: _bundled(id_, counts.get(id_, Counts())) for id_ in bundled()}
    stored |= {each.shown.id: each for each in listings}
    index = known.index if known is not None and _texts(known.stored) == _texts(stored) else Similarity(_texts(stored))
    _snapshots[store] = made = _Snapshot(generation, time.monotonic(), stored, index)
    return made


def _texts(stored: Mapping[str, Stored]) -> dict[str, list[tuple[str, float]]]:
    return {
        id_: [
            (each.shown.title, 3.0),
            (each.shown.summary, 2.0),
            (" ".join((*each.shown.tags, each.shown.category)), 2.0),
            (each.shown.description, 1.0),
        ]
        for id_, each in stored.items()
    }


def _bundled(id_: str, counts: Counts) -> Stored:
    template = bundled()[id_].template
    listing = Listing(**template.model_dump(exclude={"origin"}), origin="bundled", by="Flow Builder")
    return Stored(shown=listing, workspace="", template=id_, counts=counts)


def _fits(each: Stored, sought: Sought, scores: Mapping[str, float] | None) -> bool:
    shown = each.shown
    if sought.mine is not None and each.workspace != sought.mine:
        return False
    return (
        (sought.mine is not None or not each.counts.hidden)
        and (sought.category is None or shown.category == sought.category)
        and (sought.tag is None or sought.tag in shown.tags)
        and (scores is None or scores.get(shown.id, 0) >= _ALIKE)
    )


def _rank(each: Stored, order: Order, scores: Mapping[str, float] | None) -> tuple[float, float, str, str]:
    shown, counts = each.shown, each.counts
    tie = (shown.title.casefold(), shown.id)
    match order:
        case "rating":
            return (-counts.standing, -counts.ratings, *tie)
        case "uses":
            return (-counts.uses, 0, *tie)
        case "newest":
            return (-shown.published_at, 0, *tie)
        case "title":
            return (0, 0, *tie)
        case _:
            best = 0.0 if scores is None else round(scores[shown.id], 6)
            return (-best, -counts.standing, *tie)


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):  # noqa: PLR2004 - no list is longer
        raise InvalidInput("This cursor does not belong to this list.", code="cursor.invalid", field="?cursor")
    return int(cursor)
