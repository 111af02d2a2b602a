"""Reads and writes the records of an Airtable table.

* **list** gives records, over all pages; `where` asks for equal fields, `formula` for anything else.
* **create**, **update** (by id), **upsert** (by the fields in `match`) and **delete** work in batches of ten, at the five
  calls a second that Airtable allows. When a later batch fails, the earlier ones have happened: `details.done` says how many
  records. Upsert is the one that can be repeated safely.

The credential `airtable` holds a personal access `token` with the scopes `data.records:read` and `data.records:write`, and
optionally `base_url`.
"""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.credential_fields import credential_fields
from flow_builder.nodes.text import Text, as_text
from flow_builder.nodes.web_api import Problem, Service, base_url, part

_API = "https://api.airtable.com"
_BATCH = 10
_PAGE = 100
_PACE_S = 0.2
_PENALTY_S = 30.0
"""How long Airtable refuses everything after too many calls; it does not say so in its answer."""
_MOST = 10_000

Records = Annotated[list[dict[str, Any]], Field(title="Records", max_length=_MOST)]


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sort(_Action):
    """An order."""

    field: str = Field(title="Field", min_length=1)
    direction: Literal["asc", "desc"] = Field(default="asc", title="Direction")


class List(_Action):
    """Read records."""

    kind: Literal["list"]
    where: dict[str, Any] = Field(default_factory=dict, title="Where", description="Fields and the values they have.")
    formula: Text | None = Field(
        default=None, title="Formula", description="Airtable's own; records for which it holds."
    )
    view: Text | None = Field(default=None, title="View")
    fields: list[str] = Field(default_factory=list, title="Fields", description="Empty: all.")
    sort: list[Sort] = Field(default_factory=list, title="Sort")
    max_records: int = Field(default=1_000, ge=1, le=_MOST, title="At most (records)")


class Create(_Action):
    """Add records."""

    kind: Literal["create"]
    records: Records = Field(description="Objects of fields.")
    typecast: bool = Field(default=False, title="Convert texts")


class Update(_Action):
    """Change records."""

    kind: Literal["update"]
    records: Records = Field(description="Objects `{id, fields}`; other fields stay as they are.")
    typecast: bool = Field(default=False, title="Convert texts")


class Upsert(_Action):
    """Change records, or add those that are not there."""

    kind: Literal["upsert"]
    records: Records = Field(description="Objects of fields.")
    match: list[str] = Field(
        min_length=1, max_length=3, title="Match", description="Fields that say which record it is."
    )
    typecast: bool = Field(default=False, title="Convert texts")


class Delete(_Action):
    """Remove records."""

    kind: Literal["delete"]
    ids: list[str] = Field(max_length=_MOST, title="Ids")


class Config(NodeConfig):
    """What is done with which table."""

    credential: str = credential_field("airtable", required=True)
    base: Text = Field(title="Base", pattern=r"^app[A-Za-z0-9]+$", description="Its id.", examples=["appAbC123"])
    table: Text = Field(title="Table", min_length=1, description="Its name, or better its id.")
    action: Annotated[List | Create | Update | Upsert | Delete, Field(discriminator="kind")] = Field(title="Action")


class Output(NodeOutput):
    """What was read or written."""

    records: list[dict[str, Any]]
    """`{"id", "created_at", "fields"}`."""
    count: int
    created: list[str] = Field(default_factory=list)
    """Ids that an upsert has added."""
    truncated: bool = False


async def run(config: Config, ctx: Context) -> Output:
    """Does the action; NodeError `service.*` (see `web_api`), `airtable.bad_record`, `credential.*`."""
    fields = await credential_fields(ctx, config.credential, "airtable", needs=("token",))
    headers = {"authorization": f"Bearer {fields['token']}"}
    service = Service("Airtable", ctx, base_url(fields, _API), _problem, headers)
    table = f"/v0/{part(config.base)}/{part(config.table)}"
    match config.action:
        case List():
            return await _list(service, table, config.action)
        case Delete():
            return await _delete(service, table, config.action.ids)
        case _:
            return await _write(service, table, config.action)


async def _list(service: Service, table: str, action: List) -> Output:
    asked: dict[str, Any] = {"pageSize": min(_PAGE, action.max_records + 1)}
    asked |= {"filterByFormula": _formula(action), "view": action.view, "fields": action.fields}
    asked["sort"] = [each.model_dump() for each in action.sort]
    asked = {name: value for name, value in asked.items() if value}
    records: list[dict[str, Any]] = []
    while True:
        # By POST, because a formula may be longer than an address.
        answer = await service.call("POST", f"{table}/listRecords", body=asked)
        records += map(_record, answer["records"])
        asked["offset"] = answer.get("offset")
        if not asked["offset"] or len(records) > action.max_records:
            break
        await asyncio.sleep(_PACE_S)
    kept = records[: action.max_records]
    return Output(records=kept, count=len(kept), truncated=len(kept) < len(records))


def _formula(action: List) -> str | None:
    """Returns the formula for both kinds of conditions; values are quoted, so that they stay values."""
    terms = [f"{{{name.replace('}', '')}}} = {_quoted(value)}" for name, value in action.where.items()]
    terms += [action.formula] if action.formula else []
    return f"AND({', '.join(terms)})" if terms else None


def _quoted(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE()" if value else "FALSE()"
    if value is None:
        return "BLANK()"
    if isinstance(value, int | float):
        return as_text(value)
    text = as_text(value).replace("\\", "\\\\").replace("'", "\\'")
    return "'" + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + "'"


async def _write(service: Service, table: str, action: Create | Update | Upsert) -> Output:
    rest: dict[str, Any] = {"typecast": True} if action.typecast else {}
    if isinstance(action, Upsert):
        rest["performUpsert"] = {"fieldsToMergeOn": action.match}
    if isinstance(action, Update):
        ready = [_with_id(record, at) for at, record in enumerate(action.records)]
    else:
        ready = [{"fields": record} for record in action.records]
    method = "POST" if isinstance(action, Create) else "PATCH"
    records: list[dict[str, Any]] = []
    created: list[str] = []
    for at, batch in _batches(ready):
        answer = await _paced(at, service, method, table, body={**rest, "records": batch})
        records += map(_record, answer["records"])
        created += answer.get("createdRecords", [])
    return Output(records=records, count=len(records), created=created)


async def _delete(service: Service, table: str, ids: list[str]) -> Output:
    records: list[dict[str, Any]] = []
    for at, batch in _batches(ids):
        answer = await _paced(at, service, "DELETE", table, query={"records[]": batch})
        records += [{"id": each["id"], "created_at": None, "fields": {}} for each in answer["records"]]
    return Output(records=records, count=len(records))


def _batches(values: Sequence[Any]) -> list[tuple[int, Sequence[Any]]]:
    return [(at, values[at : at + _BATCH]) for at in range(0, len(values), _BATCH)]


async def _paced(done: int, service: Service, method: str, path: str, **rest: Any) -> Any:
    """Makes a call after as long as Airtable wants between two; an error says how many records were done before."""
    if done:
        await asyncio.sleep(_PACE_S)
    try:
        return await service.call(method, path, **rest)
    except NodeError as error:
        error.details["done"] = done
        raise


def _with_id(record: dict[str, Any], at: int) -> dict[str, Any]:
    if not isinstance(record.get("id"), str) or not isinstance(record.get("fields"), dict):
        raise NodeError(
            f"Record {at} is not `{{id, fields}}`.", code="airtable.bad_record", field=f"/action/records/{at}"
        )
    return {"id": record["id"], "fields": record["fields"]}


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return {"id": record["id"], "created_at": record.get("createdTime"), "fields": record.get("fields", {})}


def _problem(answer: Any) -> Problem:
    if not isinstance(answer, dict):
        return Problem()
    error = answer.get("error") or next(iter(answer.get("errors") or []), None)
    if isinstance(error, str):
        return Problem(error)
    if isinstance(error, dict):
        reason = str(error.get("type") or error.get("error") or "")
        wait = _PENALTY_S if reason == "RATE_LIMIT_REACHED" else None
        return Problem(reason, str(error.get("message") or ""), wait)
    return Problem()


EXAMPLES = (
    Example(
        "Keep a table of prices up to date",
        {
            "credential": "our-airtable",
            "base": "appAbC123",
            "table": "Prices",
            "action": {"kind": "upsert", "records": "{{ input.prices }}", "match": ["Sku"]},
        },
        input={"prices": [{"Sku": "A-1", "Price": 9.5}]},
        needs="network",
    ),
    Example(
        "A base that is none",
        {"credential": "our-airtable", "base": "../x", "table": "Prices", "action": {"kind": "list"}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="storage.airtable",
    title="Airtable",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="table-2",
    dependency=lambda config: f"Airtable by {config.credential}",
    examples=EXAMPLES,
)
