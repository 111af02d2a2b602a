"""Reads and writes pages of Notion.

* **query** gives the pages of a database, over all of Notion's pages of results, with their properties as plain values.
* **create** adds a page to a database, **update** changes a page's properties, **append** adds to a page's content.

Properties are written as plain values (texts, numbers, lists of names, ISO dates) and fitted to their kinds; an object in
Notion's own form is taken as it is. Content is a text, with an empty line between paragraphs, or Notion's **blocks**.

The credential `notion` holds the `token` of an integration (share the database with it), and optionally `base_url`.
"""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.storage._notion import paragraphs, plain, properties
from flow_builder.nodes.text import Text
from flow_builder.nodes.web_api import Problem, Service, base_url

_API = "https://api.notion.com"
_VERSION = "2025-09-03"
_PAGE = 100
_BLOCKS = 100
_MOST = 10_000
_ID = re.compile(r"([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})(?:[?#].*)?$", re.IGNORECASE)
_BUSY = 503

Place = Annotated[Text, Field(min_length=1, description="Its address, or its id.")]


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _OfDatabase(_Action):
    database: Place = Field(title="Database")
    data_source: Place | None = Field(
        default=None, title="Data source", description="Needed when the database has several."
    )


class _Content(_Action):
    text: Text | None = Field(default=None, title="Text", description="An empty line begins a new paragraph.")
    blocks: list[dict[str, Any]] = Field(default_factory=list, max_length=1_000, title="Blocks")


class Query(_OfDatabase):
    """Read pages."""

    kind: Literal["query"]
    filter: dict[str, Any] | None = Field(default=None, title="Filter", description="In Notion's form.")
    sorts: list[dict[str, Any]] = Field(default_factory=list, title="Sort", description="In Notion's form.")
    max_pages: int = Field(default=1_000, ge=1, le=_MOST, title="At most (pages)")


class Create(_OfDatabase, _Content):
    """Add a page."""

    kind: Literal["create"]
    properties: dict[str, Any] = Field(title="Properties")


class Update(_Action):
    """Change a page."""

    kind: Literal["update"]
    page: Place = Field(title="Page")
    properties: dict[str, Any] = Field(default_factory=dict, title="Properties")
    archived: bool | None = Field(default=None, title="In the bin", description="Empty: as it is.")


class Append(_Content):
    """Add to a page."""

    kind: Literal["append"]
    page: Place = Field(title="Page")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.text and not self.blocks:
            raise ValueError("There is nothing to add: give a text or blocks.")
        return self


class Config(NodeConfig):
    """What is done with what."""

    credential: str = credential_field("notion", required=True)
    action: Annotated[Query | Create | Update | Append, Field(discriminator="kind")] = Field(title="Action")


class Output(NodeOutput):
    """What was read or written."""

    pages: list[dict[str, Any]]
    """`{"id", "url", "created_at", "edited_at", "archived", "properties"}`."""
    count: int
    """Pages, or blocks that were added."""
    truncated: bool = False


async def run(config: Config, ctx: Context) -> Output:
    """Does the action; NodeError `service.*` (see `web_api`), `notion.*`, `credential.*`."""
    fields = await credential_fields(ctx, config.credential, "notion", needs=("token",))
    headers = {"authorization": f"Bearer {fields['token']}", "notion-version": _VERSION}
    service = Service("Notion", ctx, base_url(fields, _API), _problem, headers)
    match config.action:
        case Query():
            return await _query(service, config.action)
        case Create():
            return await _create(service, config.action)
        case Update():
            return await _update(service, config.action)
        case _:
            blocks = _blocks(config.action)
            await _add(service, _id(config.action.page, "/action/page"), blocks)
            return Output(pages=[], count=len(blocks))


async def _query(service: Service, action: Query) -> Output:
    source = await _source(service, action)
    asked: dict[str, Any] = {"page_size": min(_PAGE, action.max_pages + 1)}
    asked |= {"filter": action.filter} if action.filter else {}
    asked |= {"sorts": action.sorts} if action.sorts else {}
    pages: list[dict[str, Any]] = []
    while True:
        answer = await service.call("POST", f"/v1/data_sources/{source}/query", body=asked)
        pages += map(_page, answer["results"])
        asked["start_cursor"] = answer.get("next_cursor")
        if not answer.get("has_more") or len(pages) > action.max_pages:
            break
    kept = pages[: action.max_pages]
    return Output(pages=kept, count=len(kept), truncated=len(kept) < len(pages))


async def _create(service: Service, action: Create) -> Output:
    source = await _source(service, action)
    schema = (await service.call("GET", f"/v1/data_sources/{source}"))["properties"]
    blocks = _blocks(action)
    body = {
        "parent": {"type": "data_source_id", "data_source_id": source},
        "properties": properties(action.properties, schema),
        "children": blocks[:_BLOCKS],
    }
    page = await service.call("POST", "/v1/pages", body=body)
    await _add(service, page["id"], blocks[_BLOCKS:])
    return Output(pages=[_page(page)], count=1)


async def _update(service: Service, action: Update) -> Output:
    page = f"/v1/pages/{_id(action.page, '/action/page')}"
    body: dict[str, Any] = {} if action.archived is None else {"in_trash": action.archived}
    if action.properties:
        known = await service.call("GET", page)
        body["properties"] = properties(action.properties, known["properties"])
    return Output(pages=[_page(await service.call("PATCH", page, body=body))], count=1)


async def _add(service: Service, page: str, blocks: list[dict[str, Any]]) -> None:
    for at in range(0, len(blocks), _BLOCKS):
        await service.call("PATCH", f"/v1/blocks/{page}/children", body={"children": blocks[at : at + _BLOCKS]})


async def _source(service: Service, action: Query | Create) -> str:
    """Returns the id of the database's data source; NodeError `notion.several` when it has several."""
    if action.data_source:
        return _id(action.data_source, "/action/data_source")
    database = await service.call("GET", f"/v1/databases/{_id(action.database, '/action/database')}")
    sources = database.get("data_sources", [])
    if len(sources) != 1:
        raise NodeError(
            f"The database has {len(sources)} data sources; say which one.",
            code="notion.several",
            field="/action/data_source",
            details={"data_sources": [{"id": each.get("id"), "name": each.get("name")} for each in sources[:20]]},
        )
    return str(sources[0]["id"])


def _id(text: str, field: str) -> str:
    found = _ID.search(text.strip())
    if not found:
        raise NodeError(f"{text!r} is neither an address nor an id of Notion.", code="notion.bad_id", field=field)
    return found[1].replace("-", "").lower()


def _blocks(content: _Content) -> list[dict[str, Any]]:
    return [*(paragraphs(content.text) if content.text else ()), *content.blocks]


def _page(page: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": page["id"],
        "url": page.get("url"),
        "created_at": page.get("created_time"),
        "edited_at": page.get("last_edited_time"),
        "archived": bool(page.get("in_trash")),
        "properties": {name: plain(value) for name, value in page.get("properties", {}).items()},
    }


def _problem(answer: Any) -> Problem:
    if not isinstance(answer, dict):
        return Problem()
    reason = str(answer.get("code") or "")
    # Notion asks to repeat what collided with another change.
    return Problem(reason, str(answer.get("message") or ""), status=_BUSY if reason == "conflict_error" else None)


EXAMPLES = (
    Example(
        "Note what was found",
        {
            "credential": "our-notion",
            "action": {
                "kind": "create",
                "database": "https://www.notion.so/acme/248104cd477e80fdb757e945d38000bd?v=1",
                "properties": {"Name": "{{ input.title }}", "Tags": ["found"], "Date": "2026-01-31"},
                "text": "{{ input.text }}",
            },
        },
        input={"title": "A page", "text": "What it says."},
        needs="network",
    ),
    Example(
        "Nothing to add",
        {
            "credential": "our-notion",
            "action": {"kind": "append", "page": "248104cd477e80fdb757e945d38000bd"},
        },
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="storage.notion",
    title="Notion",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="notebook-text",
    dependency=lambda config: f"Notion by {config.credential}",
    examples=EXAMPLES,
)
