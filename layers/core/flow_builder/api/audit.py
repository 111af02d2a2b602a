"""Every change of the API is written to the audit log, here and nowhere else.

Before a change is made it is noted that it begins; the entry that says how it went replaces that note before the answer
is sent. So what was answered is in the log, and what a dying host could not answer is in it, too, without a status.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.caller import caller_of
from flow_builder.api.identity import IDENTITY
from flow_builder.api.operations import operation_id
from flow_builder.api.problems import problem_of
from flow_builder.domain.audit import Fact, clean
from flow_builder.domain.ids import now
from flow_builder.domain.permissions import RULES
from flow_builder.domain.principal import Principal
from flow_builder.errors import FlowBuilderError
from flow_builder.services.app import App
from flow_builder.services.audit import by
from flow_builder.services.digests import digest_of
from flow_builder.store.table import Key
from flow_builder.telemetry import correlation_id

_BEGUN = "flow_builder.audit"
_ALSO = frozenset({"artifacts_link", "audit_export", "account_export"})
"""Operations that change nothing and are recorded: they hand data out."""
_THEMSELVES = frozenset({"account_erase", "auth_convert_guest"})
"""Operations that end the log they would stand in, and record themselves where it is read."""
_SECRET = frozenset({"token", "secret", "code"})
"""Parameters of paths whose values open something."""
_ID = re.compile(rb'\{"id":"([\w-]{1,100})"')
_REFUSED = 403
_CREATED = 201
_SUCCESSES = frozenset({200, _CREATED, 202})
_MOST_READ_BYTES = 100_000

log = logging.getLogger(__name__)


class _Begun:
    """A change under way."""

    __slots__ = ("fact", "pending", "things", "workspace")

    def __init__(self, workspace: str, fact: Fact, things: Mapping[str, str], pending: Key) -> None:
        self.workspace = workspace
        self.fact = fact
        self.things = things
        self.pending = pending


async def noted(connection: HTTPConnection) -> None:
    """Notes that a change begins, once it is clear who makes it and that this one may."""
    scope = connection.scope
    if scope["type"] != "http":
        return
    operation = operation_id(scope["route"])
    if operation in RULES and is_recorded(operation, scope["method"]):
        app: App = connection.app.state.app
        principal: Principal = scope[IDENTITY]
        things = dict(scope["path_params"])
        workspace = await _log_of(app, principal, operation)
        before = await digest_of(app, workspace, operation, things)
        fact = _fact(scope, principal, operation).model_copy(update={"before": before})
        pending = await app.stores.audit.begin(workspace, fact)
        scope[_BEGUN] = _Begun(workspace, fact, things, pending)


def is_recorded(operation: str, method: str) -> bool:
    """Tells whether an operation gets an entry whenever it is executed."""
    changes = method not in {"GET", "HEAD"} and RULES[operation].scope.endswith(":write")
    return operation in _ALSO or (changes and operation not in _THEMSELVES)


async def _log_of(app: App, principal: Principal, operation: str) -> str:
    """Returns the workspace whose log an operation stands in: what somebody does to their account is no team's affair."""
    if principal.kind == "user" and operation.startswith("account_"):
        return (await app.stores.accounts.get(principal.id)).workspace
    return principal.workspace


class Audit:
    """ASGI middleware around the routes."""

    def __init__(self, app: ASGIApp, host: App) -> None:
        self.app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, and holds the answer to a change back until its entry is written."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(self._host, scope, send)
        try:
            await self.app(scope, receive, answer.send)
        except BaseException:
            if _BEGUN in scope and not answer.written:
                await _write(self._host, scope, None, b"")
            raise
        if answer.failure is not None:
            log.error("a change has no audit entry yet: %s (%s)", answer.failure.message, answer.failure.code)
            await problem_of(answer.failure)(scope, receive, send)


class _Answer:
    """One answer on its way; its first part waits for the entry, and nothing is sent when that cannot be written."""

    def __init__(self, host: App, scope: Scope, send: Send) -> None:
        self._host = host
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self.written = False
        self.failure: FlowBuilderError | None = None

    async def send(self, message: Message) -> None:
        """Sends a part of the answer on."""
        if message["type"] == "http.response.start" and (_BEGUN in self._scope or message["status"] == _REFUSED):
            self._start = message
            return
        if self._start is not None:
            await self._record(self._start, message)
        if self.failure is None:
            await self._send(message)

    async def _record(self, start: Message, message: Message) -> None:
        self._start, self.written = None, True
        try:
            await _write(self._host, self._scope, start["status"], message.get("body", b""))
        except FlowBuilderError as error:
            self.failure = error
        else:
            await self._send(start)


async def _write(app: App, scope: Scope, status: int | None, body: bytes) -> None:
    begun: _Begun | None = scope.get(_BEGUN)
    if begun is not None:
        await _finish(app, begun, status, body)
        return
    principal = scope[IDENTITY]
    if isinstance(principal, Principal) and "route" in scope:
        operation = operation_id(scope["route"])
        fact = _fact(scope, principal, operation).model_copy(update={"status": status})
        await app.stores.audit.write(await _log_of(app, principal, operation), fact)


async def _finish(app: App, begun: _Begun, status: int | None, body: bytes) -> None:
    fact = begun.fact
    made = _made(status, body)
    after = await digest_of(app, begun.workspace, fact.operation, begun.things, made)
    update = {"status": status, "subject": fact.subject or made, "after": after}
    await app.stores.audit.write(begun.workspace, fact.model_copy(update=update), begun.pending)


def _made(status: int | None, body: bytes) -> str | None:
    """Returns the id of what an answer says was made."""
    if status not in _SUCCESSES:
        return None
    if (found := _ID.match(body)) is not None:  # most answers begin with it
        return found.group(1).decode()
    if status != _CREATED or len(body) > _MOST_READ_BYTES:
        return None
    try:
        said = from_json(body, allow_partial=True)
    except ValueError:
        return None
    id_ = said.get("id") if isinstance(said, dict) else None
    return id_ if isinstance(id_, str) else None


def _fact(scope: Scope, principal: Principal, operation: str) -> Fact:
    caller = caller_of(scope)
    params = {name: str(clean(str(value))) for name, value in scope["path_params"].items() if name not in _SECRET}
    facts: dict[str, Any] = {
        **by(principal),
        "operation": operation,
        "subject": next(iter(params.values()), None),
        "details": params,
        "address": clean(caller.address) or None,
        "agent": clean(caller.agent) or None,
        "correlation_id": correlation_id.get(),
        "began_at": now(),
    }
    return Fact(**facts)
