"""The audit log.

Keys (W = workspace; times and numbers padded so that they sort):

    AUDIT#W   HEAD             number, time and hash of the last entry, and a seal over them; gsi1 = all of them by time
    AUDIT#W   E#<at>#<seq>     an entry; gsi1 = by who, gsi2 = by what it was done to
    AUDITING  W#<id>           what is being done right now; whoever writes the entry removes it
"""

import asyncio
import hmac
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal, Protocol, runtime_checkable

from flow_builder.domain.audit import Entry, Fact, Head, chained, head_of
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Delete, Item, Key, Put, RevIs, Table, Write
from flow_builder.vault import Vault

_PENDING = "AUDITING"
_PAGE = 500
HEADS = 8
"""In so many parts the ends of all logs are indexed, which each append writes to."""
_MOST_AT_ONCE = 45
"""Facts of one append: with the head and what is removed they fit into a transaction."""


@dataclass(frozen=True, slots=True)
class Note:
    """A fact to append, and what is removed in the same transaction."""

    fact: Fact
    pending: Key | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are wanted; all that is given has to fit."""

    who: str | None = None
    key: str | None = None
    operation: str | None = None
    subject: str | None = None
    since: int = 0
    until: int | None = None

    def fits(self, entry: Entry) -> bool:
        """Tells whether an entry of the time is wanted."""
        return (
            (self.who is None or self.who in (entry.actor, entry.user))
            and (self.key is None or (entry.kind == "key" and entry.actor == self.key))
            and (self.operation is None or entry.operation == self.operation)
            and (self.subject is None or self.subject == entry.subject)
        )


@dataclass(slots=True)
class _Place:
    """Where a chain goes on, as far as this process knows."""

    head: Head = field(default_factory=Head)
    rev: int = 0


@runtime_checkable
class _Queue(Protocol):
    """A table whose queued writes go to disk in order, none later than a write that is made after it."""

    def enqueue(self, *ops: Write) -> None:
        """Queues writes."""
        ...


class AuditStore:
    """The repository of the audit log; every method but `pending` is scoped by workspace."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault
        self._queue = table if isinstance(table, _Queue) else None
        self._places: dict[str, _Place] = {}
        self._keys: dict[tuple[str, str], bytes] = {}
        self._waiting: dict[str, list[tuple[Note, asyncio.Future[Entry]]]] = {}
        self._writers: set[asyncio.Task[None]] = set()

    async def write(self, workspace: str, fact: Fact, pending: Key | None = None) -> Entry:
        """Appends a fact and returns its entry, which is durable then; those that come at the same time share a write."""
        done: asyncio.Future[Entry] = asyncio.get_running_loop().create_future()
        given = (Note(fact, pending), done)
        if workspace in self._waiting:
            self._waiting[workspace].append(given)
        else:
            self._waiting[workspace] = [given]
            task = asyncio.get_running_loop().create_task(self._write(workspace))
            self._writers.add(task)
            task.add_done_callback(self._writers.discard)
        return await done

    async def _write(self, workspace: str) -> None:
        """Appends what waits, until nothing does."""
        while waiting := self._waiting[workspace]:
            taken, self._waiting[workspace] = waiting[:_MOST_AT_ONCE], waiting[_MOST_AT_ONCE:]
            try:
                entries = await self.append(workspace, [note for note, _ in taken])
            except Exception as error:  # noqa: BLE001 - it belongs to those who wait
                for _, done in taken:
                    if not done.done():
                        done.set_exception(error)
            else:
                for (_, done), entry in zip(taken, entries, strict=True):
                    if not done.done():
                        done.set_result(entry)
        del self._waiting[workspace]

    async def append(self, workspace: str, notes: Sequence[Note]) -> list[Entry]:
        """Appends up to 45 facts in one transaction, however many hosts append at the same time."""
        place = self._places.get(workspace) or await self._read(workspace)
        key = await self._key(workspace, "seal")
        while True:
            entries = chained(workspace, place.head, (each.fact for each in notes), now())
            head = head_of(entries[-1])
            condition = RevIs(place.rev) if place.rev else Absent()
            doc = {**head.model_dump(), "seal": _seal(key, workspace, head)}
            ops: list[Write] = [Put(_head_item(workspace, head, doc, place.rev + 1), condition)]
            ops += (Put(_item(entry)) for entry in entries)
            ops += (Delete(*each.pending) for each in notes if each.pending is not None)
            try:
                await self.table.write(*ops)
            except Conflict:
                place = await self._read(workspace)
                continue
            except BaseException:
                self._places.pop(workspace, None)  # it may have been written, or not
                raise
            self._places[workspace] = _Place(head, place.rev + 1)
            return entries

    async def begin(self, workspace: str, fact: Fact) -> Key:
        """Keeps what is about to be done, so that it is known even if its host dies; returns the key to give to `append`."""
        key = (_PENDING, f"{workspace}#{new_id('aud')}")
        note = Put(Item(*key, {"workspace": workspace, "fact": fact.model_dump(exclude_none=True)}))
        if self._queue is None:
            await self.table.write(note)
        else:
            self._queue.enqueue(note)  # on disk with the change that follows, or before it
        return key

    async def pending(self) -> AsyncIterator[tuple[str, Note]]:
        """Yields what was begun in all workspaces and has no entry yet."""
        cursor: str | None = None
        while True:
            page = await self.table.query(_PENDING, limit=_PAGE, cursor=cursor)
            for item in page.items:
                yield item.doc["workspace"], Note(Fact(**item.doc["fact"]), (item.pk, item.sk))
            if (cursor := page.cursor) is None:
                return

    async def head(self, workspace: str) -> tuple[Head, bool]:
        """Returns the stored end of the chain, and whether its seal is this host's."""
        item = await self.table.get(_pk(workspace), "HEAD")
        if item is None:
            return Head(), True
        head = Head(**item.doc)
        key = await self._key(workspace, "seal")
        return head, hmac.compare_digest(str(item.doc.get("seal")), _seal(key, workspace, head))

    async def page(
        self, workspace: str, sought: Sought, limit: int, cursor: str | None, *, oldest: bool = False
    ) -> tuple[list[Entry], str | None]:
        """Returns the entries of a page that may be wanted (`fits` decides), the newest first, and the next cursor."""
        until = 10**15 - 1 if sought.until is None else sought.until
        between = (f"{sought.since:015d}", f"{until:015d}#~")
        index: Literal["gsi1", "gsi2"] | None = None
        pk = _pk(workspace)
        if sought.subject is not None:
            index, pk = "gsi2", _subject(workspace, sought.subject)
        elif sought.who is not None:
            index, pk = "gsi1", _who(workspace, sought.who)
        else:
            between = (f"E#{between[0]}", f"E#{between[1]}")
        page = await self.table.query(pk, index=index, between=between, limit=limit, cursor=cursor, reverse=not oldest)
        return [Entry(**item.doc) for item in page.items], page.cursor

    async def walk(self, workspace: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Yields all entries as they are stored, in order of their keys."""
        cursor: str | None = None
        while True:
            page = await self.table.query(_pk(workspace), prefix="E#", limit=_PAGE, cursor=cursor)
            for item in page.items:
                yield item.sk, item.doc
            await asyncio.sleep(0)  # a long chain must not keep the host from its other work
            if (cursor := page.cursor) is None:
                return

    async def digest(self, workspace: str, data: bytes) -> str:
        """Returns a digest that only this workspace's key makes, so that what is short cannot be guessed from it."""
        return hmac.new(await self._key(workspace, "digest"), data, sha256).hexdigest()

    async def _read(self, workspace: str) -> _Place:
        item = await self.table.get(_pk(workspace), "HEAD")
        return _Place() if item is None else _Place(Head(**item.doc), item.rev)

    async def _key(self, workspace: str, purpose: str) -> bytes:
        name = (workspace, purpose)
        if name not in self._keys:
            self._keys[name] = await self._vault.derive(workspace, f"audit-{purpose}")
        return self._keys[name]


def head_index(shard: int) -> str:
    """Returns the key in the index gsi1 that a part of all logs' ends are under, by time."""
    return f"AUDITHEADS#{shard}"


def _head_item(workspace: str, head: Head, doc: dict[str, Any], rev: int) -> Item:
    shard = sha256(workspace.encode()).digest()[0] % HEADS
    return Item(_pk(workspace), "HEAD", doc, rev=rev, gsi1pk=head_index(shard), gsi1sk=f"{head.at:015d}#{workspace}")


def sort_key(at: int, seq: int) -> str:
    """Returns the key that an entry is stored under."""
    return f"E#{at:015d}#{seq:012d}"


def _item(entry: Entry) -> Item:
    when = sort_key(entry.at, entry.seq)[2:]
    by = entry.user or entry.actor
    subject = None if entry.subject is None else _subject(entry.workspace, entry.subject)
    return Item(
        _pk(entry.workspace),
        f"E#{when}",
        entry.model_dump(),
        gsi1pk=_who(entry.workspace, by),
        gsi1sk=when,
        gsi2pk=subject,
        gsi2sk=None if subject is None else when,
    )


def _seal(key: bytes, workspace: str, head: Head) -> str:
    return hmac.new(key, f"{workspace}\n{head.seq}\n{head.at}\n{head.hash}".encode(), sha256).hexdigest()


def _pk(workspace: str) -> str:
    return f"AUDIT#{workspace}"


def _who(workspace: str, actor: str) -> str:
    return f"AUDIT#{workspace}#BY#{actor}"


def _subject(workspace: str, subject: str) -> str:
    return f"AUDIT#{workspace}#OF#{subject}"
