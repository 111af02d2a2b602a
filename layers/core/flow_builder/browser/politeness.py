"""Keeps explicit navigations considerate: asks the host for a turn at the site, and tells it how the site took it."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from flow_builder.browser.finding import Log
from flow_builder.domain.politeness import SitePolicy
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.network.headers import retry_after

if TYPE_CHECKING:
    from playwright.async_api import Response

_WORTH_TELLING_S = 1.0


class Sites(Protocol):
    """Who gives the turns: the host's node services."""

    async def enter_site(self, url: str, politeness: Mapping[str, Any] | None) -> dict[str, Any]:
        """Waits for a turn; see `nodes.base.Backend`."""
        ...

    async def leave_site(
        self, lease: Mapping[str, Any], status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Ends a visit."""
        ...


@dataclass(slots=True)
class Visiting:
    """A visit under way; `response` is what the site answered, once it has."""

    response: "Response | None" = None


@asynccontextmanager
async def visiting(sites: Sites | None, url: str, wishes: SitePolicy | None, log: Log) -> AsyncIterator[Visiting]:
    """Holds a turn at the site of a URL for the block; `sites` None and pages of no site need none.

    Raises NodeError `browser.robots_denied` or `browser.site_busy` (retryable) instead of entering the block.
    """
    visit = Visiting()
    if sites is None or not url.startswith(("http:", "https:")):
        yield visit
        return
    began = time.monotonic()
    lease = await sites.enter_site(url, wishes.model_dump(exclude_none=True) if wishes else None)
    _check(lease, url, log)
    if (waited := time.monotonic() - began) > _WORTH_TELLING_S:
        log(f"Waited {waited:.1f} s for a turn at {lease['domain']}.", domain=lease["domain"])
    try:
        yield visit
    finally:
        await _leave(sites, lease, visit, log)


def _check(lease: Mapping[str, Any], url: str, log: Log) -> None:
    domain = lease["domain"]
    if lease["robots"] == "denied" and lease["obey"]:
        raise NodeError(
            f"The robots.txt of {urlsplit(url).hostname} does not allow visitors to open {url}.",
            code="browser.robots_denied",
            hint=f"If you may all the same, set the session's politeness, or: flow politeness {domain} --robots warn",
            details={"url": url, "domain": domain},
        )
    if lease["robots"] == "unknown" and lease["obey"]:
        raise NodeError(
            f"The robots.txt of {urlsplit(url).hostname} cannot be read, so nothing there may be opened for now.",
            code="browser.robots_denied",
            retryable=True,
            hint=f"The site may be down. To go on without it: flow politeness {domain} --robots warn",
            details={"url": url, "domain": domain},
        )
    if (seconds := lease.get("retry_after_s")) is not None:
        raise NodeError(
            f"{domain} asked to be left alone for another {seconds:.0f} s.",
            code="browser.site_busy",
            retryable=True,
            hint="It answered with status 429 or 503. Retry later, or visit it less often: flow politeness shows how.",
            details={"url": url, "domain": domain, "retry_after_s": seconds},
        )
    if lease["robots"] != "allowed":
        log("The site's robots.txt does not allow this page.", level="warning", url=url)


async def _leave(sites: Sites, lease: Mapping[str, Any], visit: Visiting, log: Log) -> None:
    status = visit.response.status if visit.response else None
    wait = retry_after(visit.response.headers.get("retry-after", "")) if visit.response else None
    try:
        await sites.leave_site(lease, status, wait)
    except FlowBuilderError as error:  # the visit itself went well, and a lease ends by itself
        log(f"The turn at {lease['domain']} could not be given back: {error.message}", level="warning")
