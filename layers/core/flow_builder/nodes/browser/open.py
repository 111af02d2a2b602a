"""Opens a browser session: an isolated window with its own cookies, and goes to an address if one is given.

Steps that follow use the session by its name. Opening a name again replaces the session with a fresh one. A session lasts
through pauses and sub-flows: it is kept, encrypted, and opened again where it was.

With a *saved login* the session begins with the cookies and storage that browser.save_login kept. Name an element in
*shown when logged in* to have the step see whether the login still lasts.
"""

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from flow_builder.browser.options import SessionOptions, WaitUntil
from flow_builder.browser.secrets import look_up
from flow_builder.browser.targets import Targets
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, check_status, holds, sessions_of

if TYPE_CHECKING:
    from flow_builder.browser.session import Session

_PRICES = {"standard": 5, "stealth": 6, "remote": 7}
"""Credits by engine; a template may turn out to be the dearest."""

_LOGIN_SECONDS = 5.0
"""Time for the sign of a login to show, once the page is loaded."""


class Config(PageConfig, SessionOptions):
    """Where to go first, and how the browser looks to sites."""

    wakes: ClassVar[bool] = False

    url: str | None = Field(default=None, title="Address")
    wait_until: WaitUntil = Field(default="load", title="Done when")
    accept_errors: bool = Field(default=False, title="Accept error pages", description="Statuses from 400 on.")
    logged_in: Targets | None = Field(
        default=None, title="Shown when logged in", description="An element of the page, such as a Log out button."
    )
    if_logged_out: Literal["fail", "go_on"] = Field(
        default="fail",
        title="When logged out",
        description="Fail, or go on with `logged_in` false in the output, for a condition that leads to logging in.",
    )


class Output(PageOutput):
    """Where the session is; `logged_in` is null when nobody asked."""

    session: str
    title: str
    status: int | None
    logged_in: bool | None = None


async def run(config: Config, ctx: Context) -> Output:
    """Opens the session; raises what `browser.goto` raises, HostError `browser.missing`, NodeError `browser.logged_out`."""
    options = SessionOptions(**{name: getattr(config, name) for name in SessionOptions.model_fields})
    session = await sessions_of(ctx).open(config.session, options, await look_up(options, ctx.credential))
    session.log, session.patience_s = ctx.log, config.timeout_s
    if config.url is None:
        return Output(session=config.session, url=session.url, title="", status=None)
    visit = await session.goto(config.url, wait_until=config.wait_until, timeout_s=config.timeout_s)
    if not config.accept_errors:
        check_status(visit.status, visit.url)
    logged_in = await _is_logged_in(session, config)
    return Output(session=config.session, url=visit.url, title=visit.title, status=visit.status, logged_in=logged_in)


async def _is_logged_in(session: "Session", config: Config) -> bool | None:
    """Looks for what shows that the login lasts; NodeError `browser.logged_out` if that is wanted."""
    if config.logged_in is None:
        return None
    try:
        await session.wait_for(config.logged_in, "visible", min(config.timeout_s, _LOGIN_SECONDS))
    except NodeError as error:
        if error.code not in ("browser.timeout", "browser.target_missing"):
            raise
        if config.if_logged_out == "go_on":
            return False
        raise NodeError(
            f"The session is not logged in: {session.url} does not show the element that only logged-in visitors see.",
            code="browser.logged_out",
            hint="Log in and save the login again, or set `if_logged_out` to go_on and log in when needed.",
            details=error.details,
        ) from error
    session.logged_in = config.logged_in
    return True


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
        "A login that has ended",
        {"url": "{{ env.SITE }}/account", "logged_in": {"text": "who=ada"}, "if_logged_out": "go_on", "timeout_s": 0.5},
        check=holds(url="/account", logged_in=False),
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
    price=lambda config: _PRICES.get(config.get("engine", "standard"), max(_PRICES.values())),
    icon="app-window",
    examples=EXAMPLES,
)
