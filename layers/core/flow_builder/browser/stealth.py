"""The stealth engine: a person's browser in every trait that pages can read, because it is one.

It is a full Chromium that believes to have a screen. No trait is invented or patched in: user agent, client hints,
plug-ins, languages and the rest come from the browser itself, so they agree with each other in headers, pages, frames
and workers, and stay the same for as long as the browser is not updated. `--headless` is what would give it away, so
it runs with a window on Ozone's headless display instead (Linux; elsewhere the window shows). The driver is patchright,
which leaves out the traces of automation.
"""

import os
import sys
from collections.abc import Callable
from typing import Any, cast

from playwright.async_api import Browser, CDPSession, Page, Playwright

from flow_builder.browser.launch import BrowserBinary, find_full_chromium
from flow_builder.browser.options import SessionOptions, Viewport
from flow_builder.browser.warm import Style, WarmBrowser
from flow_builder.errors import NodeError

DEFAULT_LOCALE = "en-US"
_SCREEN = (1920, 1080)
"""The most common one."""
_FRAME = 87
"""Height of Chromium 156's own controls in CSS pixels; a window that turns out otherwise is fitted."""

_FLAGS = (
    "--mute-audio",
    # Chromium would tell Google about the forms of every page. (`--disable-features` is the driver's: the last one wins.)
    "--autofill-server-url=about:blank",
    # Software drawing, as a machine without a graphics card has none else; without it there is no WebGL at all.
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
_HEADLESS_DISPLAY = (
    "--ozone-platform=headless",
    f"--ozone-override-screen-size={_SCREEN[0]},{_SCREEN[1]}",
)


class StealthBrowsers:
    """One warm browser per language, as languages are a trait of the whole browser; workers would tell otherwise."""

    def __init__(self, find: Callable[[], BrowserBinary] = find_full_chromium) -> None:
        self._find = find
        self._browsers: dict[str, WarmBrowser] = {}

    async def get(self, locale: str | None) -> Browser:
        """Returns a connected browser; closes those of other languages that nobody uses.

        Raises HostError `browser.missing`, or NodeError `browser.start_failed`.
        """
        wanted = locale or DEFAULT_LOCALE
        warm = self._browsers.get(wanted)
        if warm is None:
            await self._close_unused()
            warm = self._browsers[wanted] = WarmBrowser(self._find, style=style(wanted))
        return await warm.get()

    @property
    def starts(self) -> int:
        """Counts the browsers started."""
        return sum(warm.starts for warm in self._browsers.values())

    async def close(self) -> None:
        """Ends all browsers."""
        for warm in self._browsers.values():
            await warm.close()

    async def _close_unused(self) -> None:
        for warm in self._browsers.values():
            if warm.alive and not (await warm.get()).contexts:
                await warm.close()


def style(locale: str) -> Style:
    """Returns how a browser is started that belongs to somebody with this language."""
    environment = {**os.environ, "LANGUAGE": locale.replace("-", "_")}
    languages = f"--accept-lang={','.join(languages_of(locale))}"
    flags = (*_FLAGS, languages, f"--lang={locale}", f"--window-size=1280,{720 + _FRAME}")
    display = _HEADLESS_DISPLAY if sys.platform == "linux" else ()
    return Style(_patchright, (*flags, *display), {"headless": False, "env": environment})


def languages_of(locale: str) -> tuple[str, ...]:
    """Returns the languages that a browser set up in this one prefers: its own, then English."""
    return tuple(dict.fromkeys((locale, locale.partition("-")[0], "en-US", "en")))


def check(options: SessionOptions) -> None:
    """Raises NodeError `browser.options` for traits that would not agree with the rest."""
    for name in ("user_agent", "mobile", "scale"):
        if getattr(options, name) != SessionOptions.model_fields[name].default:
            raise NodeError(
                f"The stealth engine does not take {name!r}: its traits are those of the browser it runs.",
                code="browser.options",
                field=f"/{name}",
                hint="Leave it out, or use the standard engine.",
            )


ARGUMENTS: dict[str, Any] = {
    "viewport": None,
    "no_viewport": True,
    "device_scale_factor": None,
    "is_mobile": None,
    "has_touch": None,
    "locale": None,
}
"""What a context is told in place of the options: nothing that would be emulated."""


async def fit(page: Page, viewport: Viewport) -> None:
    """Makes a page's window so large that its visible part has this size; 5 ms when it has it already."""
    width, height = await page.evaluate("() => [innerWidth, innerHeight]")
    if (width, height) == (viewport.width, viewport.height):
        return
    session: CDPSession = await page.context.new_cdp_session(page)
    found = await session.send("Browser.getWindowForTarget")
    bounds = found["bounds"]
    wanted = {
        "width": bounds["width"] + viewport.width - width,
        "height": bounds["height"] + viewport.height - height,
    }
    await session.send("Browser.setWindowBounds", {"windowId": found["windowId"], "bounds": wanted})
    size = [viewport.width, viewport.height]
    await page.wait_for_function("([w, h]) => innerWidth === w && innerHeight === h", arg=size, timeout=5_000)
    await session.detach()


async def _patchright() -> Playwright:
    """Starts patchright's driver, whose Python part is a copy of Playwright's with classes of its own.

    It is made to raise Playwright's errors, so that whoever handles one handles both.
    """
    from patchright._impl import _errors as theirs
    from playwright._impl import _errors as ours

    for name in ("Error", "TimeoutError", "TargetClosedError"):
        setattr(theirs, name, getattr(ours, name))
    from patchright.async_api import async_playwright

    return cast("Playwright", await async_playwright().start())
