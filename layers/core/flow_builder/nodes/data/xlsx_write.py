"""Writes rows into an Excel workbook with one or more sheets.

* Each sheet has rows (objects or lists) and **columns**: fields, or expressions over `item`, with title, width, type
  and number format. Without columns, all fields in the order in which they first appear.
* Types: `auto` writes numbers, booleans and ISO dates as such and the rest as text; `text`, `number`, `date`,
  `datetime`, `percent` force one. Text that is no number or date then stays text.
* Text beginning with `=` is written as text, not as a formula, unless **formulas** is on.
* Time zones are dropped, because Excel has none. Numbers with more than 15 digits are written as text, because Excel
  would round them. Lists and objects are written as JSON.
"""

import asyncio
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, Literal

from pydantic import BaseModel, Field, model_validator

from flow_builder.domain.cells import cell_text, fields_of
from flow_builder.domain.value import JSON, Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, PerItem
from flow_builder.nodes.data._items import as_list, is_expression, values_of

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_SHEET_ROWS: Final = 1_048_575
MAX_COLUMNS: Final = 16_384
MAX_CELL: Final = 32_767
MAX_WIDTH: Final = 60
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_FORMATS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss", "percent": "0.00%", "text": "@"}

Type = Literal["auto", "text", "number", "date", "datetime", "percent"]


class Column(NodeConfig):
    """One column."""

    value: PerItem = Field(title="Value", description="A field (`price.amount`) or an expression over `item`.")
    title: str | None = Field(default=None, title="Title", description="Empty: the field's name.")
    width: float | None = Field(default=None, gt=0, le=255, title="Width", description="In characters; empty: fits.")
    type: Type = Field(default="auto", title="Type")
    format: str | None = Field(default=None, max_length=200, title="Number format", description="`#,##0.00`")


class Sheet(NodeConfig):
    """One sheet."""

    name: str = Field(default="Sheet1", min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\]+$", title="Name")
    items: Any = Field(title="Rows", json_schema_extra={"type": "array"})
    columns: list[Column] = Field(default_factory=list, title="Columns", max_length=MAX_COLUMNS)
    header: bool = Field(default=True, title="Header row")
    freeze_header: bool = Field(default=True, title="Freeze the header")
    filters: bool = Field(default=False, title="Filter buttons")


class Config(NodeConfig):
    """What to write."""

    file_name: str = Field(default="table.xlsx", min_length=1, max_length=200, title="File name")
    sheets: list[Sheet] = Field(title="Sheets", min_length=1, max_length=100)
    formulas: bool = Field(default=False, title="Formulas", description="Off: text beginning with `=` stays text.")

    @model_validator(mode="after")
    def _names_differ(self) -> "Config":
        names = [sheet.name.casefold() for sheet in self.sheets]
        if len(set(names)) < len(names):
            raise ValueError("two sheets have the same name")
        return self


class Written(BaseModel):
    """What is on a sheet."""

    name: str
    count: int
    columns: list[str]


class Output(NodeOutput):
    """The file."""

    file: Artifact
    sheets: list[Written]


def _date(text: str) -> datetime | date | None:
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year < 1900:  # noqa: PLR2004 - Excel's calendar begins there
        return None
    return moment.date() if len(text) == len("2026-01-01") else moment.replace(tzinfo=None)


def excel_value(value: JSON, kind: Type) -> Any:
    """Returns a value as openpyxl writes it: number, bool, date, datetime or text."""
    if value is None or isinstance(value, bool):
        return value
    if kind == "text" or isinstance(value, list | dict):
        return _text(cell_text(value))
    if isinstance(value, int | float):
        return _text(str(value)) if isinstance(value, int) and abs(value) >= 10**15 else value
    if kind in {"number", "percent"} and re.fullmatch(r"\s*[+-]?\d{1,15}(\.\d+)?\s*", value):
        return float(value)
    found = _date(value) if kind in {"auto", "date", "datetime"} else None
    if found is None:
        return _text(value)
    return found.date() if kind == "date" and isinstance(found, datetime) else found


def _text(text: str) -> str:
    clean = _ILLEGAL.sub("", text)
    if len(clean) > MAX_CELL:
        raise NodeError(
            f"A cell has {len(clean):,} characters; Excel takes {MAX_CELL:,}.",
            code="data.cell_too_long",
            details={"limit": MAX_CELL},
        )
    return clean


class _Table:
    """One sheet's cells, ready to be written."""

    def __init__(self, sheet: Sheet, ctx: Context) -> None:
        self.sheet = sheet
        rows = as_list(sheet.items, f"sheets[{sheet.name}].items")
        columns = list(sheet.columns) or [Column(value=name) for name in fields_of(rows)]
        if not columns and rows and isinstance(rows[0], list):
            columns = [Column(value=f"[{number}]") for number in range(max(map(len, rows)))]
        self.columns = columns
        self.header = sheet.header and (bool(sheet.columns) or any(isinstance(row, dict) for row in rows))
        self.titles = [
            column.title or (f"Column {number}" if is_expression(column.value) else str(column.value))
            for number, column in enumerate(columns, 1)
        ]
        self.count = len(rows)
        if self.count > MAX_SHEET_ROWS or len(columns) > MAX_COLUMNS:
            raise NodeError(
                f"Excel takes {MAX_SHEET_ROWS:,} rows and {MAX_COLUMNS:,} columns.",
                code="data.too_many_rows",
                details={"sheet": sheet.name, "rows": self.count, "columns": len(columns)},
            )
        self.cells = [[excel_value(value, each.type) for value in self._values(ctx, each, rows)] for each in columns]

    @staticmethod
    def _values(ctx: Context, column: Column, rows: Sequence[Any]) -> list[JSON]:
        if not is_expression(column.value):
            name = str(column.value)
            if all(isinstance(row, dict) for row in rows) and any(name in row for row in rows):
                return [row.get(name) for row in rows]
        return values_of(ctx, column.value, rows)

    def width(self, number: int) -> float:
        """Returns a column's width: its own, or as wide as its text within reason."""
        own = self.columns[number].width
        sample = [*([self.titles[number]] if self.header else []), *self.cells[number][:1000]]
        longest = max((len(str(value)) for value in sample if value is not None), default=8)
        return own or float(min(max(longest + 2, 8), MAX_WIDTH))


def _write(config: Config, tables: Sequence[_Table]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for table in tables:
        _write_sheet(book.create_sheet(table.sheet.name), table, formulas=config.formulas)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_sheet(target: Any, table: _Table, *, formulas: bool) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for number in range(len(table.columns)):
        target.column_dimensions[get_column_letter(number + 1)].width = table.width(number)
    if table.header and table.sheet.freeze_header:
        target.freeze_panes = "A2"
    if table.header and table.sheet.filters and table.columns:
        target.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{table.count + 1}"

    def cell(value: Any, number_format: str | None = None, font: Any = None) -> Any:
        made = WriteOnlyCell(target, value=value)
        if isinstance(value, str) and not formulas:
            made.data_type = "s"
        if number_format:
            made.number_format = number_format
        if font:
            made.font = font
        return made

    if table.header:
        bold = Font(bold=True)
        target.append([cell(_text(title), font=bold) for title in table.titles])
    formats = [column.format or _FORMATS.get(column.type) for column in table.columns]
    for row in zip(*table.cells, strict=True):
        target.append([cell(value, form or _own_format(value)) for value, form in zip(row, formats, strict=True)])


def _own_format(value: Any) -> str | None:
    if isinstance(value, datetime):
        return _FORMATS["datetime"]
    return _FORMATS["date"] if isinstance(value, date) else None


async def run(config: Config, ctx: Context) -> Output:
    """Returns the file; NodeError `data.not_a_list`, `data.too_many_rows`, `data.cell_too_long`."""
    tables = [_Table(sheet, ctx) for sheet in config.sheets]
    data = await asyncio.to_thread(_write, config, tables)
    name = config.file_name if config.file_name.lower().endswith(".xlsx") else f"{config.file_name}.xlsx"
    file = await ctx.save_artifact(name, data, CONTENT_TYPE)
    return Output(
        file=file,
        sheets=[Written(name=each.sheet.name, count=each.count, columns=each.titles) for each in tables],
    )


EXAMPLES = (
    Example(
        "Two sheets",
        {
            "file_name": "report",
            "sheets": [
                {"name": "Prices", "items": "{{ input }}", "filters": True},
                {
                    "name": "Totals",
                    "items": [{"day": "2026-11-21", "sum": 12.5}],
                    "columns": [
                        {"value": "day", "title": "Day", "type": "date"},
                        {"value": "{{ item.sum * 2 }}", "title": "Twice", "format": "#,##0.00"},
                    ],
                },
            ],
        },
        input=[{"name": "Desk", "price": 120}, {"name": "Lamp", "price": 35.5}],
        check=lambda o: (
            o["file"]["name"] == "report.xlsx"
            and o["sheets"][0] == {"name": "Prices", "count": 2, "columns": ["name", "price"]}
            and o["sheets"][1]["columns"] == ["Day", "Twice"]
        ),
        needs="backend",
    ),
    Example(
        "Rows as lists",
        {"sheets": [{"items": [[1, 2], [3, 4]]}]},
        check=lambda o: o["sheets"] == [{"name": "Sheet1", "count": 2, "columns": ["[0]", "[1]"]}],
        needs="backend",
    ),
    Example("Rows that are no list", {"sheets": [{"items": {"a": 1}}]}, error="data.not_a_list", needs="backend"),
    Example("A sheet name Excel refuses", {"sheets": [{"name": "a/b", "items": []}]}, error="config.invalid"),
)

NODE = NodeType(
    id="data.xlsx_write",
    title="Write Excel",
    config=Config,
    output=Output,
    run=run,
    icon="file-spreadsheet",
    examples=EXAMPLES,
)
