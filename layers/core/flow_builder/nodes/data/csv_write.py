"""Writes rows as CSV text, or into a CSV file.

* **Columns** are fields or expressions over `item`, in the order you give them; without them, all fields in the order
  in which they first appear. Rows may also be lists.
* With a **file name**, the result is a file (an artifact) and `text` is null; else the text is in the output.
* **Escape formulas** is on: text that a spreadsheet would run as a formula (`=`, `+`, `-`, `@` at its beginning) gets
  an apostrophe in front. Data from the web can otherwise do harm on the machine that opens the file. Plain numbers
  stay as they are.
* For Excel: byte order mark on, and in many countries delimiter `;` with decimal `,`.
* Lists and objects in cells are written as JSON.
"""

import asyncio
import csv
import io
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from flow_builder.domain.cells import cell_text, escape_formula, fields_of
from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._items import Items, Keys, items_of, key_names, key_rows
from flow_builder.nodes.data._tables import check_encoding

_QUOTING: dict[str, Literal[0, 1, 2, 3]] = {
    "minimal": csv.QUOTE_MINIMAL,
    "all": csv.QUOTE_ALL,
}


class Config(NodeConfig):
    """What to write and how."""

    items: Items = None
    columns: Keys = Field(
        default_factory=list, title="Columns", description="Fields or expressions over `item`; empty: all fields."
    )
    header: bool = Field(default=True, title="Header row")
    delimiter: str = Field(default=",", title="Delimiter", description="One character, or `tab`.")
    quoting: Literal["minimal", "all"] = Field(default="minimal", title="Quote")
    line_end: Literal["crlf", "lf"] = Field(default="crlf", title="Line end")
    decimal: Literal[".", ","] = Field(default=".", title="Decimal sign")
    null: str = Field(default="", title="Null is written as")
    escape_formulas: bool = Field(
        default=True, title="Escape formulas", description="Keep it on for data you do not control."
    )
    file_name: str | None = Field(
        default=None, min_length=1, max_length=200, title="File name", description="Empty: text only."
    )
    encoding: Annotated[str, AfterValidator(check_encoding)] = Field(default="utf-8", title="Encoding of the file")
    bom: bool = Field(default=False, title="Byte order mark", description="Tells Excel that the file is UTF-8.")

    @model_validator(mode="after")
    def _fits(self) -> "Config":
        if self.delimiter != "tab" and (len(self.delimiter) != 1 or self.delimiter in '\r\n"'):
            raise ValueError("the delimiter must be one character, or `tab`")
        if self.delimiter == self.decimal == ",":
            raise ValueError("delimiter and decimal sign must differ")
        if self.encoding == "auto":
            raise ValueError("choose an encoding to write")
        return self


class Output(NodeOutput):
    """The text or the file."""

    text: str | None = None
    file: Artifact | None = None
    count: int
    columns: list[str]


def _rows(config: Config, ctx: Context, items: Sequence[Any]) -> tuple[list[str], Sequence[Sequence[Any]]]:
    """Returns (column names, cell values)."""
    for index, item in enumerate(items):
        if not isinstance(item, dict | list):
            raise NodeError(
                f"Item {index} is neither an object nor a list.", code="data.not_a_row", details={"index": index}
            )
    if config.columns:
        return key_names(config.columns), key_rows(ctx, config.columns, items)
    names = fields_of(items)
    return names, [item if isinstance(item, list) else [item.get(name) for name in names] for item in items]


def _write(config: Config, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(
        target,
        delimiter="\t" if config.delimiter == "tab" else config.delimiter,
        quoting=_QUOTING[config.quoting],
        lineterminator="\r\n" if config.line_end == "crlf" else "\n",
    )

    def cell(value: Any) -> str:
        text = cell_text(value, null=config.null, decimal=config.decimal)
        return escape_formula(text) if config.escape_formulas and not isinstance(value, int | float) else text

    if config.header and names:
        writer.writerow([cell(name) for name in names])
    writer.writerows([cell(value) for value in row] for row in rows)
    return target.getvalue()


def _encode(config: Config, text: str) -> bytes:
    try:
        return (("\ufeff" if config.bom else "") + text).encode(config.encoding)
    except UnicodeEncodeError as error:
        raise NodeError(
            f"{text[error.start - config.bom : error.end]!r} cannot be written in {config.encoding}.",
            code="data.bad_encoding",
            hint="UTF-8 can hold every character.",
            details={"position": error.start},
        ) from error


async def run(config: Config, ctx: Context) -> Output:
    """Returns the text or the file; NodeError `data.not_a_list`, `data.not_a_row` (index), `data.bad_encoding`."""
    items = items_of(config, ctx)
    names, rows = _rows(config, ctx, items)
    text = await asyncio.to_thread(_write, config, names, rows)
    if config.file_name is None:
        return Output(text=text, count=len(items), columns=names)
    name = config.file_name if "." in config.file_name else f"{config.file_name}.csv"
    file = await ctx.save_artifact(name, _encode(config, text), f"text/csv; charset={config.encoding}")
    return Output(file=file, count=len(items), columns=names)


EXAMPLES = (
    Example(
        "Rows as text",
        {"items": "{{ input }}", "line_end": "lf"},
        input=[{"name": "Desk, oak", "price": 120.5}, {"name": "Lamp", "price": None}],
        output={
            "text": 'name,price\n"Desk, oak",120.5\nLamp,\n',
            "file": None,
            "count": 2,
            "columns": ["name", "price"],
        },
    ),
    Example(
        "Chosen columns, one computed",
        {
            "items": [{"a": 1, "b": 2}],
            "columns": ["b", {"name": "total", "value": "{{ item.a + item.b }}"}],
            "line_end": "lf",
        },
        check=lambda o: o["text"] == "b,total\n2,3\n",
    ),
    Example(
        "Text that would be a formula",
        {"items": [{"x": "=1+1"}, {"x": "-5"}, {"x": -5}], "header": False, "line_end": "lf"},
        check=lambda o: o["text"] == "'=1+1\n-5\n-5\n",
    ),
    Example(
        "A file for Excel",
        {"items": [{"straße": 1.5}], "delimiter": ";", "decimal": ",", "bom": True, "file_name": "prices"},
        check=lambda o: o["file"]["name"] == "prices.csv" and o["text"] is None,
        needs="backend",
    ),
    Example("Something that is no row", {"items": [1]}, error="data.not_a_row"),
)

NODE = NodeType(
    id="data.csv_write",
    title="Write CSV",
    config=Config,
    output=Output,
    run=run,
    icon="file-spreadsheet",
    examples=EXAMPLES,
)
