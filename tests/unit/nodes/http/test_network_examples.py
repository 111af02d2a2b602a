"""The examples of the help pages that need a server, against a real one on loopback."""

import gzip
import json
from typing import Any

import pytest

from flow_builder.nodes.base import Example, NodeType
from flow_builder.nodes.memory_backend import MemoryBackend
from flow_builder.nodes.testing import check_example
from tests.support.examples import example_cases
from tests.support.nodes import client
from tests.support.web import Reply, Request, Wire, serve

FEED = b"<rss version='2.0'><channel><title>News</title><item><guid>1</guid><title>One</title></item></channel></rss>"
MAP = "<urlset><url><loc>/blog/a</loc><lastmod>2026-05-01</lastmod></url><url><loc>/b</loc></url></urlset>"


def data(request: Request, wire: Wire) -> Reply:
    first = "cursor" not in request.query
    return say({"items": [1, 2] if first else [3], "next": "x" if first else None})(request, wire)


def say(value: Any, status: int = 200) -> Any:
    return lambda *_: Reply(json.dumps(value).encode(), status, {"content-type": "application/json"})


def order(request: Request, wire: Wire) -> Reply:
    fits = json.loads(request.body) == {"sku": "A-1", "amount": 2} and request.headers["x-api-key"] == "k"
    return say({"id": 1}, 201 if fits else 400)(request, wire)


ROUTES: dict[str, Any] = {
    "/data.json": data,
    "/orders": order,
    "/report.pdf": lambda *_: Reply(b"%PDF-1.7", headers={"content-type": "application/pdf"}),
    "/graphql": say({"data": {"product": {"name": "Lamp", "price": 3}}}),
    "/feed.xml": lambda *_: Reply(FEED, headers={"content-type": "application/rss+xml"}),
    "/sitemap.xml": lambda *_: Reply(gzip.compress(MAP.encode(), mtime=0)),
}


@pytest.mark.parametrize(("node_type", "example"), example_cases("network", folders=["http"]))
async def test_an_example_works_as_the_help_page_says(node_type: NodeType, example: Example) -> None:
    backend = MemoryBackend({"shop-api": {"type": "api_key", "key": "k"}})
    async with serve(ROUTES) as web, client() as http:
        outcome = await check_example(node_type, example, http=http, env={"SITE": web.url("")}, backend=backend)
    assert web.requests
    assert outcome is None or outcome.output
