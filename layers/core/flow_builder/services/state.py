"""What steps share between runs: cached results, and circuits of outside dependencies."""

from dataclasses import dataclass

from flow_builder.domain.cache import CacheEntry
from flow_builder.domain.ids import now
from flow_builder.engine.breaker import CircuitState
from flow_builder.errors import NotFound
from flow_builder.services.app import App

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Circuit:
    """A circuit as shown; `opens_until` is when calls are let through again, in milliseconds since the epoch."""

    name: str
    state: str
    failures_in_a_row: int
    calls: int
    bad_calls: int
    opens_until: int | None


async def list_cached(
    app: App, workspace: str, flow: str | None = None, limit: int = 50, cursor: str | None = None
) -> tuple[list[CacheEntry], str | None]:
    """Returns cached results by flow and step, and the cursor of the next page."""
    return await app.stores.state.cache_entries(workspace, flow=flow, limit=limit, cursor=cursor)


async def forget_cached(app: App, workspace: str, key: str) -> None:
    """Removes a cached result: the next equal step is executed. NotFound."""
    if not await app.stores.state.forget_cached(workspace, key):
        raise NotFound(f"There is no cached result {key[:100]!r}.", code="cache.not_found")


async def forget_all_cached(app: App, workspace: str, flow: str | None = None) -> int:
    """Removes the cached results of a flow's steps, or all, and returns how many there were."""
    count = 0
    while True:
        found, cursor = await list_cached(app, workspace, flow, _PAGE)
        for each in found:
            count += await app.stores.state.forget_cached(workspace, each.key)
        if cursor is None:
            return count


def list_breakers(app: App, workspace: str) -> list[Circuit]:
    """Returns the circuits of this host's own process, by name."""
    return [_shown(each) for each in app.machine.breakers.states(workspace)]


def reset_breaker(app: App, workspace: str, name: str) -> None:
    """Closes a circuit of this host's own process, so that calls go through at once; NotFound."""
    if not app.machine.breakers.reset(workspace, name):
        raise NotFound(
            f"There is no circuit {name[:200]!r}.",
            code="breaker.not_found",
            hint="A circuit is there once something was called through it since the host started.",
        )


def _shown(state: CircuitState) -> Circuit:
    until = now() + round(state.retry_after_s * 1_000) if state.state == "open" else None
    return Circuit(state.dependency, state.state, state.failures_in_a_row, state.calls, state.bad_calls, until)
