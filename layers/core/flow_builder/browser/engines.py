"""The kinds of browsers sessions run in: standard, stealth and remote, each started when it is first needed."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Page

from flow_builder.browser import failures, remote, stealth
from flow_builder.browser.hand import Direct, Hand
from flow_builder.browser.human import Human
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.remote import Resolve, Tunnel
from flow_builder.browser.secrets import SessionSecrets
from flow_builder.browser.stealth import StealthBrowsers
from flow_builder.browser.warm import WarmBrowser


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is made: its browser, and the arguments of a context that differ from what the options say."""

    browser: Browser
    options: SessionOptions
    arguments: Mapping[str, Any] = field(default_factory=dict)

    async def settle(self, page: Page) -> None:
        """Makes a new page ready for use."""
        if self.options.engine == "stealth":
            with failures.mapped("set the window's size"):
                await stealth.fit(page, self.options.viewport)


class Engines:
    """The browsers of one worker."""

    def __init__(self, warm: WarmBrowser, resolve: Resolve) -> None:
        self._warm = warm
        self._resolve = resolve
        self._stealth = StealthBrowsers()

    async def place(self, options: SessionOptions, secrets: SessionSecrets, leaving: AsyncExitStack) -> Place:
        """Returns where to make a session; what it takes there is closed with `leaving`.

        Raises HostError `browser.missing`, NodeError `browser.start_failed`, `browser.options`,
        `browser.endpoint_invalid`, `browser.remote_failed`, or NetworkBlocked.
        """
        match options.engine:
            case "standard":
                return Place(await self._warm.get(), options)
            case "stealth":
                stealth.check(options)
                return Place(await self._stealth.get(options.locale), options, stealth.ARGUMENTS)
            case "remote":
                return Place(await self._connect(options, secrets, leaving), options)

    async def _connect(self, options: SessionOptions, secrets: SessionSecrets, leaving: AsyncExitStack) -> Browser:
        endpoint = remote.endpoint_of(options, secrets.endpoint)
        tunnel = Tunnel(endpoint, self._resolve)
        leaving.push_async_callback(tunnel.close)
        browser = await remote.connect(await self._warm.driver(), tunnel, endpoint)
        leaving.push_async_callback(browser.close)
        return browser

    @property
    def starts(self) -> int:
        """Counts the local browsers started."""
        return self._warm.starts + self._stealth.starts

    async def close(self) -> None:
        """Ends all local browsers."""
        await self._stealth.close()
        await self._warm.close()


def hand_of(options: SessionOptions, seed: str) -> Hand:
    """Returns a session's hand: a person's if asked for, and by default with the stealth engine."""
    human = options.engine == "stealth" if options.human is None else options.human
    return Human(seed) if human else Direct()


def own_world(options: SessionOptions) -> dict[str, Any]:
    """Returns what `evaluate` has to be told to see the page's own variables: the stealth driver keeps out of them."""
    return {"isolated_context": False} if options.engine == "stealth" else {}
