"""What CloudFront and API Gateway make of requests and answers."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.api.edge import MAX_ANSWER_BYTES, Edge


async def _who(request: Request) -> Response:
    assert request.client is not None
    return JSONResponse({"client": request.client.host, "edge": request.headers.get("x-edge")})


async def _large(request: Request) -> Response:
    return Response(b"x" * int(request.query_params["bytes"]))


def client(secret: str) -> httpx.AsyncClient:
    inner = Starlette(routes=[Route("/who", _who), Route("/large", _large)])
    transport = httpx.ASGITransport(app=Edge(inner, secret), client=("192.0.2.1", 1))
    return httpx.AsyncClient(transport=transport, base_url="http://edge")


@pytest.mark.parametrize(
    ("headers", "caller"),
    [
        ({"x-edge": "s3cret", "x-forwarded-for": "203.0.113.9, 192.0.2.1"}, "203.0.113.9"),
        ({"x-edge": "s3cret", "x-forwarded-for": "10.0.0.1, 203.0.113.9, 192.0.2.1"}, "203.0.113.9"),
        ({"x-edge": "s3cret", "x-forwarded-for": "2001:db8::1, 192.0.2.1"}, "2001:db8::1"),
        ({"x-edge": "s3cret", "x-forwarded-for": "nobody, 192.0.2.1"}, "192.0.2.1"),
        ({"x-edge": "s3cret"}, "192.0.2.1"),
        ({"x-edge": "guess", "x-forwarded-for": "203.0.113.9, 192.0.2.1"}, "192.0.2.1"),
        ({"x-forwarded-for": "203.0.113.9, 192.0.2.1"}, "192.0.2.1"),
    ],
    ids=["viewer", "made_up_before", "ipv6", "no_address", "no_hops", "wrong_secret", "no_secret"],
)
async def test_who_calls_is_whom_cloudfront_names(headers: dict[str, str], caller: str) -> None:
    async with client("s3cret") as http:
        said: dict[str, Any] = (await http.get("/who", headers=headers)).json()
    assert said == {"client": caller, "edge": None}


async def test_without_a_secret_nobody_is_believed() -> None:
    async with client("") as http:
        said = await http.get("/who", headers={"x-edge": "", "x-forwarded-for": "203.0.113.9, 192.0.2.1"})
    assert said.json()["client"] == "192.0.2.1"


async def test_an_answer_that_lambda_could_not_give_says_so() -> None:
    async with client("") as http:
        fits = await http.get("/large", params={"bytes": MAX_ANSWER_BYTES})
        over = await http.get("/large", params={"bytes": MAX_ANSWER_BYTES + 1})
    assert (fits.status_code, len(fits.content)) == (200, MAX_ANSWER_BYTES)
    assert (over.status_code, over.json()["code"]) == (507, "answer.too_large")


async def test_the_stream_of_events_says_where_they_are() -> None:
    async with client("") as http:
        said = await http.get("/api/v1/live/events")
    assert (said.status_code, said.json()["code"]) == (501, "live.websocket")
