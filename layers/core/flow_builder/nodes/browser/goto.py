"""Goes to another address in an open session. An address may be relative to the page's own."""

from urllib.parse import urljoin

from pydantic import Field

from flow_builder.browser.options import WaitUntil
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, check_status, holds, session_of


class Config(PageConfig):
    """Where to go."""

    url: str = Field(min_length=1, title="Address")
    wait_until: WaitUntil = Field(default="load", title="Done when")
    referer: str | None = Field(default=None, title="Referer")
    accept_errors: bool = Field(default=False, title="Accept error pages", description="Statuses from 400 on.")


class Output(PageOutput):
    """Where the navigation led."""

    title: str
    status: int | None


async def run(config: Config, ctx: Context) -> Output:
    """Navigates; raises NodeError `browser.navigation_failed`, `browser.http_error`, `browser.timeout`, NetworkBlocked."""
    session = session_of(config, ctx)
    session.frames = ()
    base = session.url if session.url.startswith("http") else ""
    visit = await session.goto(
        urljoin(base, config.url), wait_until=config.wait_until, timeout_s=config.timeout_s, referer=config.referer
    )
    if not config.accept_errors:
        check_status(visit.status, visit.url)
    return Output(url=visit.url, title=visit.title, status=visit.status)


EXAMPLES = (
    Example(
        "Another page of the same site",
        {"url": "form.html"},
        input={"page": "/products.html"},
        check=holds(url="/form.html", title="Order", status=200),
        needs="page",
    ),
    Example(
        "Not a web address",
        {"url": "file:///etc/hosts"},
        input={"page": "/form.html"},
        error="network.blocked",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.goto",
    title="Go to page",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="navigation",
    examples=EXAMPLES,
)
