"""Each file of the archive arrives as its label says, and is what the truth says."""

import asyncio
import csv
import hashlib
import io
import logging
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from starlette.types import Message

from flow_builder.demo.downloads import create_downloads
from tests.support.demo import Clock, no_sleep, parse, visiting


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def archive(clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_downloads(1, clock=clock, sleep=no_sleep)) as client:
        yield client


async def truths(archive: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in (await archive.get("/api/truth")).json()["files"]}


async def test_whole_files_are_what_the_truth_says(archive: httpx.AsyncClient) -> None:
    checked = 0
    for key, truth in (await truths(archive)).items():
        if truth["url"] is None or not truth["complete"] or key == "members":
            continue
        answer = await archive.get(truth["url"])
        assert (answer.status_code, len(answer.content)) == (200, truth["bytes"]), key
        assert hashlib.sha256(answer.content).hexdigest() == truth["sha256"], key
        assert answer.headers["content-type"].split(";")[0] == truth["content_type"], key
        checked += 1
    assert checked == 14


@pytest.mark.parametrize(
    ("path", "disposition"),
    [
        ("plain.csv", "attachment; filename=plain.csv"),
        ("quoted", 'attachment; filename="coast; spring tide.csv"'),
        ("noname", "attachment"),
        ("measurements.pdf", "inline"),
        ("note.txt", None),
    ],
)
async def test_names_are_given_in_many_ways(archive: httpx.AsyncClient, path: str, disposition: str | None) -> None:
    assert (await archive.get(f"/files/{path}")).headers.get("content-disposition") == disposition


async def test_the_front_page_leads_to_every_file_that_has_an_address(archive: httpx.AsyncClient) -> None:
    page = parse(await archive.get("/"))
    links = {link.attributes["href"] for link in page.css(".files a[href]")}
    asked = {each["url"] for each in (await truths(archive)).values()} - {None, "/files/note.txt"}
    assert links == asked
    assert {node.attributes["id"] for node in page.css(".files .card")} == set(await truths(archive)) | {"several"}


async def test_archive_and_workbook_can_be_opened(archive: httpx.AsyncClient) -> None:
    rows = list(csv.reader(io.StringIO((await archive.get("/files/plain.csv")).text)))
    with zipfile.ZipFile(io.BytesIO((await archive.get("/files/archive.zip")).content)) as opened:
        assert opened.namelist() == ["measurements.csv", "about/readme.txt"]
        assert list(csv.reader(io.StringIO(opened.read("measurements.csv").decode()))) == rows
    book = load_workbook(io.BytesIO((await archive.get("/files/measurements.xlsx")).content))
    sheet = [[str(cell) for cell in row] for row in book["Measurements"].iter_rows(values_only=True)]
    assert sheet[1:] == rows[1:]


async def test_the_pdf_holds_the_measurements(archive: httpx.AsyncClient) -> None:
    from pypdf import PdfReader

    pdf = PdfReader(io.BytesIO((await archive.get("/files/measurements.pdf")).content), strict=True)
    lines = pdf.pages[0].extract_text().splitlines()
    assert (len(pdf.pages), lines[0], len(lines)) == (1, "Measurements of the coast", 21)


async def test_members_need_the_cookie_of_the_terms(archive: httpx.AsyncClient) -> None:
    refused = await archive.get("/files/members.csv")
    assert (refused.status_code, refused.headers["content-type"]) == (403, "text/html; charset=utf-8")
    assert "Accept the terms to get" in (await archive.get("/")).text
    await archive.post("/terms")
    assert (await archive.get("/files/members.csv")).headers["content-type"].startswith("text/csv")


async def test_three_redirects_lead_to_the_file(archive: httpx.AsyncClient) -> None:
    answer = await archive.get("/files/hop/3")
    assert [each.url.path for each in answer.history] == ["/files/hop/3", "/files/hop/2", "/files/hop/1"]
    assert (await archive.get("/files/hop/999999")).url.path == "/files/plain.csv"


async def test_a_report_is_ready_at_the_third_question(archive: httpx.AsyncClient, clock: Clock) -> None:
    job = (await archive.post("/reports")).json()["url"]
    assert (await archive.get(f"{job}/report.csv")).status_code == 404
    asked = [(await archive.get(job)).json() for _ in range(3)]
    assert [each["status"] for each in asked] == ["preparing", "preparing", "ready"]
    report = await archive.get(asked[-1]["file"])
    assert hashlib.sha256(report.content).hexdigest() == (await truths(archive))["report"]["sha256"]
    clock.now += 601
    assert (await archive.get(job)).status_code == 404


async def test_the_truncated_file_announces_more_than_it_sends() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": "/files/truncated.csv", "root_path": "", "query_string": b"", "headers": [],
    }  # fmt: skip
    await create_downloads(1)(scope, receive, send)
    start, body = sent
    assert int(dict(start["headers"])[b"content-length"]) == 2 * len(body["body"]) == 546
    assert body["more_body"] is True


@pytest.mark.parametrize("path", ["/files/none", "/files/blob", "/files/", "/reports/none", "/assets/app.py"])
async def test_there_are_no_other_files(archive: httpx.AsyncClient, path: str) -> None:
    assert (await archive.get(path)).status_code == 404


async def test_the_servers_log_is_quiet_about_what_breaks_off_on_purpose(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("uvicorn.error")

    async def broken() -> None:
        with pytest.raises(AssertionError):  # the transport's own, for an answer without an end
            async with visiting(create_downloads(1)) as client:
                await client.get("/files/truncated.csv")
        log.error("ASGI callable returned without completing response.")

    await asyncio.create_task(broken())
    log.error("something else")
    assert caplog.messages == ["something else"]
