# ruff: noqa: DTZ001 - Excel has no time zones
import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest

from flow_builder.nodes.testing import FakeContext
from tests.support.data_nodes import fail, give


@pytest.fixture
def context() -> FakeContext:
    return FakeContext()


async def written(context: FakeContext, **config: Any) -> Any:
    file = (await give("data.xlsx_write", config, context))["file"]
    return openpyxl.load_workbook(io.BytesIO(await context.read_artifact(file))), file


async def stored(context: FakeContext, data: bytes) -> dict[str, Any]:
    return (await context.save_artifact("book.xlsx", data, "application/octet-stream")).model_dump()


async def saved(context: FakeContext, book: openpyxl.Workbook) -> dict[str, Any]:
    target = io.BytesIO()
    book.save(target)
    return await stored(context, target.getvalue())


async def test_what_is_written_is_read_back(context: FakeContext) -> None:
    rows = [
        {"name": "Desk", "price": 120.5, "stock": 3, "new": True, "day": "2026-11-21", "at": "2026-11-21T09:30:00"},
        {"name": "=1+1", "price": None, "stock": 0, "new": False, "day": "1899-01-01", "at": "no date"},
    ]
    _, file = await written(context, sheets=[{"name": "Rows", "items": rows}])
    found = await give("data.xlsx_read", {"file": file}, context)
    assert found["items"] == rows
    assert (found["columns"], found["sheet"], found["sheets"]) == (list(rows[0]), "Rows", ["Rows"])


async def test_cells_have_their_types_and_formats(context: FakeContext) -> None:
    columns = [
        {"value": "id", "type": "text", "width": 30},
        {"value": "{{ item.n * 2 }}", "title": "Twice", "format": "#,##0.00"},
        {"value": "share", "type": "percent"},
        {"value": "when", "type": "date"},
        {"value": "amount", "type": "number"},
        {"value": "big"},
    ]
    item = {"id": 7, "n": 1.5, "share": 0.25, "when": "2026-11-21T10:00:00+02:00", "amount": " 5.5 ", "big": 10**18}
    book, _ = await written(context, sheets=[{"items": [item], "columns": columns, "filters": True}])
    sheet = book["Sheet1"]
    assert [cell.value for cell in sheet[1]] == ["id", "Twice", "share", "when", "amount", "big"]
    assert [cell.value for cell in sheet[2]] == ["7", 3, 0.25, datetime(2026, 11, 21), 5.5, str(10**18)]
    assert [cell.number_format for cell in sheet[2]][:4] == ["@", "#,##0.00", "0.00%", "yyyy-mm-dd"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F2")
    assert sheet.column_dimensions["A"].width == 30
    assert sheet["A1"].font.bold


async def test_formulas_are_text_unless_wanted(context: FakeContext) -> None:
    config = {"sheets": [{"items": [["=1+1"]]}]}
    book, _ = await written(context, **config)
    assert (book["Sheet1"]["A1"].value, book["Sheet1"]["A1"].data_type) == ("=1+1", "s")
    book, _ = await written(context, **config, formulas=True)
    assert book["Sheet1"]["A1"].data_type == "f"


async def test_characters_excel_has_no_place_for_are_left_out(context: FakeContext) -> None:
    book, _ = await written(context, sheets=[{"items": [{"a\x01": "b\x00c\x1fd\n"}]}])
    assert [row[0].value for row in book["Sheet1"].rows] == ["a", "bcd\n"]


async def test_a_cell_that_is_too_long_is_told(context: FakeContext) -> None:
    error = await fail("data.xlsx_write", {"sheets": [{"items": [{"a": "x" * 40_000}]}]}, context)
    assert error.code == "data.cell_too_long"


async def test_sheets_ranges_and_headers(context: FakeContext) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "First"
    for row in [["Report"], [], ["id", "name", None, "id"], [1, "a", None, 2], [], [3, None, None, 4]]:
        first.append(row)
    book.create_sheet("Second").append(["x"])
    file = await saved(context, book)

    found = await give("data.xlsx_read", {"file": file, "header_row": 3}, context)
    assert found["columns"] == ["id", "name", "column_3", "id_2"]
    assert found["items"][1] == {"id": 3, "name": None, "column_3": None, "id_2": 4}
    part = await give("data.xlsx_read", {"file": file, "range": "A3:B4"}, context)
    assert part["items"] == [{"id": 1, "name": "a"}]
    raw = await give("data.xlsx_read", {"file": file, "range": "a4:b6", "header_row": 0, "limit": 1}, context)
    assert (raw["items"], raw["columns"]) == ([[1, "a"]], [])
    for sheet in ("Second", 2, "2"):
        assert (await give("data.xlsx_read", {"file": file, "sheet": sheet}, context))["sheet"] == "Second"
    error = await fail("data.xlsx_read", {"file": file, "sheet": "Third"}, context)
    assert (error.code, error.details) == ("data.no_sheet", {"sheets": ["First", "Second"]})


async def test_dates_times_and_durations_are_text_and_seconds(context: FakeContext) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(
        [date(2026, 11, 21), datetime(2026, 11, 21), datetime(2026, 11, 21, 9, 30), time(9, 30), timedelta(hours=30)]
    )
    found = await give("data.xlsx_read", {"file": await saved(context, book), "header_row": 0}, context)
    assert found["items"] == [["2026-11-21", "2026-11-21T00:00:00", "2026-11-21T09:30:00", "09:30:00", 108_000]]


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x05\x06" + b"\0" * 18]
)
async def test_what_is_no_workbook_is_told(context: FakeContext, data: bytes) -> None:
    assert (await fail("data.xlsx_read", {"file": await stored(context, data)}, context)).code == "data.bad_xlsx"


async def test_a_damaged_sheet_is_told(context: FakeContext) -> None:
    _, file = await written(context, sheets=[{"items": [{"a": 1}]}])
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(await context.read_artifact(file))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name.endswith("sheet1.xml") else old.read(name))
    error = await fail("data.xlsx_read", {"file": await stored(context, target.getvalue())}, context)
    assert error.code == "data.bad_xlsx"


async def test_a_zip_bomb_is_refused_before_it_is_unpacked(context: FakeContext) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (64 * 1024 * 1024))
    assert len(target.getvalue()) < 100_000
    error = await fail("data.xlsx_read", {"file": await stored(context, target.getvalue())}, context)
    assert error.code == "data.zip_bomb"
