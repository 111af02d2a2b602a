"""kill -9 of the host between an event and its delivery: it is told once, and it arrives."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.conditions import eventually, until
from tests.support.host import Host
from tests.support.machine import flow
from tests.support.web import Reply, Request, Wire, serve

FAILS = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "check", "type": "core.assert", "config": {"that": "{{ false }}"}},
    ],
    ("go>check",),
    name="Prices",
)
ROUNDS = 4


async def test_what_was_being_sent_when_the_host_was_killed_is_sent_by_the_next_one(tmp_path: Path) -> None:
    stalling = True

    async def take(request: Request, wire: Wire) -> Reply | None:
        if stalling:
            await web.ended.wait()
        return Reply()

    async with serve({"/in": take}) as web:
        host = Host(tmp_path / "data", "--browser-workers", "0")
        await asyncio.to_thread(host.start)
        try:
            via = {"kind": "webhook", "url": web.url("/in")}
            body = {"name": "On call", "via": via}
            channel = (await asyncio.to_thread(host.api, "POST", "/notifications/channels", json=body))["id"]
            await asyncio.to_thread(host.run, FAILS)
            await until(lambda: web.requests)
            await asyncio.to_thread(host.stop, signal.SIGKILL)
            stalling = False
            await asyncio.to_thread(host.start)

            async def state() -> Any:
                return (await asyncio.to_thread(host.api, "GET", f"/notifications/channels/{channel}"))["last"]

            last = await eventually(state)
            assert (last["status"], last["attempts"]) == ("delivered", 2)
        finally:
            await asyncio.to_thread(host.stop)
    first, second = web.requests
    assert first.headers["x-flow-delivery"] == second.headers["x-flow-delivery"]
    assert first.body == second.body


@pytest.mark.nightly  # many kills; what was being sent at one is in each run
async def test_failures_are_counted_once_and_delivered_whenever_the_host_is_killed(tmp_path: Path) -> None:
    """Each round starts failing runs and kills the host at once: somewhere between their ends and what is told."""
    async with serve({"/in": lambda *_: Reply()}) as web:
        host = Host(tmp_path / "data", "--browser-workers", "0")
        await asyncio.to_thread(host.start)
        try:
            body = {"name": "On call", "via": {"kind": "webhook", "url": web.url("/in")}}
            await asyncio.to_thread(host.api, "POST", "/notifications/channels", json=body)
            flow_id = (await asyncio.to_thread(host.api, "POST", "/flows", json=FAILS))["id"]
            started = 0
            for round_ in range(ROUNDS):
                async with httpx.AsyncClient(base_url=f"{host.url}/api/v1", timeout=30) as client:
                    answers = await asyncio.gather(
                        *(client.post("/runs", json={"flow": flow_id}) for _ in range(8 + round_))
                    )
                assert {each.status_code for each in answers} <= {200, 201}
                started += len(answers)
                await asyncio.to_thread(host.stop, signal.SIGKILL)
                await asyncio.to_thread(host.start)

            async def counted() -> Any:
                found = (await asyncio.to_thread(host.api, "GET", "/notifications"))["items"]
                return found if sum(each["count"] for each in found) >= started else None

            found = await eventually(counted, 30)
            assert [(each["kind"], each["count"]) for each in found] == [("run_failed", started)]
            await until(lambda: web.requests)
        finally:
            await asyncio.to_thread(host.stop)
    keys = {each.headers["x-flow-delivery"] for each in web.requests}
    assert len(keys) == 1, "repeated failures go out once"
    assert {json.loads(each.body)["id"] for each in web.requests} == {found[0]["id"]}
