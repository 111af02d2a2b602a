"""Browser workers of the cloud: a foreign emulator's machine starts tasks of ECS, or a pool takes orders from its queue."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from flow_builder.compiler.lower import tasks
from tests.support.machine import flow
from tests.support.site_server import site_server
from tests.support.standin.workers import Workers
from tests.support.standin_server import StandIn

pytestmark = [pytest.mark.standin, pytest.mark.browser]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with site_server() as address:
        yield address


@asynccontextmanager
async def workers(standin: StandIn) -> AsyncIterator[Workers]:
    made = Workers(standin)
    table: Any = made.cloud.stores.runs.table
    await table.create_table()
    try:
        yield made
    finally:
        for task in await made.tasks("RUNNING"):
            await made.stop(task["taskArn"])
        await made.stopped()
        await table.close()


def looping(site: str) -> dict[str, Any]:
    """Returns a flow that opens a page, fills it in a loop, and computes with what it read."""
    return flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": f"{site}/form.html"}},
            {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": "{{ input.names }}"}}},
            {
                "key": "fill",
                "parent": "each",
                "type": "browser.fill",
                "config": {"target": {"label": "Name"}, "value": "{{ item }}"},
            },
            {
                "key": "read",
                "parent": "each",
                "type": "browser.evaluate",
                "config": {"script": "return document.querySelector('[name=name]').value.toUpperCase()"},
            },
            {"key": "sum", "type": "core.merge", "config": {"value": "{{ steps.each.items.length + input.more }}"}},
        ],
        ["fill>read", "open>each", "each>sum"],
    )


@pytest.mark.nightly  # half a minute; random flows in workers are in each run of the suite
async def test_both_kinds_of_workers_execute_the_region_of_a_machine(standin: StandIn, site: str) -> None:
    async with workers(standin) as stack:
        stack.start_pool()
        given = {"names": ["ann", "bob"], "more": 40}
        for run, machine in [await stack.begin(looping(site), mode, given) for mode in ("zero-scale", "warm")]:
            ended, status = await stack.end(run, machine, 120)
            assert (ended.status.value, ended.output, status) == ("succeeded", 42, "SUCCEEDED"), standin.logs()
            records = await stack.records(run)
            assert [records["read", str(index)].output["result"] for index in (0, 1)] == ["ANN", "BOB"]
        for task in await stack.tasks("RUNNING"):  # the pool's, which has nothing to do
            await stack.stop(task["taskArn"])
        assert sorted(await stack.stopped()) == [("", 0), ("FARGATE_SPOT", 0)]


# ---- what goes wrong


def filling(site: str) -> dict[str, Any]:
    """Returns a flow that fills a page, does something that takes three seconds, and sends the page."""
    return flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": f"{site}/form.html"}},
            {"key": "fill", "type": "browser.fill", "config": {"target": {"label": "Name"}, "value": "Ada"}},
            {"key": "slow", "type": "http.request", "config": {"url": f"{site}/slow?s=3"}},
            {"key": "send", "type": "browser.click", "config": {"target": "button", "then": "navigation"}},
            {"key": "read", "type": "browser.get_text", "config": {"target": "#what"}},
        ],
        ["open>fill", "fill>slow", "slow>send", "send>read"],
    )


async def end_of_filling(stack: Workers, run: Any, machine: str) -> list[dict[str, Any]]:
    """Sees to it that the flow ended well and each step was recorded once; returns the run's events."""
    ended, status = await stack.end(run, machine, 120)
    assert (ended.status.value, status) == ("succeeded", "SUCCEEDED"), ended.error
    records = await stack.records(run)
    assert records["read", ""].output["text"].startswith("name=Ada")
    assert {record.attempts for record in records.values()} == {1}
    events = await stack.events(run)
    done = [event["key"] for event in events if event["type"] == "step.succeeded"]
    assert sorted(done) == ["fill", "open", "read", "send", "slow"]
    return events


@pytest.mark.nightly
@pytest.mark.parametrize("mode", ["zero-scale", "warm"])
async def test_a_worker_that_is_told_to_end_hands_its_page_over(standin: StandIn, site: str, mode: str) -> None:
    async with workers(standin) as stack:
        if mode == "warm":
            stack.start_pool()
        run, machine = await stack.begin(filling(site), mode)
        await stack.recorded(run, "fill")
        first = await stack.running()
        if mode == "warm":
            stack.start_pool()
        await stack.stop(first)
        events = await end_of_filling(stack, run, machine)
        # What was under way is done, and the page goes on where it was: `fill` is not typed again on a new one.
        assert [event["key"] for event in events if event["type"] == "step.started"].count("slow") == 1
        assert "session.opened_again" in {event["type"] for event in events}, standin.logs()


@pytest.mark.nightly
@pytest.mark.parametrize("mode", ["zero-scale", "warm"])
async def test_after_a_killed_worker_another_one_goes_on(
    standin: StandIn, site: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "_HEARTBEAT_SECONDS", 15)
    async with workers(standin) as stack:
        if mode == "warm":
            stack.start_pool()
        run, machine = await stack.begin(filling(site), mode)
        await stack.recorded(run, "fill")
        first = await stack.running()
        if mode == "warm":
            stack.start_pool()
        await stack.kill(first)
        await end_of_filling(stack, run, machine)
        if mode == "zero-scale":
            assert await stack.stopped() == [("FARGATE_SPOT", 137), ("FARGATE_SPOT", 0)]


@pytest.mark.nightly
async def test_an_order_that_two_workers_have_at_the_same_time_is_recorded_once(standin: StandIn, site: str) -> None:
    async with workers(standin) as stack:
        run, machine = await stack.begin(filling(site), "warm")
        queue = {"QueueUrl": stack.environment["FLOW_BROWSER_QUEUE"]}
        sqs = stack.client("sqs")
        [order] = sqs.receive_message(**queue, WaitTimeSeconds=20)["Messages"]
        for _ in range(2):
            sqs.send_message(**queue, MessageBody=order["Body"])
        sqs.delete_message(**queue, ReceiptHandle=order["ReceiptHandle"])
        for _ in range(2):
            stack.start_pool()
        await end_of_filling(stack, run, machine)


@pytest.mark.nightly
async def test_the_last_attempt_is_on_demand(standin: StandIn, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_HEARTBEAT_SECONDS", 15)
    async with workers(standin) as stack:
        run, machine = await stack.begin(filling(site), "zero-scale")
        first = await stack.running()
        await stack.kill(first)
        await stack.kill(await stack.running(but=first))
        await end_of_filling(stack, run, machine)
        assert await stack.stopped() == [("FARGATE_SPOT", 137), ("FARGATE_SPOT", 137), ("FARGATE", 0)]


@pytest.mark.nightly
async def test_a_worker_whose_run_is_stopped_ends_its_work(standin: StandIn, site: str) -> None:
    async with workers(standin) as stack:
        run, machine = await stack.begin(filling(site), "zero-scale")
        await stack.recorded(run, "fill")
        await stack.cloud.machines.stop(machine, run.id, "enough")
        assert await stack.stopped() == [("FARGATE_SPOT", 0)]
        assert ("read", "") not in await stack.records(run)
