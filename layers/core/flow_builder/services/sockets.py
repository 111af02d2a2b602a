"""Live events where each frame of a client is a call of its own: API Gateway keeps the connection, the store the rest.

The frames are those of the local WebSocket; see `api/routes/live.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import now
from flow_builder.domain.permissions import RULES
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.realtime.gateway import GatewayHub, Sockets
from flow_builder.services.access import authenticate, permit, renewed
from flow_builder.services.app import App
from flow_builder.services.live import MAX_FRAME_CHARS, MAX_SUBSCRIPTIONS, Command, check_topic

_BELIEVED_MS = 90_000
"""How long it is believed who has connected; a client asks every 20 s whether the connection lives."""


@dataclass(frozen=True, slots=True)
class SocketHost:
    """What takes frames of clients: the host, and where answers go."""

    app: App
    hub: GatewayHub
    sockets: Sockets

    async def connected(self, connection: str, caller: Caller) -> bool:
        """Takes note of a connection; False for one that shows a token which does not hold."""
        known: dict[str, Any] = {"until": now() + _BELIEVED_MS}
        if caller.token is not None:
            try:
                known = await self._known(connection, caller)
            except FlowBuilderError:
                return False
        await self.hub.store.connect(connection, known)
        return True

    async def disconnected(self, connection: str) -> None:
        """Forgets a connection."""
        await self.hub.store.disconnect(connection)

    async def received(self, connection: str, text: str) -> None:
        """Does what a frame asks for; who may not listen, or not any more, is sent away."""
        try:
            command = Command.model_validate(json.loads(text[:MAX_FRAME_CHARS]))
        except (ValueError, ValidationError, RecursionError):
            await self._problem(connection, "", "live.frame", "This is not a command; see the API's documentation.")
            return
        known = await self.hub.store.connection(connection)
        if known is None:
            await self.sockets.close(connection)
            return
        if command.action == "auth":
            await self._introduced(connection, command)
        elif await self._may_listen(connection, known):
            await self._obey(connection, str(known["workspace"]), command)

    async def _introduced(self, connection: str, command: Command) -> None:
        try:
            known = await self._known(connection, Caller(token=command.token, workspace=command.workspace))
        except FlowBuilderError:
            await self._send_away(connection)
            return
        await self.hub.store.connect(connection, known)
        await self.sockets.send(connection, {"type": "authenticated"})

    async def _known(self, connection: str, caller: Caller) -> dict[str, Any]:
        """Returns what is kept of a connection: who it is, and a key sealed, so that it can be asked for again."""
        found = await authenticate(self.app, caller)
        permit(found, RULES["live_events"])
        kept = {"kind": found.kind, "id": found.id, "session": found.session, "asked": caller.workspace}
        if found.session is None and caller.token is not None:
            context = {"connection": connection}
            sealed = await self.app.vault.seal(found.workspace, caller.token.encode(), context)
            kept["token"] = sealed.hex()
        return {**kept, "workspace": found.workspace, "role": found.role.value, "until": now() + _BELIEVED_MS}

    async def _may_listen(self, connection: str, known: Mapping[str, Any]) -> bool:
        """Tells whether a client may still listen, and believes it for a while; sends it away if not."""
        try:
            if "workspace" not in known:
                raise InvalidInput("Nobody is signed in.", code="auth.required")
            await self._believe(connection, known)
        except FlowBuilderError:
            await self._send_away(connection)
            return False
        await self.hub.store.believe(connection, now() + _BELIEVED_MS)
        return True

    async def _believe(self, connection: str, known: Mapping[str, Any]) -> None:
        workspace = str(known["workspace"])
        caller = Caller(workspace=known["asked"])
        if "token" in known:
            sealed = bytes.fromhex(known["token"])
            opened = await self.app.vault.open(workspace, sealed, {"connection": connection})
            caller = replace(caller, token=opened.decode())
        role = Role(known["role"])
        principal = Principal(known["kind"], known["id"], workspace, role=role, session=known["session"])
        permit(await renewed(self.app, caller, principal), RULES["live_events"])

    async def _send_away(self, connection: str) -> None:
        await self.hub.store.disconnect(connection)
        await self.sockets.close(connection)

    async def _obey(self, connection: str, workspace: str, command: Command) -> None:
        match command.action:
            case "subscribe":
                await self._subscribe(connection, workspace, command)
            case "unsubscribe":
                await self.hub.store.unsubscribe(connection, command.id)
            case "ping":
                await self.sockets.send(connection, {"type": "pong"})
                for topic in await self.hub.store.topics(connection):
                    await self.hub.deliver(workspace, topic)  # what got lost on its way
            case _:
                said = f"There is no action {command.action[:50]!r}."
                await self._problem(connection, command.id, "live.action", said)

    async def _subscribe(self, connection: str, workspace: str, command: Command) -> None:
        try:
            after = await self._start(workspace, command)
            if len(await self.hub.store.topics(connection)) >= MAX_SUBSCRIPTIONS:
                said = f"A connection has {MAX_SUBSCRIPTIONS} subscriptions at most."
                raise InvalidInput(said, code="live.subscriptions")
        except FlowBuilderError as error:
            await self._problem(connection, command.id, error.code, error.message, error.hint)
            return
        await self.sockets.send(connection, {"type": "subscribed", "id": command.id, "after": after})
        await self.hub.store.subscribe(connection, command.id, workspace, command.topic, after)
        await self.hub.deliver(workspace, command.topic)

    async def _start(self, workspace: str, command: Command) -> int:
        """Returns the number after which a subscription begins: a run's first event, or a feed's next."""
        is_run = await check_topic(self.app, workspace, command.topic)
        if command.after is not None:
            return command.after
        return 0 if is_run else await self.hub.store.last(workspace)

    async def _problem(self, connection: str, id_: str, code: str, detail: str, hint: str | None = None) -> None:
        said = {"type": "problem", "id": id_, "code": code, "detail": detail}
        await self.sockets.send(connection, {**said, "hint": hint} if hint else said)
