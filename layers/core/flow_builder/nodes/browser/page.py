"""What browser nodes share: the session they act on and the time they give it."""

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from flow_builder.browser.options import DEFAULT_TIMEOUT_S, TimeoutS
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, NodeConfig, NodeOutput

if TYPE_CHECKING:
    from flow_builder.browser.session import Session
    from flow_builder.browser.sessions import Sessions

ERROR_STATUS = 400
"""From this HTTP status on an answer is an error."""
_AGAIN = frozenset({408, 425, 429})
"""Statuses below 500 that another attempt may not meet."""


class SessionConfig(NodeConfig):
    """Base of every browser node's config."""

    wakes: ClassVar[bool] = True
    """Whether the step uses the session's page, so that a session at rest has to be opened again for it."""

    session: str = Field(
        default="main", min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$", title="Browser session"
    )


class PageConfig(SessionConfig):
    """Base of nodes that wait for the page."""

    timeout_s: TimeoutS = DEFAULT_TIMEOUT_S


class ElementConfig(PageConfig):
    """Base of nodes that act on one element."""

    heal: Literal["verify", "strict", "off"] = Field(
        default="verify",
        title="If the page has changed",
        description="When the first target matches nothing: use another that is verified to be the same element "
        "(verify), fail (strict), or use the others as they are (off).",
    )


class PageOutput(NodeOutput):
    """Base of outputs that say where the page is."""

    url: str


def sessions_of(ctx: Context) -> "Sessions":
    """Returns the region's sessions; NodeError `browser.no_session` outside a browser worker."""
    if ctx.browser is None:
        raise NodeError("This step runs without a browser.", code="browser.no_session")
    sessions: Sessions = ctx.browser
    return sessions


def session_of(config: SessionConfig, ctx: Context) -> "Session":
    """Returns the open session a step acts on, which reports to the step's log from here on."""
    from flow_builder.browser.healing import Healer

    sessions = sessions_of(ctx)
    session = sessions.get(config.session)
    session.log, session.step = ctx.log, (ctx.node, config)
    session.patience_s = getattr(config, "timeout_s", DEFAULT_TIMEOUT_S)
    sessions.memory.keeper, sessions.memory.masked = ctx.backend, ctx.masked
    session.healer = Healer(sessions.memory, ctx.node, getattr(config, "heal", "verify"))
    return session


def check_status(status: int | None, url: str) -> None:
    """Raises NodeError `browser.http_error` for a page that came with an error status."""
    if status is None or status < ERROR_STATUS:
        return
    raise NodeError(
        f"The page {url} came with status {status}.",
        code="browser.http_error",
        retryable=status >= 500 or status in _AGAIN,  # noqa: PLR2004 - HTTP's own classes
        hint="Turn on `accept_errors` if error pages are expected.",
        details={"url": url, "status": status},
    )


def milliseconds(config: PageConfig) -> float:
    """Returns the step's patience in Playwright's unit."""
    return config.timeout_s * 1_000


def holds(**expected: Any) -> Any:
    """Returns a check for examples: the output holds these values, and its url ends as `url` says."""

    def check(output: dict[str, Any]) -> bool:
        ends = expected.get("url")
        same = all(output.get(name) == value for name, value in expected.items() if name != "url")
        return same and (ends is None or output["url"].endswith(ends))

    return check
