"""Executes a statement on PostgreSQL, by psycopg.

Values are bound by the server (`$1`). Read-only is the transaction's own, and the time limit the server's. Rows of a query
come through a cursor, so that no more than wanted are sent.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import certifi
import httpx

from flow_builder.errors import NodeError
from flow_builder.network.connect import Checked, check_host
from flow_builder.nodes.storage._database import Account
from flow_builder.nodes.storage._sql import GRACE_S, Found, Statement, timed_out

if TYPE_CHECKING:
    import psycopg

_CONNECT_S = 10
_READS = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(?:select|with|values|table)\b", re.IGNORECASE | re.DOTALL)
_SETTINGS = b"""SELECT set_config('statement_timeout', %s, true), set_config('TimeZone', 'UTC', true),
    set_config('IntervalStyle', 'iso_8601', true), set_config('DateStyle', 'ISO', true)"""
"""For this transaction only, as poolers want it. As its first query, it also ends what may change its read-only mode."""

_CODES = {"25006": "sql.read_only", "57014": "sql.timeout", "40001": "sql.conflict", "40P01": "sql.conflict"}
_CLASSES = {"08": "sql.unavailable", "53": "sql.unavailable", "57": "sql.unavailable", "23": "sql.constraint",
            "28": "sql.auth"}  # fmt: skip
_RETRYABLE = frozenset({"sql.timeout", "sql.conflict", "sql.unavailable"})
_SEVERAL = "multiple commands"
_NOT_ACCEPTED = (
    "authentication failed",
    "no pg_hba.conf entry",
    "does not exist",
    "no password supplied",
    "not permitted",
)


async def execute(http: httpx.AsyncClient, account: Account, statement: Statement) -> Found:
    """Executes a statement once per set of values, in one transaction; errors are listed in `_sql`."""
    place = await check_host(http, account.host, account.port)
    found = Found(statement.max_rows, statement.decimals)
    try:
        async with asyncio.timeout(statement.timeout_s + GRACE_S):
            with _mapped(statement):
                async with _connected(account, place) as connection:
                    await connection.set_read_only(statement.read_only)
                    await connection.execute(_SETTINGS, (str(round(statement.timeout_s * 1_000)),))
                    for values in statement.batches:
                        await _execute(connection, statement, [_parameter(each) for each in values], found)
                    await connection.commit()
    except TimeoutError as error:
        raise timed_out(statement.timeout_s) from error
    return found


@asynccontextmanager
async def _connected(account: Account, place: Checked) -> AsyncIterator["psycopg.AsyncConnection[Any]"]:
    from psycopg import AsyncConnection, OperationalError

    security = account.security(place)
    with _authorities(account) as authorities:
        try:
            connection = await AsyncConnection.connect(
                host=",".join([place.host] * len(place.addresses)),
                hostaddr=",".join(place.addresses),
                port=str(place.port),
                user=account.user,
                password=account.password,
                dbname=account.database or account.user,
                sslmode={"verify": "verify-full", "require": "require", "off": "disable"}[security],
                sslrootcert=authorities if security == "verify" else None,
                # Nothing of this machine: no client certificates, password files, tickets or settings of its owner.
                sslcertmode="disable",
                gssencmode="disable",
                passfile=os.devnull,
                options="",
                connect_timeout=_CONNECT_S,
                application_name="flow-builder",
            )
        except OperationalError as error:
            raise _unconnected(error, place) from error
    try:
        _load_as_text(connection)
        yield connection
    finally:
        await connection.close()


@contextmanager
def _authorities(account: Account) -> Iterator[str]:
    """Yields a file of the certificates to trust: the client library wants a file."""
    if account.authority is None:
        yield certifi.where()
        return
    account.tls_context("verify")  # says clearly when it is no certificate
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(account.authority)
        file.flush()
        yield file.name


def _load_as_text(connection: "psycopg.AsyncConnection[Any]") -> None:
    """Makes dates and times come as text: Python has no `infinity`, no years before Christ and no months in spans."""
    from psycopg.adapt import Buffer, Loader
    from psycopg.types.string import TextLoader

    class Moment(Loader):
        def load(self, data: Buffer) -> str:
            text = bytes(data).decode()
            return text.replace(" ", "T", 1).replace("+00", "+00:00") if text[0].isdigit() else text

    for name in ("date", "time", "timetz", "interval"):
        connection.adapters.register_loader(name, TextLoader)
    for name in ("timestamp", "timestamptz"):
        connection.adapters.register_loader(name, Moment)


def _parameter(value: Any) -> Any:
    """Returns a value as the server should get it: flat lists are arrays, objects and what holds them is JSON."""
    from psycopg.types.json import Jsonb

    nested = isinstance(value, list) and any(isinstance(each, dict | list) for each in value)
    return Jsonb(value) if nested or isinstance(value, dict) else value


async def _execute(
    connection: "psycopg.AsyncConnection[Any]", statement: Statement, values: list[Any], found: Found
) -> None:
    from psycopg import AsyncRawCursor
    from psycopg.errors import FeatureNotSupported, InvalidCursorDefinition
    from psycopg.errors import SyntaxError as BadSyntax

    text = statement.text.encode()
    if _READS.match(statement.text):
        try:
            # Within a savepoint: what cannot have a cursor (a WITH that writes) ends the transaction otherwise.
            async with connection.transaction():
                await _read(connection, text, values, found)
            return
        except (FeatureNotSupported, InvalidCursorDefinition, BadSyntax):
            pass  # executed without a cursor, it works or says what is really wrong
    async with AsyncRawCursor(connection) as cursor:
        await cursor.execute(text, values, prepare=True)  # a prepared statement cannot be several
        if cursor.description:
            found.describe([each.name for each in cursor.description])
            while found.add(await cursor.fetchmany(found.wanted)):
                pass
        found.count(cursor.rowcount if not (cursor.statusmessage or "").startswith(("SELECT", "SHOW")) else -1)


async def _read(connection: "psycopg.AsyncConnection[Any]", text: bytes, values: list[Any], found: Found) -> None:
    from psycopg import AsyncRawServerCursor

    async with AsyncRawServerCursor(connection, "flow") as cursor:
        await cursor.execute(text, values)
        found.describe([each.name for each in cursor.description or ()])
        while found.add(await cursor.fetchmany(found.wanted)):
            pass


@contextmanager
def _mapped(statement: Statement) -> Iterator[None]:
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise _failed(error, statement) from error


def _failed(error: "psycopg.Error", statement: Statement) -> NodeError:
    state = error.sqlstate or ""
    message = error.diag.message_primary or " ".join(str(error).split()) or type(error).__name__
    if state == "57014":
        return timed_out(statement.timeout_s)
    if _SEVERAL in message:
        return NodeError("The text holds more than one statement.", code="sql.several", field="/sql")
    lost = "sql.unavailable" if not state and type(error).__name__ == "OperationalError" else "sql.failed"
    code = _CODES.get(state) or _CLASSES.get(state[:2]) or lost
    details = {"state": state} | ({"rule": error.diag.constraint_name} if error.diag.constraint_name else {})
    return NodeError(
        f"PostgreSQL: {message}.",
        code=code,
        retryable=code in _RETRYABLE,
        hint="Switch `read_only` off to let the statement write." if code == "sql.read_only" else None,
        details=details,
    )


def _unconnected(error: "psycopg.OperationalError", place: Checked) -> NodeError:
    said = " ".join(str(error).partition("failed: ")[2].split()) or " ".join(str(error).split())
    details = {"host": place.host, "port": place.port}
    if any(each in said for each in _NOT_ACCEPTED):
        return NodeError(f"PostgreSQL does not accept the account: {said}.", code="sql.auth", details=details)
    if "SSL" in said or "certificate" in said:
        return NodeError(
            f"No secure connection to {place.host}: {said}.",
            code="sql.tls",
            hint="`tls` of the credential says how to connect, `ca` whom to trust.",
            details=details,
        )
    return NodeError(
        f"PostgreSQL at {place.host}:{place.port} cannot be reached: {said}.",
        code="sql.unavailable",
        retryable=True,
        details=details,
    )
