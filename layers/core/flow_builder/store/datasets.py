"""Datasets: the product's own tables of rows, de-duplicated by key fields, in order of first insertion.

Keys (W = workspace, D = dataset name):

    DS#W#D       META               name, total, last number, columns; gsi1 = all datasets of W by name
    DS#W#D       R#<number>         a row; numbers start at 1, a removed row's is not used again
    DSK#W#D      <hash of the key>  the number and the content hash of the row with this key

A dataset that is being removed is marked so in META, which goes last: nobody finds it any more, and whoever writes to
it first ends its removal.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

from flow_builder.domain.ids import now
from flow_builder.domain.value import JSON
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.store.dataset_batches import Batch, Mode, checked
from flow_builder.store.table import (
    Absent,
    Delete,
    FieldIn,
    Item,
    Present,
    Put,
    RevIs,
    Table,
    Update,
    Write,
)

_ROWS_PER_WRITE = 49
"""Two items per row and the dataset's own one fit the 100 writes of a transaction."""
_TRIES = 20
_PAGE = 500
_NAME = re.compile(r"[\w][\w .:-]{0,99}")


class DatasetStore:
    """The repository of datasets; every method is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def append(
        self,
        workspace: str,
        name: str,
        rows: Sequence[Mapping[str, JSON]],
        key: Sequence[str] = (),
        mode: Mode = "upsert",
    ) -> dict[str, int]:
        """Adds rows and returns counts `added`, `updated`, `unchanged`, `total`.

        With `key`, a row whose key fields are known replaces that row (`upsert`) or is dropped (`ignore`), and
        repeating the call changes nothing. Without, every row is added. Rows are written 49 at a time, each such
        batch all or none. Raises InvalidInput `dataset.bad_name`, `dataset.bad_row`; LimitExceeded
        `dataset.row_too_large`.
        """
        if not _NAME.fullmatch(name):
            raise InvalidInput(
                f"A dataset cannot be named {name!r}.",
                code="dataset.bad_name",
                hint="Use 1 to 100 letters, digits, spaces and . : - _, a letter or digit first.",
                field="/name",
            )
        accepted = [checked(row, key, number) for number, row in enumerate(rows)]
        counts = {"added": 0, "updated": 0, "unchanged": 0, "total": 0}
        lock = self._locks.setdefault((workspace, name), asyncio.Lock())
        async with lock:
            for start in range(0, len(accepted), _ROWS_PER_WRITE):
                batch = await self._append_batch(workspace, name, accepted[start : start + _ROWS_PER_WRITE], mode)
                counts["added"] += batch.added
                counts["updated"] += batch.updated
                counts["unchanged"] += batch.unchanged
                counts["total"] = batch.total
            if not accepted:
                counts["total"] = await self._total(workspace, name)
        return counts

    async def _append_batch(
        self, workspace: str, name: str, rows: Sequence[tuple[dict[str, JSON], str | None]], mode: Mode
    ) -> Batch:
        """Writes one batch; another process that wrote in between makes it start over."""
        for _ in range(_TRIES):
            meta = await self.table.get(_pk(workspace, name), "META")
            if meta is not None and meta.doc.get("going"):
                with suppress(Conflict):
                    await self._remove(workspace, name)
                continue
            doc: dict[str, Any] = meta.doc if meta else {"total": 0, "columns": []}
            batch = Batch(doc["total"], _last(doc), list(doc["columns"]))
            batch.known = await self._known(workspace, name, [key for _, key in rows if key is not None])
            for row, key in rows:
                batch.take(row, key, mode)
            try:
                await self._write(workspace, name, meta, batch)
            except Conflict:
                continue
            return batch
        raise _busy(name)

    async def _known(self, workspace: str, name: str, keys: list[str]) -> dict[str, tuple[int, str]]:
        pk = f"DSK#{workspace}#{name}"
        items = await self.table.batch_get([(pk, key) for key in dict.fromkeys(keys)])
        return {item.sk: (int(item.doc["row"]), item.doc["digest"]) for item in items}

    async def _write(self, workspace: str, name: str, meta: Item | None, batch: Batch) -> None:
        if not batch.rows and meta is not None:
            return
        pk, key_pk = _pk(workspace, name), f"DSK#{workspace}#{name}"
        counts = {"total": batch.total, "last": batch.last}
        doc = {"name": name, **counts, "columns": batch.columns, "updated_at": now()}
        rev = meta.rev if meta else 0
        item = Item(pk, "META", doc, gsi1pk=f"W#{workspace}#DATASETS", gsi1sk=name, rev=rev + 1)
        ops: list[Write] = [Put(item, RevIs(rev) if meta else Absent())]
        ops += [Put(Item(pk, _row_sk(number), {"row": row})) for number, (row, _) in batch.rows.items()]
        ops += [
            Put(Item(key_pk, key, {"row": number, "digest": digest})) for key, (number, digest) in batch.keys.items()
        ]
        await self.table.write(*ops)

    async def _total(self, workspace: str, name: str) -> int:
        meta = await self.table.get(_pk(workspace, name), "META")
        return int(meta.doc["total"]) if meta else 0

    async def read(self, workspace: str, name: str, limit: int = 100, offset: int = 0) -> dict[str, Any]:
        """Returns `{"rows", "numbers", "total", "columns"}`; a dataset nobody wrote to is empty."""
        meta = await self._meta(workspace, name)
        if meta is None or limit < 1:
            known = meta or {"total": 0, "columns": []}
            return {"rows": [], "numbers": [], "total": known["total"], "columns": known["columns"]}
        found: dict[int, dict[str, JSON]] = {}
        # Without removed rows the number says the place; with some, places have to be counted.
        first, skip = (offset + 1, 0) if _last(meta) == meta["total"] else (1, offset)
        size = min(limit, 1_000) if not skip else _PAGE
        async for number, row in self.numbered(workspace, name, first, size):
            if skip:
                skip -= 1
                continue
            found[number] = row
            if len(found) >= limit:
                break
        rows, numbers = list(found.values()), list(found)
        return {"rows": rows, "numbers": numbers, "total": meta["total"], "columns": meta["columns"]}

    async def require(self, workspace: str, name: str) -> dict[str, Any]:
        """Returns a dataset's `name`, `total`, `columns`, `updated_at`; NotFound if nobody ever wrote to it."""
        meta = await self._meta(workspace, name)
        if meta is None:
            raise NotFound(f"There is no dataset {name!r}.", code="dataset.not_found")
        return meta

    async def _meta(self, workspace: str, name: str) -> dict[str, Any] | None:
        meta = await self.table.get(_pk(workspace, name), "META")
        return meta.doc if meta is not None and not meta.doc.get("going") else None

    async def remove_rows(self, workspace: str, name: str, numbers: Collection[int]) -> int:
        """Removes rows by number, and their keys with them; returns how many there were. NotFound."""
        await self.require(workspace, name)
        keys = await self._keys_of(workspace, name, numbers)
        wanted = list(dict.fromkeys(numbers))
        removed = 0
        for start in range(0, len(wanted), _ROWS_PER_WRITE):
            removed += await self._remove_batch(workspace, name, wanted[start : start + _ROWS_PER_WRITE], keys)
        return removed

    async def _keys_of(self, workspace: str, name: str, numbers: Collection[int]) -> dict[int, str]:
        wanted = set(numbers)
        pages = self._all(f"DSK#{workspace}#{name}")
        return {int(item.doc["row"]): item.sk async for item in pages if int(item.doc["row"]) in wanted}

    async def _remove_batch(self, workspace: str, name: str, numbers: list[int], keys: Mapping[int, str]) -> int:
        pk = _pk(workspace, name)
        for _ in range(_TRIES):
            meta = await self.table.get(pk, "META")
            there = {item.sk for item in await self.table.batch_get([(pk, _row_sk(number)) for number in numbers])}
            gone = [number for number in numbers if _row_sk(number) in there]
            if meta is None or meta.doc.get("going") or not gone:
                return 0
            doc = {**meta.doc, "total": meta.doc["total"] - len(gone), "last": _last(meta.doc), "updated_at": now()}
            item = Item(pk, "META", doc, gsi1pk=meta.gsi1pk, gsi1sk=meta.gsi1sk, rev=meta.rev + 1)
            ops: list[Write] = [Put(item, RevIs(meta.rev))]
            ops += [Delete(pk, _row_sk(number), Present()) for number in gone]
            ops += [Delete(f"DSK#{workspace}#{name}", keys[number]) for number in gone if number in keys]
            try:
                await self.table.write(*ops)
            except Conflict:
                continue
            return len(gone)
        raise _busy(name)

    async def remove(self, workspace: str, name: str) -> None:
        """Removes a dataset with all its rows; NotFound."""
        await self.require(workspace, name)
        await self.table.update(
            Update(
                _pk(workspace, name),
                "META",
                set={"going": 1},
                keys={"gsi1pk": None, "gsi1sk": None},
                condition=Present(),
            )
        )
        with suppress(Conflict):
            await self._remove(workspace, name)

    async def _remove(self, workspace: str, name: str) -> None:
        """Removes keys, rows and at last META of a dataset that is going.

        Conflict when somebody else has ended that meanwhile; there may be new rows then, which stay.
        """
        pk, going = _pk(workspace, name), FieldIn("going", (1,))
        for partition, prefix in ((f"DSK#{workspace}#{name}", ""), (pk, "R#")):
            while items := (await self.table.query(partition, prefix=prefix, limit=_ROWS_PER_WRITE)).items:
                still = Update(pk, "META", add={"removed": len(items)}, condition=going)
                await self.table.write(still, *(Delete(item.pk, item.sk) for item in items))
        await self.table.write(Delete(pk, "META", going))

    async def find(
        self, workspace: str, *, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Returns the workspace's datasets by name, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#DATASETS", index="gsi1", limit=limit, cursor=cursor)
        hidden = {"last", "removed"}
        return [
            {name: each for name, each in item.doc.items() if name not in hidden} for item in page.items
        ], page.cursor

    async def rows(self, workspace: str, name: str) -> AsyncIterator[dict[str, JSON]]:
        """Yields all rows in order of first insertion, a page at a time."""
        async for _, row in self.numbered(workspace, name):
            yield row

    async def numbered(
        self, workspace: str, name: str, first: int = 1, size: int = _PAGE
    ) -> AsyncIterator[tuple[int, dict[str, JSON]]]:
        """Yields (number, row) of all rows from a number on, `size` of them read at a time."""
        async for item in self._all(_pk(workspace, name), (_row_sk(first), "R#~"), size):
            yield int(item.sk.removeprefix("R#")), item.doc["row"]

    async def _all(self, pk: str, between: tuple[str, str] | None = None, size: int = _PAGE) -> AsyncIterator[Item]:
        cursor: str | None = None
        while True:
            page = await self.table.query(pk, between=between, limit=size, cursor=cursor)
            for item in page.items:
                yield item
            if (cursor := page.cursor) is None:
                return


def _last(meta: Mapping[str, Any]) -> int:
    """Returns the highest number given out; in a dataset from before rows could be removed it is their count."""
    return int(meta.get("last", meta["total"]))


def _row_sk(number: int) -> str:
    return f"R#{number:012d}"


def _busy(name: str) -> Conflict:
    return Conflict(f"Too many writers of dataset {name!r} at once.", code="dataset.busy")


def _pk(workspace: str, name: str) -> str:
    return f"DS#{workspace}#{name}"
