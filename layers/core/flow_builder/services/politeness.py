"""Visits to sites, one after the other where the policy says so; and the policy itself."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from flow_builder.domain.politeness import Politeness, Rules, SitePolicy, rules_for
from flow_builder.errors import FlowBuilderError
from flow_builder.network.addresses import place_of
from flow_builder.network.guard import Resolver, canonical_host, literal, system_resolver
from flow_builder.services.app import App
from flow_builder.services.robots import RobotsFiles, Site
from flow_builder.store.politeness import PolitenessStore, Turn

if TYPE_CHECKING:
    import httpx

PATIENCE_S = 60.0
"""A site that will not be free for longer is not waited for: the step fails and may be retried."""
_LOOK_AGAIN_S = 0.5
"""Other processes give back their leases unheard."""
_MAX_CRAWL_DELAY_S = 60.0
_PLACES_KEPT = 10_000


async def read_politeness(app: App, workspace: str) -> Politeness:
    """Returns the workspace's policy; fields that were not set are None."""
    return await app.stores.politeness.policy(workspace)


async def replace_politeness(app: App, workspace: str, policy: Politeness) -> Politeness:
    """Replaces the workspace's policy; it holds for visits from then on."""
    await app.stores.politeness.set_policy(workspace, policy)
    return policy


class Sites:
    """Lets visitors in, one host's side; turns and back-offs are shared by all hosts through the store.

    Visitors of one site queue up within the process in the order they came; the first of them looks for its turn.
    """

    def __init__(
        self,
        store: PolitenessStore,
        http: "Callable[[], httpx.AsyncClient]",
        *,
        resolver: Resolver = system_resolver,
        robots: RobotsFiles | None = None,
    ) -> None:
        self._store = store
        self._robots = robots or RobotsFiles(http)
        self._resolver = resolver
        self._public: dict[str, bool] = {}
        self._queues: WeakValueDictionary[tuple[str, str], _Queue] = WeakValueDictionary()

    async def enter(self, workspace: str, url: str, wishes: Mapping[str, Any] | None) -> dict[str, Any]:
        """Waits for a turn at the site of a URL and returns what `Backend.enter_site` promises."""
        policy = await self._store.policy(workspace)
        host = canonical_host(urlsplit(url).hostname or "")
        session = SitePolicy.model_validate(wishes) if wishes else None
        rules = rules_for(host, policy, session, public=await self._is_public(host))
        lease: dict[str, Any] = {"domain": rules.domain, "robots": "allowed", "obey": rules.robots == "obey"}
        if rules.robots != "ignore":
            site = await self._robots.of(url)
            lease["robots"] = site.answer(url)
            rules = _slowed(rules, site)
            if rules.robots == "obey" and lease["robots"] != "allowed":
                return lease
        turn = await self._turn(workspace, rules)
        return {**lease, "lease": turn.lease, "retry_after_s": round(turn.wait_s, 3) or None}

    async def leave(
        self, workspace: str, lease: Mapping[str, Any], status: int | None, retry_after_s: float | None
    ) -> None:
        """Ends a visit; 429 and 503 make all visitors of the site stay away for a while."""
        domain = str(lease["domain"])
        await self._store.give_back(workspace, domain, lease.get("lease"), status, retry_after_s)
        if (queue := self._queues.get((workspace, domain))) is not None:
            queue.moved.set()

    async def _turn(self, workspace: str, rules: Rules) -> Turn:
        """Returns a turn, or one with the seconds to wait when these are more than the patience."""
        turn = Turn()
        if rules.unlimited and not (turn := await self._store.take(workspace, rules)).wait_s:
            return turn
        key = workspace, rules.domain
        queue = self._queues.get(key) or self._queues.setdefault(key, _Queue())
        async with queue.lock:
            while True:
                queue.moved.clear()
                turn = await self._take(workspace, rules)
                if not turn.wait_s or (turn.backing_off and turn.wait_s > PATIENCE_S):
                    return turn
                await queue.wait(min(turn.wait_s, _LOOK_AGAIN_S) if turn.full else turn.wait_s)

    async def _take(self, workspace: str, rules: Rules) -> Turn:
        """Takes a turn; one that came too late for a visitor who has gone is given back."""
        taking = asyncio.ensure_future(self._store.take(workspace, rules))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            with suppress(FlowBuilderError):
                turn = await taking
                await self._store.give_back(workspace, rules.domain, turn.lease, None, None)
            raise

    async def _is_public(self, host: str) -> bool:
        """Tells whether a host is outside one's own networks; one whose address nobody knows counts as public."""
        address = literal(host)
        if address is not None:
            return place_of(address) == "public"
        if host == "localhost" or host.endswith(".localhost"):
            return False
        if host not in self._public:
            if len(self._public) >= _PLACES_KEPT:
                self._public.clear()
            self._public[host] = await self._resolves_to_public(host)
        return self._public[host]

    async def _resolves_to_public(self, host: str) -> bool:
        found: list[str] = []
        with suppress(OSError):
            found = list(await self._resolver(host, 443))
        return not found or any(place_of(ip_address(each)) == "public" for each in found)


class _Queue:
    """The visitors of one site in this process."""

    __slots__ = ("__weakref__", "lock", "moved")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.moved = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Waits until somebody left the site, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.moved.wait()


def _slowed(rules: Rules, site: Site) -> Rules:
    """Returns the rules with the pause a robots.txt asks for, up to a minute, if it is obeyed."""
    asked = min(site.delay_s, _MAX_CRAWL_DELAY_S) if rules.robots == "obey" else 0.0
    return Rules(rules.domain, rules.robots, max(rules.delay_s, asked), rules.concurrency)
