"""Form pages: shown, filled in, sent twice, taken away."""

import asyncio
import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.api import Api
from tests.support.machine import flow

SCHEMA = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "title": "Your name"},
        "count": {"type": "integer", "minimum": 1, "default": 1},
        "file": {"type": "object", "format": "file", "maxBytes": 10},
    },
}


def asking(*nodes: dict[str, Any], edges: tuple[str, ...] = (), **config: Any) -> dict[str, Any]:
    document = flow([{"key": "form", "type": "trigger.form", "config": config}, *nodes], edges)
    return {**document, "name": "Order <here>", "input_schema": SCHEMA}


async def address(host: Api, document: dict[str, Any]) -> str:
    flow_id = (await host.ok("POST", "/flows", json=document))["id"]
    return urlsplit((await host.ok("GET", f"/flows/{flow_id}/form"))["url"]).path


def token_in(page: httpx.Response) -> str:
    found = re.search(r'name="_token" value="([^"]+)"', page.text)
    assert found
    return found[1]


async def runs(host: Api) -> list[dict[str, Any]]:
    return list((await host.ok("GET", "/runs"))["items"])


async def test_a_form_is_shown_filled_in_and_starts_a_run(host: Api) -> None:
    url = await address(host, asking(description="Tell us.", submit="Order now"))
    page = await host.http.get(url)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    for text in ("<h1>Order &lt;here&gt;</h1>", "Tell us.", "Your name", "Order now", 'value="1"'):
        assert text in page.text
    sent = await host.http.post(url, data={"_token": token_in(page), "name": "Ada", "count": "3"})
    assert sent.status_code == 303
    thanks = await host.http.get(sent.headers["location"])
    assert "Thank you" in thanks.text
    (run,) = await runs(host)
    assert (run["trigger"], run["input"]) == ("form", {"name": "Ada", "count": 3})


async def test_pages_run_nothing_and_load_nothing(host: Api) -> None:
    page = await host.http.get(await address(host, asking()))
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'" in policy
    assert (page.headers["referrer-policy"], page.headers["cache-control"]) == ("no-referrer", "no-store")
    assert not re.search(r"<script|src=|url\(|javascript:", page.text)


async def test_what_is_wrong_is_said_and_what_was_typed_stays(host: Api) -> None:
    url = await address(host, asking())
    token = token_in(await host.http.get(url))
    page = await host.http.post(url, data={"_token": token, "name": '"><b>', "count": "0"})
    assert page.status_code == 422
    assert "This must be 1 or more." in page.text
    assert 'aria-invalid="true"' in page.text
    assert '"><b>' not in page.text
    assert '"><b>' in unescape(page.text)
    assert token_in(page) == token
    assert await runs(host) == []


async def test_sending_twice_starts_one_run_sending_something_else_another(host: Api) -> None:
    url = await address(host, asking())
    data = {"_token": token_in(await host.http.get(url)), "name": "Ada"}
    files = {"file": ("a.txt", b"one", "text/plain")}
    answers = await asyncio.gather(*(host.http.post(url, data=data, files=files) for _ in range(16)))
    assert len({each.headers["location"] for each in answers}) == 1
    assert len(await runs(host)) == 1
    assert len([each async for each in host.app.stores.artifacts.blobs.keys("local/artifacts")]) == 1
    await host.http.post(url, data={**data, "name": "Grace"}, files=files)
    assert len(await runs(host)) == 2
    await host.http.post(url, data={**data, "_token": token_in(await host.http.get(url))}, files=files)
    assert len(await runs(host)) == 3


async def test_files_are_files_of_the_run(host: Api) -> None:
    url = await address(host, asking())
    await host.http.post(url, data={"name": "Ada"}, files={"file": ("a.txt", b"one", "text/plain")})
    (run,) = await runs(host)
    assert run["input"]["file"]["artifact"].startswith(run["id"])
    assert (await host.http.get(f"/api/v1/artifacts/{run['input']['file']['artifact']}")).content == b"one"
    large = await host.http.post(url, data={"name": "Ada"}, files={"file": ("a.txt", b"x" * 11, "text/plain")})
    assert (large.status_code, "a.txt is too large" in large.text) == (422, True)
    left = await host.http.post(url, data={"name": "Ada"}, files={"file": ("", b"", "application/octet-stream")})
    assert left.status_code == 303


async def test_the_output_can_be_shown(host: Api) -> None:
    say = {"key": "say", "type": "core.merge", "config": {"value": "Hello <{{ input.name }}>"}}
    after = {"kind": "output", "text": "It says:"}
    url = await address(host, asking(say, edges=("form>say",), after=after))
    sent = await host.http.post(url, data={"name": "Ada"})
    page = await host.http.get(sent.headers["location"])
    assert "It says:" in page.text
    assert "Hello &lt;Ada&gt;" in page.text


async def test_a_run_that_goes_on_is_looked_at_again(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flow_builder.services.forms._WAIT_S", 0.01)
    ask = {"key": "ask", "type": "core.approval", "config": {"message": "Go?"}}
    url = await address(host, asking(ask, edges=("form>ask",), after={"kind": "output"}))
    sent = await host.http.post(url, data={"name": "Ada"})
    page = await host.http.get(sent.headers["location"])
    assert '<meta http-equiv="refresh" content="3">' in page.text


async def test_a_failed_run_shows_a_reference_and_no_more(host: Api) -> None:
    no = {"key": "no", "type": "core.assert", "config": {"that": False, "message": "secret reason"}}
    url = await address(host, asking(no, edges=("form>no",), after={"kind": "output"}))
    sent = await host.http.post(url, data={"name": "Ada"})
    page = await host.http.get(sent.headers["location"])
    assert (await runs(host))[0]["id"] in page.text
    assert "secret reason" not in page.text


async def test_visitors_can_be_sent_elsewhere(host: Api) -> None:
    url = await address(host, asking(after={"kind": "redirect", "url": "https://example.com/thanks?a=1"}))
    assert "form-action 'self' https://example.com;" in (await host.http.get(url)).headers["content-security-policy"]
    sent = await host.http.post(url, data={"name": "Ada"})
    assert (sent.status_code, sent.headers["location"]) == (303, "https://example.com/thanks?a=1")


async def test_without_the_secret_there_is_nothing(host: Api) -> None:
    url = await address(host, asking())
    hook = (await host.ok("POST", "/flows", json=flow([{"key": "h", "type": "trigger.webhook"}])))["id"]
    other = (await host.ok("GET", f"/flows/{hook}/webhook"))["url"].rpartition("/")[2]
    for wrong in ("/forms/", "/forms/gone/x", url[:-1], url.rpartition("/")[0], f"/forms/{hook}/{other}", f"{url}/r_1"):
        page = await host.http.get(wrong)
        assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    flow_id = url.split("/")[2]
    new = urlsplit((await host.ok("POST", f"/flows/{flow_id}/form/rotate"))["url"]).path
    assert (await host.http.get(url)).status_code == 404
    assert (await host.http.get(new)).status_code == 200
    await host.ok("DELETE", f"/flows/{flow_id}")
    assert (await host.http.get(new)).status_code == 404


async def test_runs_that_did_not_come_from_the_form_are_not_shown(host: Api) -> None:
    url = await address(host, asking())
    run = await host.ok("POST", "/runs", json={"flow": url.split("/")[2], "input": {"name": "A"}})
    assert (await host.http.get(f"{url}/{run['id']}")).status_code == 404
    assert (await host.http.post(f"{url}/{run['id']}")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "raw", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"x", 422),
        ("application/x-www-form-urlencoded", b"\xff", 422),
        ("application/x-www-form-urlencoded", b"name=%00%ff", 303),
        ("application/x-www-form-urlencoded", b"", 422),
        ("application/x-www-form-urlencoded", b"name=" + b"x" * 200, 413),
    ],
)
async def test_bad_submissions_get_a_page(host: Api, kind: str, raw: bytes, status: int) -> None:
    url = await address(host, asking(max_bytes=100))
    answer = await host.http.post(url, content=raw, headers={"content-type": kind})
    assert answer.status_code == status
    assert status == 303 or answer.text.startswith("<!doctype html>")


async def test_other_methods(host: Api) -> None:
    url = await address(host, asking())
    assert (await host.http.head(url)).status_code == 200
    refused = await host.http.put(url)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, POST")


async def test_the_owner_sees_the_drafts_page(host: Api) -> None:
    flow_id = (await host.ok("POST", "/flows", json=asking(title="First")))["id"]
    await host.ok("POST", f"/flows/{flow_id}/publish", json={})
    await host.ok("PUT", f"/flows/{flow_id}", json=asking(title="Second"))
    said = await host.ok("GET", f"/flows/{flow_id}/form")
    assert (said["title"], said["version"], "<h1>Second</h1>" in said["html"]) == ("Second", 1, True)
    assert "<h1>First</h1>" in (await host.http.get(urlsplit(said["url"]).path)).text


async def test_a_flow_without_a_form_or_with_a_bad_schema_says_so(host: Api) -> None:
    none = (await host.ok("POST", "/flows", json=flow([{"key": "a", "type": "trigger.manual"}])))["id"]
    assert (await host.refused("GET", f"/flows/{none}/form", 404))["code"] == "form.none"
    bad = {**asking(), "input_schema": {"type": "object", "properties": {"a": {"type": "nonsense"}}}}
    flow_id = (await host.ok("POST", "/flows", json=bad))["id"]
    assert (await host.refused("GET", f"/flows/{flow_id}/form", 422))["code"] == "form.setup"
