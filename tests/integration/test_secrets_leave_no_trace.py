"""A run that tries hard to print a secret leaves no trace of it in the data folder."""

import asyncio
import base64
import gzip
import html
import json
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from flow_builder.domain import limits
from tests.support.api import Api, api
from tests.support.host import running
from tests.support.machine import flow
from tests.support.remains import remains, written
from tests.support.web import Reply, Request, Web, Wire, serve

TOKEN = 's3cr&t "tökén"/<42>+\\x'
PASSWORD = "pa55-w0rd-of-the-shop"


def _said(secret: str) -> dict[str, str]:
    raw = secret.encode()
    return {
        "verbatim": f"<{secret}>",
        "url": f"https://x/?a={quote(secret, safe='')}&b={quote_plus(secret)}#{quote(secret)}",
        "json": json.dumps({"a": secret}),
        "nested": json.dumps({"a": json.dumps({"b": json.dumps(secret)})}),
        "html": html.escape(secret),
        "hex": raw.hex() + "/" + raw.hex().upper(),
        "b64": " ".join(base64.b64encode(b"x" * shift + raw + b"tail").decode() for shift in range(3)),
        "b64url": " ".join(base64.urlsafe_b64encode(b"x" * shift + raw + b"tail").decode() for shift in range(3)),
        "quoted b64": quote(base64.b64encode(raw + b"?").decode(), safe=""),
    }


class Echo:
    """A site that says all it was told, in every way it can: in bodies, headers, addresses, files and errors."""

    def __call__(self, request: Request, wire: Wire) -> Reply:
        given = request.headers.get("x-key", "")
        secret = base64.b64decode(given).decode() if given else PASSWORD
        said = {"headers": dict(request.headers), "path": request.path, **_said(secret)}
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "x-echo": quote(secret), "set-cookie": f"k={quote(secret)}"}
        if request.path.startswith("/packed"):
            return Reply(gzip.compress(body), 200, {**headers, "content-encoding": "gzip"})
        if request.path.startswith("/large"):
            return Reply(json.dumps({**said, "pad": "p" * limits.INLINE_BYTES}).encode(), 200, headers)
        if request.path.startswith("/broken"):
            return Reply(body, 500, headers)
        if request.path.startswith("/login"):
            return Reply(_LOGIN, 200, {"content-type": "text/html"})
        if request.path.startswith("/page"):
            text = "".join(f"<p>{each}</p>" for each in _said(secret).values())
            return Reply(
                f"<html><title>{html.escape(secret)}</title>{text}".encode(), 200, {"content-type": "text/html"}
            )
        return Reply(body, 200, headers)


def _asking(web: Web, key: str, path: str, credential: str, type_: str = "http.request", **more: Any) -> dict[str, Any]:
    auth = {"kind": "credential", "credential": credential}
    return {"key": key, "type": type_, "on_error": "continue", "config": {"url": web.url(path), "auth": auth, **more}}


def _hard(web: Web) -> dict[str, Any]:
    nodes: list[dict[str, Any]] = []
    for credential in ("coded", "basic", "query"):
        paths = ("/fine", "/packed", "/large", "/broken", "/page")
        nodes += [_asking(web, f"{credential}_{path[1:]}", path, credential) for path in paths]
        nodes.append(_asking(web, f"{credential}_file", "/fine", credential, "http.download"))
    everything, fine = "{{ JSON.stringify(steps) }}", "{{ JSON.stringify(steps.coded_fine) }}"
    nodes += [
        {"key": "tell", "type": "core.log", "config": {"message": everything, "data": {"all": "{{ steps }}"}}},
        {
            "key": "keep",
            "type": "data.store_set",
            "config": {"key": "kept", "change": {"op": "set", "value": "{{ steps }}"}},
        },
        {"key": "rows", "type": "storage.dataset_append", "config": {"dataset": "all", "rows": [{"a": fine}]}},
        {
            "key": "write",
            "type": "storage.file_write",
            "config": {"name": "all.json", "content": {"kind": "text", "text": everything}},
        },
        {
            "key": "fail",
            "type": "core.assert",
            "config": {"that": "{{ false }}", "message": "{{ JSON.stringify(steps.coded_fine).slice(0, 1900) }}"},
        },
    ]
    edges = [f"{one['key']}>{other['key']}" for one, other in pairwise(nodes)]
    return flow(nodes, edges, name="Tries hard")


async def _credentials(host: Api) -> None:
    coded = base64.b64encode(TOKEN.encode()).decode()
    for name, type_, fields in (
        ("coded", "header", {"name": "x-key", "value": coded}),
        ("plain", "bearer", {"token": TOKEN}),
        ("basic", "basic", {"username": "ann", "password": PASSWORD}),
        ("query", "api_key", {"key": PASSWORD, "query": "key"}),
    ):
        await host.ok("POST", "/credentials", json={"name": name, "type": type_, "fields": fields})


async def test_a_run_that_tries_hard_leaves_no_trace(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    async with serve_everything() as web, api(folder, log_level="debug") as host:
        await _credentials(host)
        # That the token is known as well as the form it is sent in, as a credential's own text is.
        document = _hard(web)
        known = {"key": "know", "type": "notify.webhook_out", "on_error": "continue"}
        known["config"] = {"url": web.url("/fine"), "payload": {"a": 1}, "credential": "signing"}
        await host.ok("POST", "/credentials", json={"name": "signing", "type": "hmac", "fields": {"secret": TOKEN}})
        document["nodes"].insert(0, {"id": "know", **known})
        run = await host.run(document)
        assert (run["status"], run["error"]["code"]) == ("failed", "assert.failed")
        steps = await host.steps(run["id"])
        failed = {key for (key, _), step in steps.items() if step["error"]}
        assert {key for (key, _) in steps} == {node["key"] for node in document["nodes"]}
        assert {"coded_broken", "basic_broken", "query_broken"} <= failed
        assert "•••" in json.dumps([*steps.values()], ensure_ascii=False)
        parts = ("", "/steps", "/events", "/logs")
        shown = "".join([(await host.http.get(f"/api/v1/runs/{run['id']}{part}")).text for part in parts])
    logged = "".join(capfd.readouterr()).encode()
    assert b"POST /api/v1/runs" in logged
    for secret in (TOKEN, PASSWORD):
        assert remains(folder, secret) == set()
        for way, text in written(secret).items():
            assert text not in shown.encode(), way
            assert text not in logged, way


def serve_everything() -> Any:
    class Paths(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return Echo()

    return serve(Paths())


async def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    async with api(tmp_path / "data") as host:
        text = " ".join(_said(TOKEN).values())
        node = {"key": "a", "type": "core.log", "config": {"message": "{{ input }}"}}
        await host.run(flow([node], ()), text + "p" * limits.INLINE_BYTES)
    found = {way for _, way in remains(tmp_path / "data", TOKEN)}
    assert {"verbatim", "url", "html", "hex", "base64 from 0", "base64 from 1", "base64 from 2"} <= found


_LOGIN = b"""<!doctype html><title>Log in</title><form action=/page><label>Password
<input type=password name=p oninput="document.title = this.value; console.log(this.value);
document.querySelector('output').textContent = this.value"></label><output></output><button>Go</button></form>"""


def _on_pages(web: Web) -> dict[str, Any]:
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("open", "open", {"url": web.url("/login"), "record": ["trace", "har", "video"]}),
        ("type", "fill", {"target": {"label": "Password"}, "credential": "basic"}),
        ("typed", "get_html", {}),
        ("seen", "screenshot", {}),
        ("send", "click", {"target": {"text": "Go"}}),
        ("said", "get_text", {"target": "body"}),
        ("there", "get_html", {}),
        ("paper", "pdf", {}),
        ("gone", "click", {"target": "#nowhere", "timeout_s": 0.2}),
    )
    nodes = [{"key": key, "type": f"browser.{type_}", "config": config} for key, type_, config in steps]
    return flow(nodes, [f"{one[0]}>{other[0]}" for one, other in pairwise(steps)], name="Types a password")


@pytest.mark.browser
async def test_nor_does_one_that_types_it_into_a_page_that_says_it_again(tmp_path: Path) -> None:
    def work(web: Web) -> str:
        with running(tmp_path / "data", "--browser-workers", "1") as host:
            fields = {"username": "ann", "password": PASSWORD}
            host.api("POST", "/credentials", json={"name": "basic", "type": "basic", "fields": fields})
            ended = host.run(_on_pages(web))
            assert ended["error"]["node"] == "gone", ended["error"]
            steps = {each["key"]: each for each in host.steps(ended["id"])}
            assert "•••" in steps["said"]["output"]["text"]
            assert len(steps["gone"]["artifacts"]) >= 2
            lines = host.api("GET", f"/runs/{ended['id']}/logs", params={"limit": 1000})["items"]
            assert {each["recording"] for each in lines if "recording" in each} == {"trace", "har", "video"}
            return json.dumps([ended, steps, lines])

    async with serve_everything() as web:
        shown = await asyncio.to_thread(work, web)
    assert remains(tmp_path / "data", PASSWORD) == set()
    for way, text in written(PASSWORD).items():
        assert text not in shown.encode(), way
