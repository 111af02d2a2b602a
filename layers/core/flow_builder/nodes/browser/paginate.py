"""Reads a list that goes on over several pages: rows as in browser.extract_list, and a way to get further.

The way is a next button, a "load more" button, endless scrolling or a numbered address. It ends when that way ends, when
a page brings nothing new or the rows of an earlier page, when an element shows that marks the end, or at the most pages,
rows or seconds you allow. `unique_by` drops rows seen before.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from flow_builder.browser.fields import Fields
from flow_builder.browser.locales import LocaleName
from flow_builder.browser.targets import Targets
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import PageConfig, PageOutput, holds, session_of


class _Next(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class NextButton(_Next):
    """A link or button that leads to the next page; the end is where it is missing, hidden or disabled."""

    kind: Literal["next_button"] = "next_button"
    target: Targets = Field(title="Button")


class LoadMore(_Next):
    """A button that adds rows to the page; the end is where it is missing, hidden or disabled, or adds none."""

    kind: Literal["load_more"]
    target: Targets = Field(title="Button")


class InfiniteScroll(_Next):
    """Scrolling adds rows; the end is where it adds none within `settle_s` seconds."""

    kind: Literal["infinite_scroll"]
    settle_s: float = Field(default=3.0, gt=0, le=60, title="Settle time", description="Seconds rows have to come.")
    by: Literal["end", "screen"] = Field(
        default="end",
        title="Scroll",
        description="To the end at once; or a screen at a time, for lists that drop rows out of sight.",
    )


class UrlPattern(_Next):
    """A numbered address; the end is one that answers "not found", has no rows, or those of an earlier page."""

    kind: Literal["url_pattern"]
    url: str = Field(title="Address", description="With {page} for the number.")
    start: int = Field(default=1, ge=0, title="First number")
    step: int = Field(default=1, ge=1, title="Step")

    @field_validator("url")
    @classmethod
    def _numbered(cls, url: str) -> str:
        if "{page}" not in url:
            raise ValueError("the address must hold {page}")
        return url


class Config(PageConfig):
    """Which rows, what to read from each, and how to get further."""

    row: Targets = Field(title="Row", description="Matches every row.")
    fields: Fields
    next: Annotated[NextButton | LoadMore | InfiniteScroll | UrlPattern, Field(discriminator="kind")] = Field(
        title="Getting further"
    )
    max_pages: int = Field(default=100, ge=1, le=10_000, title="At most", description="Pages.")
    max_items: int | None = Field(default=None, ge=1, le=100_000, title="At most", description="Rows.")
    max_seconds: float | None = Field(default=None, gt=0, le=86_400, title="At most", description="Seconds.")
    until: Targets | None = Field(
        default=None, title="Until", description="An element whose sight marks the end, such as `.end-of-list`."
    )
    unique_by: str | None = Field(
        default=None, title="Unique by", description="A field's name; repeated rows are dropped."
    )
    locale: LocaleName = None
    delay_s: float = Field(default=0, ge=0, le=600, title="Delay", description="Seconds between pages.")

    @model_validator(mode="after")
    def _unique_field_exists(self) -> "Config":
        if self.unique_by is not None and self.unique_by not in {field.name for field in self.fields}:
            raise ValueError(f"unique_by: there is no field {self.unique_by!r}")
        if isinstance(self.next, InfiniteScroll) and self.next.by == "screen" and self.unique_by is None:
            raise ValueError("scrolling by screens meets rows twice: name the field they are unique by")
        return self


class Output(PageOutput):
    """All rows in order; `ended` says why it stopped."""

    items: list[dict[str, Any]]
    pages: int
    count: int
    ended: Literal["last_page", "nothing_new", "end_mark", "max_pages", "max_items", "max_seconds"]


async def run(config: Config, ctx: Context) -> Output:
    """Goes through the pages; raises what extract_list and goto raise."""
    from flow_builder.browser.paging import Paging, Rules

    session = session_of(config, ctx)
    rules = Rules(
        config.row,
        config.fields,
        max_pages=config.max_pages,
        max_items=config.max_items,
        max_seconds=config.max_seconds,
        until=config.until,
        unique_by=config.unique_by,
        locale=config.locale,
        delay_s=config.delay_s,
        timeout_s=config.timeout_s,
    )
    paging = Paging(
        session,
        rules,
        lambda page, new, total: ctx.log(f"Page {page}: {new} rows", page=page, rows=new, total=total),
    )
    match config.next:
        case NextButton(target=target):
            ended = await paging.by_next_button(target)
        case LoadMore(target=target):
            ended = await paging.by_load_more(target)
        case InfiniteScroll(settle_s=settle_s, by=by):
            ended = await (paging.by_screens if by == "screen" else paging.by_scrolling)(settle_s)
        case UrlPattern(url=url, start=start, step=step):
            ended = await paging.by_address(url, start, step)
    return Output(url=session.url, items=paging.items, pages=paging.pages, count=len(paging.items), ended=ended)


_FIELDS = [{"name": "name", "target": "b"}, {"name": "number", "target": "i", "as": "integer"}]
EXAMPLES = (
    Example(
        "A next button",
        {"row": "li", "fields": _FIELDS, "next": {"kind": "next_button", "target": {"text": "Next"}}},
        input={"page": "/pages/1.html"},
        check=lambda output: (
            [item["number"] for item in output["items"]] == [1, 2, 3, 4, 5, 6, 7]
            and holds(pages=3, ended="last_page")(output)
        ),
        needs="page",
    ),
    Example(
        "Numbered addresses, at most five rows",
        {
            "row": "li",
            "fields": _FIELDS,
            "next": {"kind": "url_pattern", "url": "{{ env.SITE }}/pages/{page}.html"},
            "max_items": 5,
        },
        input={"page": "/form.html"},
        check=holds(count=5, pages=2, ended="max_items"),
        needs="page",
    ),
    Example(
        "Numbered addresses up to the last",
        {"row": "li", "fields": _FIELDS, "next": {"kind": "url_pattern", "url": "/pages/{page}.html"}},
        input={"page": "/form.html"},
        check=holds(count=7, pages=3, ended="last_page"),
        needs="page",
    ),
    Example(
        "Load more",
        {"row": "li", "fields": _FIELDS, "next": {"kind": "load_more", "target": "#more"}},
        input={"page": "/more.html"},
        check=holds(count=25, pages=3, ended="last_page"),
        needs="page",
    ),
    Example(
        "Endless scrolling",
        {"row": "li", "fields": _FIELDS, "next": {"kind": "infinite_scroll", "settle_s": 1}, "unique_by": "number"},
        input={"page": "/scroll.html"},
        check=holds(count=60, ended="nothing_new"),
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.paginate",
    title="Extract from pages",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    side_effect=True,
    replay="never",
    icon="book-open",
    timeout_s=3_600,
    examples=EXAMPLES,
)
