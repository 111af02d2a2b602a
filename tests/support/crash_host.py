"""A host made to be killed: executes 50 runs of one flow and writes down every execution of a step."""

import asyncio
import os
from pathlib import Path
from typing import Any

from flow_builder.domain.documents import document_hash, load_document
from flow_builder.domain.run import Run
from flow_builder.nodes.base import Context, NodeConfig, NodeType
from tests.support.machine import WORKSPACE, Bench, flow

RUNS = 50
EXECUTIONS = "executions.log"
DONE = "done"

DOCUMENT: dict[str, Any] = flow(
    [
        {"key": "first", "type": "probe.logged", "config": {"value": "{{ input.n }}"}},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 4}, "concurrency": 2}},
        {"key": "a", "type": "probe.logged", "parent": "each", "config": {"value": "{{ item + steps.first }}"}},
        {"key": "b", "type": "probe.logged", "parent": "each", "config": {"value": "{{ steps.a * 2 }}"}},
        {"key": "pause", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.02}}},
        {"key": "guarded", "type": "core.try"},
        {"key": "boom", "type": "core.assert", "parent": "guarded", "config": {"that": "{{ steps.first % 2 === 0 }}"}},
        {"key": "fine", "type": "probe.logged", "config": {"value": "fine"}},
        {"key": "rescue", "type": "probe.logged", "config": {"value": "rescued"}},
        {"key": "last", "type": "probe.logged", "config": {"value": "{{ [steps.each.items, steps.first] }}"}},
    ],
    [
        "first>each",
        "a>b",
        "first>pause",
        "pause>guarded",
        "guarded>fine",
        "guarded.error>rescue",
        "each>last",
        "fine>last",
        "rescue>last",
    ],
    settings={"concurrency": 100},
)


def expected(number: int) -> Any:
    """Returns the output of run number `number`."""
    return [[2 * (index + number) for index in range(4)], number]


class _Config(NodeConfig):
    value: Any = None


def _logged(log: int) -> NodeType:
    async def run(config: Any, ctx: Context) -> Any:
        await asyncio.sleep(0.003)
        os.write(log, f"{os.getpid()} {ctx.idempotency_key}\n".encode())
        return config.value

    return NodeType("probe.logged", "Logged", _Config, run=run, side_effect=True)


async def main(folder: Path) -> None:
    """Starts what has not been started, goes on with the rest, and leaves a file when all runs have ended."""
    log = os.open(folder / EXECUTIONS, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    bench = Bench(folder)
    bench.probes._own["probe.logged"] = _logged(log)
    document = load_document(DOCUMENT)
    hash_ = document_hash(document)
    bench.documents[hash_] = document
    await bench.machine.recover()
    runs = [
        await bench.machine.start(
            Run(
                id=f"r_{number:03d}",
                workspace=WORKSPACE,
                flow="f",
                flow_name="crash",
                document=hash_,
                input={"n": number},
            ),
            document,
            (),
            f"key-{number}",
        )
        for number in range(RUNS)
    ]
    for run in runs:
        await bench.machine.wait(WORKSPACE, run.id, None)
    await bench.close()
    (folder / DONE).touch()


def execute(folder: Path) -> None:
    """Does what this module is for, until it is killed or done."""
    asyncio.run(main(folder))
