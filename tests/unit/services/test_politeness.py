"""Turns, back-offs and robots.txt against real servers on loopback."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.politeness import Politeness, SitePolicy
from flow_builder.errors import NetworkBlocked
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.services.politeness import PATIENCE_S, Sites
from flow_builder.services.robots import RobotsFiles
from flow_builder.store.politeness import LEASE_S, PolitenessStore
from flow_builder.store.sqlite import SqliteTable
from tests.support.web import Reply, Request, Wire, serve

W = "w1"
ROOT = Path(__file__).parents[3]


@dataclass
class Place:
    """One host's politeness on a state file, its robots files read at a time of the test's choosing."""

    store: PolitenessStore
    sites: Sites
    seconds: list[float] = field(default_factory=lambda: [0.0])

    async def allows(self, url: str, **wishes: Any) -> str:
        lease = await self.sites.enter(W, url, wishes or None)
        await self.sites.leave(W, lease, 200, None)
        return str(lease["robots"])


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    table = SqliteTable(tmp_path / "state.db")
    store = PolitenessStore(table)
    seconds = [0.0]
    async with make_client(NetworkPolicy(allow_private=True)) as client:
        robots = RobotsFiles(lambda: client, clock=lambda: seconds[0])
        yield Place(store, Sites(store, lambda: client, robots=robots), seconds)
    await table.close()


def rules(text: str, status: int = 200) -> Any:
    return lambda *_: Reply(text.encode(), status)


async def test_rules_are_obeyed_and_those_for_us_go_before_those_for_all(place: Place) -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: FlowBuilder\nDisallow: /private\nAllow: /private/open$\n"
    async with serve({"/robots.txt": rules(text)}) as web:
        assert await place.allows(web.url("/")) == "allowed"
        assert await place.allows(web.url("/private/x?a=1")) == "denied"
        assert await place.allows(web.url("/private/open")) == "allowed"
        assert len(web.requests) == 1
        assert web.requests[0].headers["user-agent"].startswith("FlowBuilder/")


async def test_whoever_ignores_robots_does_not_even_ask(place: Place) -> None:
    async with serve({"/robots.txt": rules("User-agent: *\nDisallow: /")}) as web:
        assert await place.allows(web.url("/"), robots="ignore") == "allowed"
        assert web.requests == []


async def test_a_visitor_who_is_kept_out_takes_no_turn(place: Place) -> None:
    wishes = {"delay_s": 100}
    async with serve({"/robots.txt": rules("User-agent: *\nDisallow: /no")}) as web:
        for _ in range(2):
            lease = await place.sites.enter(W, web.url("/no"), wishes)
            assert (lease["robots"], lease["obey"]) == ("denied", True)
        async with asyncio.timeout(5):
            lease = await place.sites.enter(W, web.url("/no"), {**wishes, "robots": "warn"})
        assert (lease["robots"], lease["obey"], bool(lease["lease"])) == ("denied", False, True)


@pytest.mark.parametrize(
    ("status", "says"), [(404, "allowed"), (401, "allowed"), (403, "allowed"), (410, "allowed"), (500, "unknown"), (503, "unknown")]
)  # fmt: skip
async def test_a_missing_file_allows_all_and_a_broken_server_nothing(place: Place, status: int, says: str) -> None:
    async with serve({"/robots.txt": rules("User-agent: *\nDisallow: /", status)}) as web:
        assert await place.allows(web.url("/")) == says


async def test_a_file_counts_for_an_hour_and_for_a_day_while_it_cannot_be_read(place: Place) -> None:
    answer = [rules("User-agent: *\nDisallow: /no")]

    def now(request: Request, wire: Wire) -> Any:
        return answer[0](request, wire)

    async with serve({"/robots.txt": now}) as web:
        assert await place.allows(web.url("/no")) == "denied"
        answer[0] = rules("")
        place.seconds[0] = 3_599
        assert await place.allows(web.url("/no")) == "denied"
        place.seconds[0] = 3_601
        assert await place.allows(web.url("/no")) == "allowed"
        answer[0] = rules("", 500)
        place.seconds[0] = 3_601 + 80_000
        assert await place.allows(web.url("/no")) == "allowed"
        place.seconds[0] = 3_601 + 90_000
        assert await place.allows(web.url("/no")) == "unknown"
        answer[0] = rules("")
        place.seconds[0] += 61
        assert await place.allows(web.url("/no")) == "allowed"


async def test_a_site_that_nobody_can_connect_to_is_left_to_say_so_itself(place: Place) -> None:
    async with serve({}) as web:
        pass
    assert await place.allows(web.url("/")) == "allowed"


async def test_redirects_are_followed_and_a_long_file_counts_as_far_as_it_was_read(place: Place) -> None:
    long = "User-agent: *\nDisallow: /no\n" + "#" * 600_000 + "\nDisallow: /late\n"
    moved = lambda *_: Reply(status=301, headers={"location": "/elsewhere"})  # noqa: E731
    async with serve({"/robots.txt": moved, "/elsewhere": rules(long)}) as web:
        assert await place.allows(web.url("/no")) == "denied"
        assert await place.allows(web.url("/late")) == "allowed"


async def test_many_visitors_at_once_fetch_the_file_once(place: Place) -> None:
    async with serve({"/robots.txt": rules("")}) as web:
        await asyncio.gather(*(place.allows(web.url(f"/{n}")) for n in range(20)))
        assert len(web.requests) == 1


async def test_a_crawl_delay_is_kept_by_those_who_obey(place: Place) -> None:
    async with serve({"/robots.txt": rules("User-agent: *\nCrawl-delay: 0.2")}) as web:
        began = time.monotonic()
        for _ in range(3):
            await place.allows(web.url("/"))
        assert time.monotonic() - began >= 0.4
        async with asyncio.timeout(0.15):
            for _ in range(3):
                await place.allows(web.url("/"), robots="warn")


async def test_visitors_of_one_process_get_in_one_after_the_other_in_the_order_they_came(place: Place) -> None:
    inside: list[int] = []
    order: list[int] = []
    async with serve({}) as web:

        async def visit(number: int) -> None:
            lease = await place.sites.enter(W, web.url("/"), {"concurrency": 1})
            inside.append(number)
            assert inside == [number]
            order.append(number)
            for _ in range(3):
                await asyncio.sleep(0)
            inside.remove(number)
            await place.sites.leave(W, lease, 200, None)

        await asyncio.gather(*(visit(number) for number in range(10)))
    assert order == sorted(order)


async def test_a_visitor_who_stops_waiting_leaves_the_turn_to_others(place: Place) -> None:
    async with serve({}) as web:
        first = await place.sites.enter(W, web.url("/"), {"concurrency": 1})
        waiting = asyncio.create_task(place.sites.enter(W, web.url("/"), {"concurrency": 1}))
        last = asyncio.create_task(place.sites.enter(W, web.url("/"), {"concurrency": 1}))
        for _ in range(20):
            await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await place.sites.leave(W, first, 200, None)
        async with asyncio.timeout(5):
            assert (await last)["lease"]


async def test_a_real_429_keeps_all_away_and_a_long_one_is_not_waited_for(place: Place) -> None:
    def busy(request: Request, wire: Wire) -> Reply:
        return Reply(status=429, headers={"retry-after": request.query["s"]})

    async with serve({"/robots.txt": rules(""), "/busy": busy}) as web, make_client(place_policy()) as client:

        async def visit(seconds: str) -> None:
            lease = await place.sites.enter(W, web.url("/"), None)
            assert lease["retry_after_s"] is None
            answer = await client.get(web.url(f"/busy?s={seconds}"))
            await place.sites.leave(W, lease, answer.status_code, float(answer.headers["retry-after"]))

        await visit("0.3")
        began = time.monotonic()
        await visit(str(PATIENCE_S + 100))
        assert time.monotonic() - began >= 0.25
        lease = await place.sites.enter(W, web.url("/"), None)
        assert PATIENCE_S < lease["retry_after_s"] <= PATIENCE_S + 100
        assert lease["lease"] is None


def place_policy() -> NetworkPolicy:
    return NetworkPolicy(allow_private=True)


async def test_names_of_ones_own_networks_have_no_pause_and_public_ones_have(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    known = {"intranet.test": ["10.1.2.3"], "public.test": ["93.184.216.34"]}

    async def resolver(host: str, port: int) -> list[str]:
        return known[host]

    sites = Sites(PolitenessStore(table), lambda: None, resolver=resolver)
    leases = {
        host: (await sites.enter(W, f"http://{host}/", {"robots": "ignore"}))["lease"]
        for host in ("intranet.test", "localhost", "a.localhost", "127.0.0.1", "[::1]", "public.test", "93.184.216.35")
    }
    assert [host for host, lease in leases.items() if lease] == ["public.test", "93.184.216.35"]
    await table.close()


async def test_odd_spellings_of_addresses_are_no_way_around_the_rules(place: Place) -> None:
    with pytest.raises(NetworkBlocked):
        await place.sites.enter(W, "http://0x7f000001/", {"robots": "ignore"})


async def test_two_processes_on_one_state_file_share_the_turns(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.support.turns", str(tmp_path / "state.db"), "4", "0.1"]
    runs = [await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=-1) for _ in range(2)]
    async with asyncio.timeout(60):
        printed = [(await each.communicate())[0].decode().split() for each in runs]
    assert [each.returncode for each in runs] == [0, 0]
    visits = sorted((float(text[at]), float(text[at + 1])) for text in printed for at in range(0, len(text), 2))
    assert len(visits) == 8
    assert all(after[0] >= before[1] for before, after in pairwise(visits))
    assert visits[-1][0] - visits[0][0] >= 0.4  # seven pauses, less what a busy machine was late to look at its clock


async def test_the_turn_of_a_killed_process_is_free_after_its_time(tmp_path: Path) -> None:
    table = SqliteTable(tmp_path / "state.db")
    times = [1_800_000_000_000]
    store = PolitenessStore(table, clock=lambda: times[0])
    await store.set_policy(W, Politeness(robots="ignore", domains={"a.test": SitePolicy(delay_s=0, concurrency=1)}))

    async def nowhere(host: str, port: int) -> list[str]:
        raise OSError(host)

    await Sites(store, lambda: None, resolver=nowhere).enter(W, "http://a.test/", None)
    another = asyncio.create_task(Sites(store, lambda: None, resolver=nowhere).enter(W, "http://a.test/", None))
    done, _ = await asyncio.wait([another], timeout=0.05)
    assert not done
    times[0] += round(LEASE_S * 1_000)
    async with asyncio.timeout(5):
        assert (await another)["lease"]
    await table.close()


async def test_a_visit_to_loopback_costs_next_to_nothing(place: Place) -> None:
    async with serve({"/robots.txt": rules("User-agent: *\nDisallow: /no")}) as web:
        await place.allows(web.url("/"))
        took = []
        for _ in range(50):
            began = time.perf_counter()
            await place.allows(web.url("/"))
            took.append(time.perf_counter() - began)
    assert sorted(took)[25] < 0.001
