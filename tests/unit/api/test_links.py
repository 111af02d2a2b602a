"""Signed links: files and approvals for people without an account."""

import re
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flow_builder.domain.ids import now
from flow_builder.services.links import Signed, open_link, sign
from tests.support.api import Api
from tests.support.conditions import eventually
from tests.support.machine import flow

DATA = bytes(range(256)) * 10
FORM = {
    "type": "object",
    "required": ["limit"],
    "properties": {"limit": {"type": "number", "minimum": 0, "title": "Most"}, "note": {"type": "string"}},
}


def asking(**config: Any) -> dict[str, Any]:
    nodes = [
        {"key": "ask", "type": "core.approval", "config": {"message": "May **this** go?", **config}},
        {"key": "yes", "type": "core.log", "config": {"message": "{{ steps.ask }}"}},
    ]
    return flow(nodes, ["ask.approved>yes"])


async def artifact(host: Api, name: str = "a b.png", media: str = "image/png") -> str:
    return (await host.app.stores.artifacts.put("local", "r_1", DATA, name, media)).artifact


async def linked(host: Api, key: str, **body: Any) -> str:
    return path_of((await host.ok("POST", f"/artifacts/{key}/link", json=body))["url"])


def path_of(url: str) -> str:
    parts = urlsplit(url)
    assert parts.scheme == "http"
    return parts.path


async def waiting(host: Api, **config: Any) -> tuple[str, dict[str, Any]]:
    """Starts a run that asks, and returns its id and the pause."""
    run = await host.ok("POST", "/runs", json={"document": asking(**config)})

    async def asked() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await host.ok("GET", "/approvals"))["items"]
        return found

    return run["id"], (await eventually(asked))[0]


async def output(host: Api, run: str) -> dict[str, Any]:
    await host.ok("GET", f"/runs/{run}", params={"wait": 20})
    found: dict[str, Any] = (await host.steps(run))[("ask", "")]["output"]
    return found


async def send(host: Api, path: str, **fields: str) -> httpx.Response:
    return await host.http.post(path, data=fields, headers={"origin": "http://localhost"})


# ---- files


async def test_a_file_comes_by_its_link_alone(host: Api) -> None:
    answer = await host.http.get(await linked(host, await artifact(host)), headers={"host": "elsewhere.example"})
    assert (answer.status_code, answer.content) == (200, DATA)
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20b.png"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("media", "kind"), [("image/png", "inline"), ("text/html", "attachment"), ("image/svg+xml", "attachment")]
)
async def test_only_what_runs_nothing_is_shown(host: Api, media: str, kind: str) -> None:
    path = await linked(host, await artifact(host, "x", media), show="inline")
    assert (await host.http.get(path)).headers["content-disposition"].startswith(kind)


@pytest.mark.parametrize(
    ("asked", "status", "part", "told"),
    [
        ("bytes=0-9", 206, DATA[:10], "bytes 0-9/2560"),
        ("bytes=2550-", 206, DATA[2550:], "bytes 2550-2559/2560"),
        ("bytes=-5", 206, DATA[-5:], "bytes 2555-2559/2560"),
        ("bytes=2559-9999", 206, DATA[-1:], "bytes 2559-2559/2560"),
        ("bytes=2560-", 416, b"", "bytes */2560"),
        ("bytes=-0", 416, b"", "bytes */2560"),
        ("bytes=9-3", 200, DATA, None),
        ("bytes=0-1,5-6", 200, DATA, None),
        ("lines=1-2", 200, DATA, None),
    ],
)
async def test_parts_of_a_file(host: Api, asked: str, status: int, part: bytes, told: str | None) -> None:
    key = await artifact(host)
    for path in (await linked(host, key), f"/api/v1/artifacts/{key}"):
        answer = await host.http.get(path, headers={"range": asked})
        assert (answer.status_code, answer.content) == (status, part)
        assert answer.headers.get("content-range") == told
        assert answer.headers["accept-ranges"] == "bytes"


async def test_a_file_that_is_known_is_not_sent_again(host: Api) -> None:
    path = await linked(host, await artifact(host))
    etag = (await host.http.get(path)).headers["etag"]
    assert (await host.http.get(path, headers={"if-none-match": etag})).status_code == 304
    other = await host.http.get(path, headers={"range": "bytes=0-9", "if-range": '"old"'})
    assert (other.status_code, other.content) == (200, DATA)
    head = await host.http.head(path)
    assert (head.status_code, head.headers["content-length"]) == (200, "2560")
    refused = await host.http.post(path)
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD")


async def test_links_end_and_cannot_be_bent(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    key = await artifact(host)
    path = await linked(host, key, seconds=60)
    token = path.split("/")[3]
    payload, mac = token.split(".")
    forged = await sign(host.app, "approval", Signed("local", key, now() + 60_000))
    other = await sign(host.app, "artifact", Signed("other", key, now() + 60_000))
    for wrong in (payload, f"{payload}.", f".{mac}", f"{payload}x.{mac}", f"{payload}.{mac[::-1]}", forged, "é.é"):
        answer = await host.http.get(f"/links/files/{wrong}/x")
        assert (answer.status_code, answer.json()["code"]) == (404, "link.invalid"), wrong
    assert (await host.http.get(f"/links/files/{other}/x")).json()["code"] == "artifact.missing"
    later = now() + 61_000
    monkeypatch.setattr("flow_builder.services.links.now", lambda: later)
    assert (await host.http.get(path)).json()["code"] == "link.expired"


async def test_a_link_says_what_was_signed(host: Api) -> None:
    what = Signed("w", "s", now() + 1_000, "x")
    assert await open_link(host.app, "artifact", await sign(host.app, "artifact", what)) == what


# ---- approvals


async def test_an_approval_is_read_and_answered_by_its_link(host: Api) -> None:
    run, pause = await waiting(host, form=FORM, title="Budget")
    path = path_of(pause["link"])
    shown = await host.http.get(path)
    assert shown.status_code == 200
    assert "<h1>Budget</h1>" in shown.text
    assert "<strong>this</strong>" in shown.text
    assert shown.headers["referrer-policy"] == "no-referrer"
    assert "script-src" not in shown.headers["content-security-policy"]
    assert not re.findall(r"(?:src|href)=\"(?!#)", shown.text)

    missing = await send(host, path, _decision="approve", _by="Ann")
    assert missing.status_code == 422
    assert "Please look at this again" in missing.text
    assert "Ann" in missing.text

    sent = await send(host, path, _decision="approve", _by="Ann", _comment="fine", limit="7.5")
    assert (sent.status_code, sent.headers["location"]) == (303, path)
    expected = {"decision": "approve", "by": "Ann", "comment": "fine", "form": {"limit": 7.5}, "timed_out": False}
    assert await output(host, run) == expected
    assert "Approve by Ann" in (await host.http.get(path)).text
    again = await send(host, path, _decision="reject")
    assert (again.status_code, "Approve by Ann" in again.text) == (200, True)


async def test_a_refusal_need_not_fill_in_the_form(host: Api) -> None:
    run, pause = await waiting(host, form=FORM)
    assert (await send(host, path_of(pause["link"]), _decision="reject")).status_code == 303
    assert (await output(host, run))["decision"] == "reject"


async def test_some_people_have_links_of_their_own(host: Api) -> None:
    run, pause = await waiting(host, approvers=["ann@x.example", "bob@x.example"])
    assert pause["link"] is None
    path = f"/approvals/{pause['token']}/link"
    assert (await host.refused("POST", path, 422))["code"] == "approval.not_allowed"
    assert (await host.refused("POST", path, 422, json={"by": "eve"}))["code"] == "approval.not_allowed"
    link = path_of((await host.ok("POST", path, json={"by": "bob@x.example"}))["url"])
    assert "bob@x.example" in (await host.http.get(link)).text
    assert (await send(host, link, _decision="approve", _by="ann@x.example")).status_code == 303
    assert (await output(host, run))["by"] == "bob@x.example"


async def test_what_is_asked_cannot_write_into_the_page(host: Api) -> None:
    evil = "<script>1</script> ![x](http://evil.example/p.png) [y](javascript:1)"
    _, pause = await waiting(host, message=evil, title="<b>x</b>")
    text = (await host.http.get(path_of(pause["link"]))).text
    for wrong in ("<script", "<img", "<b>", 'href="javascript'):
        assert wrong not in text


async def test_an_answer_that_is_none_is_told_so(host: Api) -> None:
    _, pause = await waiting(host)
    path = path_of(pause["link"])
    assert (await send(host, path)).status_code == 422
    assert (await send(host, path, _decision="other")).status_code == 422
    assert (await host.http.get("/links/approvals/nope")).status_code == 404
    assert (await host.http.get("/links/approvals/nope")).headers["content-type"].startswith("text/html")
    assert (await host.http.get("/links/nope")).status_code == 404
    assert (await host.http.put(path)).status_code == 405
    files = await sign(host.app, "artifact", Signed("local", pause["token"], now() + 60_000))
    assert (await host.http.get(f"/links/approvals/{files}")).status_code == 404


async def test_the_page_of_a_run_that_ended_says_so(host: Api) -> None:
    run, pause = await waiting(host)
    await host.ok("POST", f"/runs/{run}/cancel")
    assert "No longer needed" in (await host.http.get(path_of(pause["link"]))).text


# ---- files that are too large for an answer


async def test_what_is_too_large_for_this_host_is_fetched_where_it_is(
    host: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host of the cloud answers with 4.4 MB at most, and S3 has addresses; here 100 bytes and an address made up."""
    asked: list[tuple[Any, ...]] = []

    async def address(*given: Any) -> str:
        asked.append(given)
        return "https://bucket.example/file?X-Amz-Signature=1"

    key, small = (
        await artifact(host),
        (await host.app.stores.artifacts.put("local", "r_1", b"few", "s.txt", "text/plain")),
    )
    monkeypatch.setattr(host.app.stores.artifacts.blobs, "link", address)
    object.__setattr__(host.app, "answer_bytes", 100)
    path = await linked(host, key, show="inline")
    found = await host.http.get(f"/api/v1/artifacts/{key}")
    by_link = await host.http.get(path, headers={"authorization": ""})
    assert [each.status_code for each in (found, by_link)] == [303, 303]
    assert found.headers["location"] == by_link.headers["location"] == "https://bucket.example/file?X-Amz-Signature=1"
    assert (found.headers["cache-control"], found.headers["referrer-policy"]) == ("private, no-store", "no-referrer")
    kinds = [(seconds, shown.content_disposition.partition(";")[0]) for _, seconds, shown in asked]
    assert kinds == [(300, "attachment"), (300, "inline")]
    assert asked[0][0] == f"local/artifacts/{key}"
    assert (await host.http.get(f"/api/v1/artifacts/{small.artifact}")).content == b"few"
    assert (await host.refused("GET", "/artifacts/r_1/a_1/nothing", 404))["code"] == "artifact.missing"
