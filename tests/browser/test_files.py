"""Files that sites give and take, in all the ways they do; served by tests/support/file_server.py."""

import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio

from flow_builder.errors import FlowBuilderError, NodeError
from tests.support.conditions import until
from tests.support.file_server import CSV, PDF, file_server
from tests.support.page_context import PageContext
from tests.support.web import Web

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


@pytest_asyncio.fixture(loop_scope="session")
async def web() -> AsyncIterator[Web]:
    async with file_server() as web:
        yield web


@pytest_asyncio.fixture(loop_scope="session")
async def files(node: Node, web: Web) -> Node:
    """The browser nodes, with the files' page open."""
    await node("open", url=web.url())
    return node


def click(target: str, **more: Any) -> dict[str, Any]:
    return {"source": {"kind": "click", "target": target}, **more}


def address(url: str, **more: Any) -> dict[str, Any]:
    return {"source": {"kind": "address", "url": url}, **more}


async def failing(node: Node, name: str, /, **config: Any) -> FlowBuilderError:
    with pytest.raises(FlowBuilderError) as caught:
        await node(name, **config)
    return caught.value


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("#csv", "report.csv"),
        ("#tab", "report.csv"),
        ("#redirect", "report.csv"),
        ("#data", "d.csv"),
        ("#blob", "b.csv"),
        ("#later", "report.csv"),
    ],
)
async def test_a_click_brings_the_file_however_the_page_makes_it(
    files: Node, context: PageContext, target: str, name: str
) -> None:
    output = await files("download", **click(target, expect={"types": ["csv"]}))
    assert context.files[output["file"]["artifact"]] == CSV
    assert (output["file"]["name"], output["file"]["content_type"]) == (name, "text/csv")
    assert output["url"].endswith("/")


async def test_several_files_of_one_click_are_kept_in_their_order(files: Node) -> None:
    output = await files("download", **click("#three", count=3))
    assert len({file["artifact"] for file in output["files"]}) == 3
    assert output["file"] == output["files"][0]
    error = await failing(files, "download", **click("#three", count=4, timeout_s=1.5))
    assert (error.code, len(error.details["came"])) == ("browser.download_missing", 3)


@pytest.mark.parametrize("target", ["#shown", "#inline-tab", "#pdf"])
async def test_a_file_that_the_browser_may_show_instead_is_kept_like_any_other(
    files: Node, context: PageContext, target: str
) -> None:
    output = await files("download", **click(target))
    assert context.files[output["file"]["artifact"]] == (PDF if target == "#pdf" else b"plain words")


async def test_what_came_unasked_can_be_taken_later_and_is_no_answer_to_another_click(
    files: Node, context: PageContext
) -> None:
    await files("click", target="#csv")
    await until(lambda: any("no step asked for" in message for message, *_ in context.lines))
    other = await files("download", **click("#blob"))
    assert other["file"]["name"] == "b.csv"
    output = await files("download", source={"kind": "arrived"})
    assert output["file"]["name"] == "report.csv"
    assert (await failing(files, "download", source={"kind": "arrived"}, timeout_s=0.2)).code == (
        "browser.download_missing"
    )


async def test_a_file_that_breaks_off_is_an_error(files: Node) -> None:
    error = await failing(files, "download", **click("#truncated"))
    assert isinstance(error, NodeError)
    assert (error.code, error.retryable) == ("browser.download_failed", True)
    error = await failing(files, "download", **address("/truncated"))
    assert error.code == "browser.download_failed"


async def test_an_empty_file_is_an_error_unless_allowed(files: Node) -> None:
    for source in (click("#empty"), address("/empty")):
        error = await failing(files, "download", **source)
        assert (error.code, error.message) == ("browser.download_unexpected", "The file 'e.csv' is empty.")
        assert (await files("download", **source, expect={"min_bytes": 0}))["file"]["bytes"] == 0


async def test_a_web_page_in_a_files_place_is_unexpected_and_quoted(files: Node) -> None:
    for source in (click("#fake"), address("/fake.pdf")):
        error = await failing(files, "download", **source)
        assert error.code == "browser.download_unexpected"
        assert error.details["found"] == "text/html"
        assert "Please log in" in error.details["text"]


async def test_an_error_status_and_a_page_say_where_the_click_led(files: Node, web: Web) -> None:
    for target, said in (("#error", "status 500"), ("#login", "/login")):
        await files("goto", url=web.url())
        error = await failing(files, "download", **click(target, timeout_s=2))
        assert error.code == "browser.download_missing"
        assert said in error.message


async def test_a_slow_file_is_late_and_leaves_the_session_usable(files: Node) -> None:
    error = await failing(files, "download", **click("#slow", timeout_s=1))
    assert (error.code, error.message) == ("browser.timeout", "A file came, but not completely in time.")
    assert (await failing(files, "download", **address("/slow", timeout_s=0.5))).code == "browser.timeout"
    assert (await files("download", **click("#csv")))["file"]["name"] == "report.csv"


async def test_a_file_over_the_limit_is_broken_off(files: Node) -> None:
    for source in (click("#big"), address("/big")):
        error = await failing(files, "download", **source, expect={"max_bytes": 1_000_000})
        assert error.code == "browser.download_size"


async def test_the_name_is_made_safe_and_checked(files: Node) -> None:
    output = await files("download", **click("#evil"))
    assert output["file"]["name"] == "_.._etc_passwd.csv"
    error = await failing(files, "download", **click("#csv", expect={"name": "invoice-*.csv"}))
    assert error.code == "browser.download_unexpected"
    assert (await files("download", **click("#csv", expect={"name": "REPORT*"})))["file"]["bytes"] == len(CSV)


async def test_an_address_is_loaded_with_the_sessions_cookies_through_redirects(files: Node, web: Web) -> None:
    error = await failing(files, "download", **address("/member", expect={"types": ["csv"]}))
    assert error.code == "browser.download_unexpected"
    await files("goto", url=web.url("/login"))
    output = await files("download", **address("/member", expect={"types": ["csv"]}))
    assert output["file"]["name"] == "member.csv"
    assert output["url"].endswith("/login")
    assert (await files("download", **address("/redirect")))["file"]["name"] == "report.csv"
    assert web.requests[-1].headers["referer"] == web.url("/login")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/nothing", "browser.http_error"),
        ("/error", "browser.http_error"),
        ("/loop", "browser.navigation_failed"),
        ("http://127.0.0.1:9/x", "browser.navigation_failed"),
        ("file:///etc/passwd", "network.blocked"),
        ("http://169.254.169.254/latest", "network.blocked"),
        ("data:text/csv;base64,%%%", "browser.url_invalid"),
    ],
)
async def test_an_address_that_gives_no_file_says_why(files: Node, url: str, code: str) -> None:
    assert (await failing(files, "download", **address(url, timeout_s=10))).code == code


async def test_a_data_address_is_a_file_too(files: Node, context: PageContext) -> None:
    url = f"data:text/csv;base64,{base64.b64encode(CSV).decode()}"
    output = await files("download", **address(url), name="d.csv")
    assert context.files[output["file"]["artifact"]] == CSV


async def test_a_checksum_holds_or_fails(files: Node) -> None:
    error = await failing(files, "download", **click("#csv", expect={"sha256": "0" * 64}))
    assert "SHA-256" in error.message


async def test_files_reach_hidden_fields_choosers_and_drop_zones(node: Node, context: PageContext, site: str) -> None:
    await node("open", url=f"{site}/upload.html")
    kept = await context.save_artifact("kept.txt", b"from the run", "text/plain")
    artifact = {"kind": "artifact", "artifact": kept.model_dump()}
    text = {"kind": "text", "name": "note.txt", "text": "hello"}
    await node("upload", to={"kind": "input", "target": "#hidden"}, files=[artifact, text])
    await node("wait_for", until={"kind": "text", "text": "hidden:"})
    got = (await node("get_text", target="#got"))["text"]
    assert got == "hidden: kept.txt|text/plain|from the run & note.txt|text/plain|hello"
    await node("upload", to={"kind": "chooser", "target": "#choose"}, files=[text])
    await node("wait_for", until={"kind": "text", "text": "chooser: note.txt|text/plain|hello"})
    rows = {"kind": "csv", "rows": [{"a": 1, "b": "x,y"}, {"a": None, "b": "é"}]}
    output = await node("upload", to={"kind": "drop", "target": "#zone"}, files=[rows, {"kind": "json", "value": [1]}])
    assert [file["name"] for file in output["files"]] == ["data.csv", "data.json"]
    await node("wait_for", until={"kind": "text", "text": "drop: data.csv"})
    got = (await node("get_text", target="#got"))["text"]
    assert '"x,y"' in got
    assert "é" in got


async def test_an_upload_that_cannot_be_is_a_clear_error(node: Node, site: str) -> None:
    await node("open", url=f"{site}/upload.html")
    text = {"kind": "text", "name": "a.txt", "text": "x"}
    several = await failing(node, "upload", to={"kind": "input", "target": "#one"}, files=[text, text])
    assert several.code == "browser.target_unfit"
    heading = await failing(node, "upload", to={"kind": "input", "target": "h1"}, files=[text])
    assert heading.code == "browser.target_unfit"
    unopened = await failing(node, "upload", to={"kind": "chooser", "target": "h1"}, files=[text], timeout_s=0.5)
    assert unopened.code == "browser.timeout"
    large = {"kind": "text", "name": "l.txt", "text": "x" * (51 * 1024 * 1024)}
    error = await failing(node, "upload", to={"kind": "input", "target": "#one"}, files=[large])
    assert error.code == "browser.upload_size"
