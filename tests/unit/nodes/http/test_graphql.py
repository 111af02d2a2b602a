"""http.graphql against real servers on loopback."""

import json
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Wire, serve

QUERY = "query Q($id: ID!) { product(id: $id) { name } }"


def say(value: Any, status: int = 200, content_type: str = "application/json", **headers: str) -> Any:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return lambda *_: Reply(body, status, {"content-type": content_type, **headers})


async def failing(bench: Bench, config: dict[str, Any]) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await bench("http.graphql", config)
    return failed.value


async def test_query_variables_and_login_go_out_and_data_comes_back(bench: Bench) -> None:
    def product(request: Request, wire: Wire) -> Reply:
        asked = json.loads(request.body)
        assert asked == {"query": QUERY, "variables": {"id": 7}, "operationName": "Q"}
        return say({"data": {"product": {"name": "Lamp"}}, "extensions": {"cost": 3}})(request, wire)

    bench.input = {"id": 7}
    bench.backend.credentials["c"] = {"type": "bearer", "token": "t"}
    config = {
        "query": QUERY,
        "variables": {"id": "{{ input.id }}"},
        "operation": "Q",
        "headers": {"X-Client": "me"},
        "auth": {"kind": "credential", "credential": "c"},
    }
    async with serve({"/graphql": product}) as web:
        output = await bench("http.graphql", {"url": web.url("/graphql"), **config})
        headers = web.requests[0].headers
    assert (output["data"], output["errors"], output["extensions"]) == ({"product": {"name": "Lamp"}}, [], {"cost": 3})
    assert (headers["authorization"], headers["x-client"], headers["content-type"]) == (
        "Bearer t",
        "me",
        "application/json",
    )


ERRORS = [{"message": "no such product", "path": ["product"]}, {"message": "more"}]


@pytest.mark.parametrize(
    ("data", "partial", "fails"), [({"a": 1}, False, True), ({"a": 1}, True, False), (None, True, True)]
)
async def test_errors_fail_the_step_unless_partial_data_is_welcome(
    bench: Bench, data: Any, partial: bool, fails: bool
) -> None:
    async with serve({"/": say({"data": data, "errors": ERRORS})}) as web:
        config = {"url": web.url(), "query": "{ a }", "partial": partial}
        if fails:
            error = await failing(bench, config)
            assert (error.code, error.retryable, error.details["errors"]) == ("graphql.errors", False, ERRORS)
            assert "no such product" in error.message
            assert "1 more" in error.message
        else:
            output = await bench("http.graphql", config)
            assert (output["data"], output["errors"]) == (data, ERRORS)


async def test_a_status_with_a_graphql_body_says_what_the_body_says(bench: Bench) -> None:
    limited = say({"errors": ERRORS}, 429, "application/graphql-response+json", **{"retry-after": "3"})
    async with serve({"/": limited}) as web:
        error = await failing(bench, {"url": web.url(), "query": "{ a }"})
    assert (error.code, error.retryable) == ("graphql.errors", True)
    assert (error.details["status"], error.details["retry_after_s"]) == (429, 3)


@pytest.mark.parametrize(
    ("handler", "code"),
    [
        (say(b"<html>", 502, "text/html"), "http.status"),
        (say({"message": "Bad credentials"}, 401), "http.status"),
        (say(b"<html>", 200, "text/html"), "http.json"),
        (say([1], 200), "graphql.bad_answer"),
        (say({"hello": 1}, 200), "graphql.bad_answer"),
    ],
)
async def test_what_is_no_graphql_answer_is_a_clear_error(bench: Bench, handler: Any, code: str) -> None:
    async with serve({"/": handler}) as web:
        assert (await failing(bench, {"url": web.url(), "query": "{ a }"})).code == code
