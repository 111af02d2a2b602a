"""Reads CSV (or TSV, or any text with separators) into rows.

* **Source** is text, or a file from another step.
* **Delimiter** `auto` looks at the first lines for comma, semicolon, tab, bar. Quoted fields may hold delimiters and
  line breaks.
* **Encoding** `auto` goes by the byte order mark and else expects UTF-8. A byte that does not fit is an error that says
  where; or it is replaced by `�`.
* **Header**: the first row names the columns. Empty names become `column_3`, repeated ones `name_2`. Without header,
  rows are lists unless you give names.
* **Types** `infer`: a column becomes numbers or booleans if all its values are. Values with leading zeros and those
  with more than 15 digits stay text; empty cells become null. `text` leaves everything as text.
* **Rows of another length**: `pad` fills with null and keeps what is too much under `_extra`; `skip` leaves them out;
  `fail` says the line. Empty lines are skipped.
"""

import asyncio
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._tables import MAX_ROWS, check_encoding, column_names, decode, infer_column, read_source

EXTRA = "_extra"
_SNIFFED_ROWS = 50
_SNIFFED_CHARS = 65_536
_CANDIDATES = (",", ";", "\t", "|")

# The module's default of 128 KB is less than a cell with a page's text; this is set for the whole process.
csv.field_size_limit(16 * 1024 * 1024)


class Config(NodeConfig):
    """What to read and how."""

    source: Any = Field(title="Source", description="Text, or a file such as `{{ steps.download.file }}`.")
    delimiter: str = Field(default="auto", title="Delimiter", description="One character, `tab`, or `auto`.")
    quote: str = Field(default='"', max_length=1, title="Quote", description="Empty: quotes mean nothing.")
    header: bool = Field(default=True, title="First row is the header")
    columns: list[str] = Field(default_factory=list, title="Column names", description="Instead of the header's.")
    types: Literal["infer", "text"] = Field(default="infer", title="Types")
    text_columns: list[str] = Field(default_factory=list, title="Text columns", description="Not to be inferred.")
    ragged: Literal["pad", "skip", "fail"] = Field(default="pad", title="Rows of another length")
    strict_quotes: bool = Field(
        default=True, title="Strict quotes", description="Fail on text after a closing quote, and on one never closed."
    )
    trim: bool = Field(default=False, title="Trim spaces", description="Around every cell.")
    skip_rows: int = Field(default=0, ge=0, title="Skip rows", description="Before the header.")
    limit: int = Field(default=MAX_ROWS, ge=1, le=MAX_ROWS, title="At most", description="Rows.")
    encoding: Annotated[str, AfterValidator(check_encoding)] = Field(default="auto", title="Encoding")
    invalid_bytes: Literal["fail", "replace"] = Field(default="fail", title="Bytes that do not fit")

    @model_validator(mode="after")
    def _delimiter_fits(self) -> "Config":
        if self.delimiter not in {"auto", "tab"} and (len(self.delimiter) != 1 or self.delimiter in "\r\n"):
            raise ValueError("the delimiter must be one character, `tab` or `auto`")
        if self.delimiter == self.quote:
            raise ValueError("delimiter and quote must differ")
        return self


class Output(NodeOutput):
    """The rows."""

    items: list[Any]
    """Objects by column; lists when there are no names."""
    count: int
    columns: list[str]
    delimiter: str
    encoding: str | None
    """None for text."""
    ragged: int
    """Rows of another length that were padded or skipped."""


def _reader(text: str, delimiter: str, quote: str, *, strict: bool) -> Any:
    return csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        strict=strict,
    )


def sniff(text: str, quote: str) -> str:
    """Returns the delimiter that gives the first rows the most even and the most columns; a comma if none does."""

    def score(delimiter: str) -> tuple[float, int]:
        reader = _reader(text[:_SNIFFED_CHARS], delimiter, quote, strict=False)
        widths = [len(row) for _, row in zip(range(_SNIFFED_ROWS), reader, strict=False) if row]
        if len(widths) > 1 and len(text) > _SNIFFED_CHARS:
            widths.pop()  # it may be cut off
        usual = max(set(widths), key=widths.count, default=0)
        return (widths.count(usual) / len(widths), usual) if usual > 1 else (0.0, 0)

    best = max(_CANDIDATES, key=score)
    return best if score(best)[1] else ","


@dataclass(slots=True)
class _Rows:
    """The rows of one text, made even."""

    config: Config
    width: int
    names: list[str]
    rows: list[list[str | None]] = field(default_factory=list)
    extras: dict[int, list[str]] = field(default_factory=dict)
    ragged: int = 0

    def add(self, cells: list[str], line: int) -> None:
        """Takes a row; NodeError `data.ragged_row` if it has another length and that is not wanted."""
        if not self.width:
            self.width = len(cells)
        if len(cells) != self.width:
            self.ragged += 1
            if self.config.ragged == "fail":
                raise NodeError(
                    f"Line {line} has {len(cells)} cells, the others have {self.width}.",
                    code="data.ragged_row",
                    hint="Check the delimiter and quotes, or pad or skip such rows.",
                    details={"line": line, "index": len(self.rows), "cells": len(cells), "expected": self.width},
                )
            if self.config.ragged == "skip":
                return
            if len(cells) > self.width:
                self.extras[len(self.rows)] = cells[self.width :]
        missing: list[None] = [None] * (self.width - len(cells))
        self.rows.append([*cells[: self.width], *missing])

    def items(self) -> list[Any]:
        """Returns the rows with their types, as objects when the columns have names."""
        rows: Sequence[Sequence[Any]] = self.rows
        if self.config.types == "infer" and rows:
            keep = set(self.config.text_columns)
            labels = self.names or [""] * self.width
            columns = zip(labels, zip(*rows, strict=True), strict=True)
            rows = list(
                zip(*(list(each) if name in keep else infer_column(each) for name, each in columns), strict=True)
            )
        if not self.names:
            return [[*row, *self.extras.get(index, [])] for index, row in enumerate(rows)]
        items = [dict(zip(self.names, row, strict=True)) for row in rows]
        for index, extra in self.extras.items():
            items[index][EXTRA] = extra
        return items


def _records(text: str, delimiter: str, config: Config) -> Iterator[tuple[int, list[str]]]:
    """Yields (line, cells) of the rows that are not empty; NodeError `data.bad_csv` with the line."""
    reader = _reader(text, delimiter, config.quote, strict=config.strict_quotes)
    try:
        for number, cells in enumerate(reader):
            if number >= config.skip_rows and cells:
                yield reader.line_num, [cell.strip() for cell in cells] if config.trim else cells
    except csv.Error as error:
        raise NodeError(
            f"This is not CSV: {error} (line {reader.line_num}).",
            code="data.bad_csv",
            hint="A quote may be missing. Strict quotes off reads it anyway.",
            details={"line": reader.line_num},
        ) from error


def parse_csv(text: str, config: Config) -> Output:
    """Returns the rows of a text without byte order mark; NodeError `data.bad_csv`, `data.ragged_row`."""
    delimiter = {"tab": "\t", "auto": ""}.get(config.delimiter, config.delimiter) or sniff(text, config.quote)
    records = _records(text, delimiter, config)
    names = list(config.columns)
    if config.header:
        _, first = next(records, (0, []))
        names = column_names(config.columns or first, max(len(first), len(config.columns)))
    table = _Rows(config, len(names), names)
    for line, cells in records:
        if len(table.rows) >= config.limit:
            break
        table.add(cells, line)
    items = table.items()
    return Output(items=items, count=len(items), columns=names, delimiter=delimiter, encoding=None, ragged=table.ragged)


async def run(config: Config, ctx: Context) -> Output:
    """Returns the rows.

    Raises NodeError `data.no_source`, `data.bad_encoding` (byte position), `data.bad_csv` and `data.ragged_row` (line).
    """
    source = await read_source(ctx, config.source)
    encoding = None
    if isinstance(source, bytes):
        source, encoding = decode(source, config.encoding, config.invalid_bytes)
    result = await asyncio.to_thread(parse_csv, source.removeprefix("\ufeff"), config)
    result.encoding = encoding
    if result.ragged:
        ctx.log(f"{result.ragged} rows have another length.", "warning")
    return result


EXAMPLES = (
    Example(
        "Text with a header",
        {"source": "{{ input.csv }}"},
        input={"csv": 'sku;name;price\n007;"Desk; oak";120.5\n008;Lamp;\n'},
        output={
            "items": [
                {"sku": "007", "name": "Desk; oak", "price": 120.5},
                {"sku": "008", "name": "Lamp", "price": None},
            ],
            "count": 2,
            "columns": ["sku", "name", "price"],
            "delimiter": ";",
            "encoding": None,
            "ragged": 0,
        },
    ),
    Example(
        "Without header, all text",
        {"source": "1,2\n3,4\n", "header": False, "types": "text"},
        check=lambda o: o["items"] == [["1", "2"], ["3", "4"]],
    ),
    Example(
        "Rows that are too short or too long",
        {"source": "a,b\n1\n1,2,3\n"},
        check=lambda o: o["items"] == [{"a": 1, "b": None}, {"a": 1, "b": 2, "_extra": ["3"]}],
    ),
    Example("A row of another length", {"source": "a,b\n1\n", "ragged": "fail"}, error="data.ragged_row"),
    Example("A quote that is never closed", {"source": 'a,b\n"1,2\n'}, error="data.bad_csv"),
)

NODE = NodeType(
    id="data.csv_parse", title="Read CSV", config=Config, output=Output, run=run, icon="table", examples=EXAMPLES
)
