import codecs
from typing import Any

import pytest

from flow_builder.nodes.testing import FakeContext
from tests.support.data_nodes import fail, give


async def parse(source: Any, **more: Any) -> Any:
    return await give("data.csv_parse", {"source": source, **more})


async def parse_bytes(data: bytes, **more: Any) -> Any:
    context = FakeContext()
    file = await context.save_artifact("a.csv", data, "text/csv")
    return await give("data.csv_parse", {"source": file.model_dump(), **more}, context)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
async def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f'a{delimiter}b\n"1,5; x"{delimiter}"y|z\t"\n'
    found = await parse(text)
    assert found["delimiter"] == delimiter
    assert found["items"] == [{"a": "1,5; x", "b": "y|z\t"}]


async def test_quoted_cells_hold_delimiters_quotes_and_line_breaks() -> None:
    found = await parse('a,b\r\n"x\r\ny","say ""hi"", ok"\r\n')
    assert found["items"] == [{"a": "x\r\ny", "b": 'say "hi", ok'}]


async def test_a_column_is_numbers_only_if_all_its_values_are() -> None:
    text = "zip,n,mixed,big,flag,e\n0123,1,1,12345678901234567,true,1e3\n4567,-2.5,x,1,FALSE,\n"
    assert (await parse(text))["items"] == [
        {"zip": "0123", "n": 1, "mixed": "1", "big": "12345678901234567", "flag": True, "e": 1000.0},
        {"zip": "4567", "n": -2.5, "mixed": "x", "big": "1", "flag": False, "e": None},
    ]


async def test_text_columns_and_text_types_are_left_alone() -> None:
    assert (await parse("a,b\n1,2\n", text_columns=["a"]))["items"] == [{"a": "1", "b": 2}]
    assert (await parse("a,b\n1,\n", types="text"))["items"] == [{"a": "1", "b": ""}]


async def test_names_are_never_empty_and_never_twice() -> None:
    assert (await parse("a,,a, a ,a_2\n1,2,3,4,5\n"))["columns"] == ["a", "column_2", "a_2", "a_3", "a_2_2"]


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
    ],
)
async def test_the_byte_order_mark_tells_the_encoding(bom: bytes, encoding: str) -> None:
    found = await parse_bytes(bom + "größe\n5\n".encode(encoding))
    assert (found["items"], found["encoding"]) == ([{"größe": 5}], encoding)


async def test_a_byte_that_does_not_fit_is_told_with_its_place() -> None:
    context = FakeContext()
    file = await context.save_artifact("a.csv", "name\nok\ngröße\n".encode("cp1252"), "text/csv")
    error = await fail("data.csv_parse", {"source": file.model_dump()}, context)
    assert error.code == "data.bad_encoding"
    assert error.details == {"position": 10, "byte": 0xF6, "line": 3, "encoding": "utf-8"}


async def test_bytes_that_do_not_fit_are_replaced_or_read_otherwise_when_told_so() -> None:
    data = "größe\n1\n".encode("cp1252")
    assert (await parse_bytes(data, encoding="cp1252"))["columns"] == ["größe"]
    assert (await parse_bytes(data, invalid_bytes="replace"))["columns"] == ["gr\ufffd\ufffde"]


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64"])
async def test_an_encoding_that_is_none_is_refused(encoding: str) -> None:
    assert (await fail("data.csv_parse", {"source": "a", "encoding": encoding})).code == "config.invalid"


async def test_rows_of_another_length_are_padded_skipped_or_fail() -> None:
    text = "a,b\n1,2\n3\n4,5,6\n\n7,8\n"
    padded = await parse(text)
    assert padded["items"][1:3] == [{"a": 3, "b": None}, {"a": 4, "b": 5, "_extra": ["6"]}]
    assert padded["ragged"] == 2
    assert (await parse(text, ragged="skip"))["items"] == [{"a": 1, "b": 2}, {"a": 7, "b": 8}]
    error = await fail("data.csv_parse", {"source": text, "ragged": "fail"})
    assert (error.code, error.details["line"]) == ("data.ragged_row", 3)


async def test_lenient_quotes_read_what_strict_ones_refuse() -> None:
    error = await fail("data.csv_parse", {"source": 'a,b\n"x"y,2\n'})
    assert (error.code, error.details["line"]) == ("data.bad_csv", 2)
    assert (await parse('a,b\n"x"y,2\n', strict_quotes=False))["items"] == [{"a": "xy", "b": 2}]


async def test_own_names_skipped_rows_and_limit() -> None:
    text = "Report of today\nx,y\n1,2\n3,4\n"
    found = await parse(text, skip_rows=1, columns=["first", "second"], limit=1)
    assert found["items"] == [{"first": 1, "second": 2}]
    assert (await parse("1,2\n", header=False, columns=["p", "q"]))["items"] == [{"p": 1, "q": 2}]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n"])
async def test_nothing_gives_no_rows(text: str) -> None:
    found = await parse(text)
    assert (found["items"], found["count"]) == ([], 0)


async def test_a_cell_may_be_long() -> None:
    assert len((await parse(f'a\n"{"x" * 1_000_000}"\n'))["items"][0]["a"]) == 1_000_000


async def test_what_is_written_is_read_back() -> None:
    rows = [
        {"text": 'a "b", c\nd', "n": 1.5, "flag": True, "none": None},
        {"text": "=1", "n": -2, "flag": False, "none": None},
    ]
    written = await give("data.csv_write", {"items": rows, "escape_formulas": False})
    assert (await parse(written["text"]))["items"] == rows


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1-2", "'+1-2"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("+49.5", "+49.5"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("\uff1d1", "'\uff1d1"),
        (-5, "-5"),
    ],
)
async def test_only_text_that_could_be_a_formula_is_escaped(cell: Any, expected: str) -> None:
    written = await give("data.csv_write", {"items": [[cell]], "line_end": "lf"})
    assert (await parse(written["text"], delimiter=",", header=False, types="text"))["items"] == [[expected]]


async def test_a_file_for_excel_has_mark_semicolons_and_decimal_commas() -> None:
    context = FakeContext()
    config = {"items": [{"ä": 1.5, "b": [1]}], "delimiter": ";", "decimal": ",", "bom": True, "file_name": "x"}
    file = (await give("data.csv_write", config, context))["file"]
    assert (await context.read_artifact(file)).decode("utf-8") == "\ufeffä;b\r\n1,5;[1]\r\n"
    assert file["content_type"] == "text/csv; charset=utf-8"


async def test_a_character_the_encoding_lacks_is_told() -> None:
    error = await fail("data.csv_write", {"items": [{"a": "漢"}], "encoding": "latin-1", "file_name": "x"})
    assert error.code == "data.bad_encoding"
    assert "漢" in error.message
