"""The hub of the cloud: clients of API Gateway get all events in order and none twice, whoever tells of new ones."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.caller import Caller
from flow_builder.domain.documents import load_document
from flow_builder.domain.ids import now
from flow_builder.domain.principal import Role
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.realtime.gateway import GatewayHub
from flow_builder.services import sockets as sockets_module
from flow_builder.services.sockets import SocketHost
from flow_builder.store.progress import Progress
from flow_builder.store.runs import RunStore
from flow_builder.store.sockets import SocketStore
from flow_builder.store.table import Item, Put
from tests.support.api import api
from tests.support.machine import flow
from tests.support.signed_in import somebody

WORKSPACE = "local"


class Clients:
    """Connections that keep what they get; those in `gone` have left without a word."""

    def __init__(self) -> None:
        self.frames: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.gone: set[str] = set()
        self.closed: set[str] = set()

    async def send(self, connection: str, frame: Mapping[str, Any]) -> bool:
        await asyncio.sleep(0)
        if connection in self.gone:
            return False
        text = json.dumps(frame)
        assert len(text) < 32_768
        self.frames[connection].append(json.loads(text))
        return True

    async def close(self, connection: str) -> None:
        self.closed.add(connection)

    def events(self, connection: str, id_: str = "1") -> list[int]:
        """Returns the numbers of the events that came."""
        batches = [each for each in self.frames[connection] if each["type"] == "events" and each["id"] == id_]
        return [event["seq"] for batch in batches for event in batch["events"]]

    def kinds(self, connection: str) -> list[str]:
        return [each["type"] for each in self.frames[connection]]


class Place:
    """A host whose clients come through API Gateway."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.clients = Clients()
        self.runs: RunStore = app.stores.runs
        self.store = SocketStore(self.runs.table)
        self.hub = self.another()
        self.host = SocketHost(app, self.hub, self.clients)

    def another(self) -> GatewayHub:
        """Returns the hub of another process."""
        return GatewayHub(self.store, self.runs, self.clients)

    async def run(self, id_: str = "r_1", flow: str = "f") -> Run:
        made = Run(id=id_, workspace=WORKSPACE, flow=flow, flow_name="F", status=Status.RUNNING, created_at=now())
        return (await self.runs.create(made))[0]

    async def happens(
        self, run: Run, count: int, hub: GatewayHub | None = None, type_: str = "log", **more: Any
    ) -> None:
        """Stores events of a run and tells of them, as a call of the function does."""
        _, last, _ = await Progress(self.runs.table, run.workspace, run.id).take_numbers(0, count)
        events = [{"seq": last + number, "type": type_, "at": now(), **more} for number in range(1, count + 1)]
        item = Item(f"R#{run.workspace}#{run.id}", f"E#{last + 1:010d}", {"events": events})
        await self.runs.table.write(Put(item))
        (hub or self.hub).tell(run, events)

    async def says(self, connection: str, **command: Any) -> None:
        await self.host.received(connection, json.dumps(command))

    async def joins(self, connection: str, token: str | None) -> None:
        assert await self.host.connected(connection, Caller())
        await self.says(connection, action="auth", token=token, workspace=WORKSPACE)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    async with api(tmp_path) as host:
        yield Place(host.app)


@pytest.fixture
async def token(place: Place) -> str:
    return str((await somebody(place.app, "ada@example.com", role=Role.OWNER)).access_token)


async def test_a_client_follows_a_run_from_its_first_event_to_its_end(place: Place, token: str) -> None:
    run = await place.run()
    await place.happens(run, 3)
    await place.joins("c", token)
    await place.says("c", action="subscribe", id="1", topic="run:r_1")
    await place.happens(run, 2)
    await place.hub.told()
    assert place.clients.kinds("c")[:2] == ["authenticated", "subscribed"]
    assert place.clients.events("c") == [1, 2, 3, 4, 5]
    await place.runs.table.write(*place.runs.end_ops(run, run.model_copy(update={"status": Status.SUCCEEDED})))
    await place.happens(run, 1, type_="run.succeeded")
    await place.hub.told()
    assert place.clients.frames["c"][-1] == {"type": "end", "id": "1", "after": 6}
    assert await place.store.topics("c") == []
    await place.says("c", action="ping")
    assert place.clients.kinds("c")[-1] == "pong"


async def test_events_come_in_order_and_once_however_many_processes_tell(place: Place, token: str) -> None:
    run = await place.run()
    await place.joins("c", token)
    await place.says("c", action="subscribe", id="1", topic="run:r_1")
    hubs = [place.another() for _ in range(6)]
    for _ in range(8):
        await asyncio.gather(*(place.happens(run, 2, hub) for hub in hubs))
    for hub in hubs:
        await hub.told()
    assert place.clients.events("c") == list(range(1, 97))


async def test_an_event_whose_number_was_taken_first_is_waited_for(place: Place, token: str) -> None:
    run = await place.run()
    await place.joins("c", token)
    await place.says("c", action="subscribe", id="1", topic="run:r_1")
    progress = Progress(place.runs.table, run.workspace, run.id)
    await progress.take_numbers(0, 1)
    await place.happens(run, 1)
    await place.hub.told()
    assert place.clients.events("c") == []
    first = {"seq": 1, "type": "log", "at": now()}
    await place.runs.table.write(Put(Item(f"R#{run.workspace}#{run.id}", "E#0000000001", {"events": [first]})))
    await place.says("c", action="ping")
    assert place.clients.events("c") == [1, 2]


async def test_a_client_that_comes_back_goes_on_where_it_was(place: Place, token: str) -> None:
    run = await place.run()
    await place.joins("c", token)
    await place.says("c", action="subscribe", id="1", topic="run:r_1")
    await place.happens(run, 2)
    await place.hub.told()
    place.clients.gone.add("c")
    await place.happens(run, 2)
    await place.hub.told()
    assert await place.store.connection("c") is None, "410 ends a connection"
    assert await place.store.followers(WORKSPACE, "run:r_1") == []
    await place.joins("d", token)
    await place.says("d", action="subscribe", id="1", topic="run:r_1", after=2)
    assert place.clients.events("d") == [3, 4]


async def test_large_events_fit_into_frames(place: Place, token: str) -> None:
    run = await place.run()
    await place.joins("c", token)
    await place.happens(run, 40, text="x" * 2_000)
    await place.happens(run, 1, text="x" * 60_000)
    await place.says("c", action="subscribe", id="1", topic="run:r_1")
    await place.hub.told()
    assert place.clients.events("c") == list(range(1, 42))
    assert len([kind for kind in place.clients.kinds("c") if kind == "events"]) >= 3


async def test_a_feed_tells_of_all_runs_of_a_workspace_or_of_a_flow(place: Place, token: str) -> None:
    await place.joins("c", token)
    flow = await place.app.stores.flows.create(WORKSPACE, _document())
    await place.says("c", action="subscribe", id="all", topic="workspace")
    await place.says("c", action="subscribe", id="one", topic=f"flow:{flow.id}")
    mine, other = await place.run("r_1", flow.id), await place.run("r_2")
    await place.happens(mine, 1, type_="run.started")
    await place.hub.told()
    await place.happens(other, 1, type_="run.started")
    await place.hub.told()
    events = [each for each in place.clients.frames["c"] if each["type"] == "events"]
    assert [(each["id"], each["events"][0]["run"]) for each in events] == [
        ("all", "r_1"),
        ("one", "r_1"),
        ("all", "r_2"),
    ]
    last = events[-1]["after"]
    await place.says("c", action="subscribe", id="late", topic="workspace", after=last - 5)
    assert place.clients.frames["c"][-2]["type"] == "reset"
    assert place.clients.events("c", "late") == [last - 1, last]


async def test_who_may_not_listen_is_sent_away(place: Place, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not await place.host.connected("x", Caller(token="nonsense"))
    assert await place.host.connected("c", Caller())
    await place.says("c", action="subscribe", id="1", topic="workspace")
    assert place.clients.closed == {"c"}
    await place.joins("d", "nonsense")
    assert "d" in place.clients.closed
    monkeypatch.setattr(sockets_module, "_BELIEVED_MS", -1)
    await place.joins("e", token)
    await place.says("e", action="subscribe", id="1", topic="workspace")
    await place.happens(await place.run(), 1, type_="run.started")
    await place.hub.told()
    assert "e" in place.clients.closed, "nobody asked for so long that it may be somebody else by now"
    await place.says("e", action="ping")
    assert "pong" not in place.clients.kinds("e")


async def test_commands_that_are_wrong_are_answered_with_a_problem(place: Place, token: str) -> None:
    await place.joins("c", token)
    await place.host.received("c", "{")
    await place.says("c", action="dance", id="1")
    await place.says("c", action="subscribe", id="2", topic="run:r_unknown")
    await place.says("c", action="subscribe", id="3", topic="weather")
    codes = [each.get("code") for each in place.clients.frames["c"][1:]]
    assert codes == ["live.frame", "live.action", "run.not_found", "live.topic"]
    await place.says("c", action="subscribe", id="4", topic="workspace")
    await place.says("c", action="unsubscribe", id="4")
    assert await place.store.topics("c") == []
    await place.host.disconnected("c")
    assert await place.store.connection("c") is None


def _document() -> Any:
    return load_document(flow([{"key": "start", "type": "trigger.manual"}]))
