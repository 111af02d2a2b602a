"""Browser workers of the cloud: a foreign emulator's machine starts tasks of ECS, or a pool takes orders from its queue."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

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
async def workers(standin: StandIn, mode: str = "zero-scale") -> AsyncIterator[Workers]:
    made = Workers(standin, mode)
    table: Any = made.cloud.stores.runs.table
    await table.create_table()
    try:
        yield made
    finally:
        for task in await made._tasks("RUNNING"):
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


@pytest.mark.parametrize("mode", ["zero-scale", "warm"])
async def test_a_machine_has_a_browser_worker_execute_its_region(standin: StandIn, site: str, mode: str) -> None:
    async with workers(standin, mode) as stack:
        if mode == "warm":
            stack.start_pool()
        run, machine = await stack.start(looping(site), {"names": ["ann", "bob"], "more": 40})
        ended, status = await stack.end(run, machine)
        assert (ended.status.value, ended.output, status) == ("succeeded", 42, "SUCCEEDED"), standin.logs()
        records = await stack.records(run)
        assert [records["read", str(index)].output["result"] for index in (0, 1)] == ["ANN", "BOB"]
        if mode == "zero-scale":
            assert await stack.stopped() == [("FARGATE_SPOT", 0)]
