"""Requests that come twice: with an `Idempotency-Key`, a POST is executed once and answered alike every time.

A key counts for a principal, a workspace and a route, for 24 hours, and only with the same request: method, path, query, body.
What starts a run heeds the key itself (see `store.runs`), so that a run is started once even if the host is killed in
between; all other routes that take a POST need know nothing of keys.
"""

import asyncio
import hmac
import logging
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_builder.api.bodies import read_body, replay
from flow_builder.api.deps import MAX_KEY_CHARS
from flow_builder.api.identity import IDENTITY
from flow_builder.api.operations import Operation, Operations
from flow_builder.api.problems import problem
from flow_builder.domain.principal import Principal
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.services.app import App
from flow_builder.store.idempotency import LEASE_MS, Answer, Claim, Taken, key_mismatch

log = logging.getLogger(__name__)

_KEPT_HEADERS = frozenset({b"content-type", b"etag", b"location", b"content-disposition"})
_MOST_KEPT_BYTES = 100_000
"""Of an answer; a larger one is made anew from what its `Location` names."""
_PATIENCE = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between looks at whether another request with the key has been answered."""
_ERROR = 400


class Idempotency:
    """ASGI middleware around the routes."""

    def __init__(self, app: ASGIApp, host: App, operations: Callable[[], Operations]) -> None:
        self.app = app
        self._host = host
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or repeats what was answered to it."""
        key = _key(scope)
        operation = self._operations().find("POST", scope["path"]) if key is not None else None
        principal = scope[IDENTITY]
        if key is None or operation is None or operation.keyed or not isinstance(principal, Principal):
            await self.app(scope, receive, send)
            return
        if not 0 < len(key) <= MAX_KEY_CHARS:
            raise InvalidInput(
                f"An Idempotency-Key has 1 to {MAX_KEY_CHARS} characters.",
                code="idempotency.key",
                field="Idempotency-Key",
            )
        body = await read_body(receive)
        found = await self._claim(principal, scope, operation, key, body)
        if isinstance(found, Claim):
            await self._execute(found, scope, replay(body, receive), send)
        elif found.answer is None:
            await problem(
                409,
                "idempotency.in_progress",
                "The first request with this Idempotency-Key is still being answered.",
                hint="Send it again in a moment.",
                headers={"retry-after": "1"},
            )(scope, receive, send)
        else:
            await self._repeat(found.answer, scope, receive, send)

    async def _claim(
        self, principal: Principal, scope: Scope, operation: Operation, key: str, body: bytes
    ) -> Claim | Taken:
        """Takes the key, or waits a little for the answer of the request that has it."""
        workspace = principal.workspace
        # Bodies may hold secrets that are easily guessed, so what is stored of them takes the vault's key to make.
        digest = hmac.new(await self._host.vault.derive(workspace, "idempotency"), digestmod=sha256)
        for part in (scope["method"].encode(), scope["path"].encode(), scope["query_string"], body):
            digest.update(len(part).to_bytes(8, "big") + part)
        store = self._host.stores.idempotency
        for pause in (*_PATIENCE, None):
            found = await store.claim(workspace, principal.id, operation.path, key, digest.hexdigest())
            if isinstance(found, Taken) and found.digest != digest.hexdigest():
                raise key_mismatch()
            if isinstance(found, Claim) or found.answer is not None or pause is None:
                break
            await asyncio.sleep(pause)
        return found

    async def _execute(self, claim: Claim, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the routes answer, and keeps what they say, before it is sent; a failure gives the key back."""
        store = self._host.stores.idempotency
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        renewing = asyncio.create_task(self._renew(claim))
        try:
            await self.app(scope, receive, hold)
            answer = _answer(held)
            if answer is None:
                await store.release(claim)
            elif not await store.keep(claim, answer):
                log.warning("an answer came too late to be kept for its Idempotency-Key")
        except Exception:
            await store.release(claim)
            raise
        finally:
            renewing.cancel()
        for message in held:
            await send(message)

    async def _renew(self, claim: Claim) -> None:
        with suppress(FlowBuilderError):
            while True:
                await asyncio.sleep(LEASE_MS / 3000)
                if not await self._host.stores.idempotency.renew(claim):
                    return

    async def _repeat(self, answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers as the first time; too large an answer is read anew from the thing that was made."""

        async def send_again(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] < _ERROR:
                    message["status"] = answer.status
                message["headers"] = [*message["headers"], (b"idempotency-replayed", b"true")]
            await send(message)

        if answer.body is None:
            path = answer.headers["location"]
            headers = [each for each in scope["headers"] if not each[0].startswith(b"content-")]
            again = {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b""}
            await self.app({**again, "headers": headers}, replay(b"", receive), send_again)
            return
        body = answer.body.encode()
        headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
        headers.append((b"content-length", str(len(body)).encode()))
        await send_again({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send_again({"type": "http.response.body", "body": body})


def _key(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] != "POST":
        return None
    found = next((value for name, value in scope["headers"] if name == b"idempotency-key"), None)
    return None if found is None else found.decode("latin-1").strip()


def _answer(messages: list[Message]) -> Answer | None:
    """Returns what of an answer is kept; None when it is an error, or can be made neither again nor anew."""
    start, *rest = messages
    if start["status"] >= _ERROR:
        return None
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"] if name in _KEPT_HEADERS}
    body = b"".join(each.get("body", b"") for each in rest)
    if len(body) > _MOST_KEPT_BYTES:
        return Answer(start["status"], headers, None) if "location" in headers else None
    try:
        return Answer(start["status"], headers, body.decode())
    except UnicodeDecodeError:
        return None
