"""One Chromium with its driver, kept for the life of a worker and replaced when it dies."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Error, Playwright, async_playwright

from flow_builder.browser.failures import first_line
from flow_builder.browser.launch import BrowserBinary, find_chromium, launch_flags
from flow_builder.errors import NodeError

_START_SECONDS = 30.0


async def playwright() -> Playwright:
    """Starts the standard driver."""
    return await async_playwright().start()


@dataclass(frozen=True, slots=True)
class Style:
    """How a Chromium is started: by which driver, with which flags, and what else its launch is told."""

    driver: Callable[[], Awaitable[Playwright]] = playwright
    flags: tuple[str, ...] = ()
    launch: Mapping[str, Any] = field(default_factory=dict)


class WarmBrowser:
    """Starts on first use: the driver takes 0.3 to 0.6 s and Chromium 0.2 to 0.4 s, which later users do not pay."""

    def __init__(
        self,
        find: Callable[[], BrowserBinary] = find_chromium,
        downloads: Path | None = None,
        style: Style = Style(),
    ) -> None:
        self._find = find
        self._downloads = downloads
        self._style = style
        self._lock = asyncio.Lock()
        self._driver: Playwright | None = None
        self._browser: Browser | None = None
        self.starts = 0

    async def get(self) -> Browser:
        """Returns a connected browser, starting or replacing it if need be.

        Raises HostError `browser.missing`, or NodeError `browser.start_failed`.
        """
        async with self._lock:
            if self._browser is None or not self._browser.is_connected():
                self._browser = await self._start()
            return self._browser

    async def driver(self) -> Playwright:
        """Returns the driver alone, started if need be: what a browser elsewhere takes."""
        async with self._lock:
            return await self._running_driver()

    @property
    def alive(self) -> bool:
        """Tells whether Chromium runs."""
        return self._browser is not None and self._browser.is_connected()

    async def close(self) -> None:
        """Ends Chromium and the driver; `get` would start them again."""
        async with self._lock:
            if self._browser is not None:
                await _quietly(self._browser.close())
            await self._drop_driver()
            self._browser = None

    async def _start(self) -> Browser:
        binary = self._find()
        try:
            return await self._launch(binary)
        except Error:
            await self._drop_driver()  # it may be the driver that died
        try:
            return await self._launch(binary)
        except Error as error:
            await self._drop_driver()
            raise NodeError(
                f"Chromium ({binary.path}) does not start: {first_line(error.message)}",
                code="browser.start_failed",
                retryable=True,
                hint="Start it by hand to see what it lacks, often a shared library.",
            ) from error

    async def _launch(self, binary: BrowserBinary) -> Browser:
        driver = await self._running_driver()
        browser = await driver.chromium.launch(
            executable_path=binary.path,
            args=[*launch_flags(), *self._style.flags],
            downloads_path=self._downloads,
            timeout=_START_SECONDS * 1_000,
            # The worker closes the browser itself; the driver must not race it.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            **self._style.launch,
        )
        self.starts += 1
        return browser

    async def _running_driver(self) -> Playwright:
        if self._driver is None:
            self._driver = await self._style.driver()
        return self._driver

    async def _drop_driver(self) -> None:
        if self._driver is not None:
            await _quietly(self._driver.stop())
            self._driver = None


async def _quietly(closing: Awaitable[None]) -> None:
    try:
        async with asyncio.timeout(10):
            await closing
    except (Error, TimeoutError):
        pass  # what is to be closed is gone already
