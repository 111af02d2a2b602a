"""The key-value port on one SQLite file.

Everything runs on the event loop's thread: a commit costs about 30 µs there, a hop to a thread would cost more. Writes
of one turn of the loop share a transaction (group commit) and are on disk when their call returns; queued ones follow
with the next write or after 20 ms. A broken condition fails only its own call.
"""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias
from zlib import crc32

from flow_builder.errors import FlowBuilderError, InvalidInput, StorageError
from flow_builder.store import rules
from flow_builder.store.sqlite_file import Checkpoints, Sync, corrupt, open_file, storage_error
from flow_builder.store.table import Absent, Delete, Item, Key, Page, Put, RevIs, Update, Write

Clock: TypeAlias = Callable[[], float]
Row: TypeAlias = tuple[Any, ...]
_Outcome: TypeAlias = Item | FlowBuilderError | None

_QUEUE_SECONDS = 0.02
_QUEUE_LENGTH = 1_000
_PAGE_BYTES = 4_096
_PURGE_BATCH = 500

_COLUMNS = "pk, sk, gsi1pk, gsi1sk, gsi2pk, gsi2sk, ttl, rev, crc, doc"
_GET = f"SELECT {_COLUMNS} FROM item WHERE pk = ? AND sk = ?"  # noqa: S608  constant text
_PUT = f"""INSERT INTO item ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (pk, sk) DO UPDATE SET gsi1pk = excluded.gsi1pk, gsi1sk = excluded.gsi1sk, gsi2pk = excluded.gsi2pk,
gsi2sk = excluded.gsi2sk, ttl = excluded.ttl, rev = excluded.rev, crc = excluded.crc, doc = excluded.doc"""  # noqa: S608
_PUT_ABSENT = f"{_PUT} WHERE item.ttl <= ?"
_REPLACE = """UPDATE item SET gsi1pk = ?, gsi1sk = ?, gsi2pk = ?, gsi2sk = ?, ttl = ?, rev = ?, crc = ?, doc = ?
WHERE pk = ? AND sk = ? AND rev = ? AND (ttl IS NULL OR ttl > ?)"""
_CHANGE = "UPDATE item SET rev = ?, crc = ?, doc = ? WHERE pk = ? AND sk = ?"
_DELETE = "DELETE FROM item WHERE pk = ? AND sk = ?"
_PURGE = "DELETE FROM item WHERE rowid IN (SELECT rowid FROM item WHERE ttl IS NOT NULL AND ttl <= ? LIMIT ?)"

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Job:
    """One write as it was when called: later changes to the caller's objects do not reach it."""

    op: Write
    text: bytes = b""
    """The document (put) or the fields to set (update) as JSON."""
    row: Row = ()


@dataclass(slots=True)
class _Group:
    """The writes of one call; `done` is None for queued ones."""

    jobs: list[_Job]
    done: asyncio.Future[Item | None] | None = None

    def settle(self, outcome: _Outcome) -> None:
        if self.done is None:
            if isinstance(outcome, FlowBuilderError):
                _log.error("A queued write was lost: %s", outcome, extra={"code": outcome.code})
        elif self.done.done():
            return
        elif isinstance(outcome, FlowBuilderError):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


@dataclass(slots=True)
class _Queue:
    groups: list[_Group] = field(default_factory=list)
    partitions: set[str] = field(default_factory=set)
    timer: asyncio.Handle | None = None
    urgent: bool = False


class SqliteTable:
    """The `Table` port on a file; one instance per file and process, used from one event loop.

    Raises what `open_file` does. Calls raise StoreFull when the disk is full (later ones work once there is space),
    StoreCorrupt when damage shows, StorageError with code `store.closed` after `close`.
    """

    def __init__(self, path: Path | str, *, sync: Sync = "normal", clock: Clock = time.time) -> None:
        self._path = Path(path)
        self._clock = clock
        self._db = open_file(self._path, sync)
        self._checkpoints = Checkpoints(self._path)
        self._queue = _Queue()
        self._closed = False
        self.on_commit: Callable[[float, int], None] = lambda _seconds, _groups: None
        """Called after each commit with how long it took and how many calls it served."""

    async def get(self, pk: str, sk: str) -> Item | None:
        """Returns one item, or None."""
        self._catch_up(pk)
        return self._get(pk, sk, int(self._clock()))

    async def batch_get(self, keys: Sequence[Key]) -> list[Item]:
        """Returns the items that exist, in no particular order; any number of keys."""
        self._catch_up()
        now = int(self._clock())
        return [item for pk, sk in dict.fromkeys(keys) if (item := self._get(pk, sk, now)) is not None]

    def _get(self, pk: str, sk: str, now: int) -> Item | None:
        try:
            row = self._db.execute(_GET, (pk, sk)).fetchone()
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise self._named(error) from error
        if row is None or rules.expired(row[6], now):
            return None
        return self._item(row)

    def _item(self, row: Row) -> Item:
        pk, sk, gsi1pk, gsi1sk, gsi2pk, gsi2sk, ttl, rev, crc, text = row
        if crc32(text) != crc:
            raise corrupt(self._path, f"the document {sk!r} differs from what was written")
        return Item(pk, sk, rules.load(text), gsi1pk, gsi1sk, gsi2pk, gsi2sk, ttl, rev)

    async def query(
        self,
        pk: str,
        *,
        index: Literal["gsi1", "gsi2"] | None = None,
        prefix: str = "",
        between: tuple[str, str] | None = None,
        limit: int = 100,
        cursor: str | None = None,
        reverse: bool = False,
    ) -> Page:
        """Returns items of one partition ordered by sort key (UTF-8 bytes), by prefix or inclusive range."""
        rules.check_query(prefix, between, limit)
        self._catch_up(None if index else pk)
        order = (f"{index}sk", "pk", "sk") if index else ("sk",)
        where, values = _range(index, prefix, between)
        if cursor is not None:
            where += f" AND ({', '.join(order)}) {'<' if reverse else '>'} ({', '.join('?' * len(order))})"
            values += rules.decode_cursor(cursor, len(order))
        direction = " DESC" if reverse else ""
        sql = (
            f"SELECT {_COLUMNS} FROM item WHERE {where} AND (ttl IS NULL OR ttl > ?) "  # noqa: S608  parts are ours
            f"ORDER BY {', '.join(name + direction for name in order)} LIMIT ?"
        )
        try:
            rows = self._db.execute(sql, (pk, *values, int(self._clock()), limit + 1)).fetchall()
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise self._named(error) from error
        items = [self._item(row) for row in rows[:limit]]
        if len(rows) <= limit:
            return Page(items)
        return Page(items, rules.encode_cursor(*(getattr(items[-1], name) for name in order)))

    async def scan(self, *, limit: int = 100, cursor: str | None = None) -> Page:
        """Returns all items by key."""
        self._catch_up()
        after = ("", "") if cursor is None else rules.decode_cursor(cursor, 2)
        sql = (
            f"SELECT {_COLUMNS} FROM item WHERE (pk, sk) > (?, ?) AND (ttl IS NULL OR ttl > ?) "  # noqa: S608  ours
            "ORDER BY pk, sk LIMIT ?"
        )
        try:
            rows = self._db.execute(sql, (*after, int(self._clock()), limit)).fetchall()
        except sqlite3.Error as error:
            raise self._named(error) from error
        items = [self._item(row) for row in rows]
        return Page(items, rules.encode_cursor(items[-1].pk, items[-1].sk) if len(items) == limit else None)

    async def write(self, *ops: Write) -> None:
        """Executes 1 to 100 writes on different keys, all or none; durable once it returns."""
        await self._submit(ops)

    async def update(self, op: Update) -> Item:
        """Executes one update and returns the item as it is afterwards."""
        item = await self._submit((op,))
        assert item is not None
        return item

    def enqueue(self, *ops: Write) -> None:
        """Queues writes, all or none, that go to disk with the next write or within 20 ms; errors go to the log.

        Reads and later writes see them.
        """
        self._add(ops, None)
        self._schedule(urgent=len(self._queue.groups) >= _QUEUE_LENGTH)

    async def fold(self) -> None:
        """Writes the log back into the file and empties it, unless somebody reads: then it stays for a while."""
        self._catch_up()
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def purge_expired(self) -> int:
        """Deletes items whose time is over, 500 at a time between other work; returns how many."""
        total = 0
        while True:
            self._catch_up()
            try:
                count = self._db.execute(_PURGE, (int(self._clock()), _PURGE_BATCH)).rowcount
            except sqlite3.Error as error:
                raise self._named(error) from error
            total += count
            if count < _PURGE_BATCH:
                return total
            await asyncio.sleep(0)

    async def close(self) -> None:
        """Flushes and closes the file; a second call does nothing."""
        if self._closed:
            return
        self._flush()
        self._closed = True
        await asyncio.to_thread(self._checkpoints.close)
        # Closing folds the log back; without space for that, the log simply stays and is read at the next start.
        with suppress(sqlite3.Error):
            self._db.close()

    def _submit(self, ops: Sequence[Write]) -> asyncio.Future[Item | None]:
        done: asyncio.Future[Item | None] = asyncio.get_running_loop().create_future()
        self._add(ops, done)
        self._schedule(urgent=True)
        return done

    def _add(self, ops: Sequence[Write], done: asyncio.Future[Item | None] | None) -> None:
        self._check_open()
        rules.check_ops(ops)
        queue = self._queue
        queue.groups.append(_Group([_job(op) for op in ops], done))
        for op in ops:
            queue.partitions.add(op.item.pk if isinstance(op, Put) else op.pk)

    def _schedule(self, *, urgent: bool) -> None:
        queue = self._queue
        if queue.timer is not None:
            if queue.urgent or not urgent:
                return
            queue.timer.cancel()
        loop = asyncio.get_running_loop()
        queue.urgent = urgent
        queue.timer = loop.call_soon(self._flush) if urgent else loop.call_later(_QUEUE_SECONDS, self._flush)

    def _catch_up(self, pk: str | None = None) -> None:
        """Writes what is queued if a read of this partition (None: of any) could miss it."""
        self._check_open()
        if self._queue.groups and (pk is None or pk in self._queue.partitions):
            self._flush()

    def _check_open(self) -> None:
        if self._closed:
            raise StorageError(f"{self._path} is closed.", code="store.closed")

    def _flush(self) -> None:
        queue, self._queue = self._queue, _Queue()
        if queue.timer is not None:
            queue.timer.cancel()
        if not queue.groups:
            return
        started = time.perf_counter()
        outcomes = self._commit(queue.groups)
        self.on_commit(time.perf_counter() - started, len(queue.groups))
        pages = 0
        for group, outcome in zip(queue.groups, outcomes, strict=True):
            group.settle(outcome)
            for job in group.jobs:
                pages += 1 + len(job.text) // _PAGE_BYTES
        if self._checkpoints.wrote(pages):
            with suppress(sqlite3.Error):
                self._db.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _commit(self, groups: Sequence[_Group]) -> list[_Outcome]:
        """Executes groups in one transaction; if that fails, each in its own, so that only the guilty one fails."""
        now = int(self._clock())
        try:
            self._db.execute("BEGIN IMMEDIATE")
            outcomes = [self._execute(group.jobs, now) for group in groups]
            self._db.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  whatever it is belongs to the callers, not to the event loop
            with suppress(sqlite3.Error):
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
            if len(groups) > 1:
                return [self._commit([group])[0] for group in groups]
            return [self._named(error)]
        return outcomes

    def _named(self, error: Exception) -> FlowBuilderError:
        if isinstance(error, FlowBuilderError):
            return error
        if isinstance(error, UnicodeEncodeError | OverflowError):
            return InvalidInput(f"A key cannot be stored: {error}.", code="store.bad_key")
        return storage_error(error, self._path)

    def _execute(self, jobs: list[_Job], now: int) -> _Outcome:
        """Executes the writes of one call inside the transaction, or returns the error that forbids all of them."""
        first, *others = jobs
        plain = [_plain(job) for job in others]
        if isinstance(first.op, Put) and None not in plain:  # what a step's record is: no read is needed
            statement = _conditional_put(first, now)
            if statement is not None:
                if not self._db.execute(*statement).rowcount:
                    return rules.broken(first.op)
                for each in plain:
                    assert each is not None
                    self._db.execute(*each)
                return None
        statements: list[tuple[str, Row]] = []
        result: Item | None = None
        for job in jobs:
            try:
                statement, result = self._decide(job, now)
            except FlowBuilderError as error:
                return error
            statements.append(statement)
        for statement in statements:
            self._db.execute(*statement)
        return result

    def _decide(self, job: _Job, now: int) -> tuple[tuple[str, Row], Item | None]:
        """Returns the statement of one write, and the item an update leads to; raises Conflict."""
        op = job.op
        stored = None
        if op.condition is not None or isinstance(op, Update):
            stored = self._get(*rules.key_of(op), now)
            if not rules.holds(op.condition, stored):
                raise rules.broken(op)
        if isinstance(op, Put):
            return (_PUT, job.row), None
        if isinstance(op, Delete):
            return (_DELETE, (op.pk, op.sk)), None
        item = rules.updated(stored, op, rules.load(job.text))
        text = rules.dump(item.doc)
        if stored is None or op.keys:
            return (_PUT, _row(item, text)), item
        return (_CHANGE, (item.rev, crc32(text), text, op.pk, op.sk)), item


def _range(
    index: Literal["gsi1", "gsi2"] | None, prefix: str, between: tuple[str, str] | None
) -> tuple[str, tuple[str, ...]]:
    """Returns the WHERE text and its values after the partition key."""
    where = f"{index}pk = ? AND {index}pk IS NOT NULL AND {index}sk IS NOT NULL" if index else "pk = ?"
    sort = f"{index}sk" if index else "sk"
    if between:
        return f"{where} AND {sort} BETWEEN ? AND ?", between
    if not prefix:
        return where, ()
    end = rules.after_prefix(prefix)
    if end is None:
        return f"{where} AND {sort} >= ?", (prefix,)
    return f"{where} AND {sort} >= ? AND {sort} < ?", (prefix, end)


def _job(op: Write) -> _Job:
    if isinstance(op, Put):
        text = rules.dump(op.item.doc)
        return _Job(op, text, _row(op.item, text))
    return _Job(op, rules.dump(op.set)) if isinstance(op, Update) else _Job(op)


def _row(item: Item, text: bytes) -> Row:
    return (
        item.pk,
        item.sk,
        item.gsi1pk,
        item.gsi1sk,
        item.gsi2pk,
        item.gsi2sk,
        item.ttl,
        item.rev,
        crc32(text),
        text,
    )


def _conditional_put(job: _Job, now: int) -> tuple[str, Row] | None:
    """Returns the one statement that checks and writes, for the conditions SQL can express over columns."""
    assert isinstance(job.op, Put)
    match job.op.condition:
        case None:
            return _PUT, job.row
        case Absent():
            return _PUT_ABSENT, (*job.row, now)
        case RevIs(rev):
            return _REPLACE, (*job.row[2:], *job.row[:2], rev, now)
        case _:
            return None


def _plain(job: _Job) -> tuple[str, Row] | None:
    """Returns the statement of an unconditional put or delete, None for any other write."""
    if job.op.condition is None:
        if isinstance(job.op, Put):
            return _PUT, job.row
        if isinstance(job.op, Delete):
            return _DELETE, (job.op.pk, job.op.sk)
    return None
