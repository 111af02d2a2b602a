"""Answers are packed for clients that say so, and never where that could hold something back."""

import gzip
from collections.abc import AsyncIterator, Callable

import brotli
import httpx
import pytest
from backports import zstd
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from flow_builder.api.compression import Compression
from tests.support.api import Api

TEXT = b'{"words": "some words that come again and again"}' * 100
UNPACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}


async def _answer(request: Request) -> Response:
    query = request.query_params
    headers = {name: value for name, value in query.items() if name not in {"media", "size", "stream", "status"}}
    body = TEXT[: int(query.get("size", len(TEXT)))]

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 500):
            yield body[start : start + 500]

    media = query.get("media", "application/json")
    if "stream" in query:
        return StreamingResponse(pieces(), media_type=media, headers=headers)
    return Response(body, int(query.get("status", 200)), headers, media)


@pytest.fixture
async def site() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=Compression(Starlette(routes=[Route("/", _answer)])))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def raw(site: httpx.AsyncClient, accept: str, **query: str) -> tuple[bytes, httpx.Headers]:
    async with site.stream("GET", "/", params=query, headers={"accept-encoding": accept}) as answer:
        return b"".join([piece async for piece in answer.aiter_raw()]), answer.headers


@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br", "br"),
        ("zstd;q=0, br; q=0.0, gzip", "gzip"),
        ("*", "zstd"),
    ],
)
@pytest.mark.parametrize("how", [{}, {"stream": "1"}], ids=["whole", "stream"])
async def test_an_answer_is_packed_as_the_client_likes(
    site: httpx.AsyncClient, accept: str, coding: str, how: dict[str, str]
) -> None:
    body, headers = await raw(site, accept, **how)
    assert headers["content-encoding"] == coding
    assert headers["vary"] == "Accept-Encoding"
    assert len(body) < len(TEXT) / 5
    assert UNPACK[coding](body) == TEXT
    assert headers.get("content-length", str(len(body))) == str(len(body))


@pytest.mark.parametrize(
    ("accept", "query"),
    [
        ("identity", {}),
        ("deflate", {}),
        ("gzip;q=0", {}),
        ("gzip", {"size": "400"}),
        ("gzip", {"media": "image/png"}),
        ("gzip", {"media": "application/zip"}),
        ("gzip", {"media": "text/event-stream", "stream": "1"}),
        ("gzip", {"content-encoding": "br"}),
        ("gzip", {"accept-ranges": "bytes"}),
        ("gzip", {"status": "206"}),
    ],
)
async def test_what_gains_nothing_stays_as_it_is(site: httpx.AsyncClient, accept: str, query: dict[str, str]) -> None:
    body, headers = await raw(site, accept, **query)
    assert body == TEXT[: len(body)]
    assert headers.get("content-encoding") == query.get("content-encoding")


async def test_large_answers_are_packed_apart_from_the_loop() -> None:
    large = TEXT * 100

    async def page(_: Request) -> Response:
        return Response(large, media_type="text/plain")

    transport = httpx.ASGITransport(app=Compression(Starlette(routes=[Route("/", page)])))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for coding, unpack in UNPACK.items():
            body, _ = await raw(client, coding)
            assert unpack(body) == large


async def test_the_api_packs_its_lists(host: Api) -> None:
    answer = await host.http.get("/api/v1/nodes", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()["items"]
