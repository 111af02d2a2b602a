"""Makes sessions: a fresh context behind the guard's proxy, with one prepared in advance while nobody waits."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from secrets import token_hex
from typing import Any

from playwright.async_api import (
    BrowserContext,
    Error,
    Geolocation,
    HttpCredentials,
    ProxySettings,
    StorageState,
)

from flow_builder.browser import failures
from flow_builder.browser.blocking import leave_out
from flow_builder.browser.engines import Engines, Place, hand_of
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.proxies import ProxyHealth
from flow_builder.browser.proxies import Route as ProxyRoute
from flow_builder.browser.proxy import GuardProxy, Resolve
from flow_builder.browser.secrets import NO_SECRETS, SessionSecrets
from flow_builder.browser.session import Session
from flow_builder.browser.warm import WarmBrowser
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.network import guard
from flow_builder.network.guard import NetworkPolicy, Resolver

LOCAL_DIRECT = ("localhost", "127.0.0.0/8", "[::1]", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
"""Private addresses that pages reach without the proxy where private networks are allowed.

The ranges with metadata services (link-local, fc00::/7) are not among them, nor is any name: names resolve in the proxy.
"""

_HEAT_AFTER_SECONDS = 0.05
"""A spare session that is wanted sooner is not held up by being made ready further."""


@dataclass(frozen=True, slots=True)
class Network:
    """How pages reach the network: names are resolved by `resolve`, the guard; `direct` lists what needs no check.

    `direct` holds Chromium's bypass rules: plain addresses, ranges and localhost.
    """

    resolve: Resolve
    direct: tuple[str, ...] = ()

    @classmethod
    def guarded(cls, policy: NetworkPolicy, resolver: Resolver | None = None) -> "Network":
        """Returns the network as a policy allows it; `resolver` stands in for the operating system's."""

        async def resolve(host: str, port: int) -> Sequence[str]:
            return await guard.resolve(guard.canonical_host(host), port, policy, resolver)

        return cls(resolve, LOCAL_DIRECT if policy.allow_private else ())

    def proxy_settings(self, address: str, *, chained: bool = False) -> ProxySettings:
        """Returns Playwright's proxy settings; Chromium's own exceptions, link-local ones included, are undone.

        With an outside proxy behind it (`chained`), all traffic goes there.
        """
        return {"server": address, "bypass": ",".join(("<-loopback>", *(() if chained else self.direct)))}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who opens a session: what proxies, their providers and human habits depend on, the same after a restore."""

    run: str = ""
    session: str = field(default_factory=lambda: token_hex(4))


class SessionFactory:
    """Sessions of one worker's browser. A new context with its page takes 70 to 100 ms, a prepared one none."""

    def __init__(self, warm: WarmBrowser, network: Network) -> None:
        self._warm = warm
        self._network = network
        self._engines = Engines(warm, network.resolve)
        self._proxy_health = ProxyHealth()
        self._spare: Session | None = None
        self._preparing: asyncio.Task[None] | None = None
        self._heating: asyncio.Task[None] | None = None

    async def make(
        self,
        name: str,
        options: SessionOptions,
        secrets: SessionSecrets = NO_SECRETS,
        storage: StorageState | None = None,
        visitor: Visitor | None = None,
    ) -> Session:
        """Returns a fresh session with these cookies and storage.

        Raises HostError or NodeError when there is no browser to be had, NodeError `browser.failed` for options that
        Chromium does not take, `browser.options` for some that the engine does not take.
        """
        visitor = visitor or Visitor()
        if options.is_default and storage is None and (spare := await self._take_spare()):
            spare.name, spare.options = name, options
            return spare
        try:
            return await self._make(name, options, secrets, storage, visitor)
        except NodeError as error:
            if error.code != "browser.crashed":
                raise
        return await self._make(
            name, options, secrets, storage, visitor
        )  # the browser died unnoticed since its last use

    @property
    def prepared(self) -> bool:
        """Tells whether a spare session waits to be used."""
        return self._spare is not None

    @property
    def at_rest(self) -> bool:
        """Tells whether a spare session waits and nothing more is being done for it."""
        return self._spare is not None and (self._heating is None or self._heating.done())

    @property
    def starts(self) -> int:
        """Counts the browsers started."""
        return self._engines.starts

    def prepare(self) -> None:
        """Starts to make a spare session in the background, with the browser if it is not running."""
        if self._spare is None and (self._preparing is None or self._preparing.done()):
            self._preparing = asyncio.create_task(self._prepare())

    async def close(self) -> None:
        """Drops the spare session and closes the browser."""
        tasks = [task for task in (self._preparing, self._heating) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._spare is not None:
            await self._spare.close()
            self._spare = None
        await self._engines.close()

    async def _prepare(self) -> None:
        try:
            self._spare = await self._make("", SessionOptions(), NO_SECRETS, None, Visitor())
        except FlowBuilderError:
            self._spare = None  # whoever opens a session next gets the error
        else:
            self._heating = asyncio.create_task(_heat(self._spare))

    async def _take_spare(self) -> Session | None:
        if self._preparing is not None:
            await self._preparing
        if self._heating is not None:
            self._heating.cancel()  # it only saves time to those who come later
        spare, self._spare = self._spare, None
        return spare if spare is not None and self._warm.alive and not spare.crashed else None

    async def _make(
        self,
        name: str,
        options: SessionOptions,
        secrets: SessionSecrets,
        storage: StorageState | None,
        visitor: Visitor,
    ) -> Session:
        async with AsyncExitStack() as leaving:
            place = await self._engines.place(options, secrets, leaving)
            proxy = await self._proxy(options, secrets, visitor, leaving)
            chained = options.proxy is not None
            to_proxy = self._network.proxy_settings(proxy.address, chained=chained) if proxy else None
            with failures.mapped("open a session"):
                context = await _new_context(place, secrets, to_proxy, storage)
                session = Session(
                    name, options, context, await context.new_page(), proxy, hand_of(options, visitor.session)
                )
                await place.settle(session.page)
                await session.headers.attach(context)
                await leave_out(context, options, proxy)
                await session.record()
            session.opened, session.leaving = visitor.session, leaving.pop_all()
        if options.engine == "remote":
            place.browser.on("disconnected", session.lost)  # it is this session's alone
        session.watch()
        return session

    async def _proxy(
        self, options: SessionOptions, secrets: SessionSecrets, visitor: Visitor, leaving: AsyncExitStack
    ) -> GuardProxy | None:
        """Returns the proxy that a session's pages go through; none for a browser elsewhere, which cannot reach it."""
        if options.engine == "remote":
            return None
        route = None
        if options.proxy is not None:
            run = blake2b(visitor.run.encode(), digest_size=4).hexdigest()
            health = self._proxy_health
            route = ProxyRoute(options.proxy, secrets.proxy, health, run=run, session=visitor.session)
        proxy = GuardProxy(self._network.resolve, route)
        await proxy.start()
        leaving.push_async_callback(proxy.close)
        return proxy


async def _heat(session: Session) -> None:
    """Has the page's process compile the driver's scripts, which saves its first document 15 ms (2 cores)."""
    await asyncio.sleep(_HEAT_AFTER_SECONDS)
    with suppress(Error):
        await session.page.locator("html").count()
        await session.page.evaluate("() => 0")


async def _new_context(
    place: Place, secrets: SessionSecrets, proxy: ProxySettings | None, storage: StorageState | None
) -> BrowserContext:
    options = place.options
    arguments: dict[str, Any] = {
        "viewport": {"width": options.viewport.width, "height": options.viewport.height},
        "device_scale_factor": options.scale,
        "is_mobile": options.mobile,
        "has_touch": options.mobile,
        "locale": options.locale,
        "timezone_id": options.timezone,
        "geolocation": _place(options),
        "permissions": list(permissions_of(options)),
        "color_scheme": options.color_scheme,
        "user_agent": options.user_agent,
        "http_credentials": _http_login(secrets),
        "java_script_enabled": options.javascript,
        "ignore_https_errors": options.ignore_https_errors,
        "accept_downloads": True,
        "proxy": proxy,
        "storage_state": storage,
    }
    return await place.browser.new_context(**{**arguments, **place.arguments})


def _place(options: SessionOptions) -> Geolocation | None:
    if options.geolocation is None:
        return None
    place = options.geolocation
    return {"latitude": place.latitude, "longitude": place.longitude, "accuracy": place.accuracy}


def permissions_of(options: SessionOptions) -> tuple[str, ...]:
    """Returns what pages may do unasked; a session with a place may read it."""
    located = ("geolocation",) if options.geolocation is not None else ()
    return tuple(dict.fromkeys((*options.permissions, *located)))


def _http_login(secrets: SessionSecrets) -> HttpCredentials | None:
    """Returns the login for sites that ask for one; only its own origin gets it, if the credential names one."""
    given = secrets.basic_auth
    if given is None:
        return None
    login: HttpCredentials = {"username": str(given.get("username", "")), "password": str(given.get("password", ""))}
    if given.get("origin"):
        login["origin"] = str(given["origin"])
    return login
