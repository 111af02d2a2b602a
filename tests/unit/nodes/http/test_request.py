"""http.request against real servers on loopback."""

import asyncio
import contextlib
import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NetworkBlocked, NodeError
from flow_builder.nodes import node_type
from tests.support.nodes import Bench, client
from tests.support.web import Reply, Request, Wire, serve


def echo(request: Request, wire: Wire) -> Reply:
    shown = {
        "method": request.method,
        "query": request.query,
        "headers": request.headers,
        "body": request.body.decode("utf-8", "replace"),
    }
    return Reply(json.dumps(shown).encode(), headers={"content-type": "application/json", "Set-Cookie": "id=7; Path=/"})


def say(body: bytes, content_type: str, **headers: str) -> Any:
    return lambda *_: Reply(body, headers={"content-type": content_type, **headers})


async def failing(bench: Bench, config: dict[str, Any]) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await bench("http.request", config)
    return failed.value


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
async def test_every_verb_is_sent_and_changes_carry_the_idempotency_key(bench: Bench, method: str) -> None:
    async with serve({"/": echo}) as web:
        output = await bench("http.request", {"url": web.url(), "method": method})
        (seen,) = web.requests
    assert (seen.method, output["status"]) == (method, 200)
    assert seen.headers.get("idempotency-key") == (None if method in {"GET", "HEAD", "OPTIONS"} else "run1/node")
    assert output["cookies"] == {"id": "7"}
    assert "set-cookie" not in output["headers"]


async def test_query_headers_and_json_go_out_and_json_comes_back(bench: Bench) -> None:
    bench.input = {"name": "Jörg & Söhne"}
    config = {
        "method": "POST",
        "query": {"q": "{{ input.name }}", "tag": ["a", "b"], "n": 1, "ok": True, "none": None},
        "headers": {"X-Id": "{{ input.name.length }}", "Idempotency-Key": "mine"},
        "body": {"kind": "json", "value": {"name": "{{ input.name }}"}},
    }
    async with serve({"/": echo}) as web:
        output = await bench("http.request", {"url": web.url("/?first=1&tag=0"), **config})
        seen = web.requests[0]
    assert output["body"]["query"] == {"first": "1", "tag": "b", "q": "Jörg & Söhne", "n": "1", "ok": "true"}
    assert seen.headers["x-id"] == "12"
    assert seen.headers["idempotency-key"] == "mine"
    assert seen.headers["content-type"] == "application/json"
    assert json.loads(seen.body) == {"name": "Jörg & Söhne"}


@pytest.mark.parametrize(
    ("body", "content_type", "sent"),
    [
        ({"kind": "none"}, None, b""),
        (
            {"kind": "form", "fields": {"a": "x y&z", "b": [1, 2], "c": None}},
            "application/x-www-form-urlencoded",
            b"a=x+y%26z&b=1&b=2",
        ),
        ({"kind": "text", "text": "grün", "content_type": "text/csv"}, "text/csv", "grün".encode()),
        ({"kind": "json", "value": None}, "application/json", b"null"),
        (
            {
                "kind": "artifact",
                "artifact": {"artifact": "k", "name": "a.bin", "content_type": "image/png", "bytes": 3, "sha256": ""},
            },
            "image/png",
            b"\x00\x01\x02",
        ),
    ],
)
async def test_bodies(bench: Bench, body: dict[str, Any], content_type: str | None, sent: bytes) -> None:
    bench.backend.blobs["k"] = b"\x00\x01\x02"
    async with serve({"/": echo}) as web:
        await bench("http.request", {"url": web.url(), "method": "PUT", "body": body})
        (seen,) = web.requests
    assert (seen.headers.get("content-type"), seen.body) == (content_type, sent)


async def test_a_multipart_form_carries_texts_and_files(bench: Bench) -> None:
    bench.backend.blobs["k"] = b"PDF"
    file = {"artifact": "k", "name": "a.pdf", "content_type": "application/pdf", "bytes": 3, "sha256": ""}
    parts = [{"name": "title", "value": "Jörg"}, {"name": "file", "artifact": file}, {"name": "n", "value": 3}]
    async with serve({"/": echo}) as web:
        await bench("http.request", {"url": web.url(), "method": "POST", "body": {"kind": "multipart", "parts": parts}})
        (seen,) = web.requests
    assert seen.headers["content-type"].startswith("multipart/form-data; boundary=")
    text = seen.body.decode()
    assert 'name="title"\r\n\r\nJörg\r\n' in text
    assert 'name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\nPDF\r\n' in text
    assert 'name="n"\r\n\r\n3\r\n' in text


BASIC = "Basic YW5uOnNlc2FtZQ=="


@pytest.mark.parametrize(
    ("auth", "credential", "header"),
    [
        ({"kind": "basic", "username": "ann", "password": "sesame"}, {}, ("authorization", BASIC)),
        ({"kind": "bearer", "token": "t"}, {}, ("authorization", "Bearer t")),
        ({"kind": "header", "name": "X-Key", "value": "v"}, {}, ("x-key", "v")),
        ({"kind": "credential", "credential": "c"}, {"type": "basic", "username": "ann", "password": "sesame"}, ("authorization", BASIC)),
        ({"kind": "credential", "credential": "c"}, {"type": "bearer", "token": "t"}, ("authorization", "Bearer t")),
        ({"kind": "credential", "credential": "c"}, {"type": "oauth2", "access_token": "t"}, ("authorization", "Bearer t")),
        ({"kind": "credential", "credential": "c"}, {"type": "header", "name": "X-Key", "value": "v"}, ("x-key", "v")),
        ({"kind": "credential", "credential": "c"}, {"type": "api_key", "key": "k"}, ("x-api-key", "k")),
        ({"kind": "credential", "credential": "c"}, {"type": "headers", "Authorization": "Token t", "Cookie": "a=1"}, ("cookie", "a=1")),
        ({"kind": "credential", "credential": "c"}, {"type": "api_key", "key": "k", "header": "Authorization", "prefix": "Key "}, ("authorization", "Key k")),
    ],
)  # fmt: skip
async def test_authentication(
    bench: Bench, auth: dict[str, Any], credential: dict[str, Any], header: tuple[str, str]
) -> None:
    bench.backend.credentials["c"] = credential
    async with serve({"/": echo}) as web:
        await bench("http.request", {"url": web.url(), "auth": auth})
        assert web.requests[0].headers[header[0]] == header[1]


@pytest.mark.parametrize("credential", [{"type": "smtp", "host": "h"}, {"type": "bearer"}])
async def test_a_credential_that_does_not_fit_is_a_clear_error(bench: Bench, credential: dict[str, Any]) -> None:
    bench.backend.credentials["c"] = credential
    error = await failing(bench, {"url": "http://localhost/", "auth": {"kind": "credential", "credential": "c"}})
    assert error.code == "credential.unfit"


@pytest.mark.parametrize(
    ("handler", "options", "body"),
    [
        (say(b'{"a": 1}', "application/json"), {}, {"a": 1}),
        (say(b'{"a": 1}', "application/problem+json; charset=utf-8"), {}, {"a": 1}),
        (say(b'{"a": 1}', "text/plain"), {}, '{"a": 1}'),
        (say(b'{"a": 1}', "text/plain"), {"response": "json"}, {"a": 1}),
        (say(b'{"a": 1}', "application/json"), {"response": "text"}, '{"a": 1}'),
        (say("grün".encode("latin-1"), "text/html; charset=iso-8859-1"), {}, "grün"),
        (say("grün".encode("latin-1"), "text/html"), {"charset": "latin-1"}, "grün"),
        (say(gzip.compress(b"packed", mtime=0), "text/plain", **{"content-encoding": "gzip"}), {}, "packed"),
        (say(b"", "application/json"), {}, None),
        (lambda *_: Reply(status=204), {}, None),
    ],
)  # fmt: skip
async def test_responses_are_read_by_their_type(bench: Bench, handler: Any, options: dict[str, Any], body: Any) -> None:
    async with serve({"/": handler}) as web:
        assert (await bench("http.request", {"url": web.url(), **options}))["body"] == body


async def test_other_responses_become_files(bench: Bench) -> None:
    disposition = {"content-disposition": "attachment; filename=\"..\\\\..\\\\x.png\"; filename*=UTF-8''gr%C3%BCn.png"}
    async with serve({"/": say(b"\x89PNG", "image/png", **disposition)}) as web:
        output = await bench("http.request", {"url": web.url()})
    assert output["body"] is None
    assert (output["artifact"]["name"], output["artifact"]["content_type"]) == ("grün.png", "image/png")
    assert bench.backend.blobs[output["artifact"]["artifact"]] == b"\x89PNG"


@pytest.mark.parametrize(
    ("status", "retryable"),
    [(400, False), (401, False), (404, False), (408, True), (409, False), (425, True), (429, True), (500, True), (501, False), (502, True), (503, True), (504, True), (599, True)],
)  # fmt: skip
async def test_unexpected_statuses_say_whether_to_try_again(bench: Bench, status: int, retryable: bool) -> None:
    async with serve({"/": lambda *_: Reply(b"because", status)}) as web:
        error = await failing(bench, {"url": web.url("/?token=secret")})
    assert (error.code, error.retryable) == ("http.status", retryable)
    assert (error.details["status"], error.details["body"]) == (status, "because")
    assert "secret" not in error.message


async def test_expected_statuses_are_answers(bench: Bench) -> None:
    async with serve({"/": lambda *_: Reply(b"", 404), "/ok": echo}) as web:
        assert (await bench("http.request", {"url": web.url(), "expected": [404]}))["status"] == 404
        assert (await bench("http.request", {"url": web.url(), "expected": ["2xx", "4xx"]}))["status"] == 404
        assert (await failing(bench, {"url": web.url("/ok"), "expected": [404]})).details["status"] == 200
    with pytest.raises(ValidationError):
        await bench("http.request", {"url": web.url(), "expected": ["9xx"]})


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("7", 7, 7),
        ("in an hour", 3_000, 3_600),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0, 0),
        ("9999999999", 86_400, 86_400),
    ],
)
async def test_retry_after_is_passed_on_in_seconds(bench: Bench, value: str, low: float, high: float) -> None:
    if value == "in an hour":
        value = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    async with serve({"/": lambda *_: Reply(b"", 503, {"retry-after": value})}) as web:
        error = await failing(bench, {"url": web.url()})
    assert low <= error.details["retry_after_s"] <= high


@pytest.mark.parametrize("value", ["soon", "-3", ""])
async def test_a_retry_after_that_says_nothing_is_left_out(bench: Bench, value: str) -> None:
    async with serve({"/": lambda *_: Reply(b"", 503, {"retry-after": value})}) as web:
        assert "retry_after_s" not in (await failing(bench, {"url": web.url()})).details


@pytest.mark.parametrize(
    ("status", "method", "arrives"),
    [
        (301, "POST", "GET"),
        (302, "PUT", "GET"),
        (303, "DELETE", "GET"),
        (307, "POST", "POST"),
        (308, "PUT", "PUT"),
        (302, "HEAD", "HEAD"),
    ],
)
async def test_redirects_are_followed_as_browsers_do(bench: Bench, status: int, method: str, arrives: str) -> None:
    routes = {"/a": lambda *_: Reply(status=status, headers={"location": "b?x=1"}), "/b": echo}
    async with serve(routes) as web:
        output = await bench(
            "http.request", {"url": web.url("/a"), "method": method, "body": {"kind": "text", "text": "hi"}}
        )
        assert web.requests[-1].method == arrives
        assert web.requests[-1].body == (b"hi" if arrives in {"POST", "PUT", "HEAD"} else b"")
        assert output["url"] == web.url("/b?x=1")


async def test_redirects_can_be_answers(bench: Bench) -> None:
    async with serve({"/": lambda *_: Reply(status=302, headers={"location": "/b"})}) as web:
        output = await bench("http.request", {"url": web.url(), "follow_redirects": False})
    assert (output["status"], output["headers"]["location"]) == (302, "/b")


async def test_secrets_stay_with_the_site_they_are_for_and_cookies_last_for_the_redirects(bench: Bench) -> None:
    async with serve({"/in": echo}) as other:
        routes = {
            "/out": lambda *_: Reply(status=302, headers={"location": other.url("/in")}),
            "/login": lambda *_: Reply(status=302, headers={"location": "/in", "set-cookie": "session=1"}),
            "/in": echo,
        }
        auth = {"kind": "header", "name": "X-Secret-Thing", "value": "s"}
        headers = {"Authorization": "Bearer t", "Cookie": "own=1", "X-Harmless": "1"}
        async with serve(routes) as web:
            await bench("http.request", {"url": web.url("/out"), "auth": auth, "headers": headers})
            away = other.requests[0].headers
            await bench("http.request", {"url": web.url("/login"), "auth": auth, "headers": headers})
            within = web.requests[-1].headers
            await bench("http.request", {"url": web.url("/in")})
            later = web.requests[-1].headers
    assert away["x-harmless"] == "1"
    assert not {"authorization", "cookie", "x-secret-thing"} & away.keys()
    assert (within["x-secret-thing"], within["authorization"], within["cookie"]) == (
        "s",
        "Bearer t",
        "own=1; session=1",
    )
    assert "cookie" not in later


async def test_too_many_redirects_and_ones_to_nowhere(bench: Bench) -> None:
    routes = {
        "/loop": lambda *_: Reply(status=302, headers={"location": "/loop"}),
        "/bad": lambda *_: Reply(status=302, headers={"location": "http://[::1"}),
        "/file": lambda *_: Reply(status=302, headers={"location": "file:///etc/passwd"}),
        "/meta": lambda *_: Reply(status=302, headers={"location": "http://169.254.169.254/"}),
    }
    async with serve(routes) as web:
        assert (await failing(bench, {"url": web.url("/loop")})).code == "http.redirects"
        assert len(web.requests) == 11
        assert (await failing(bench, {"url": web.url("/bad")})).code in {"http.connect", "http.url"}
        assert (await failing(bench, {"url": web.url("/file")})).code in {"network.blocked", "http.url"}
        assert (await failing(bench, {"url": web.url("/meta")})).code == "network.blocked"


async def test_private_addresses_are_off_limits_in_the_cloud(bench: Bench) -> None:
    async with serve({"/": echo}) as web, client(private=False) as http:
        bench.http = http
        with pytest.raises(NetworkBlocked):
            await bench("http.request", {"url": web.url()})
        assert web.connections == 0


async def test_a_server_that_stalls_is_a_timeout(bench: Bench) -> None:
    async def half(request: Request, wire: Wire) -> None:
        await wire.send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")
        await web.stall(request, wire)

    async def drip(request: Request, wire: Wire) -> None:
        await wire.send(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        while not web.ended.is_set():
            await wire.send(b".")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(web.ended.wait(), 0.02)

    async with serve({"/half": half, "/drip": drip}) as web:
        web.routes["/none"] = web.stall
        for path in ("/none", "/half", "/drip"):
            began = time.monotonic()
            error = await failing(bench, {"url": web.url(path), "timeout_s": 0.2})
            assert (error.code, error.retryable) == ("http.timeout", True)
            assert time.monotonic() - began < 20


async def test_connections_that_break_are_worth_another_try(bench: Bench) -> None:
    def reset(request: Request, wire: Wire) -> None:
        wire.reset()

    async def cut(request: Request, wire: Wire) -> None:
        await wire.send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")

    async def gibberish(request: Request, wire: Wire) -> None:
        await wire.send(b"SSH-2.0-OpenSSH\r\n\r\n")

    async with serve({"/reset": reset, "/cut": cut, "/gibberish": gibberish, "/close": lambda *_: None}) as web:
        for path in web.routes:
            error = await failing(bench, {"url": web.url(path)})
            assert (error.code, error.retryable) == ("http.connect", True), path
        closed = web.url()
    error = await failing(bench, {"url": closed})
    assert (error.code, error.retryable) == ("http.connect", True)
    error = await failing(bench, {"url": "http://nowhere.invalid/"})
    assert (error.code, error.retryable) == ("http.connect", True)


async def test_a_server_without_tls_is_a_tls_error(bench: Bench) -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(plain, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await failing(bench, {"url": f"https://127.0.0.1:{port}/"})
    assert (error.code, error.retryable) == ("http.tls", False)


async def test_a_stalled_tls_handshake_is_a_timeout_and_leaves_no_connection(bench: Bench) -> None:
    async with serve({"/": echo}) as web:
        error = await failing(bench, {"url": web.url().replace("http:", "https:"), "timeout_s": 0.2})
        assert error.code == "http.timeout"
        await asyncio.wait_for(web.left.wait(), 5)


async def test_large_responses_are_stopped_before_they_are_read(bench: Bench) -> None:
    sent = 0

    async def endless(request: Request, wire: Wire) -> None:
        nonlocal sent
        await wire.send(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n")
        while not web.ended.is_set():
            await wire.send(b"x" * 65_536)
            sent += 65_536

    bomb = gzip.compress(b"\0" * 50_000_000)
    packed = say(bomb, "text/plain", **{"content-encoding": "gzip"})
    declared = say(b"x", "text/plain", **{"content-length": "999999999"})
    async with serve({"/endless": endless, "/bomb": packed, "/declared": declared}) as web:
        for path in web.routes:
            error = await failing(bench, {"url": web.url(path), "max_bytes": 1_000_000})
            assert (error.code, error.retryable) == ("http.too_large", False)
    assert sent < 30_000_000
    async with serve({"/": say(b"x" * 1_000, "text/plain")}) as web:
        assert len((await bench("http.request", {"url": web.url(), "max_bytes": 1_000}))["body"]) == 1_000
        assert (await failing(bench, {"url": web.url(), "max_bytes": 999})).code == "http.too_large"


@pytest.mark.parametrize(
    ("handler", "code"),
    [
        (say(b"gr\xfcn", "text/plain; charset=utf-8"), "http.charset"),
        (say(b"{", "application/json"), "http.json"),
        (say(b"gr\xfcn", "application/json"), "http.charset"),
        (say(b"x", "text/plain", **{"content-encoding": "br"}), "http.encoding"),
        (say(b"x", "text/plain", **{"content-encoding": "gzip"}), "http.encoding"),
    ],
)
async def test_bodies_that_are_not_what_they_say_are_clear_errors(bench: Bench, handler: Any, code: str) -> None:
    async with serve({"/": handler}) as web:
        assert (await failing(bench, {"url": web.url()})).code == code


@pytest.mark.parametrize(
    ("config", "code"),
    [
        ({"url": "example.com/x"}, "network.blocked"),
        ({"url": "http://exa mple.com/"}, "network.blocked"),
        ({"url": "http://example.com:x/"}, "http.url"),
        ({"url": "http://a\\nb/"}, "network.blocked"),
        ({"url": "http://localhost:1/", "headers": {"X-Bad": "a\r\nX-Other: 1"}}, "http.request"),
        ({"url": "http://localhost:1/", "headers": {"X-Bad": "grün→"}}, "http.request"),
        ({"url": "http://localhost:1/", "headers": {"bad name": "x"}}, "http.request"),
    ],
)  # fmt: skip
async def test_requests_that_cannot_be_sent_are_clear_errors(bench: Bench, config: dict[str, Any], code: str) -> None:
    async with serve({"/": echo}) as web:
        config["url"] = config["url"].replace("http://localhost:1/", web.url())
        error = await failing(bench, config)
    assert (error.code, error.retryable) == (code, False)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.example.com/x", "api.example.com:443"),
        ("http://10.0.0.1:8080", "10.0.0.1:8080"),
        ("no url", None),
        ("http://x:y/", None),
    ],
)
def test_the_circuit_breaker_knows_what_is_behind_a_url(url: str, name: str | None) -> None:
    found = node_type("http.request")
    assert found.dependency is not None
    assert found.dependency(found.config.model_validate({"url": url})) == name


async def test_two_hundred_requests_share_a_few_connections(bench: Bench) -> None:
    async with serve({"/": say(b"{}", "application/json")}) as web:
        for _ in range(20):
            await asyncio.gather(*(bench("http.request", {"url": web.url()}) for _ in range(10)))
        assert len(web.requests) == 200
        assert web.connections <= 12
