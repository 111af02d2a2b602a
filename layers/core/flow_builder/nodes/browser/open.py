"""Opens a browser session: an isolated window with its own cookies, and goes to an address if one is given.

Steps that follow use the session by its name. Opening a name again replaces the session with a fresh one.
"""

from pydantic import Field

from flow_builder.browser.options import SessionOptions, WaitUntil
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, check_status, holds, sessions_of


class Config(PageConfig, SessionOptions):
    """Where to go first, and how the browser looks to sites."""

    url: str | None = Field(default=None, title="Address")
    wait_until: WaitUntil = Field(default="load", title="Done when")
    accept_errors: bool = Field(default=False, title="Accept error pages", description="Statuses from 400 on.")


class Output(PageOutput):
    """Where the session is."""

    session: str
    title: str
    status: int | None


async def run(config: Config, ctx: Context) -> Output:
    """Opens the session; raises what `browser.goto` raises, and HostError `browser.missing`."""
    options = SessionOptions(**{name: getattr(config, name) for name in SessionOptions.model_fields})
    session = await sessions_of(ctx).open(config.session, options)
    session.log = ctx.log
    if config.url is None:
        return Output(session=config.session, url=session.url, title="", status=None)
    visit = await session.goto(config.url, wait_until=config.wait_until, timeout_s=config.timeout_s)
    if not config.accept_errors:
        check_status(visit.status, visit.url)
    return Output(session=config.session, url=visit.url, title=visit.title, status=visit.status)


EXAMPLES = (
    Example(
        "Open a page",
        {"url": "{{ env.SITE }}/products.html"},
        check=holds(url="/products.html", title="Products", status=200, session="main"),
        needs="page",
    ),
    Example(
        "A second session with its own cookies, as a German phone would show it",
        {
            "session": "phone",
            "url": "{{ env.SITE }}/form.html",
            "locale": "de-DE",
            "viewport": {"width": 390, "height": 844},
        },
        check=holds(url="/form.html", session="phone"),
        needs="page",
    ),
    Example(
        "A page that is not there", {"url": "{{ env.SITE }}/nothing.html"}, error="browser.http_error", needs="page"
    ),
)

NODE = NodeType(
    id="browser.open",
    title="Open browser",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    credits=5,
    icon="app-window",
    examples=EXAMPLES,
)
