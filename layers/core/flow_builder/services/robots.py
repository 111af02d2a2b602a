"""What robots.txt files allow: fetched once an hour per origin through the guarded client, read by RFC 9309."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from flow_builder.domain.politeness import ROBOT
from flow_builder.errors import NodeError

if TYPE_CHECKING:
    import httpx
    from protego import Protego

Answer = Literal["allowed", "denied", "unknown"]

_KEPT_S = 3_600.0
_RETRY_S = 60.0
"""A file that could not be read is asked for again after this time."""
_STALE_S = 86_400.0
"""Rules read before count this long when the file cannot be read any more."""
_ORIGINS = 1_000
_TIMEOUT_S = 10.0
_MAX_BYTES = 512 * 1024
_NOT_FOUND, _SERVER_ERROR = 400, 500
_NEVER_ANSWERED = frozenset({"http.connect", "http.tls", "http.url", "network.blocked", "http.request"})


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of one origin; `rules` None with `known` means that everything is allowed."""

    known: bool
    until: float
    rules: "Protego | None" = None
    read_at: float = 0.0

    def answer(self, url: str) -> Answer:
        """Tells whether a page may be visited."""
        if not self.known:
            return "unknown"
        return "allowed" if self.rules is None or self.rules.can_fetch(url, ROBOT) else "denied"

    @property
    def delay_s(self) -> float:
        """The Crawl-delay asked for; 0 without one."""
        return float((self.rules.crawl_delay(ROBOT) if self.rules else None) or 0.0)


class RobotsFiles:
    """The robots.txt files of the origins visited lately; each is fetched by one at a time.

    `http` gives the guarded client, `clock` seconds that only grow.
    """

    def __init__(self, http: "Callable[[], httpx.AsyncClient]", clock: Callable[[], float] = time.monotonic) -> None:
        self._http = http
        self._clock = clock
        self._sites: OrderedDict[str, Site] = OrderedDict()
        self._fetching: dict[str, asyncio.Task[Site]] = {}

    async def of(self, url: str) -> Site:
        """Returns what the site of a URL allows."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        known = self._sites.get(origin)
        if known is not None and known.until > self._clock():
            self._sites.move_to_end(origin)
            return known
        if origin not in self._fetching:
            self._fetching[origin] = asyncio.create_task(self._renew(origin, known))
        return await asyncio.shield(self._fetching[origin])

    async def _renew(self, origin: str, before: Site | None) -> Site:
        try:
            site = await self._fetch(origin)
            if not site.known and before is not None and before.known and self._clock() - before.read_at < _STALE_S:
                site = Site(known=True, until=site.until, rules=before.rules, read_at=before.read_at)
            self._sites[origin] = site
            while len(self._sites) > _ORIGINS:
                self._sites.popitem(last=False)
            return site
        finally:
            del self._fetching[origin]

    async def _fetch(self, origin: str) -> Site:
        """Fetches a file: 4xx is no rules, 5xx and no answer in time is unknown, as RFC 9309 has it.

        A site that cannot be connected to has no rules for now: the visit will meet the same and say so better.
        """
        from protego import Protego

        from flow_builder.network.exchange import exchange

        client, at = self._http(), self._clock()
        try:
            request = client.build_request("GET", f"{origin}/robots.txt")
            answer = await exchange(client, request, timeout_s=_TIMEOUT_S, max_bytes=_MAX_BYTES, cut=True)
        except NodeError as error:
            return Site(known=error.code in _NEVER_ANSWERED, until=at + _RETRY_S * (error.code not in _NEVER_ANSWERED))
        if answer.status >= _SERVER_ERROR:
            return Site(known=False, until=at + _RETRY_S)
        if answer.status >= _NOT_FOUND:
            return Site(known=True, until=at + _KEPT_S, read_at=at)
        text = answer.content.decode("utf-8", "replace").removeprefix("\ufeff")
        rules = await asyncio.to_thread(Protego.parse, text)
        return Site(known=True, until=at + _KEPT_S, rules=rules, read_at=at)
