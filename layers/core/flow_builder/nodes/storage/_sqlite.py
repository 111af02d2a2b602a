"""Executes a statement on a copy of a SQLite file in memory.

The file is an artifact, and its copy has no path: nothing that SQLite can do reaches a file of this machine. On top of
that an authorizer takes away ATTACH, extensions, virtual tables and PRAGMAs that change anything.
"""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes.storage._sql import Found, Statement, as_json_text, timed_out

_HEADER = b"SQLite format 3\0"
_WAL_MARKS = slice(18, 20)
_NO_WAL = b"\1\1"
_LARGEST = 256 * 1024 * 1024
_LONGEST_VALUE = 64 * 1024 * 1024
_STEPS = 10_000
"""Virtual machine steps between two looks at the clock; about a millisecond."""

_PRAGMAS = frozenset({"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list"})
_FUNCTIONS_DENIED = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})
_DENIED = frozenset(
    {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_DROP_VTABLE}
)


async def execute(file: bytes | None, statement: Statement) -> tuple[Found, bytes | None]:
    """Executes a statement once per set of values, and returns the rows and, unless it only reads, the changed file.

    None for a file is a new, empty database. Errors are listed in `_sql`.
    """
    data = None if file is None else _copy(file)
    guard = _Guard(statement.timeout_s)
    try:
        return await asyncio.to_thread(_work, data, statement, guard)
    finally:
        guard.stop()


def _copy(file: bytes) -> bytes:
    if not file.startswith(_HEADER) or len(file) > _LARGEST:
        raise NodeError(
            f"The file is not an SQLite database of at most {_LARGEST:,} bytes.",
            code="sql.bad_file",
            field="/source/file",
        )
    # Without its log beside it a file in WAL mode cannot be opened; these two bytes are the mode.
    changed = bytearray(file)
    changed[_WAL_MARKS] = _NO_WAL
    return bytes(changed)


def _work(data: bytes | None, statement: Statement, guard: "_Guard") -> tuple[Found, bytes | None]:
    found = Found(statement.max_rows, statement.decimals)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with _mapped(statement):
            _open(connection, data, guard, read_only=statement.read_only)
            for values in statement.batches:
                cursor = connection.execute(statement.text, [as_json_text(each) for each in values])
                if cursor.description:
                    found.describe([each[0] for each in cursor.description])
                    while found.add(cursor.fetchmany(found.wanted)):
                        pass
                found.count(cursor.rowcount)
                cursor.close()
            if connection.in_transaction:
                connection.commit()
            connection.set_authorizer(None)
            return found, None if statement.read_only else connection.serialize()
    finally:
        connection.close()


def _open(connection: sqlite3.Connection, data: bytes | None, guard: "_Guard", *, read_only: bool) -> None:
    if data is not None:
        connection.deserialize(data)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")  # a file may bring views and triggers of a stranger
    connection.execute("PRAGMA cell_size_check = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    connection.set_progress_handler(guard.late, _STEPS)
    connection.set_authorizer(guard)


class _Guard:
    """Decides what a statement may do, and when it is late. That a reader does not write is up to `query_only`."""

    def __init__(self, timeout_s: float) -> None:
        self._until = time.monotonic() + timeout_s

    def stop(self) -> None:
        """Makes it late; may be called from another thread."""
        self._until = 0.0

    def late(self) -> bool:
        """Tells SQLite to stop."""
        return time.monotonic() > self._until

    def __call__(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        """Answers SQLite's question whether an action is allowed."""
        denied = action in _DENIED
        if action == sqlite3.SQLITE_FUNCTION:
            denied = (second or "").lower() in _FUNCTIONS_DENIED
        elif action == sqlite3.SQLITE_PRAGMA:
            denied = (first or "").lower() not in _PRAGMAS
        return sqlite3.SQLITE_DENY if denied else sqlite3.SQLITE_OK


@contextmanager
def _mapped(statement: Statement) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, OverflowError) as error:
        raise _failed(error, statement) from error


def _failed(error: Exception, statement: Statement) -> NodeError:
    state: Any = getattr(error, "sqlite_errorname", "")
    if state == "SQLITE_INTERRUPT":
        return timed_out(statement.timeout_s, retryable=False)
    if state.startswith("SQLITE_READONLY"):
        return NodeError(
            "SQLite: the statement writes, and may only read.",
            code="sql.read_only",
            hint="Switch `read_only` off to change a copy of the file.",
        )
    if state in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return NodeError(f"SQLite: {error}.", code="sql.bad_file", field="/source/file")
    code = "sql.constraint" if state.startswith("SQLITE_CONSTRAINT") else "sql.failed"
    return NodeError(f"SQLite: {error}.", code=code, details={"state": state})
