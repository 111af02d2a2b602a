"""extract.pdf_text reads real PDFs, and those that mean harm end in clear errors with no process left."""

import asyncio
import os
import time
import zlib
from io import BytesIO
from typing import Any

import pytest
from pydantic import ValidationError
from pypdf import PdfWriter

from flow_builder.errors import LimitExceeded, NodeError
from flow_builder.lanes import tree
from flow_builder.nodes.extract.pdf_text import ranges
from tests.support.conditions import until
from tests.support.nodes import Bench


def pdf(*contents: bytes, compressed: bool = False) -> bytes:
    """Returns a file with a page for each content stream, written by hand."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(contents)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        stream = zlib.compress(content) if compressed else content
        filters = b"/Filter /FlateDecode " if compressed else b""
        page = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * number} 0 R >>"
        )
        head = b"<< " + filters + f"/Length {len(stream)} >>".encode()
        parts += [page.encode(), head + b"\nstream\n" + stream + b"\nendstream"]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def page(*lines: str) -> bytes:
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    return f"BT /F1 12 Tf 72 700 Td {shown}ET".encode("cp1252")


THREE = pdf(page("First page", "second line"), page(""), page("Zum Schluß: 5 ¤"))


def finished(content: bytes, password: str | None = None) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.add_metadata({"/Title": "Report", "/Author": "Ada", "/CreationDate": "D:20240503101500+02'00'"})
    if password is not None:
        writer.encrypt(password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


async def read(bench: Bench, content: bytes, **config: Any) -> Any:
    artifact = await bench.save_artifact("a.pdf", content, "application/pdf")
    return await bench("extract.pdf_text", {"file": artifact.model_dump(), **config})


async def test_text_comes_page_by_page(bench: Bench) -> None:
    output = await read(bench, THREE)
    assert output["pages"] == [
        {"page": 1, "text": "First page\nsecond line"},
        {"page": 2, "text": ""},
        {"page": 3, "text": "Zum Schluß: 5 ¤"},
    ]
    assert output["text"] == "First page\nsecond line\n\nZum Schluß: 5 ¤"
    assert (output["count"], output["total"], output["has_text"], output["truncated"]) == (3, 3, True, False)


async def test_metadata_is_read(bench: Bench) -> None:
    output = await read(bench, finished(THREE))
    assert output["metadata"]["title"] == "Report"
    assert output["metadata"]["author"] == "Ada"
    assert output["metadata"]["created"] == "2024-05-03T10:15:00+02:00"
    assert output["metadata"]["subject"] is None


@pytest.mark.parametrize(
    ("pages", "numbers"), [("2", [2]), ("3,1", [3, 1]), ("2-", [2, 3]), ("1-2, 2-9", [1, 2, 3]), ("7", [])]
)
async def test_pages_can_be_chosen(bench: Bench, pages: str, numbers: list[int]) -> None:
    output = await read(bench, THREE, pages=pages)
    assert [each["page"] for each in output["pages"]] == numbers


@pytest.mark.parametrize("pages", ["0", "3-1", "a", "1..2", "1-2-3", "-3"])
async def test_what_is_no_range_is_refused(bench: Bench, pages: str) -> None:
    with pytest.raises(ValidationError):
        await read(bench, THREE, pages=pages)


def test_ranges_are_first_and_last() -> None:
    assert ranges("1-3, 7,9-") == [[1, 3], [7, 7], [9, 0]]


async def test_limits_cut_and_say_so(bench: Bench) -> None:
    output = await read(bench, THREE, max_pages=1)
    assert (output["count"], output["truncated"]) == (1, True)
    output = await read(bench, THREE, max_chars=5)
    assert (output["text"], output["truncated"]) == ("First", True)


async def test_the_layout_is_kept_on_demand(bench: Bench) -> None:
    table = b"BT /F1 12 Tf 72 700 Td (Item) Tj 200 0 Td (Price) Tj -200 -20 Td (Lamp) Tj 200 0 Td (24.90) Tj ET"
    lines = (await read(bench, pdf(table), layout=True))["text"].split("\n")
    assert abs(lines[0].index("Price") - lines[1].index("24.90")) < 5
    assert lines[0].index("Price") > 30


async def test_an_encrypted_file_needs_its_password(bench: Bench) -> None:
    locked = finished(THREE, "s3cret")
    with pytest.raises(NodeError, match="needs a password") as failed:
        await read(bench, locked)
    assert (failed.value.code, failed.value.field) == ("extract.pdf_encrypted", "/password")
    bench.backend.credentials = {
        "right": {"type": "password", "password": "s3cret"},
        "wrong": {"type": "password", "password": "no"},
    }
    with pytest.raises(NodeError, match="does not fit"):
        await read(bench, locked, password="wrong")
    output = await read(bench, locked, password="right")
    assert output["encrypted"]
    assert output["text"].startswith("First page")


async def test_a_file_encrypted_with_no_password_opens(bench: Bench) -> None:
    assert (await read(bench, finished(THREE, "")))["text"].startswith("First page")


@pytest.mark.parametrize(
    "content", [THREE[: len(THREE) // 3], b"%PDF-1.7\n", b"%PDF-" + b"\0" * 1_000, THREE.replace(b"/Kids", b"/Kidz")]
)
async def test_damaged_files_are_errors_or_hold_nothing(bench: Bench, content: bytes) -> None:
    try:
        output = await read(bench, content)
    except NodeError as error:
        assert error.code == "extract.pdf_damaged"  # noqa: PT017 - some can be mended
    else:
        assert output["count"] == 0


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04"])
async def test_other_files_are_no_pdfs(bench: Bench, content: bytes) -> None:
    with pytest.raises(NodeError) as failed:
        await read(bench, content)
    assert failed.value.code == "extract.not_pdf"


async def test_a_page_that_unpacks_to_more_than_fits_is_an_error(bench: Bench) -> None:
    bomb = pdf(b" " * 300_000_000, compressed=True)
    assert len(bomb) < 1_000_000
    with pytest.raises((NodeError, LimitExceeded)) as failed:
        await read(bench, bomb)
    assert failed.value.code in {"extract.pdf_damaged", "extract.too_large"}


def children() -> set[int]:
    """Returns the processes that this one has started."""
    return set(tree.descendants(os.getpid()))


async def test_a_reader_that_takes_too_long_is_ended(bench: Bench) -> None:
    before = children()
    slow = pdf(*[page(*("many words in a line " * 5 for _ in range(200)))] * 300)
    started = time.monotonic()
    with pytest.raises(NodeError) as failed:
        await read(bench, slow, timeout_s=0.5)
    assert failed.value.code == "extract.timeout"
    assert time.monotonic() - started < 5
    assert not children() - before


async def test_a_step_that_is_cancelled_ends_its_reader(bench: Bench) -> None:
    before = children()
    slow = pdf(*[page(*("many words in a line " * 5 for _ in range(200)))] * 300)
    reading = asyncio.create_task(read(bench, slow))
    await until(lambda: children() - before)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not children() - before


async def test_the_reader_knows_no_secrets_of_this_process(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, Any] = {}
    start = asyncio.create_subprocess_exec

    async def watched(*arguments: Any, **options: Any) -> Any:
        seen.update(options["env"])
        return await start(*arguments, **options)

    monkeypatch.setenv("FLOW_BUILDER_KEY", "secret")
    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    await read(bench, THREE)
    assert "PYTHONPATH" in seen
    assert "secret" not in seen.values()
