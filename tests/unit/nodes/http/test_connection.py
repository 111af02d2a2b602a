"""HTTP/2 and TLS options against real servers on loopback."""

import asyncio
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.authority import Authority
from tests.support.h2_server import http2_server
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Wire, serve


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def hello(request: Request, wire: Wire) -> Reply:
    return Reply(b"hello", headers={"content-type": "text/plain"})


async def code(bench: Bench, config: dict[str, Any]) -> str:
    with pytest.raises(NodeError) as failed:
        await bench("http.request", config)
    return failed.value.code


async def test_http2_is_spoken_when_asked_for_and_the_server_can(
    bench: Bench, authority: Authority, tmp_path: Path
) -> None:
    async with http2_server(tmp_path, authority, alpn=("h2", "http/1.1")) as url:
        trusted = {"authority": authority.pem}
        versions = {}
        for http2 in (True, False):
            config = {
                "url": f"{url}/x",
                "method": "POST",
                "body": {"kind": "text", "text": "x" * 200_000},
                "connection": {**trusted, "http2": http2},
            }
            versions[http2] = (await bench("http.request", config))["body"]
        await bench.http.variants.close()  # the server ends when its connections have
        assert versions[True] == {"version": "2", "method": "POST", "body": 200_000, "path": "/x"}
        assert versions[False]["version"] == "1.1"


async def test_one_http2_connection_serves_many_at_once(bench: Bench, authority: Authority, tmp_path: Path) -> None:
    async with http2_server(tmp_path, authority) as url:
        config = {"url": url, "connection": {"authority": authority.pem, "http2": True}}
        answers = await asyncio.gather(*(bench("http.request", config) for _ in range(30)))
        await bench.http.variants.close()
    assert {each["body"]["version"] for each in answers} == {"2"}


async def test_a_server_without_http2_gets_http1(bench: Bench, authority: Authority, tmp_path: Path) -> None:
    async with serve({"/": hello}, tls=authority.server(tmp_path)) as web:
        config = {"url": web.url(), "connection": {"authority": authority.pem, "http2": True}}
        assert (await bench("http.request", config))["body"] == "hello"


async def test_a_private_authority_has_to_be_named(bench: Bench, authority: Authority, tmp_path: Path) -> None:
    async with serve({"/": hello}, tls=authority.server(tmp_path)) as web:
        assert await code(bench, {"url": web.url()}) == "http.tls"
        for connection in ({"authority": authority.pem}, {"verify": False}):
            assert (await bench("http.request", {"url": web.url(), "connection": connection}))["status"] == 200
            stored = await bench("http.download", {"url": web.url(), "connection": connection})
            assert bench.backend.blobs[stored["artifact"]["artifact"]] == b"hello"
        assert await code(bench, {"url": web.url()}) == "http.tls"
        other = {"authority": Authority().pem}
        assert await code(bench, {"url": web.url(), "connection": other}) == "http.tls"


@pytest.mark.parametrize("password", [None, b"sesame"])
async def test_a_client_certificate_comes_from_a_credential(
    bench: Bench, authority: Authority, tmp_path: Path, password: bytes | None
) -> None:
    pair = authority.vouch("client", password=password)
    bench.backend.credentials["mine"] = {
        "type": "client_certificate",
        "certificate": pair.certificate,
        "key": pair.key,
        "passphrase": password.decode() if password else "",
    }
    async with serve({"/": hello}, tls=authority.server(tmp_path, asks=True)) as web:
        connection = {"authority": authority.pem, "credential": "mine"}
        assert (await bench("http.request", {"url": web.url(), "connection": connection}))["body"] == "hello"
        refused = await code(bench, {"url": web.url(), "connection": {"authority": authority.pem}})
        assert refused in {"http.tls", "http.connect"}  # with TLS 1.3 the refusal may come after the handshake


@pytest.mark.parametrize("wrong", ["key", "passphrase", "certificate"])
async def test_a_certificate_that_cannot_be_read_is_a_clear_error(
    bench: Bench, authority: Authority, wrong: str
) -> None:
    pair = authority.vouch("client", password=b"sesame")
    fields = {"certificate": pair.certificate, "key": pair.key, "passphrase": "sesame", "type": "client_certificate"}
    bench.backend.credentials["mine"] = {**fields, wrong: "nonsense"}
    with pytest.raises(NodeError) as failed:
        await bench("http.request", {"url": "https://localhost/", "connection": {"credential": "mine"}})
    assert failed.value.code == "http.tls"
    assert "PRIVATE" not in str(failed.value) + str(failed.value.details)
    assert await code(bench, {"url": "https://localhost/", "connection": {"authority": "nonsense"}}) == "http.tls"


async def test_a_lowest_version_is_kept(bench: Bench, authority: Authority, tmp_path: Path) -> None:
    server = authority.server(tmp_path)
    server.maximum_version = ssl.TLSVersion.TLSv1_2
    async with serve({"/": hello}, tls=server) as web:
        trusted = {"authority": authority.pem}
        assert (await bench("http.request", {"url": web.url(), "connection": trusted}))["status"] == 200
        assert await code(bench, {"url": web.url(), "connection": {**trusted, "min_tls": "1.3"}}) == "http.tls"


async def test_the_guard_holds_for_every_kind_of_connection(authority: Authority) -> None:
    from tests.support.nodes import client

    async with client(private=False) as http:
        bench = Bench(http=http)
        with socket.create_server(("127.0.0.1", 0)) as server:
            url = f"https://127.0.0.1:{server.getsockname()[1]}/"
            for connection in ({"http2": True}, {"verify": False}):
                assert await code(bench, {"url": url, "connection": connection}) == "network.blocked"


async def test_connections_of_a_kind_are_kept_and_those_not_used_for_long_closed(
    bench: Bench, authority: Authority, tmp_path: Path
) -> None:
    async with serve({"/": hello}, tls=authority.server(tmp_path)) as web:
        config = {"url": web.url(), "connection": {"authority": authority.pem}}
        for _ in range(5):
            await bench("http.request", config)
        assert web.connections == 1
        for number in range(10):
            other = {"authority": f"{authority.pem}\n{'#' * number}", "min_tls": "1.3"}
            await bench("http.request", {"url": web.url(), "connection": other})
        assert len(bench.http.variants._made) == 8
        await bench("http.request", config)
        assert web.connections == 12
