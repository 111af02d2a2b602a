"""Captures what the page's scripts load from servers: often the data behind a page, as JSON, without reading the page.

Two steps around the action: one that *starts* a capture, then the step that makes the page ask (a click, another
page), then one that *collects*. A capture keeps up to 1,000 responses and 50 MB. Collecting ends it, unless told to
go on. What collects waits until enough responses came, or until a condition holds for one of them.
"""

import json
import time
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.browser.patterns import Pattern
from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeType, PerItem
from flow_builder.nodes.browser.page import PageConfig, PageOutput, session_of
from flow_builder.nodes.file_names import safe_name
from flow_builder.nodes.truth import truthy

if TYPE_CHECKING:
    from flow_builder.browser.traffic import Exchange, Watch


class _Do(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Start(_Do):
    """Begins to capture."""

    kind: Literal["start"] = "start"
    url: Pattern | None = Field(
        default=None,
        title="Address",
        description="With `*` for anything, or a regular expression between slashes. Empty: any.",
    )
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] | None = Field(default=None, title="Method")
    status: int | None = Field(
        default=2, ge=1, le=599, title="Status", description="A class (2 for 200 to 299) or one status. Empty: any."
    )
    scripts_only: bool = Field(
        default=True, title="Scripts' requests only", description="Off: documents, images and the like, too."
    )


class Collect(_Do):
    """Takes what came, once it is enough."""

    kind: Literal["collect"]
    count: int = Field(default=1, ge=0, le=1_000, title="At least", description="Responses; 0 takes what came so far.")
    until: PerItem = Field(
        default=None,
        title="Until",
        description="Expression that ends waiting when it holds for a response: `{{ !item.body.next }}`.",
    )
    content: Literal["json", "text", "file"] = Field(default="json", title="Content as")
    go_on: bool = Field(default=False, title="Go on", description="Keep capturing after this step.")


class Config(PageConfig):
    """Start or collect."""

    name: str = Field(
        default="main", min_length=1, max_length=64, title="Capture", description="Several may run at once."
    )
    do: Annotated[Start | Collect, Field(discriminator="kind")] = Field(title="Do")


class Captured(BaseModel):
    """One response. `body` is its JSON or text, `file` what was kept as a file."""

    url: str
    method: str
    status: int
    content_type: str
    body: Any = None
    file: Artifact | None = None


class Output(PageOutput):
    """What was collected; `body` is the first response's. Starting gives none."""

    responses: list[Captured] = Field(default_factory=list)
    body: Any = None
    count: int = 0
    dropped: int = 0
    """Responses that were over the limits."""


async def run(config: Config, ctx: Context) -> Output:
    """Starts or collects.

    Raises NodeError `browser.no_capture`, `browser.response_missing`, `browser.response_invalid`, LimitExceeded
    `browser.capture_size`.
    """
    from flow_builder.browser.traffic import Match

    session = session_of(config, ctx)
    do = config.do
    if isinstance(do, Start):
        session.traffic.start(config.name, Match(do.url, do.method, do.status, scripted=do.scripts_only))
        return Output(url=session.url)
    watch = session.traffic.capture(config.name)
    with session.acting("wait for a response"):
        found = await _collect(watch, do, config.timeout_s, ctx)
    if not do.go_on:
        session.traffic.stop(config.name)
    first = found[0].body if found else None
    return Output(url=session.url, responses=found, body=first, count=len(found), dropped=watch.dropped)


async def _collect(watch: "Watch", do: Collect, timeout_s: float, ctx: Context) -> list[Captured]:
    ends = time.monotonic() + timeout_s
    if do.count == 0 and do.until is None:
        return [await _captured(each, do, ctx) for each in await watch.take()]
    found: list[Captured] = []
    while True:
        exchange = await watch.next(max(ends - time.monotonic(), 0.001))
        found.append(await _captured(exchange, do, ctx))
        item = found[-1].model_dump(mode="json")
        if do.until is None and len(found) >= do.count:
            break
        if do.until is not None and truthy(ctx.evaluate(do.until, item=item, index=len(found) - 1)):
            break
    return [*found, *[await _captured(each, do, ctx) for each in await watch.take()]]


async def _captured(exchange: "Exchange", do: Collect, ctx: Context) -> Captured:
    about = Captured(
        url=exchange.url, method=exchange.method, status=exchange.status, content_type=exchange.content_type
    )
    content = exchange.content or b""
    if do.content == "file":
        name = safe_name(exchange.url.partition("?")[0].rpartition("/")[2], "response")
        kind = exchange.content_type or "application/octet-stream"
        return about.model_copy(update={"file": await ctx.save_artifact(name, content, kind)})
    text = content.decode("utf-8", "replace")
    return about.model_copy(update={"body": _parsed(text, exchange) if do.content == "json" else text})


def _parsed(text: str, exchange: "Exchange") -> Any:
    from flow_builder.browser.text import parse

    if not text.strip():
        return None
    try:
        return parse(text)
    except json.JSONDecodeError:
        raise NodeError(
            f"The response from {exchange.url[:500]} is not JSON.",
            code="browser.response_invalid",
            hint="Collect it as text, or choose another address.",
            details={"url": exchange.url[:2_000], "content_type": exchange.content_type, "text": text[:300]},
        ) from None


EXAMPLES = (
    Example(
        "Start before the action",
        {"do": {"kind": "start", "url": "*/api/*"}},
        input={"page": "/asks.html"},
        check=lambda output: output["responses"] == [],
        needs="page",
    ),
    Example(
        "Collecting what was never started",
        {"name": "orders", "do": {"kind": "collect"}},
        input={"page": "/asks.html"},
        error="browser.no_capture",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.capture_response",
    title="Capture response",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="radio-tower",
    timeout_s=3_600,
    examples=EXAMPLES,
)
