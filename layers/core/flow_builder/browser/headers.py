"""Headers of a session's own: sent to the sites that steps go to, and not to others that their pages load from."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Route


class SiteHeaders:
    """Adds headers to requests for the hosts visited, without a leading `www.`, and for their subdomains.

    Headers often hold a key; sent with every request they would reach each tracker and font server of a page. A redirect
    takes them along, as Chromium continues the same request.
    """

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = {name.lower(): value for name, value in headers.items()}
        self._hosts: set[str] = set()

    def visit(self, url: str) -> None:
        """Takes note that a step goes to an address."""
        if self._headers and (host := urlsplit(url).hostname):
            self._hosts.add(host.removeprefix("www."))

    async def attach(self, context: BrowserContext) -> None:
        """Has a context's requests pass by, which takes a detour for each; nothing without headers."""
        if self._headers:
            await context.route("**/*", self._add)

    async def _add(self, route: Route) -> None:
        if self._covers(urlsplit(route.request.url).hostname or ""):
            await route.fallback(headers={**route.request.headers, **self._headers})
        else:
            await route.fallback()

    def _covers(self, host: str) -> bool:
        return any(host == each or host.endswith(f".{each}") for each in self._hosts)
