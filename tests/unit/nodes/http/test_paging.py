"""Lists in pages, against real servers on loopback."""

import json
from typing import Any

import pytest

from flow_builder.errors import NodeError
from flow_builder.nodes.http import _paging
from tests.support.nodes import Bench
from tests.support.web import Reply, Request, Wire, serve

ROWS = [{"n": n} for n in range(25)]


def answer(value: Any, **headers: str) -> Reply:
    return Reply(json.dumps(value).encode(), headers={"content-type": "application/json", **headers})


def numbered(request: Request, wire: Wire) -> Reply:
    page, size = int(request.query["page"]), int(request.query.get("size", 10))
    return answer(ROWS[(page - 1) * size : page * size])


def offset(request: Request, wire: Wire) -> Reply:
    start = int(request.query["offset"])
    return answer({"data": {"rows": ROWS[start : start + 10]}, "total": len(ROWS)})


def cursor(request: Request, wire: Wire) -> Reply:
    asked = json.loads(request.body) if request.body else request.query
    start = int(asked.get("after") or 0)
    after = start + 10
    return answer({"rows": ROWS[start:after], "next": str(after) if after < len(ROWS) else None, "asked": asked})


def linked(request: Request, wire: Wire) -> Reply:
    start = int(request.query.get("from", 0))
    links = ['</links?from=0>; rel="first"'] + ([f'</links?from={start + 10}>; rel="next"'] if start < 20 else [])
    return answer(ROWS[start : start + 10], link=", ".join(links))


async def paged(bench: Bench, url: str, **paging: Any) -> dict[str, Any]:
    more = paging.pop("request", {})
    output: dict[str, Any] = await bench("http.request", {"url": url, "paging": paging, **more})
    return output


async def failing(bench: Bench, url: str, **paging: Any) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await paged(bench, url, **paging)
    return failed.value


async def test_numbered_pages_end_at_an_empty_one(bench: Bench) -> None:
    async with serve({"/": numbered}) as web:
        output = await paged(bench, web.url("/?page=9&size=10"), kind="page")
        assert [request.query["page"] for request in web.requests] == ["1", "2", "3", "4"]
    assert (output["items"], output["pages"], output["ended"]) == (ROWS, 4, "last_page")
    assert output["body"] is None


@pytest.mark.parametrize(("status", "ends"), [(404, True), (410, True), (400, False)])
async def test_a_number_beyond_the_last_page_may_be_not_found(bench: Bench, status: int, ends: bool) -> None:
    def strict(request: Request, wire: Wire) -> Reply:
        return numbered(request, wire) if int(request.query["page"]) < 4 else Reply(b"", status)

    async with serve({"/": strict, "/none": lambda *_: Reply(b"", 404)}) as web:
        if ends:
            output = await paged(bench, web.url(), kind="page")
            assert (output["items"], output["pages"], output["ended"]) == (ROWS, 3, "last_page")
        else:
            assert (await failing(bench, web.url(), kind="page")).code == "http.status"
        assert (await failing(bench, web.url("/none"), kind="page")).details["status"] == 404


async def test_an_offset_is_a_number_with_a_step_and_the_list_may_be_deeper(bench: Bench) -> None:
    async with serve({"/": offset}) as web:
        output = await paged(
            bench,
            web.url(),
            kind="page",
            name="offset",
            start=0,
            step=10,
            items="{{ item.body.data.rows }}",
            until="{{ (index + 1) * 10 >= item.body.total }}",
        )
        assert len(web.requests) == 3
    assert (output["items"], output["ended"]) == (ROWS, "until")


@pytest.mark.parametrize("place", ["query", "body"])
async def test_a_cursor_goes_on_in_the_query_or_the_body(bench: Bench, place: str) -> None:
    request = {"method": "POST", "body": {"kind": "json", "value": {"size": 10}}} if place == "body" else {}
    async with serve({"/": cursor}) as web:
        output = await paged(
            bench,
            web.url(),
            kind="cursor",
            items="{{ item.body.rows }}",
            cursor="{{ item.body.next }}",
            name="after",
            place=place,
            request=request,
        )
        assert len(web.requests) == 3
        if place == "body":
            assert json.loads(web.requests[-1].body) == {"size": 10, "after": "20"}
    assert (output["items"], output["ended"]) == (ROWS, "last_page")


async def test_a_cursor_may_be_the_next_address(bench: Bench) -> None:
    def on(request: Request, wire: Wire) -> Reply:
        start = int(request.query.get("at", 0))
        return answer({"value": ROWS[start : start + 20], "@next": f"?at={start + 20}" if not start else ""})

    async with serve({"/v": on}) as web:
        output = await paged(
            bench,
            web.url("/v?x=1"),
            kind="cursor",
            items="{{ item.body.value }}",
            cursor="{{ item.body['@next'] }}",
            place="url",
            request={"query": {"first": 1}},
        )
        assert [each.query for each in web.requests] == [{"x": "1", "first": "1"}, {"at": "20"}]
    assert output["items"] == ROWS


async def test_link_headers_are_followed(bench: Bench) -> None:
    async with serve({"/links": linked}) as web:
        output = await paged(bench, web.url("/links"), kind="link")
    assert (output["items"], output["pages"]) == (ROWS, 3)


async def test_limits_end_it_and_say_so(bench: Bench) -> None:
    async with serve({"/": numbered, "/links": linked}) as web:
        few = await paged(bench, web.url("/"), kind="page", max_items=12)
        assert (few["items"], few["ended"], few["pages"]) == (ROWS[:12], "max_items", 2)
        short = await paged(bench, web.url("/links"), kind="link", max_pages=2)
        assert (short["items"], short["ended"]) == (ROWS[:20], "max_pages")
        exact = await paged(bench, web.url("/links"), kind="link", max_pages=3)
        assert exact["ended"] == "last_page"


async def test_a_page_that_comes_again_is_an_error_and_not_a_loop(bench: Bench) -> None:
    async with serve({"/": lambda *_: answer({"rows": ROWS, "next": "same"})}) as web:
        error = await failing(
            bench, web.url(), kind="cursor", items="{{ item.body.rows }}", cursor="{{ item.body.next }}"
        )
        assert (error.code, len(web.requests)) == ("http.paging_loop", 2)
        error = await failing(bench, web.url(), kind="page", items="{{ item.body.rows }}")
        assert error.code == "http.paging_loop"


async def test_a_page_without_a_list_is_a_clear_error(bench: Bench) -> None:
    async with serve({"/": lambda *_: answer({"rows": ROWS})}) as web:
        error = await failing(bench, web.url(), kind="page")
    assert (error.code, error.field) == ("http.paging_items", "/paging/items")


@pytest.mark.parametrize(("place", "expected"), [("first", "http.status"), ("later", None)])
async def test_a_later_page_that_fails_is_asked_for_again_when_it_says_so(
    bench: Bench, place: str, expected: str | None
) -> None:
    refused: list[str] = []

    def flaky(request: Request, wire: Wire) -> Reply:
        page = request.query["page"]
        if page == ("1" if place == "first" else "2") and len(refused) < 2:
            refused.append(page)
            return Reply(b"later", 429, {"retry-after": "0"})
        return numbered(request, wire)

    async with serve({"/": flaky}) as web:
        if expected is None:
            assert (await paged(bench, web.url(), kind="page"))["items"] == ROWS
            assert refused == ["2", "2"]
        else:
            error = await failing(bench, web.url(), kind="page")
            assert (error.code, error.retryable, len(refused)) == (expected, True, 1)


async def test_a_page_that_asks_to_wait_for_long_is_left_to_the_retry_policy(bench: Bench) -> None:
    def busy(request: Request, wire: Wire) -> Reply:
        if request.query["page"] == "2":
            return Reply(b"", 503, {"retry-after": "600"})
        return numbered(request, wire)

    async with serve({"/": busy}) as web:
        error = await failing(bench, web.url(), kind="page")
        assert len(web.requests) == 2
    assert error.details["retry_after_s"] == 600


async def test_secrets_do_not_go_to_a_next_page_at_another_site(bench: Bench) -> None:
    async with serve({"/rest": lambda *_: answer(ROWS[20:])}) as other:

        def first(request: Request, wire: Wire) -> Reply:
            return answer(ROWS[:20], link=f'<{other.url("/rest")}>; rel="next"')

        async with serve({"/": first}) as web:
            request = {
                "auth": {"kind": "bearer", "token": "secret"},
                "headers": {"Cookie": "a=1", "X-Api-Key": "k", "X-Plain": "p"},
            }
            output = await paged(bench, web.url(), kind="link", request=request)
        assert output["items"] == ROWS
        headers = other.requests[0].headers
    assert {"authorization", "cookie", "x-api-key"}.isdisjoint(headers)
    assert headers["x-plain"] == "p"


async def test_all_pages_together_have_a_limit(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_paging, "_MAX_TOTAL_BYTES", 150)
    async with serve({"/": numbered}) as web:
        assert (await failing(bench, web.url(), kind="page")).code == "http.too_large"
