"""64 clients at once, on SQLite and on DynamoDB: every conflict has one winner, every key one run, every limit holds."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.schedule import Schedule
from flow_builder.errors import Conflict
from flow_builder.services import schedules
from flow_builder.store.table import Table
from tests.support.api import Api
from tests.support.conditions import eventually
from tests.support.crowd import CLIENTS, HI, at_once, call, stored
from tests.support.hosts import hosts
from tests.support.machine import flow


@pytest.fixture
def clock() -> Callable[[], float]:
    """Hosts live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
async def pair(table: Table, tmp_path: Path) -> AsyncIterator[list[Api]]:
    async with hosts(table, tmp_path, 2) as made:
        yield made


def named(name: str) -> dict[str, Any]:
    return {**flow([HI]), "name": name}


async def save(pair: list[Api], flow_: str, etag: str, name: str, number: int) -> int:
    asked = {"if-match": etag}
    answer = await call(pair[number % 2], "PUT", f"/flows/{flow_}", json=named(f"{name}/{number}"), headers=asked)
    return answer.status_code


async def test_of_changes_to_one_revision_exactly_one_is_saved(pair: list[Api]) -> None:
    flow_ = await stored(pair[0])
    for turn in "ab":
        etag = (await call(pair[0], "GET", f"/flows/{flow_}")).headers["etag"]
        answers = await at_once(partial(save, pair, flow_, etag, turn))
        assert Counter(answers) == {200: 1, 409: CLIENTS - 1}
        found = await pair[1].ok("GET", f"/flows/{flow_}")
        assert found["name"] == found["document"]["name"] == f"{turn}/{answers.index(200)}"


async def publish(pair: list[Api], flow_: str, headers: dict[str, str], number: int) -> httpx.Response:
    return await call(pair[number % 2], "POST", f"/flows/{flow_}/publish", headers=headers)


async def test_each_revision_is_published_once_and_numbers_have_no_gaps(pair: list[Api]) -> None:
    flow_ = await stored(pair[0])
    for turn in (1, 2):
        saved = await call(pair[0], "PUT", f"/flows/{flow_}", json=named(f"turn {turn}"))
        answers = await at_once(partial(publish, pair, flow_, {"if-match": saved.headers["etag"]}))
        assert Counter(each.status_code for each in answers) == {201: 1, 409: CLIENTS - 1}
        assert [each.json()["number"] for each in answers if each.status_code == 201] == [turn]
    found = (await pair[0].ok("GET", f"/flows/{flow_}/versions"))["items"]
    assert [each["number"] for each in found] == [2, 1]


async def test_versions_are_numbered_without_gaps_while_all_save_and_publish(pair: list[Api]) -> None:
    flow_ = await stored(pair[0])

    async def work(number: int) -> int | None:
        await call(pair[number % 2], "PUT", f"/flows/{flow_}", json=named(f"of {number}"))
        answer = await publish(pair, flow_, {}, number)
        return int(answer.json()["number"]) if answer.status_code == 201 else None

    numbers = {each for each in await at_once(work) if each is not None}
    found = (await pair[0].ok("GET", f"/flows/{flow_}/versions", params={"limit": 100}))["items"]
    assert [each["number"] for each in found] == list(range(len(found), 0, -1))
    assert numbers == {each["number"] for each in found}
    assert all(newer["document"] != older["document"] for newer, older in pairwise(found))


async def due_now(host: Api, name: str) -> Schedule:
    """Makes a schedule due at this moment, however busy the clocks are with it."""
    store = host.app.stores.schedules
    while True:
        found = await store.get("local", name)
        try:
            return await store.save(found.model_copy(update={"next_at": max(now(), (found.last_at or 0) + 1)}))
        except Conflict:
            continue


async def test_each_time_a_schedule_is_due_one_run_starts_though_two_hosts_look(pair: list[Api]) -> None:
    flow_ = await stored(pair[0])
    spec = {"timing": {"kind": "every", "n": 1, "unit": "hours"}, "overlap": "parallel"}
    made = [(await pair[0].ok("POST", "/schedules", json={"flow": flow_, "spec": spec}))["id"] for _ in range(2)]
    due: list[tuple[str, int | None]] = []
    for _ in range(3):
        for name in made:
            stale = await due_now(pair[0], name)
            due.append((name, stale.next_at))
            for each in pair:
                await each.app.clock.put(stale)
            await at_once(lambda number: schedules.look(pair[number % 2].app, stale), 8)  # noqa: B023 - awaited here

    async def settled() -> bool:
        return not any([(await pair[0].app.stores.schedules.get("local", name)).busy for name in made])

    await eventually(settled)
    runs = (await pair[0].ok("GET", "/runs", params={"flow": flow_, "limit": 100}))["items"]
    assert sorted((each["schedule"], each["scheduled_at"]) for each in runs) == sorted(due)
    assert {each["status"] for each in runs} == {"succeeded"}
