"""A WebSocket is for those who may see what happens, and for as long as they may."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake

from flow_builder.api.routes import live
from flow_builder.cli.serve import Served, serving
from flow_builder.domain.principal import Role
from flow_builder.settings import Settings
from tests.support.signed_in import bearer, somebody


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(Settings(data=tmp_path, browser_workers=0, port=0, accounts="required")) as made:
        yield made


def address(served: Served) -> str:
    return served.url.replace("http", "ws") + "/api/v1/live"


async def says(socket: ClientConnection, **command: Any) -> dict[str, Any]:
    await socket.send(json.dumps(command))
    found: dict[str, Any] = json.loads(await socket.recv())
    return found


async def closed(socket: ClientConnection) -> int:
    """Waits until the server ends a connection and returns its code."""
    await asyncio.wait_for(socket.wait_closed(), 10)
    assert socket.close_code is not None
    return socket.close_code


async def test_a_browser_says_who_it_is_in_the_first_frame(served: Served) -> None:
    ada = await somebody(served.app, "ada@example.com")
    async with connect(address(served)) as socket:
        assert await says(socket, action="auth", token=ada.access_token) == {"type": "authenticated"}
        told = await says(socket, action="subscribe", id="1", topic="workspace")
        assert (told["type"], told["id"]) == ("subscribed", "1")
    async with connect(address(served), additional_headers=bearer(ada.access_token)) as socket:
        assert (await says(socket, action="ping"))["type"] == "pong"


@pytest.mark.parametrize("frame", ['{"action":"ping"}', '{"action":"auth","token":"x"}', "no", '{"action":"auth"}'])
async def test_whoever_does_not_say_so_is_sent_away(served: Served, frame: str) -> None:
    async with connect(address(served)) as socket:
        await socket.send(frame)
        assert await closed(socket) == 1008


async def test_a_wrong_token_in_the_header_is_refused_at_the_door(served: Served) -> None:
    with pytest.raises(InvalidHandshake):
        async with connect(address(served), additional_headers=bearer("wrong")):
            pass


async def test_nobody_listens_to_a_workspace_that_is_not_theirs(served: Served) -> None:
    ada, bob = await somebody(served.app, "ada@example.com"), await somebody(served.app, "bob@example.com")
    async with connect(address(served)) as socket:
        frame = {"action": "auth", "token": bob.access_token, "workspace": ada.user.workspace}
        await socket.send(json.dumps(frame))
        assert await closed(socket) == 1008


async def test_a_connection_ends_with_the_session_or_the_membership(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "_LOOK_SECONDS", 0.02)
    ada = await somebody(served.app, "ada@example.com")
    bob = await somebody(served.app, "bob@example.com", role=Role.VIEWER, workspace=ada.user.workspace)
    accounts, workspaces = served.app.stores.accounts, served.app.stores.workspaces
    async with connect(address(served)) as first, connect(address(served)) as second:
        await says(first, action="auth", token=ada.access_token)
        await says(second, action="auth", token=bob.access_token, workspace=ada.user.workspace)
        await workspaces.delete(bob.user.id, ada.user.workspace)
        assert await closed(second) == 1008
        assert (await says(first, action="ping"))["type"] == "pong"
        await accounts.end_session(ada.user.id, ada.session)
        assert await accounts.sessions(ada.user.id) == []
        assert await closed(first) == 1008


async def test_a_connection_ends_with_its_api_key(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_LOOK_SECONDS", 0.02)
    ada = await somebody(served.app, "ada@example.com")
    async with httpx.AsyncClient(base_url=served.url, headers=bearer(ada.access_token)) as http:
        key = (await http.post("/api/v1/api-keys", json={"name": "k", "scopes": ["runs:read"]})).json()
        async with connect(address(served)) as socket:
            assert await says(socket, action="auth", token=key["key"]) == {"type": "authenticated"}
            assert (await http.delete(f"/api/v1/api-keys/{key['id']}")).status_code == 204
            assert await closed(socket) == 1008


async def read_to_its_end(served: Served, headers: dict[str, str], then: Callable[[], Awaitable[Any]]) -> list[str]:
    """Does something once a stream of events has begun, and returns its lines when the server has ended it."""
    lines: list[str] = []
    async with (
        httpx.AsyncClient(base_url=served.url, headers=headers, timeout=10) as http,
        http.stream("GET", "/api/v1/live/events", params={"topic": "workspace"}) as stream,
    ):
        assert stream.status_code == 200
        async for line in stream.aiter_lines():
            if not lines:
                await then()
            lines.append(line)
        again = await http.get("/api/v1/live/events", params={"topic": "workspace"})
        assert again.status_code in {401, 404}
    return lines


@pytest.mark.parametrize("lost", ["session", "membership", "key"])
async def test_a_stream_of_events_ends_with_what_it_was_opened_by(
    served: Served, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(live, "_LOOK_SECONDS", 0.02)
    app = served.app
    ada = await somebody(app, "ada@example.com")
    workspace = ada.user.workspace
    bob = await somebody(app, "bob@example.com", role=Role.VIEWER, workspace=workspace)
    async with httpx.AsyncClient(base_url=served.url, headers=bearer(ada.access_token)) as http:
        key = (await http.post("/api/v1/api-keys", json={"name": "k", "scopes": ["runs:read"]})).json()
    begun: dict[str, tuple[dict[str, str], Callable[[], Awaitable[Any]], str]] = {
        "session": (
            bearer(ada.access_token),
            lambda: app.stores.accounts.end_session(ada.user.id, ada.session),
            "auth.session",
        ),
        "membership": (
            {**bearer(bob.access_token), "x-workspace": workspace},
            lambda: app.stores.workspaces.delete(bob.user.id, workspace),
            "workspace.not_found",
        ),
        "key": (bearer(key["key"]), lambda: app.stores.api_keys.delete(workspace, key["id"]), "auth.key"),
    }
    headers, lose, code = begun[lost]
    lines = await read_to_its_end(served, headers, lose)
    assert lines[1] == "event: subscribed"
    assert lines[-3] == "event: problem"
    assert json.loads(lines[-2].removeprefix("data: "))["code"] == code
