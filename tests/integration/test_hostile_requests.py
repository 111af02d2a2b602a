"""Requests that are made to harm, at every operation of the API: each is refused, and nothing of it gets anywhere."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from starlette.types import ASGIApp

from flow_builder.bootstrap import create_api, opened
from flow_builder.domain.caller import Caller
from flow_builder.errors import Unauthenticated
from flow_builder.services import login
from flow_builder.services.app import App
from flow_builder.settings import Settings
from flow_builder.store.audit import AuditStore
from flow_builder.telemetry import JsonLines
from tests.support.asgi import ask
from tests.support.operations import operations
from tests.support.signed_in import PASSWORD, somebody

# FastAPI names the body of a model that is built late in a way that pydantic remarks on.
pytestmark = pytest.mark.filterwarnings("ignore::pydantic.warnings.UnsupportedFieldAttributeWarning")

OPERATIONS = list(operations())
ANYTHING = {"imports_import", "payments_notice"}
"""Their bodies are files of other programs, and notices that others have signed."""

HOSTILE = [
    "..",
    "../../vault.key",
    "..\\..\\vault.key",
    "%2e%2e%2fvault.key",
    "/etc/passwd",
    "file:///etc/passwd",
    "\x00",
    "a\r\nset-cookie: stolen=1\r\n\r\n<b>",
    'a\n{"level": "critical", "message": "forged"}',
    "\u2028\u202e\ud7ff",
    "' OR 1=1 --",
    "{{ constructor }}",
    "x" * 3_000,
]


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    async with opened(Settings(data=tmp_path, browser_workers=0)) as made:
        yield made


@pytest.fixture
def asgi(app: App) -> ASGIApp:
    return create_api(app)


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What the host writes to its log, as it is written."""
    found: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: found.append(JsonLines().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger("flow_builder")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield found
    logger.setLevel(before)
    logger.removeHandler(handler)


async def test_no_name_in_a_path_leads_out_of_the_workspace_into_a_header_or_a_line_of_the_log(
    app: App, asgi: ASGIApp, lines: list[str]
) -> None:
    key = await asyncio.to_thread((app.settings.data / "vault.key").read_bytes)
    wrong = []
    named = [each for each in OPERATIONS if each.nouns]
    for number, operation in enumerate(named):
        # Each operation gets four of the names, each name a third of all operations.
        for text in (HOSTILE * 2)[number % len(HOSTILE) :][:4]:
            headers = {"user-agent": "x\x1b[31m\u00e9", "x-correlation-id": "a b", "idempotency-key": text[:100]}
            answer = await ask(asgi, operation.method, operation.at(lambda _: text), _latin(headers), operation.body)  # noqa: B023
            said = b"".join((*answer.headers, *answer.headers.values()))
            if answer.status >= 500 or b"\r" in said or b"\n" in said or b"set-cookie: stolen" in said:
                wrong.append((operation.id, text, answer.status))
            if key.strip() in answer.content or b"root:x:0" in answer.content:
                wrong.append((operation.id, text, "told a file"))
    assert not wrong
    assert lines
    assert not [line for line in lines if "\n" in line or "\r" in line]
    assert await asyncio.to_thread((app.settings.data / "vault.key").read_bytes) == key


def _latin(headers: dict[str, str]) -> dict[str, str]:
    """Returns headers as a server lets them through: without the characters that end one."""
    kept = {
        name: "".join(each for each in value if each.isprintable() and each.isascii())
        for name, value in headers.items()
    }
    return {name: value for name, value in kept.items() if value}


async def test_no_body_sets_what_is_not_the_callers_to_set(asgi: ASGIApp) -> None:
    wrong = []
    for operation in (each for each in OPERATIONS if isinstance(each.body, dict) and each.id not in ANYTHING):
        for field in ("workspace", "is_admin"):
            path = operation.at(lambda _: "nope")
            answer = await ask(asgi, operation.method, path, {}, {**operation.body, field: "other"})
            # Who is refused for something else is refused, too: nothing was set.
            if answer.status not in {401, 403, 404, 422}:
                wrong.append((operation.id, field, answer.told))
            elif answer.status == 422 and f'"/{field}"'.encode() not in answer.content:
                wrong.append((operation.id, field, answer.content))
    assert not wrong


def deep(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


async def test_no_operation_takes_json_that_is_nested_without_end(asgi: ASGIApp) -> None:
    wrong = []
    for operation in (each for each in OPERATIONS if each.body is not None):
        path = operation.at(lambda _: "nope")
        nested = {**operation.body, "x": deep(150)} if isinstance(operation.body, dict) else deep(150)
        for raw in (None, b'{"a":' * 20_000, b"[" * 100_000):
            answer = await ask(asgi, operation.method, path, {}, nested, raw)
            if not 400 <= answer.status < 500:
                wrong.append((operation.id, raw and raw[:3], answer.told))
    assert not wrong


async def test_a_try_at_nobody_does_all_the_work_of_a_try_at_somebody(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted rather than timed: what takes time is the hash of a password, and the write to the log."""
    await somebody(app, "ada@example.com")
    with_password = await somebody(app, "bob@example.com")
    hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    await app.stores.accounts.change(with_password.user.id, password=hasher.hash(PASSWORD), has_password=True)
    work: list[Any] = []
    verify, write = argon2.PasswordHasher.verify, AuditStore.write

    def counted_verify(self: argon2.PasswordHasher, hash_: str, password: str) -> Any:
        work.append(("hash", argon2.extract_parameters(hash_)))
        return verify(self, hash_, password)

    async def counted_write(self: AuditStore, *given: Any) -> Any:
        work.append("log")
        return await write(self, *given)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted_verify)
    monkeypatch.setattr(AuditStore, "write", counted_write)
    done = []
    for email in ("bob@example.com", "ada@example.com", "nobody@example.com"):
        work.clear()
        with pytest.raises(Unauthenticated) as caught:
            await login.sign_in(app, email, "a wrong password", None, Caller(address="203.0.113.9"))
        assert caught.value.code == "auth.credentials"
        done.append(list(work))
    assert done[0] == done[1] == done[2]
    assert [each[0] for each in done[0]] == ["hash", "l"]
