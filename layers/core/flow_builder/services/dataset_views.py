"""Which rows of a dataset are wanted, and in which order; what its columns hold."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic_core import from_json

from flow_builder.domain.cells import cell_text
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, LimitExceeded, NodeError
from flow_builder.nodes.data._order import order_key
from flow_builder.nodes.data._paths import field_of
from flow_builder.nodes.data.filter import Condition, Operator, holds
from flow_builder.services.app import App

MAX_SORTED = 200_000
"""Rows that are put in order at most."""
_SAMPLE = 1_000
_WHERE = re.compile(rf"(.*?):({'|'.join(sorted(get_args(Operator), key=len, reverse=True))})(?::(.*))?", re.DOTALL)
_UNARY = frozenset({"empty", "not_empty"})

Numbered = tuple[int, dict[str, JSON]]


@dataclass(frozen=True, slots=True)
class View:
    """Which rows are wanted: those that hold `text` in any cell and fit all conditions, sorted by fields."""

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    """(field, descending)."""

    @property
    def plain(self) -> bool:
        """Whether that is all rows, in order of first insertion."""
        return not (self.text or self.conditions or self.sort)

    def fits(self, row: dict[str, JSON]) -> bool:
        """Tells whether a row is wanted."""
        shown = not self.text or any(self.text.casefold() in cell_text(each).casefold() for each in row.values())
        return shown and all(holds(condition, row) for condition in self.conditions)


ALL_ROWS = View()


def view_of(text: str = "", where: Sequence[str] = (), sort: str = "") -> View:
    """Returns the view that query parameters ask for; InvalidInput `dataset.bad_where`.

    A condition is `field:operator:value`, the value as JSON or as text; `sort` lists fields, those with - descending.
    """
    fields = (each.strip() for each in sort.split(","))
    return View(
        text, tuple(map(_condition, where)), tuple((each.removeprefix("-"), each[0] == "-") for each in fields if each)
    )


def _condition(text: str) -> Condition:
    found = _WHERE.fullmatch(text)
    if found is None or (found[3] is None and found[2] not in _UNARY):
        raise InvalidInput(
            f"{text[:100]!r} is not a condition.",
            code="dataset.bad_where",
            hint=f"Write field:operator:value; operators are {', '.join(get_args(Operator))}.",
            field="?where",
        )
    condition = Condition.model_validate({"field": found[1], "operator": found[2], "value": _value(found[3])})
    try:
        holds(condition, {})
    except NodeError as error:
        raise InvalidInput(error.message, code="dataset.bad_where", field="?where") from error
    return condition


def _value(text: str | None) -> JSON:
    try:
        value: JSON = from_json(text or "null", allow_inf_nan=False)
    except ValueError:
        return text
    return value


async def wanted_rows(app: App, workspace: str, name: str, view: View) -> AsyncIterator[Numbered]:
    """Yields the rows of a view with their numbers; LimitExceeded `dataset.too_many` when too many are to be sorted."""
    rows = app.stores.datasets.numbered(workspace, name)
    if not view.sort:
        async for number, row in rows:
            if view.fits(row):
                yield number, row
        return
    found: list[Numbered] = []
    async for number, row in rows:
        if view.fits(row):
            found.append((number, row))
            if len(found) > MAX_SORTED:
                raise LimitExceeded(
                    f"More than {MAX_SORTED:,} rows cannot be sorted here.",
                    code="dataset.too_many",
                    hint="Narrow them down, or export all and sort the file.",
                    field="?sort",
                )
    for each in _sorted(found, view.sort):
        yield each


def _sorted(rows: list[Numbered], sort: Sequence[tuple[str, bool]]) -> list[Numbered]:
    """Returns rows in order, nulls last in both directions."""
    key = order_key()
    for field, descending in reversed(sort):
        filled = [(key(value), each) for each in rows if (value := field_of(each[1], field)) is not None]
        empty = [each for each in rows if field_of(each[1], field) is None]
        filled.sort(key=lambda pair: pair[0], reverse=descending)
        rows = [each for _, each in filled] + empty
    return rows


async def columns_of(app: App, workspace: str, name: str, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Returns each column's name, the types of its values and how many are empty, judged by the first 1,000 rows."""
    rows = (await app.stores.datasets.read(workspace, name, _SAMPLE))["rows"]
    return [_column(column, [row.get(column) for row in rows]) for column in columns]


def _column(name: str, values: Sequence[JSON]) -> dict[str, Any]:
    filled = [each for each in values if each is not None]
    types = sorted({_type(each) for each in filled})
    return {"name": name, "types": types, "empty": len(values) - len(filled), "example": filled[0] if filled else None}


def _type(value: JSON) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"
