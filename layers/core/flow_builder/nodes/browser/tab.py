"""Opens, switches, closes or lists the tabs of a session. Steps act on the current tab; popups are tabs, too.

A popup does not become the current tab by itself: click with *then wait for* popup, or switch to it here. When the
current tab closes itself, the newest of the others becomes the current one.
"""

import asyncio
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.browser.options import WaitUntil
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, check_status, session_of

if TYPE_CHECKING:
    from playwright.async_api import Page

    from flow_builder.browser.session import Session

_POLL_SECONDS = 0.05


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class New(_Action):
    """Open a tab and make it the current one."""

    kind: Literal["new"] = "new"
    url: str | None = Field(default=None, title="Address", description="May be relative to the current page's own.")
    wait_until: WaitUntil = Field(default="load", title="Done when")


class Which(_Action):
    """The tab that is meant: by one of these."""

    index: int | None = Field(default=None, title="Number", description="From 0, oldest first; -1 is the newest.")
    url: str | None = Field(
        default=None, min_length=1, title="Address", description="A part of it, or a pattern with * for any text."
    )
    title: str | None = Field(
        default=None, min_length=1, title="Title", description="A part of it, or a pattern with *."
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """What of the tab is known."""
        known = {"index": self.index, "url": self.url, "title": self.title}
        return {name: value for name, value in known.items() if value is not None}


class Switch(Which):
    """Make another tab the current one, once it is there."""

    kind: Literal["switch"]

    @model_validator(mode="after")
    def _one_way(self) -> "Switch":
        if not self.wanted:
            raise ValueError("give the tab's number, address or title")
        return self


class Close(Which):
    """Close a tab: the current one, if none is named."""

    kind: Literal["close"]


class Listed(_Action):
    """Only list the tabs."""

    kind: Literal["list"]


class Config(PageConfig):
    """What to do with which tab."""

    action: Annotated[New | Switch | Close | Listed, Field(discriminator="kind")] = Field(title="Action")


class Output(PageOutput):
    """The current tab, and all of them: `index`, `url`, `title`, `current`."""

    title: str
    tabs: list[dict[str, Any]]


async def run(config: Config, ctx: Context) -> Output:
    """Does what is asked; raises NodeError `browser.no_tab`, `browser.last_tab`, and what `browser.goto` raises."""
    from flow_builder.browser import tabs

    session = session_of(config, ctx)
    match config.action:
        case New():
            await _open(session, config.action, config)
        case Switch():
            session.use(await _find(session, config.action, config.timeout_s))
            with session.acting("show the tab"):
                await session.page.bring_to_front()
        case Close():
            page = session.page if not config.action.wanted else await _find(session, config.action, 0)
            await tabs.close(session, page)
        case Listed():
            pass
    visit = await session.visit()
    return Output(url=visit.url, title=visit.title, tabs=await tabs.listed(session))


async def _open(session: "Session", action: New, config: Config) -> None:
    from flow_builder.browser import tabs

    base = session.url if session.url.startswith("http") else ""
    await tabs.add(session)
    if action.url is not None:
        url = urljoin(base, action.url)
        visit = await session.goto(url, wait_until=action.wait_until, timeout_s=config.timeout_s)
        check_status(visit.status, visit.url)


async def _find(session: "Session", which: Which, timeout_s: float) -> "Page":
    """Returns the tab, waiting until there is one that fits."""
    from flow_builder.browser import tabs

    deadline = asyncio.get_running_loop().time() + timeout_s
    while (page := await tabs.find(session, **which.wanted)) is None:
        if asyncio.get_running_loop().time() >= deadline:
            raise NodeError(
                "No tab fits.",
                code="browser.no_tab",
                retryable=True,
                details={"wanted": which.wanted, "tabs": await tabs.listed(session)},
            )
        await asyncio.sleep(_POLL_SECONDS)
    with session.acting("wait for the tab"):
        await page.wait_for_load_state(timeout=timeout_s * 1_000 if timeout_s else None)
    return page


EXAMPLES = (
    Example(
        "Another page in a tab of its own",
        {"action": {"kind": "new", "url": "/form.html"}},
        input={"page": "/products.html"},
        check=lambda output: (
            [tab["title"] for tab in output["tabs"]] == ["Products", "Order"] and output["tabs"][1]["current"] is True
        ),
        needs="page",
    ),
    Example(
        "Back to the first",
        {"action": {"kind": "switch", "url": "*/products.html"}},
        input={"page": "/products.html"},
        check=lambda output: output["title"] == "Products",
        needs="page",
    ),
    Example(
        "None fits",
        {"action": {"kind": "switch", "title": "Invoice"}, "timeout_s": 0.2},
        input={"page": "/products.html"},
        error="browser.no_tab",
        needs="page",
    ),
    Example(
        "The last one stays",
        {"action": {"kind": "close"}},
        input={"page": "/products.html"},
        error="browser.last_tab",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.tab",
    title="Tab",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="panels-top-left",
    examples=EXAMPLES,
)
