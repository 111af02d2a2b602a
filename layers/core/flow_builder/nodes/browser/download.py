"""Keeps files that a site gives: from an address, by a click, or those that came already.

* **An address** is loaded as the session's pages would load it: with its cookies, through its proxy. Files that a
  browser would show (PDF, text, pictures) are loaded, too.
* **A click** may save a file at once, make one in the page (blob and data addresses), open it in a new tab, or give
  several at once.
* **Came already** takes files that earlier steps caused without asking for them; a session keeps up to 20 of them.

The file itself is judged, not the page: its size, its name and what its content shows it to be. A web page that comes
in a file's place (an error, a login form) fails the step with `browser.download_unexpected`, and so does an empty file
unless *Smallest* is 0. A file that breaks off fails with `browser.download_failed`.
"""

import time
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import urljoin

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.browser.expected import Expected
from flow_builder.browser.targets import Targets
from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.files import keep
from flow_builder.nodes.browser.page import PageConfig, PageOutput, milliseconds, session_of

if TYPE_CHECKING:
    from flow_builder.browser.expected import Received
    from flow_builder.browser.session import Session


class _From(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Address(_From):
    """A file by its address."""

    kind: Literal["address"]
    url: str = Field(min_length=1, title="Address", description="May be relative to the page's own.")
    referer: str | None = Field(default=None, title="Referer", description="Empty: the page's address.")


class Click(_From):
    """Files that a click leads to."""

    kind: Literal["click"] = "click"
    target: Targets = Field(title="Element")


class Arrived(_From):
    """Files that earlier steps caused; waits for the first if there is none yet."""

    kind: Literal["arrived"]


class Config(PageConfig):
    """Where the files come from, and what they must be."""

    source: Annotated[Address | Click | Arrived, Field(discriminator="kind")] = Field(title="From")
    count: int = Field(default=1, ge=1, le=50, title="Files", description="How many must come.")
    expect: Expected = Field(default=Expected(), title="Expect")
    name: str | None = Field(
        default=None, min_length=1, max_length=200, title="File name", description="Empty: as the site suggests."
    )

    @model_validator(mode="after")
    def _one_address_one_file(self) -> "Config":
        if self.count > 1 and (isinstance(self.source, Address) or self.name is not None):
            raise ValueError("an address, or a file name of your own, goes with one file only")
        return self


class Output(PageOutput):
    """The files; `file` is the first."""

    file: Artifact
    files: list[Artifact]


async def run(config: Config, ctx: Context) -> Output:
    """Loads and keeps the files; errors are listed above, and `browser.download_missing`, `browser.http_error`."""
    session = session_of(config, ctx)
    session.downloads.max_bytes = config.expect.max_bytes
    received = await _received(session, config)
    files = [await keep(ctx, each, config.expect, config.name) for each in received]
    return Output(url=session.url, file=files[0], files=files)


async def _received(session: "Session", config: Config) -> "list[Received]":
    match config.source:
        case Address(url=url, referer=referer):
            return [await _load(session, config, url, referer)]
        case Click(target=target):
            locator = await session.element(target, "click", config.timeout_s)
            session.touched()
            with session.acting("click", target), session.downloads.wanted():
                await session.hand.click(locator, timeout_ms=milliseconds(config))
                return await _several(session, config)
        case Arrived():
            with session.downloads.wanted(earlier=True):
                return await _several(session, config)


async def _load(session: "Session", config: Config, url: str, referer: str | None) -> "Received":
    from flow_builder.browser.fetching import fetch
    from flow_builder.browser.politeness import visiting

    base = session.url if session.url.startswith("http") else ""
    address = urljoin(base, url)
    session.headers.visit(address)
    async with visiting(session.sites, address, session.options.politeness, session.log):
        return await fetch(
            session.context,
            address,
            timeout_s=config.timeout_s,
            max_bytes=config.expect.max_bytes,
            referer=referer or base or None,
        )


async def _several(session: "Session", config: Config) -> "list[Received]":
    ends = time.monotonic() + config.timeout_s
    received: list[Received] = []
    while len(received) < config.count:
        try:
            received.append(await session.downloads.next(max(ends - time.monotonic(), 0.001)))
        except NodeError as error:
            if error.code == "browser.download_missing" and received:
                error.message = f"{len(received)} of {config.count} files came in time."
                error.details["came"] = [each.name for each in received]
            raise
    return received


EXAMPLES = (
    Example(
        "By a click, a CSV of at most 1 MB",
        {
            "source": {"kind": "click", "target": "#report"},
            "expect": {"types": ["csv"], "name": "report*.csv", "max_bytes": 1_000_000},
        },
        input={"page": "/products.html"},
        check=lambda output: (
            output["file"]["name"] == "report.csv"
            and output["file"]["content_type"] == "text/csv"
            and len(output["files"]) == 1
        ),
        needs="page",
    ),
    Example(
        "By address, with the session's cookies",
        {"source": {"kind": "address", "url": "report.csv"}, "name": "march.csv"},
        input={"page": "/products.html"},
        check=lambda output: output["file"]["name"] == "march.csv",
        needs="page",
    ),
    Example(
        "A web page where a PDF is expected",
        {"source": {"kind": "address", "url": "/form.html"}, "expect": {"types": ["pdf"]}},
        input={"page": "/products.html"},
        error="browser.download_unexpected",
        needs="page",
    ),
    Example(
        "No file comes",
        {"source": {"kind": "click", "target": "h1"}, "timeout_s": 1},
        input={"page": "/products.html"},
        error="browser.download_missing",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.download",
    title="Download",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="download",
    timeout_s=3_600,
    examples=EXAMPLES,
)
