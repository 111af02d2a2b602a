"""Runs that 64 clients start, cancel and answer at once, on SQLite and on DynamoDB: exact results."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flow_builder.store.table import Table
from tests.support.api import Api
from tests.support.conditions import eventually
from tests.support.crowd import CLIENTS, HI, at_once, call, stored
from tests.support.hosts import hosts

ENDS = {"succeeded", "failed", "canceled", "timed_out"}
LIMIT, FLOW_LIMIT = 5, 2


@pytest.fixture
def clock() -> Callable[[], float]:
    """Hosts live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
async def pair(table: Table, tmp_path: Path) -> AsyncIterator[list[Api]]:
    async with hosts(table, tmp_path, 2) as made:
        yield made


async def runs_of(host: Api, flow_: str) -> list[dict[str, Any]]:
    """Returns all runs of a flow, once they have ended."""

    async def ended() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await host.ok("GET", "/runs", params={"flow": flow_, "limit": 1000}))["items"]
        for each in found:
            if each["status"] not in ENDS:  # the newest of those that are going on
                await host.ok("GET", f"/runs/{each['id']}", params={"wait": 5})
                return []
        return found

    return await eventually(ended, 60)


async def started(pair: list[Api], path: str, body: dict[str, Any], number: int) -> str:
    answer = await call(pair[number % 2], "POST", path, json=body, headers={"idempotency-key": "once"})
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


async def test_one_key_starts_one_run_and_retries_it_once(pair: list[Api]) -> None:
    flow_ = await stored(pair[0])
    names = await at_once(partial(started, pair, "/runs", {"flow": flow_}))
    assert len(set(names)) == 1
    assert [each["id"] for each in await runs_of(pair[0], flow_)] == names[:1]
    again = await at_once(partial(started, pair, f"/runs/{names[0]}/retry", {}))
    assert len(set(again)) == 1
    assert {each["id"] for each in await runs_of(pair[0], flow_)} == {names[0], again[0]}


async def test_failures_started_again_under_one_key_are_started_once_each(pair: list[Api]) -> None:
    wrong = {"key": "no", "type": "core.assert", "config": {"that": False, "message": "no"}}
    flow_ = await stored(pair[0], wrong)
    for _ in range(3):
        await pair[0].ok("POST", "/runs", json={"flow": flow_})
    failed = {each["id"] for each in await runs_of(pair[0], flow_)}

    async def again(number: int) -> dict[str, str]:
        body = {"flow": flow_, "resume": bool(number % 2)}
        asked = {"idempotency-key": f"once {number % 2}"}
        found = await pair[0].ok("POST", "/runs/again", json={**body, "until": until}, headers=asked)
        return {each["run"]: each["started"] for each in found["items"]}

    until = max(each["created_at"] for each in await runs_of(pair[0], flow_)) + 1
    answers = await at_once(again, CLIENTS // 4)
    assert all(each.keys() == failed for each in answers)
    new = {run for each in answers for run in each.values()}
    assert {each["id"] for each in await runs_of(pair[0], flow_)} == failed | new
    assert len(new) == 2 * len(failed)


@pytest.mark.parametrize("response", ["reply", "immediate"])
async def test_deliveries_of_a_webhook_with_one_key_start_one_run(pair: list[Api], response: str) -> None:
    hook = {"key": "hook", "type": "trigger.webhook", "config": {"response": response}}
    flow_ = await stored(pair[0], hook, HI, edges=("hook>say",))
    url = urlsplit((await pair[0].ok("GET", f"/flows/{flow_}/webhook"))["url"]).path

    async def deliver(number: int) -> str:
        host = pair[number % 2 if response == "immediate" else 0]
        answer = await host.http.post(url, json={"n": 1}, headers={"idempotency-key": f"order {number % 4}"})
        assert answer.is_success, answer.text
        return str(answer.json()["run"] if response == "immediate" else answer.headers["x-run-id"])

    names = await at_once(deliver)
    assert Counter(names) == dict.fromkeys(names[:4], CLIENTS // 4)
    assert {each["id"] for each in await runs_of(pair[0], flow_)} == set(names[:4])
    assert len(set(names[:4])) == 4


async def test_of_many_answers_to_an_approval_one_counts(pair: list[Api]) -> None:
    flow_ = await stored(pair[0], {"key": "ask", "type": "core.approval", "config": {"message": "Go?"}})
    run = await pair[0].ok("POST", "/runs", json={"flow": flow_})

    async def open_pause() -> Any:
        return (await pair[0].ok("GET", "/approvals"))["items"]

    (pause,) = await eventually(open_pause)

    async def answer(number: int) -> int:
        body = {"decision": "approve" if number % 2 else "reject", "by": f"client {number}"}
        return (await call(pair[0], "POST", f"/approvals/{pause['token']}", json=body)).status_code

    answers = await at_once(answer)
    assert Counter(answers) == {200: 1, 409: CLIENTS - 1}
    await runs_of(pair[0], flow_)
    (step,) = (await pair[0].steps(run["id"])).values()
    winner = answers.index(200)
    assert step["output"]["by"] == f"client {winner}"
    assert step["ports"] == ["approved" if winner % 2 else "rejected"]


async def test_a_cancel_and_an_end_that_meet_leave_one_outcome(pair: list[Api]) -> None:
    steps = [{**HI, "key": f"s{number}"} for number in range(3)]
    flow_ = await stored(pair[0], *steps, edges=("s0>s1", "s1>s2"), settings={"concurrency": 20})
    chance = random.Random(20261121)

    async def race(number: int) -> tuple[str, list[int]]:
        run = (await pair[0].ok("POST", "/runs", json={"flow": flow_}))["id"]
        if number % 2:  # in the middle, where steps take their time
            await pair[0].ok("GET", f"/runs/{run}/events", params={"after": chance.randint(0, 7), "wait": 5})
        else:  # in the middle, where steps take none
            for _ in range(chance.randint(0, 60)):
                await asyncio.sleep(0)
        cancels = [call(pair[0], "POST", f"/runs/{run}/cancel") for _ in range(2)]
        return run, [each.status_code for each in await asyncio.gather(*cancels)]

    answers = dict(await at_once(race))
    runs = {each["id"]: each for each in await runs_of(pair[0], flow_)}
    assert runs.keys() == answers.keys()
    assert {each["status"] for each in runs.values()} == {"succeeded", "canceled"}
    for name, said in answers.items():
        assert set(said) == ({200} if runs[name]["status"] == "canceled" else {409}), (said, runs[name])
        events = (await pair[0].ok("GET", f"/runs/{name}/events"))["items"]
        ends = [each["type"] for each in events if each["type"].removeprefix("run.") in ENDS]
        assert ends == [f"run.{runs[name]['status']}"]
        assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
        recorded = {key: step["status"] for (key, _), step in (await pair[0].steps(name)).items()}
        if runs[name]["status"] == "succeeded":
            assert recorded == dict.fromkeys(("s0", "s1", "s2"), "succeeded")
        assert runs[name]["steps_done"] == len(recorded)
    assert pair[0].app.machine.queue.executing("local") == 0


def together(runs: list[dict[str, Any]]) -> int:
    """Returns how many runs executed at the same time at most, by the times that are stored."""
    changes = sorted([(each["started_at"], 1) for each in runs] + [(each["finished_at"], -1) for each in runs])
    most = now = 0
    for _, change in changes:
        now += change
        most = max(most, now)
    return most


async def test_limits_hold_and_all_runs_end(table: Table, tmp_path: Path) -> None:
    async with hosts(table, tmp_path, 1, runs_at_once=LIMIT) as (host,):
        flows = [await stored(host, settings={"concurrency": FLOW_LIMIT}) for _ in range(4)]

        async def start(number: int) -> httpx.Response:
            return await call(
                host, "POST", "/runs", json={"flow": flows[number % 4]}, params={"wait": 60 * (number % 2)}
            )

        answers = await at_once(start)
        assert {each.status_code for each in answers} <= {200, 201}
        runs = [await runs_of(host, each) for each in flows]
        assert [len(each) for each in runs] == [CLIENTS // 4] * 4
        assert {each["status"] for some in runs for each in some} == {"succeeded"}
        assert max(map(together, runs)) <= FLOW_LIMIT
        assert together([each for some in runs for each in some]) <= LIMIT
        assert host.app.machine.queue.queued() == host.app.machine.queue.executing("local") == 0
