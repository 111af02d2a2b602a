"""Reads and writes a Google spreadsheet.

* **read** gives the rows of a range as objects, named by its first row; without a header row, as lists.
* **append** adds rows below a table. Objects are put into the columns of its first row; an empty sheet gets that row first.
* **update** writes a range. Objects are written with their names as first row.
* **clear** empties a range.

A range is written `Sheet1!A1:D`, or just `Sheet1`. Values are stored as they are; with `formulas` they are read as if
somebody typed them, which turns `=1+1` into a formula and `1/2` into a date. Do not do that with values from outside.

Credentials: `google_service_account` with `json` (the key file), or `client_email` and `private_key`; share the
spreadsheet with that address. Or `oauth2` with `access_token`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, credential_field
from flow_builder.nodes.storage._google import TYPES, as_node_error, google
from flow_builder.nodes.text import Text, as_text
from flow_builder.nodes.web_api import Service, part

_API = "https://sheets.googleapis.com"
_SCOPE = "https://www.googleapis.com/auth/spreadsheets"
_URL = re.compile(r"/spreadsheets/d/([A-Za-z0-9_-]+)")
_MOST = 100_000

Range = Annotated[str, Field(title="Range", min_length=1, max_length=500, examples=["Sheet1!A1:D"])]
Rows = Annotated[
    list[dict[str, Any]] | list[list[Any]],
    Field(title="Rows", max_length=_MOST, description="Objects, or lists of cells."),
]


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    range: Range


class Read(_Action):
    """Read rows."""

    kind: Literal["read"]
    header: bool = Field(default=True, title="First row has the names")
    formatted: bool = Field(default=False, title="As shown", description="Texts as people see them, such as `1.50 €`.")
    max_rows: int = Field(default=10_000, ge=1, le=_MOST, title="At most (rows)")


class Append(_Action):
    """Add rows."""

    kind: Literal["append"]
    rows: Rows
    formulas: bool = Field(default=False, title="Read values as typed")


class Update(_Action):
    """Write a range."""

    kind: Literal["update"]
    rows: Rows
    formulas: bool = Field(default=False, title="Read values as typed")


class Clear(_Action):
    """Empty a range."""

    kind: Literal["clear"]


class Config(NodeConfig):
    """What is done with which spreadsheet."""

    credential: str = credential_field(*TYPES, required=True)
    spreadsheet: Text = Field(title="Spreadsheet", min_length=1, description="Its address, or its id.")
    action: Annotated[Read | Append | Update | Clear, Field(discriminator="kind")] = Field(title="Action")


class Output(NodeOutput):
    """What was read or written."""

    range: str
    """As Google names it."""
    rows: list[Any] = Field(default_factory=list)
    count: int
    """Rows that were read or written."""
    truncated: bool = False


async def run(config: Config, ctx: Context) -> Output:
    """Does the action; NodeError `service.*` (see `web_api`), `sheets.bad_rows`, `credential.*`."""
    service = await google(ctx, config.credential, name="Google Sheets", usual=_API, scope=_SCOPE)
    found = _URL.search(config.spreadsheet)
    sheet = f"/v4/spreadsheets/{part(found[1] if found else config.spreadsheet)}/values"
    match config.action:
        case Read():
            return await _read(service, sheet, config.action)
        case Append():
            return await _append(service, sheet, config.action)
        case Update():
            return await _update(service, sheet, config.action)
        case _:
            answer = await service.call("POST", f"{sheet}/{part(config.action.range)}:clear", body={})
            return Output(range=answer["clearedRange"], count=0)


async def _values(service: Service, path: str, *, formatted: bool) -> tuple[str, list[list[Any]]]:
    query = {"valueRenderOption": "FORMATTED_VALUE" if formatted else "UNFORMATTED_VALUE"}
    query["dateTimeRenderOption"] = "FORMATTED_STRING"
    answer = await service.call("GET", path, query=query)
    if not isinstance(answer, dict):
        raise service.bad_answer()
    return str(answer.get("range")), answer.get("values", [])


async def _read(service: Service, sheet: str, action: Read) -> Output:
    place, values = await _values(service, f"{sheet}/{part(action.range)}", formatted=action.formatted)
    rows: list[Any] = values
    if action.header and values:
        names = _names(values[0])
        rows = [dict(zip(names, [*row, *[None] * len(names)], strict=False)) for row in values[1:]]
    kept = rows[: action.max_rows]
    return Output(range=place, rows=kept, count=len(kept), truncated=len(kept) < len(rows))


def _names(row: list[Any]) -> list[str]:
    """Returns the columns' names; one that is empty or comes again gets a number."""
    names: list[str] = []
    for at, cell in enumerate(row, 1):
        name = as_text(cell).strip() or f"column_{at}"
        names.append(name if name not in names else f"{name}_{at}")
    return names


async def _append(service: Service, sheet: str, action: Append) -> Output:
    rows: list[list[Any]] = []
    if action.rows and isinstance(action.rows[0], dict):
        objects = [each for each in action.rows if isinstance(each, dict)]
        _, values = await _values(service, f"{sheet}/{part(_first_row(action.range))}", formatted=True)
        names = _names(values[0]) if values else _keys(objects)
        rows = [] if values else [names]
        rows += _cells(objects, names)
    else:
        rows = _lists(action.rows)
    if not rows:
        return Output(range=action.range, count=0)
    answer = await service.call(
        "POST",
        f"{sheet}/{part(action.range)}:append",
        query={"valueInputOption": _option(action), "insertDataOption": "INSERT_ROWS"},
        body={"values": rows},
    )
    return Output(range=answer["updates"]["updatedRange"], count=len(action.rows))


def _first_row(place: str) -> str:
    tab, bang, _ = place.rpartition("!")
    if bang:
        return f"{tab}!1:1"
    quoted = place.replace("'", "''")
    return f"'{quoted}'!1:1"


async def _update(service: Service, sheet: str, action: Update) -> Output:
    rows = _lists(action.rows)
    if action.rows and isinstance(action.rows[0], dict):
        objects = [each for each in action.rows if isinstance(each, dict)]
        names = _keys(objects)
        rows = [names, *_cells(objects, names)]
    answer = await service.call(
        "PUT",
        f"{sheet}/{part(action.range)}",
        query={"valueInputOption": _option(action)},
        body={"values": rows},
    )
    return Output(range=answer["updatedRange"], count=len(action.rows))


def _option(action: Append | Update) -> str:
    return "USER_ENTERED" if action.formulas else "RAW"


def _keys(rows: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def _cells(rows: list[dict[str, Any]], names: list[str]) -> list[list[Any]]:
    for at, row in enumerate(rows):
        for name in row:
            if name not in names:
                raise as_node_error(
                    f"Row {at} has the field {name!r}, for which the sheet has no column.",
                    f"/action/rows/{at}/{name}",
                    columns=names[:50],
                )
    return [[_cell(row.get(name)) for name in names] for row in rows]


def _lists(rows: list[dict[str, Any]] | list[list[Any]]) -> list[list[Any]]:
    return [[_cell(each) for each in row] for row in rows]


def _cell(value: Any) -> Any:
    """Returns a value as a cell holds it; null empties the cell, which Google would leave alone."""
    return value if isinstance(value, bool | int | float | str) else "" if value is None else as_text(value)


EXAMPLES = (
    Example(
        "Rows of a sheet",
        {
            "credential": "robot",
            "spreadsheet": "https://docs.google.com/spreadsheets/d/1AbC/edit",
            "action": {"kind": "read", "range": "Prices!A1:D"},
        },
        needs="network",
    ),
    Example(
        "A credential that is not there",
        {"credential": "nobody", "spreadsheet": "1AbC", "action": {"kind": "clear", "range": "Prices"}},
        error="credential.missing",
    ),
)

NODE = NodeType(
    id="storage.google_sheets",
    title="Google Sheets",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="sheet",
    dependency=lambda config: f"Google Sheets by {config.credential}",
    examples=EXAMPLES,
)
