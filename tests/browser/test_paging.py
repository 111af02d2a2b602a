"""Lists over several pages: each way of getting further, each reason to stop, and nothing read twice."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]
Walk = Callable[..., Awaitable[Any]]

FIELDS = [{"name": "n", "target": "i", "as": "integer"}]
NEXT = {"kind": "next_button", "target": "#next"}
MORE = {"kind": "load_more", "target": "#next"}
SCROLL = {"kind": "infinite_scroll", "settle_s": 0.6}
SCREENS = SCROLL | {"by": "screen"}
ADDRESS = {"kind": "url_pattern", "url": "/pages/{page}.html"}


@pytest.fixture
def walk(node: Node, site: str) -> Walk:
    async def run(way: str, getting_further: dict[str, Any], **config: Any) -> tuple[list[int], str, int]:
        await node("open", url=f"{site}/{way}")
        output = await node("paginate", row="li", fields=FIELDS, next=getting_further, **{"timeout_s": 2, **config})
        assert output["count"] == len(output["items"])
        return [item["n"] for item in output["items"]], output["ended"], output["pages"]

    return run


async def test_a_button_that_leads_round_ends_at_the_first_page_met_again(walk: Walk) -> None:
    assert await walk("walk.html?as=ring", NEXT) == ([*range(1, 61)], "nothing_new", 3)


async def test_an_address_that_changes_before_the_rows_do_is_waited_for(walk: Walk) -> None:
    assert await walk("walk.html?as=app", NEXT) == ([*range(1, 61)], "last_page", 3)


async def test_rows_that_come_one_by_one_are_all_read(walk: Walk) -> None:
    assert await walk("walk.html?as=drip", MORE) == ([*range(1, 21)], "last_page", 4)


async def test_a_button_that_does_nothing_is_the_end(walk: Walk) -> None:
    assert await walk("walk.html?as=stuck", MORE, timeout_s=0.5) == ([*range(1, 21)], "nothing_new", 1)
    assert await walk("walk.html?as=stuck", NEXT, timeout_s=0.5) == ([*range(1, 21)], "last_page", 1)


@pytest.mark.parametrize("way", ["box", "page"])
async def test_scrolling_goes_on_until_no_rows_come(walk: Walk, way: str) -> None:
    assert await walk(f"walk.html?as={way}", SCROLL) == ([*range(1, 61)], "nothing_new", 3)


async def test_scrolling_ends_at_the_mark_without_waiting_for_more(walk: Walk) -> None:
    patient = SCROLL | {"settle_s": 60}
    ended = await walk("walk.html?as=page", patient, until={"text": "That was all"})
    assert ended == ([*range(1, 61)], "end_mark", 3)


async def test_lists_that_drop_rows_out_of_sight_are_read_screen_by_screen(walk: Walk) -> None:
    numbers, ended, _ = await walk("walk.html?as=virtual", SCREENS, unique_by="n")
    assert (numbers, ended) == ([*range(1, 61)], "nothing_new")


async def test_screen_by_screen_reads_growing_lists_too(walk: Walk) -> None:
    numbers, ended, _ = await walk("walk.html?as=box", SCREENS, unique_by="n")
    assert (numbers, ended) == ([*range(1, 61)], "nothing_new")


@pytest.mark.parametrize(
    ("rule", "ended", "count"),
    [
        ({"max_items": 50}, "max_items", 50),
        ({"max_pages": 2}, "max_pages", 40),
        ({"max_seconds": 0.001}, "max_seconds", 20),
    ],
)
async def test_an_endless_list_is_stopped(walk: Walk, rule: dict[str, Any], ended: str, count: int) -> None:
    numbers, why, _ = await walk("walk.html?as=page&total=Infinity", SCROLL, **rule)
    assert (numbers, why) == ([*range(1, count + 1)], ended)


async def test_numbered_addresses_end_where_the_site_shows_a_known_page(walk: Walk) -> None:
    same = {"kind": "url_pattern", "url": "/pages/2.html?page={page}"}
    numbers, ended, pages = await walk("form.html", same)
    assert (ended, pages) == ("nothing_new", 1)
    assert len(numbers) == len(set(numbers))


async def test_numbered_addresses_end_where_a_page_is_missing(walk: Walk) -> None:
    assert await walk("form.html", ADDRESS) == ([*range(1, 8)], "last_page", 3)


async def test_a_first_page_that_fails_is_an_error(walk: Walk) -> None:
    with pytest.raises(NodeError) as caught:
        await walk("form.html", {"kind": "url_pattern", "url": "/status/503?{page}"})
    assert (caught.value.code, caught.value.retryable) == ("browser.http_error", True)


async def test_no_rows_at_all_is_an_error(walk: Walk) -> None:
    with pytest.raises(NodeError) as caught:
        await walk("products.html", NEXT, timeout_s=0.3)
    assert caught.value.code == "browser.target_missing"


async def test_screens_need_to_know_what_tells_rows_apart(node: Node) -> None:
    with pytest.raises(ValidationError, match="unique by"):
        await node("paginate", row="li", fields=FIELDS, next=SCREENS)
