"""Reads a sheet of an Excel workbook (.xlsx, .xlsm) into rows.

* **Sheet** is a name or a number from 1; left out, the first one. `sheets` in the output lists them all.
* **Range** such as `B2:F100` or `A:D` takes a part. The **header row** is counted within it, from 1; 0 means none: then
  rows are lists.
* Formulas give the value Excel saved last. Dates are ISO text: `2026-11-21`, `2026-11-21T09:30:00`, `09:30:00`;
  durations are seconds. Errors such as `#DIV/0!` are text.
* Empty rows are left out. Empty cells are null.
* Limits: 200 MB unpacked, a million rows, five million cells. A file made to unpack to far more than it says is
  refused.
"""

import asyncio
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._tables import MAX_ROWS, column_names, read_source

MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_ENTRIES: Final = 10_000
MAX_RATIO: Final = 300
"""Unpacked to packed size of one entry above which it is taken for a bomb, if it is large too."""
LARGE: Final = 20 * 1024 * 1024
MAX_CELLS: Final = 5_000_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Config(NodeConfig):
    """What to read."""

    file: Any = Field(title="File", description="A file such as `{{ steps.download.file }}`.")
    sheet: str | int | None = Field(
        default=None, title="Sheet", description="Name, or number from 1; empty: the first."
    )
    range: str | None = Field(
        default=None,
        title="Range",
        pattern=r"^\$?[A-Za-z]{1,3}\$?\d*:\$?[A-Za-z]{1,3}\$?\d*$",
        description="`B2:F100` or `A:D`; empty: all.",
    )
    header_row: int = Field(default=1, ge=0, le=1000, title="Header row", description="Within the range; 0: none.")
    limit: int = Field(default=MAX_ROWS, ge=1, le=MAX_ROWS, title="At most", description="Rows.")


class Output(NodeOutput):
    """The rows."""

    items: list[Any]
    """Objects by column; lists without a header row."""
    count: int
    columns: list[str]
    sheet: str
    sheets: list[str]


def check_archive(data: bytes) -> None:
    """Raises NodeError `data.bad_xlsx`, or `data.zip_bomb` for a file that unpacks to more than is sane."""
    if data.startswith(_OLD_EXCEL):
        raise NodeError(
            "This is an old or password-protected Excel file.",
            code="data.bad_xlsx",
            hint="Save it as .xlsx without a password.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise NodeError("This is not an .xlsx file.", code="data.bad_xlsx", details={"bytes": len(data)}) from error
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(
        entry.file_size > LARGE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if bomb or unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES:
        raise NodeError(
            f"The file unpacks to {unpacked:,} bytes in {len(entries):,} parts, which is more than is allowed.",
            code="data.zip_bomb",
            details={"unpacked": unpacked, "entries": len(entries), "limit": MAX_UNPACKED},
        )


def _open(data: bytes) -> Any:
    from openpyxl import load_workbook

    # Notes about features it does not read (styles, validation) are nothing to tell.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    check_archive(data)
    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # the library raises whatever it stumbles over
        raise NodeError(f"This workbook cannot be read: {error}"[:300], code="data.bad_xlsx") from error


def _sheet(book: Any, wanted: str | int | None) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if isinstance(wanted, str) and wanted in sheets:
        return sheets[wanted]
    number = 1 if wanted is None else int(wanted) if isinstance(wanted, int) or wanted.isdigit() else 0
    if 1 <= number <= len(sheets):
        return list(sheets.values())[number - 1]
    raise NodeError(
        f"There is no sheet {wanted!r}.",
        code="data.no_sheet",
        hint=f"There are: {', '.join(map(repr, sheets))}.",
        details={"sheets": list(sheets)},
    )


def _cell(cell: Any) -> JSON:
    value = cell.value
    match value:
        case datetime():
            dated = value.time() == time() and not set(cell.number_format.lower()) & set("hs")
            return value.date().isoformat() if dated else value.isoformat()
        case date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case float() if value.is_integer() and abs(value) < 2**53:
            return int(value)
        case str():
            return value or None
    return value


def _bounds(text: str | None) -> dict[str, int | None]:
    if text is None:
        return {}
    from openpyxl.utils import range_boundaries

    left, top, right, bottom = range_boundaries(text.upper())
    return {"min_col": left, "min_row": top, "max_col": right, "max_row": bottom}


def _rows(sheet: Any, config: Config) -> Iterator[list[JSON]]:
    sheet.reset_dimensions()  # some programs write a size that is too small
    cells = 0
    for row in sheet.iter_rows(**_bounds(config.range)):
        cells += len(row)
        if cells > MAX_CELLS:
            raise NodeError(
                f"The sheet has more than {MAX_CELLS:,} cells.",
                code="data.too_many_rows",
                hint="Read a range, or several one after the other.",
                details={"limit": MAX_CELLS},
            )
        yield [_cell(cell) for cell in row]


def _read(data: bytes, config: Config) -> Output:
    book = _open(data)
    try:
        sheet = _sheet(book, config.sheet)
        header: list[JSON] = []
        rows: list[list[JSON]] = []
        for number, row in enumerate(_rows(sheet, config), 1):
            if number == config.header_row:
                header = row
            elif number > config.header_row and any(cell is not None for cell in row):
                rows.append(row)
                if len(rows) >= config.limit:
                    break
        return _output(config, header, rows, sheet.title, book.sheetnames)
    except NodeError:
        raise
    except Exception as error:  # damaged parts come to light while reading
        raise NodeError(f"This workbook cannot be read: {error}"[:300], code="data.bad_xlsx") from error
    finally:
        book.close()


def _trimmed(row: list[JSON]) -> list[JSON]:
    while row and row[-1] is None:
        row = row[:-1]
    return row


def _output(config: Config, header: list[JSON], rows: list[list[JSON]], sheet: str, sheets: list[str]) -> Output:
    width = max((len(_trimmed(row)) for row in [header, *rows]), default=0)
    even = [row[:width] + [None] * (width - len(row)) for row in rows]
    names = column_names(header, width) if config.header_row else []
    items: list[Any] = [dict(zip(names, row, strict=True)) for row in even] if names else list(even)
    return Output(items=items, count=len(items), columns=names, sheet=sheet, sheets=sheets)


async def run(config: Config, ctx: Context) -> Output:
    """Returns the rows.

    Raises NodeError `data.no_source`, `data.bad_xlsx`, `data.zip_bomb`, `data.no_sheet`, `data.too_many_rows`.
    """
    data = await read_source(ctx, config.file)
    if isinstance(data, str):
        raise NodeError(
            "A workbook must come as a file.", code="data.no_source", hint="For example `{{ steps.download.file }}`."
        )
    return await asyncio.to_thread(_read, data, config)


EXAMPLES = (
    Example("Text instead of a file", {"file": "a,b,c"}, error="data.no_source"),
    Example("A file that is gone", {"file": {"artifact": "none/such.xlsx"}}, error="artifact.missing", needs="backend"),
    Example("A range that is none", {"file": {"artifact": "x"}, "range": "everything"}, error="config.invalid"),
)

NODE = NodeType(
    id="data.xlsx_read", title="Read Excel", config=Config, output=Output, run=run, icon="sheet", examples=EXAMPLES
)
