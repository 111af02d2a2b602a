"""Live events of a real host, as WebSocket clients and browsers' event sources get them."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake

from tests.support.conditions import eventually
from tests.support.host import Host, running
from tests.support.machine import flow

QUICK = flow(
    [{"key": "go", "type": "trigger.manual"}, {"key": "say", "type": "core.log", "config": {"message": "hi"}}],
    ("go>say",),
)
PAUSED = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "ask", "type": "core.approval", "config": {"message": "ok?"}},
        {"key": "say", "type": "core.log", "config": {"message": "hi"}},
    ],
    ("go>ask", "ask.approved>say"),
)
MANY = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {
            "key": "each",
            "type": "core.loop",
            "config": {"over": {"kind": "each", "items": "{{ Array.from({length: 400}, (_, i) => i) }}"}},
        },
        {"key": "say", "type": "core.log", "parent": "each", "config": {"message": "{{ 'x'.repeat(200) }}"}},
    ],
    ("go>each",),
)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("live"), "--browser-workers", "0") as started:
        yield started


@asynccontextmanager
async def client(host: Host, **more: Any) -> AsyncIterator[ClientConnection]:
    async with connect(_address(host), **more) as socket:
        yield socket


def _address(host: Host) -> str:
    return host.url.replace("http", "ws") + "/api/v1/live"


async def send(socket: ClientConnection, **command: Any) -> None:
    await socket.send(json.dumps(command))


async def receive(socket: ClientConnection) -> dict[str, Any]:
    text = await asyncio.wait_for(socket.recv(), 20)
    assert len(text) < 32 * 1024
    found: dict[str, Any] = json.loads(text)
    return found


async def until_type(socket: ClientConnection, type_: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Returns the first frame of a type, and the events that came before and with it."""
    events: list[dict[str, Any]] = []
    while True:
        frame = await receive(socket)
        events += frame.get("events", [])
        if frame["type"] == type_:
            return frame, events


def start(host: Host, document: dict[str, Any]) -> str:
    answer = host.client.post("/runs", json={"document": document})
    assert answer.is_success, answer.text
    run: str = answer.json()["id"]
    return run


async def test_a_runs_events_come_in_order_to_its_end(host: Host) -> None:
    run = start(host, MANY)
    async with client(host) as socket:
        await send(socket, action="subscribe", id="a", topic=f"run:{run}")
        first = await receive(socket)
        assert first == {"type": "subscribed", "id": "a", "after": 0}
        end, events = await until_type(socket, "end")
    assert [each["seq"] for each in events] == list(range(1, len(events) + 1))
    assert events[-1]["type"] == "run.succeeded"
    assert end["after"] == len(events) > 800


async def test_a_client_that_comes_back_goes_on_where_it_was(host: Host) -> None:
    run = start(host, MANY)
    seen: list[int] = []
    while True:
        async with client(host) as socket:
            await send(socket, action="subscribe", id="a", topic=f"run:{run}", after=seen[-1] if seen else 0)
            await receive(socket)
            frame = await receive(socket)
            seen += [each["seq"] for each in frame.get("events", [])]
            if frame["type"] == "end":
                break
    assert seen == list(range(1, len(seen) + 1))
    assert len(seen) > 800


async def test_events_arrive_while_the_run_goes_on(host: Host) -> None:
    run = start(host, PAUSED)
    async with client(host) as socket:
        await send(socket, action="subscribe", id="a", topic=f"run:{run}")
        await _event(socket, "run.waiting")
        (pause,) = [each for each in host.client.get("/approvals").json()["items"] if each["run"] == run]
        host.client.post(f"/approvals/{pause['token']}", json={"decision": "approve"}).raise_for_status()
        _, events = await until_type(socket, "end")
    assert "step.succeeded" in {each["type"] for each in events}


async def _event(socket: ClientConnection, type_: str) -> dict[str, Any]:
    while True:
        for event in (await receive(socket)).get("events", []):
            if event["type"] == type_:
                found: dict[str, Any] = event
                return found


async def test_the_workspace_feed_tells_begin_and_end_of_every_run(host: Host) -> None:
    async with client(host) as socket:
        await send(socket, action="subscribe", id="w", topic="workspace")
        assert (await receive(socket))["type"] == "subscribed"
        runs = [start(host, QUICK) for _ in range(3)]
        ended: dict[str, int] = {}
        while len(ended) < len(runs):
            for event in (await receive(socket)).get("events", []):
                if event["type"] == "run.succeeded" and event["run"] in runs:
                    ended[event["run"]] = event["seq"]
        assert len(set(ended.values())) == 3


async def test_a_flows_feed_tells_of_its_runs_alone_and_goes_on_after_a_number(host: Host) -> None:
    mine, other = (host.client.post("/flows", json=QUICK).json()["id"] for _ in range(2))
    async with client(host) as socket:
        await send(socket, action="subscribe", id="f", topic=f"flow:{mine}")
        after = (await receive(socket))["after"]
    for flow_id in (mine, other, mine):
        host.client.post("/runs", params={"wait": 20}, json={"flow": flow_id}).raise_for_status()
    async with client(host) as socket:
        await send(socket, action="subscribe", id="f", topic=f"flow:{mine}", after=after)
        assert await receive(socket) == {"type": "subscribed", "id": "f", "after": after}
        types: list[str] = []
        while types.count("run.succeeded") < 2:
            frame = await receive(socket)
            assert {each["flow"] for each in frame["events"]} == {mine}
            types += [each["type"] for each in frame["events"]]
    assert types.count("run.started") == 2


async def test_a_number_of_another_process_means_reading_the_lists_anew(host: Host) -> None:
    async with client(host) as socket:
        await send(socket, action="subscribe", id="w", topic="workspace", after=17)
        assert (await receive(socket))["type"] == "subscribed"
        assert (await receive(socket))["type"] == "reset"


async def test_one_connection_follows_several_topics_and_lets_go_of_them(host: Host) -> None:
    runs = [start(host, QUICK) for _ in range(3)]
    async with client(host) as socket:
        for number, run in enumerate(runs):
            await send(socket, action="subscribe", id=str(number), topic=f"run:{run}")
        ended = set()
        while len(ended) < len(runs):
            frame = await receive(socket)
            if frame["type"] == "end":
                ended.add(frame["id"])
        await send(socket, action="subscribe", id="w", topic="workspace")
        await receive(socket)
        await send(socket, action="unsubscribe", id="w")
        start(host, QUICK)
        await send(socket, action="ping")
        assert await receive(socket) == {"type": "pong"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("nonsense", "live.frame"),
        ('{"action": "subscribe", "nothing": 1}', "live.frame"),
        ("[" * 5_000, "live.frame"),
        ('{"action": "dance"}', "live.action"),
        ('{"action": "subscribe", "id": "x", "topic": "weather"}', "live.topic"),
        ('{"action": "subscribe", "id": "x", "topic": "run:r_none"}', "run.not_found"),
        ('{"action": "subscribe", "id": "x", "topic": "flow:none"}', "flow.not_found"),
    ],
    ids=["text", "field", "deep", "action", "topic", "run", "flow"],
)
async def test_what_cannot_be_done_is_said_and_the_connection_goes_on(host: Host, command: str, code: str) -> None:
    async with client(host) as socket:
        await socket.send(command)
        said = await receive(socket)
        assert (said["type"], said["code"]) == ("problem", code)
        await send(socket, action="ping")
        assert await receive(socket) == {"type": "pong"}


async def test_there_is_an_end_to_subscriptions(host: Host) -> None:
    async with client(host) as socket:
        for number in range(101):
            await send(socket, action="subscribe", id=str(number), topic="workspace")
        frame, _ = await until_type(socket, "problem")
        assert frame["code"] == "live.subscriptions"


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_page_of_another_site_cannot_connect(host: Host, origin: str) -> None:
    with pytest.raises(InvalidHandshake):
        await connect(_address(host), origin=origin)


async def test_a_name_that_is_not_this_hosts_cannot_connect(host: Host) -> None:
    port = int(host.url.rpartition(":")[2])
    with pytest.raises(InvalidHandshake):
        await connect("ws://rebound.example/api/v1/live", host="127.0.0.1", port=port)


async def test_a_client_that_does_not_read_harms_nobody(host: Host) -> None:
    run = start(host, MANY)
    async with client(host, max_queue=1, open_timeout=20) as lazy, client(host) as keen:
        for number in range(50):
            await send(lazy, action="subscribe", id=str(number), topic=f"run:{run}")
        await send(keen, action="subscribe", id="k", topic=f"run:{run}")
        end, _ = await until_type(keen, "end")
        assert end["id"] == "k"
        ended = 0
        while ended < 50:  # and what the lazy one left lying is still there, whole
            ended += (await receive(lazy))["type"] == "end"


async def test_the_same_events_come_as_server_sent_events(host: Host) -> None:
    run = start(host, QUICK)
    async with httpx.AsyncClient(base_url=f"{host.url}/api/v1", timeout=20) as http:
        whole = (await http.get("/live/events", params={"topic": f"run:{run}"})).text
        ids = [int(line[4:]) for line in whole.splitlines() if line.startswith("id: ")]
        again = (await http.get("/live/events", params={"topic": f"run:{run}"}, headers={"last-event-id": "2"})).text
        missing = await http.get("/live/events", params={"topic": "run:none"})
    assert "event: end" in whole
    assert ids == sorted(ids)
    first = next(json.loads(line[6:]) for line in again.splitlines() if line.startswith("data: ") and "events" in line)
    assert first["events"][0]["seq"] == 3
    assert (missing.status_code, missing.json()["code"]) == (404, "run.not_found")


async def test_a_killed_hosts_run_is_followed_to_its_end_without_gaps(tmp_path: Path) -> None:
    with running(tmp_path, "--browser-workers", "0") as host:
        run = start(host, PAUSED)
        async with client(host) as socket:
            await send(socket, action="subscribe", id="a", topic=f"run:{run}")
            seen: list[dict[str, Any]] = []
            while not any(each["type"] == "run.waiting" for each in seen):
                seen += (await receive(socket)).get("events", [])
            host.stop(signal.SIGKILL)
        host.start()

        async def open_pause() -> list[dict[str, Any]]:
            return [each for each in host.client.get("/approvals").json()["items"] if each["run"] == run]

        (pause,) = await eventually(open_pause)
        host.client.post(f"/approvals/{pause['token']}", json={"decision": "approve"}).raise_for_status()
        async with client(host) as socket:
            await send(socket, action="subscribe", id="a", topic=f"run:{run}", after=seen[-1]["seq"])
            _, events = await until_type(socket, "end")
        numbers = [each["seq"] for each in (*seen, *events)]
        assert numbers == list(range(1, len(numbers) + 1))
