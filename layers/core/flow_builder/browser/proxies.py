"""Which of several proxies a session uses, and which are set aside for a while because they failed."""

import hashlib
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from flow_builder.browser import upstream
from flow_builder.browser.options import ProxyChoice
from flow_builder.browser.relay import Streams
from flow_builder.browser.upstream import ProxyFailed, Upstream
from flow_builder.errors import NodeError

FIRST_PAUSE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 600.0
"""A proxy that fails is left alone for 5 s, then 10, 20 … up to ten minutes; once it works, this begins anew."""

_TRIES = 3
"""Proxies tried for one connection with `rotate: failure`."""


class ProxyHealth:
    """What a worker's sessions have found out about proxies, by their address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[str, tuple[int, float]] = {}

    def failed(self, proxy: Upstream) -> None:
        """Sets a proxy aside; further failures while it is count as one, as connections fail in bunches."""
        count, until = self._failures.get(proxy.name, (0, 0.0))
        now = self._clock()
        if now >= until:
            pause = min(FIRST_PAUSE_SECONDS * 2**count, LONGEST_PAUSE_SECONDS)
            self._failures[proxy.name] = (count + 1, now + pause)

    def worked(self, proxy: Upstream) -> None:
        """Takes a proxy back."""
        self._failures.pop(proxy.name, None)

    def free_at(self, proxy: Upstream) -> float:
        """Returns when a proxy may be used again; 0 for one that is fine."""
        until = self._failures.get(proxy.name, (0, 0.0))[1]
        return until if until > self._clock() else 0.0


class Route:
    """One session's way out: the proxy in use, and the next ones when it fails and `rotate` says so.

    `run` and `session` are stable names: the same run or session gets the same proxy again, and the same address from a
    provider whose login names the session.
    """

    def __init__(
        self, choice: ProxyChoice, secrets: Mapping[str, Any] | None, health: ProxyHealth, *, run: str, session: str
    ) -> None:
        self._proxies = _proxies(choice, secrets or {})
        self._health = health
        self._rotates = choice.rotate == "failure"
        self._sticky = session if choice.rotate == "session" else run
        self._turn = 0
        self._current: Upstream | None = None

    async def connect(
        self, addresses: Callable[[str, int], Awaitable[Sequence[str]]], host: str, port: int, *, tunnel: bool
    ) -> tuple[Streams, Upstream]:
        """Returns a connection and the proxy it goes through; see `upstream.connect`. Raises ProxyFailed."""
        tries = _TRIES if self._rotates else 1
        while True:
            proxy = self.current()
            try:
                streams = await upstream.connect(proxy, addresses, host, port, tunnel=tunnel)
            except ProxyFailed as error:
                self.failed(proxy, error)
                tries -= 1
                if not tries:
                    raise
            else:
                self._health.worked(proxy)
                return streams, proxy

    def failed(self, proxy: Upstream, error: ProxyFailed) -> None:
        """Takes note of a failure, also one found out later; the next connection may go another way."""
        if error.at_fault:
            self._health.failed(proxy)
        if self._rotates and proxy == self._current:
            self._turn += 1
            self._current = None

    def current(self) -> Upstream:
        """Returns the proxy in use. Of those that are set aside, the first to be free again is better than none."""
        if self._current is None:
            ring = self._ring()
            waits = [self._health.free_at(proxy) for proxy in ring]
            chosen = ring[waits.index(min(waits))]
            turn = f"t{self._turn}" if self._turn else ""
            self._current = chosen.for_session(f"{self._sticky}{turn}")
        return self._current

    def _ring(self) -> list[Upstream]:
        """Returns all proxies, beginning with the one whose turn it is."""
        digest = hashlib.blake2b(self._sticky.encode(), digest_size=8).digest()
        start = (int.from_bytes(digest, "big") + self._turn) % len(self._proxies)
        return self._proxies[start:] + self._proxies[:start]


def _proxies(choice: ProxyChoice, secrets: Mapping[str, Any]) -> list[Upstream]:
    given = secrets.get("servers") or secrets.get("server") or ()
    listed = re.split(r"[\s,]+", given.strip()) if isinstance(given, str) else list(given)
    login = str(secrets.get("username") or ""), str(secrets.get("password") or "")
    found = [upstream.parse(str(each), *login) for each in (*choice.servers, *listed) if each]
    if not found:
        raise NodeError(
            "The proxy setting names no proxy.",
            code="browser.proxy_invalid",
            hint="List servers, or choose a proxy credential that has some.",
        )
    return found
