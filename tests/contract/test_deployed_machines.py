"""Machines on the stand-in: its own Step Functions execute them, its Lambda workers run the function's code."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from flow_builder.machines.cloud import tokens
from tests.support.machine import flow
from tests.support.standin.stack import WORKSPACE, Stack
from tests.support.standin_server import StandIn

pytestmark = pytest.mark.standin

FLOW = flow(
    [
        {"key": "is_big", "type": "core.condition", "config": {"when": "{{ input.n > 10 }}"}},
        {"key": "ask", "type": "core.approval", "config": {"message": "May we?"}},
        {"key": "small", "type": "core.log", "config": {"message": "small"}},
        {"key": "try", "type": "core.try"},
        {"key": "bad", "parent": "try", "type": "core.assert", "config": {"that": False, "message": "no"}},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 2}}},
        {"key": "say", "parent": "each", "type": "core.log", "config": {"message": "{{ index }}"}},
        {
            "key": "out",
            "type": "core.merge",
            "config": {"value": "{{ (steps.each ? steps.each.items.length : 0) + input.n }}"},
        },
    ],
    [
        "is_big.true>ask",
        "is_big.false>small",
        "ask.approved>try",
        "ask.approved>each",
        "try.error>out",
        "each>out",
        "small>out",
    ],
    settings={"durability": "step"},
)


@pytest.fixture
async def stack(standin: StandIn) -> AsyncIterator[Stack]:
    made = Stack(standin)
    table: Any = made.cloud.stores.runs.table
    await table.create_table()
    yield made
    await table.close()


@pytest.mark.nightly  # each run of the suite has a run of the whole stack
async def test_a_foreign_emulator_executes_a_machine_to_the_same_end(stack: Stack) -> None:
    run, machine = await stack.start(FLOW, {"n": 40})
    runs = stack.cloud.stores.runs
    async with asyncio.timeout(60):
        while not (open_ := (await runs.open_pauses(WORKSPACE))[0]):
            await asyncio.sleep(0.05)
    await tokens.answer(runs, stack.cloud.machines, open_[0]["token"], {"decision": "approve", "by": "ann"})
    ended, status = await stack.end(run, machine)
    assert (ended.status.value, ended.output, status) == ("succeeded", 42, "SUCCEEDED")
    records = {record.key: record.status.value for record in await runs.records(WORKSPACE, run.id) if not record.path}
    assert records["small"] == "skipped"
    assert records["bad"] == "failed"
    # What is over is fine to be started, made and answered again.
    again, same = await stack.start(FLOW, {"n": 1})
    assert same == machine
    await stack.cloud.machines.start(machine, run.id, {"workspace": WORKSPACE, "run": run.id, "path": ""})
    await stack.cloud.machines.succeed("no such token", {})
    ended, status = await stack.end(again, machine)
    assert (ended.status.value, status) == ("succeeded", "SUCCEEDED")


@pytest.mark.nightly
@pytest.mark.parametrize(
    "config",
    [
        {"over": {"kind": "each", "items": "{{ input }}"}},
        {"over": {"kind": "each", "items": "{{ input }}"}, "concurrency": 2, "max_iterations": 9},
        {"over": {"kind": "each", "items": "{{ input }}"}, "concurrency": 50},
    ],
    ids=["batches", "mapped", "distributed"],
)
async def test_a_foreign_emulator_executes_loops_of_every_shape(stack: Stack, config: dict[str, Any]) -> None:
    body = {"key": "say", "parent": "each", "type": "core.log", "config": {"message": "{{ item }}"}}
    nodes = [{"key": "each", "type": "core.loop", "config": {**config, "output": "{{ item * 2 }}"}}, body]
    run, machine = await stack.start(flow(nodes, settings={"durability": "step"}), [1, 2, 3])
    ended, status = await stack.end(run, machine)
    assert (ended.output["items"], status) == ([2, 4, 6], "SUCCEEDED")
