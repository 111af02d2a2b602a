"""Runs that wait for their turn: when they begin, what waits for them, what a cancel and a restart make of them."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import new_id
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from tests.support.conditions import eventually, until
from tests.support.machine import WORKSPACE, Bench, flow

HOLD = flow([{"key": "h", "type": "probe.hold"}], settings={"concurrency": 1})


async def status(bench: Bench, run: Run) -> Status:
    return (await bench.machine.runs.get(WORKSPACE, run.id)).status


async def test_a_run_that_is_stored_while_the_one_before_it_ends_is_not_left_behind(bench: Bench) -> None:
    document = flow([{"key": "v", "type": "probe.value"}], settings={"concurrency": 1})

    async def one() -> Status:
        return (await bench.end(await bench.start(document), 5)).status

    assert await asyncio.gather(*(one() for _ in range(64))) == [Status.SUCCEEDED] * 64
    assert bench.machine.queue.queued() == 0


async def test_of_a_queued_run_only_its_ticket_is_in_memory(bench: Bench) -> None:
    first = await bench.start(HOLD)
    waiting = [await bench.start(HOLD, "x" * 1_000) for _ in range(3)]
    assert set(bench.machine._active) == {first.id}
    bench.probes.gate("gate").set()
    assert [(await bench.end(run)).status for run in waiting] == [Status.SUCCEEDED] * 3


async def test_seeds_of_a_queued_run_count_when_it_begins(bench: Bench) -> None:
    nodes = [{"key": "a", "type": "probe.value", "config": {"value": 1}}, {"key": "h", "type": "probe.hold"}]
    document = flow(nodes, ["a>h"], settings={"concurrency": 1})
    first = await bench.start(document)
    await bench.probes.arrival("gate").wait()
    seed = (await bench.records(first))["a", ""]
    seed.seeded = True
    second = await bench.start(document, records=[seed])
    assert second.status is Status.QUEUED
    bench.probes.gate("gate").set()
    assert (await bench.end(second)).status is Status.SUCCEEDED
    assert bench.probes.calls["a"] == 1


async def test_order_and_places_survive_a_restart(bench: Bench) -> None:
    first = await bench.start(HOLD)
    kinds = ["schedule", "manual", "manual", "schedule", "manual"]
    runs = [await bench.start(HOLD, trigger=each) for each in kinds]
    before = await bench.machine.places(WORKSPACE, [run.id for run in runs])
    await bench.restart()
    assert await bench.machine.places(WORKSPACE, [run.id for run in runs]) == before
    assert [before[run.id].position for run in runs] == [4, 1, 2, 5, 3]
    late = await bench.start(HOLD)
    assert (await bench.machine.places(WORKSPACE, [late.id]))[late.id].position == 4
    ended: list[str] = []
    bench.machine.on_end = lambda run: ended.append(run.id)
    bench.probes.gate("gate").set()
    for run in (first, *runs, late):
        await bench.end(run)
    assert ended == [run.id for run in (first, runs[1], runs[2], runs[4], runs[0], late, runs[3])]


async def test_a_canceled_queued_run_ends_once_and_makes_no_room(bench: Bench) -> None:
    first = await bench.start(HOLD)
    run = await bench.start(HOLD)
    answers = await asyncio.gather(
        *(bench.machine.cancel(WORKSPACE, run.id) for _ in range(8)), bench.end(run), return_exceptions=True
    )
    assert [each.status for each in answers if isinstance(each, Run)] == [Status.CANCELED] * 9
    assert [each["type"] for each in await bench.events(run)] == ["run.canceled"]
    assert bench.machine.queue.executing(WORKSPACE) == 1
    bench.probes.gate("gate").set()
    assert (await bench.end(first)).status is Status.SUCCEEDED


async def test_who_waits_for_a_queued_run_gets_its_end(bench: Bench) -> None:
    await bench.start(HOLD)
    run = await bench.start(HOLD)
    assert (await bench.machine.wait(WORKSPACE, run.id, 0.01)).status is Status.QUEUED
    waiting = asyncio.create_task(bench.machine.wait(WORKSPACE, run.id, 20))
    await asyncio.sleep(0)
    bench.probes.gate("gate").set()
    assert (await waiting).status is Status.SUCCEEDED


async def replied(bench: Bench, document: dict[str, Any], seconds: float) -> tuple[Run, dict[str, Any] | None]:
    from flow_builder.domain.documents import document_hash, load_document

    loaded = load_document(document)
    hash_ = document_hash(loaded)
    bench.documents[hash_] = loaded
    run = Run(id=new_id("r"), workspace=WORKSPACE, flow="f", flow_name="t", document=hash_, trigger="webhook")
    return await bench.machine.run_for_reply(run, loaded, seconds)


async def test_a_webhook_that_queues_gets_its_reply_or_hears_that_it_waits(bench: Bench) -> None:
    nodes = [{"key": "r", "type": "http.webhook_reply", "config": {"body": 7}}, {"key": "h", "type": "probe.hold"}]
    document = flow(nodes, ["r>h"], settings={"concurrency": 1})
    await bench.start(HOLD)
    run, reply = await replied(bench, document, 0.01)
    assert (run.status, reply) == (Status.QUEUED, None)
    call = asyncio.create_task(replied(bench, document, 20))
    await until(lambda: bench.machine.queue.queued() == 2)
    bench.probes.gate("gate").set()
    _, reply = await call
    assert reply is not None
    assert reply["body"] == 7
    assert (await bench.end(run)).status is Status.SUCCEEDED


async def test_a_waiting_run_gives_its_slot_to_the_next_and_goes_on_without_one(bench: Bench) -> None:
    nodes = [
        {"key": "ask", "type": "core.approval", "config": {"message": "?"}},
        {"key": "h", "type": "probe.hold"},
    ]
    document = flow(nodes, ["ask.approved>h"], settings={"concurrency": 1})
    runs = [await bench.start(document) for _ in range(3)]

    async def pauses() -> list[dict[str, Any]]:
        found, _ = await bench.machine.runs.open_pauses(WORKSPACE)
        return found if len(found) == 3 else []

    for pause in await eventually(pauses):
        await bench.machine.pauses.answer(pause["token"], {"decision": "approve"})
    await until(lambda: bench.probes.together == 3)
    bench.probes.gate("gate").set()
    assert [(await bench.end(run)).status for run in runs] == [Status.SUCCEEDED] * 3


async def test_branches_that_pause_at_the_same_moment_all_wait(bench: Bench) -> None:
    keys = [f"ask{number}" for number in range(8)]
    run = await bench.start(flow([{"key": key, "type": "core.approval", "config": {"message": "?"}} for key in keys]))

    async def pauses() -> list[dict[str, Any]]:
        found, _ = await bench.machine.runs.open_pauses(WORKSPACE)
        return found if len(found) == len(keys) else []

    found = await eventually(pauses)
    await asyncio.gather(*(bench.machine.pauses.answer(each["token"], {"decision": "approve"}) for each in found))
    ended = await bench.end(run)
    assert ended.status is Status.SUCCEEDED, ended.error


async def test_subflows_never_wait_for_a_slot_that_their_callers_hold(tmp_path: Path) -> None:
    bench = Bench(tmp_path, runs_at_once=2)
    bench.flows["child"] = flow([{"key": "v", "type": "probe.value", "config": {"value": 1}}])
    call = flow([{"key": "s", "type": "core.subflow", "config": {"flow": "child"}}])
    runs = await asyncio.gather(*(bench.start(call) for _ in range(20)))
    assert [(await bench.end(run)).status for run in runs] == [Status.SUCCEEDED] * 20
    await bench.close()


async def test_a_workspace_has_a_limit_over_all_its_flows(tmp_path: Path) -> None:
    bench = Bench(tmp_path, runs_at_once=3)
    document = flow([{"key": "h", "type": "probe.hold"}])
    runs = [await bench.start(document, flow=f"f{number % 4}") for number in range(8)]
    places = await bench.machine.places(WORKSPACE, [run.id for run in runs])
    assert [run.status for run in runs].count(Status.RUNNING) == 3
    assert {place.waits_for for place in places.values()} == {"workspace"}
    bench.probes.gate("gate").set()
    assert [(await bench.end(run)).status for run in runs] == [Status.SUCCEEDED] * 8
    assert bench.probes.most_together == 3
    await bench.close()


@pytest.mark.parametrize("limit", [1, 4])
async def test_a_burst_stays_within_its_limit_and_all_of_it_ends(bench: Bench, limit: int) -> None:
    nodes = [{"key": "e", "type": "probe.effect", "config": {"value": "{{ input }}"}}]
    document = flow(nodes, settings={"concurrency": limit})
    most = 0

    async def one(number: int) -> Any:
        nonlocal most
        run = await bench.start(document, number)
        most = max(most, bench.machine.queue.executing(WORKSPACE))
        return (await bench.end(run)).output

    assert await asyncio.gather(*map(one, range(200))) == list(range(200))
    assert most == limit
    assert [each async for each in bench.machine.runs.active() if each[2] is not None] == []
