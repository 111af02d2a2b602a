"""How often somebody may ask: counted per principal and category, per flow, and per address where nobody is known."""

import math
from dataclasses import dataclass

from flow_builder.domain.principal import Category, Principal
from flow_builder.domain.rates import CATEGORIES, WINDOW_S, limit_of
from flow_builder.errors import TooMany
from flow_builder.services.app import App
from flow_builder.store.rate_limits import Taken


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a limit is left; `reset_s` is how soon there will be more, 0 when nothing is used."""

    category: Category
    limit: int
    remaining: int
    reset_s: int


async def count(app: App, principal: Principal | None, network: str, category: Category) -> Standing:
    """Counts a request and returns what is left; TooMany `rate.limited` when nothing is.

    A request without a principal counts for the network it comes from, which too many of them block: `rate.blocked`.
    """
    if principal is None:
        await _strike(app, network)
        subject, limit = f"ip:{network}", limit_of("address", category)
    else:
        subject, limit = _subject(principal), limit_of(principal.kind, category)
    taken = await app.stores.rate_limits.take(subject, category, limit)
    standing = _standing(category, limit, taken)
    if taken.allowed:
        return standing
    raise TooMany(
        f"More than {limit} requests of the category {category} in a minute.",
        retry_after=taken.frees_in,
        hint="Wait as long as Retry-After says. GET /limits shows all limits.",
        details={"category": category, "limit": limit, "reset_s": standing.reset_s},
    )


async def count_flow(app: App, flow: str) -> None:
    """Counts a call of a flow's webhook or form; TooMany `rate.flow` when it has had enough of them."""
    limit = app.settings.flow_starts_per_minute
    taken = await app.stores.rate_limits.take(f"flow:{flow}", "starts", limit)
    if not taken.allowed:
        raise TooMany(
            f"This flow was called {limit} times within a minute.",
            code="rate.flow",
            retry_after=taken.frees_in,
            hint="Wait as long as Retry-After says.",
            details={"limit": limit},
        )


async def read_limits(app: App, principal: Principal) -> list[Standing]:
    """Returns what is left of each of a principal's limits."""
    found = await app.stores.rate_limits.read(_subject(principal), CATEGORIES)
    return [_standing(each, limit_of(principal.kind, each), found[each]) for each in CATEGORIES]


async def _strike(app: App, network: str) -> None:
    seconds = await app.stores.rate_limits.strike(network)
    if seconds > 0:
        raise TooMany(
            "There were too many requests from this address without a valid token.",
            code="rate.blocked",
            retry_after=seconds,
            hint="Wait as long as Retry-After says, then sign in. Each request before that makes it longer.",
        )


def _subject(principal: Principal) -> str:
    return f"{principal.kind}:{principal.id}"


def _standing(category: Category, limit: int, taken: Taken) -> Standing:
    return Standing(category, limit, max(0, limit - taken.used), min(WINDOW_S + 1, math.ceil(taken.frees_in)))
