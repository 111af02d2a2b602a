"""Executes a statement on MySQL or MariaDB, by PyMySQL in a thread, over a socket that the guard has checked.

The statement is prepared by the server, and its values are bound: they reach it as user variables (`SET @flow_0 = …`) in a
statement of our own, where PyMySQL's quoting is sure of what surrounds it. Read-only is the transaction's own. MariaDB
keeps the time limit for everything, MySQL for queries; the client ends the rest.
"""

import asyncio
import json
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.connect import Checked, check_host, open_socket
from flow_builder.nodes.storage._database import Account
from flow_builder.nodes.storage._sql import BATCH, GRACE_S, Found, Statement, as_json_text, timed_out

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import Cursor

_TIMEOUTS = frozenset({1969, 3024, 1317})
_CODES = {
    **dict.fromkeys((1792, 1290, 1836), "sql.read_only"),
    **dict.fromkeys((1205, 1213, 1020), "sql.conflict"),
    **dict.fromkeys((1040, 1053, 1203, 1927, 2003, 2006, 2013), "sql.unavailable"),
    **dict.fromkeys((1044, 1045, 1049, 1698, 2059), "sql.auth"),
    **dict.fromkeys((1022, 1048, 1062, 1451, 1452, 1557, 3819, 4025), "sql.constraint"),
    **dict.fromkeys((2026, 3159), "sql.tls"),
}
_RETRYABLE = frozenset({"sql.conflict", "sql.unavailable"})


async def execute(http: httpx.AsyncClient, account: Account, statement: Statement) -> Found:
    """Executes a statement once per set of values, in one transaction; errors are listed in `_sql`."""
    place = await check_host(http, account.host, account.port)
    connection = await open_socket(place)
    lever = connection.dup()  # the driver may wrap the socket in TLS; this one still ends it
    found = Found(statement.max_rows, statement.decimals)
    try:
        async with asyncio.timeout(statement.timeout_s + GRACE_S):
            await asyncio.to_thread(_work, account, place, connection, statement, found)
    except TimeoutError as error:
        raise timed_out(statement.timeout_s) from error
    finally:
        with suppress(OSError):
            lever.shutdown(socket.SHUT_RDWR)  # wakes the thread, if it still waits for the server
        lever.close()
    return found


def _work(account: Account, place: Checked, connection: socket.socket, statement: Statement, found: Found) -> None:
    import pymysql

    database = None
    try:
        database = _connected(account, place, connection, statement)
        with database.cursor() as cursor:
            _prepare(cursor, statement)
            for values in statement.batches:
                _execute(database, cursor, statement, values, found)
                if _is_enough(statement, found):
                    return
        database.commit()
    except pymysql.MySQLError as error:
        raise _failed(error, place, statement) from error
    except OSError as error:
        raise _lost(place, str(error)) from error
    finally:
        if database is not None and database.open:
            database.close()
        connection.close()


def _connected(
    account: Account, place: Checked, connection: socket.socket, statement: Statement
) -> "Connection[Cursor]":
    import pymysql
    from pymysql.constants import CLIENT

    security = account.security(place)
    patience = statement.timeout_s + 2 * GRACE_S
    database = pymysql.connect(
        host=place.host,  # what the certificate is checked against; the socket says where the server is
        user=account.user,
        password=account.password.encode(),
        database=account.database or None,
        ssl_disabled=security == "off",
        ssl=None if security == "off" else account.tls_context(security),
        charset="utf8mb4",
        conv=_conversions(),
        client_flag=CLIENT.FOUND_ROWS,  # count what was matched, as the other databases do
        local_infile=False,
        read_timeout=patience,
        write_timeout=patience,
        autocommit=False,
        defer_connect=True,
    )
    database.connect(connection)
    return database


def _conversions() -> dict[Any, Any]:
    """Returns PyMySQL's conversions, but dates and times as text: Python has no `0000-00-00` and no 800 hours."""
    from pymysql.constants import FIELD_TYPE
    from pymysql.converters import conversions

    def moment(text: str) -> str:
        return text.replace(" ", "T", 1)

    return {
        **conversions,
        FIELD_TYPE.DATE: str,
        FIELD_TYPE.TIME: str,
        FIELD_TYPE.DATETIME: moment,
        FIELD_TYPE.TIMESTAMP: lambda text: f"{moment(text)}+00:00",
        FIELD_TYPE.JSON: json.loads,
        FIELD_TYPE.BIT: lambda data: int.from_bytes(data, "big"),
    }


def _prepare(cursor: "Cursor", statement: Statement) -> None:
    """Sets the session up, opens the transaction and lets the server prepare the statement."""
    seconds = max(statement.timeout_s, 0.001)
    cursor.execute("SELECT version()")
    if "MariaDB" in str(cursor.fetchone()):
        cursor.execute("SET SESSION max_statement_time = %s", (seconds,))
    else:
        cursor.execute("SET SESSION max_execution_time = %s", (round(seconds * 1_000),))
    cursor.execute("SET SESSION time_zone = '+00:00', SESSION innodb_lock_wait_timeout = %s", (max(1, round(seconds)),))
    mode = "READ ONLY" if statement.read_only else "READ WRITE"
    cursor.execute(f"SET SESSION TRANSACTION {mode}")
    cursor.execute(f"START TRANSACTION {mode}")
    cursor.execute("PREPARE flow_statement FROM %s", (statement.text,))


def _execute(
    database: "Connection[Cursor]", cursor: "Cursor", statement: Statement, values: Sequence[Any], found: Found
) -> None:
    variables = [f"@flow_{at}" for at in range(len(values))]
    if values:
        assignments = ", ".join(f"{each} = %s" for each in variables)
        cursor.execute(f"SET {assignments}", tuple(as_json_text(each) for each in values))
    reader = database.cursor(_reader())
    try:
        reader.execute("EXECUTE flow_statement" + (f" USING {', '.join(variables)}" if variables else ""))
        if reader.description:
            found.describe([each[0] for each in reader.description])
            while found.add(reader.fetchmany(found.wanted)):
                pass
        else:
            found.count(reader.rowcount)
        if not _is_enough(statement, found):
            _drain(reader)
    finally:
        reader.leave()


def _drain(reader: "Cursor") -> None:
    """Reads what is left, the further results of a procedure, too, so that the connection can be used again."""
    while reader.fetchmany(BATCH) or reader.nextset():
        pass


def _is_enough(statement: Statement, found: Found) -> bool:
    """Tells whether the connection can be ended with rows left to come: nothing has to be committed."""
    return found.truncated and statement.read_only


@cache
def _reader() -> Any:
    """Returns the class of cursors that give rows as they come; PyMySQL is imported late."""
    from pymysql.cursors import SSCursor

    class Reader(SSCursor):
        def leave(self) -> None:
            """Forgets the rows that are left, which it would read to their end before it lets go."""
            result: Any = getattr(self, "_result", None)
            if result is not None:
                result.unbuffered_active = False
            self.connection = None  # type: ignore[assignment] # what PyMySQL does itself to close a cursor

    return Reader


def _failed(error: Exception, place: Checked, statement: Statement) -> NodeError:
    number, message = (*error.args, "")[:2] if error.args else (0, "")
    if number in _TIMEOUTS:
        return timed_out(statement.timeout_s)
    problem = getattr(error, "original_exception", None)
    if isinstance(problem, ssl.SSLError):
        reason = getattr(problem, "verify_message", None) or problem.reason or "the handshake failed"
        return NodeError(
            f"No secure connection to {place.host}: {reason}.",
            code="sql.tls",
            hint="`tls` of the credential says how to connect, `ca` whom to trust.",
            details={"host": place.host, "port": place.port},
        )
    if not isinstance(number, int) or number == 0:
        return _lost(place, str(error) or "the connection was lost")
    code = _CODES.get(number, "sql.failed")
    return NodeError(
        f"MySQL: {str(message).rstrip('.')}.",
        code=code,
        retryable=code in _RETRYABLE,
        hint="Switch `read_only` off to let the statement write." if code == "sql.read_only" else None,
        details={"state": str(number)},
    )


def _lost(place: Checked, reason: str) -> NodeError:
    return NodeError(
        f"The connection to {place.host}:{place.port} was lost: {reason}.",
        code="sql.unavailable",
        retryable=True,
        details={"host": place.host, "port": place.port},
    )
