"""What CloudFront and API Gateway make of requests and answers."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from flow_builder.api.edge import Edge
from flow_builder.services.app import LAMBDA_ANSWER_BYTES
from flow_builder.store.blobs import Blobs, Shown
from flow_builder.store.folder_blobs import FolderBlobs


async def _who(request: Request) -> Response:
    assert request.client is not None
    return JSONResponse({"client": request.client.host, "edge": request.headers.get("x-edge")})


async def _large(request: Request) -> Response:
    named = {"content-disposition": "attachment", "content-type": "text/csv"}
    status = int(request.query_params.get("status", 200))
    return Response(b"x" * int(request.query_params["bytes"]), status, named)


def client(secret: str, blobs: Blobs | None = None) -> httpx.AsyncClient:
    inner = Starlette(routes=[Route("/who", _who), Route("/large", _large)])
    transport = httpx.ASGITransport(app=Edge(inner, secret, blobs), client=("192.0.2.1", 1))
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
        fits = await http.get("/large", params={"bytes": LAMBDA_ANSWER_BYTES})
        over = await http.get("/large", params={"bytes": LAMBDA_ANSWER_BYTES + 1})
    assert (fits.status_code, len(fits.content)) == (200, LAMBDA_ANSWER_BYTES)
    assert (over.status_code, over.json()["code"]) == (507, "answer.too_large")


class Addressed(FolderBlobs):
    """Blobs with addresses."""

    async def link(self, key: str, seconds: int, shown: Shown) -> str:  # type: ignore[override]
        return f"https://bucket/{key}?{seconds}&{shown.content_type}&{shown.content_disposition}"


async def test_an_answer_that_lambda_could_not_give_is_fetched_from_the_bucket(tmp_path: Path) -> None:
    blobs = Addressed(tmp_path)
    async with client("", blobs) as http:
        over = await http.get("/large", params={"bytes": LAMBDA_ANSWER_BYTES + 1})
        failed = await http.get("/large", params={"bytes": LAMBDA_ANSWER_BYTES + 1, "status": 500})
    [key] = [key async for key in blobs.keys("answers/")]
    assert (over.status_code, over.headers["cache-control"]) == (303, "private, no-store")
    assert over.headers["location"] == f"https://bucket/{key}?300&text/csv&attachment"
    assert await blobs.get(key) == b"x" * (LAMBDA_ANSWER_BYTES + 1)
    assert (failed.status_code, failed.json()["code"]) == (507, "answer.too_large")


async def test_the_stream_of_events_says_where_they_are() -> None:
    async with client("") as http:
        said = await http.get("/api/v1/live/events")
    assert (said.status_code, said.json()["code"]) == (501, "live.websocket")
