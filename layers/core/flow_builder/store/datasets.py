"""Datasets: the product's own tables of rows, de-duplicated by key fields, in order of first insertion.

Keys (W = workspace, D = dataset name):

    DS#W#D       META               name, total, columns; gsi1 = all datasets of W by name
    DS#W#D       R#<number>         a row; numbers start at 1 and have no gaps
    DSK#W#D      <hash of the key>  the number and the content hash of the row with this key
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal
from weakref import WeakValueDictionary

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.ids import now
from flow_builder.domain.value import JSON
from flow_builder.errors import Conflict, InvalidInput, LimitExceeded, NotFound
from flow_builder.store.table import Absent, Item, Put, RevIs, Table, Write

_ROWS_PER_WRITE = 49
"""Two items per row and the dataset's own one fit the 100 writes of a transaction."""
_TRIES = 20
MAX_COLUMNS = 500
_NAME = re.compile(r"[\w][\w .:-]{0,99}")

Mode = Literal["upsert", "ignore"]


@dataclass(slots=True)
class _Batch:
    """What one transaction will do to a dataset."""

    total: int
    columns: list[str]
    rows: dict[int, tuple[dict[str, JSON], str]] = field(default_factory=dict)
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)
    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def take(self, row: dict[str, JSON], key: str | None, mode: Mode) -> None:
        digest = _digest(row)
        found = self.known.get(key) if key is not None else None
        if found is None:
            self.total += 1
            self.added += 1
            self._set(self.total, row, key, digest)
        elif mode == "upsert" and found[1] != digest:
            self.updated += 1
            self._set(found[0], row, key, digest)
        else:
            self.unchanged += 1

    def _set(self, number: int, row: dict[str, JSON], key: str | None, digest: str) -> None:
        self.rows[number] = (row, digest)
        self.columns += [name for name in row if name not in self.columns][: MAX_COLUMNS - len(self.columns)]
        if key is not None:
            self.keys[key] = self.known[key] = (number, digest)


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
        checked = [_checked(row, key, number) for number, row in enumerate(rows)]
        counts = {"added": 0, "updated": 0, "unchanged": 0, "total": 0}
        lock = self._locks.setdefault((workspace, name), asyncio.Lock())
        async with lock:
            for start in range(0, len(checked), _ROWS_PER_WRITE):
                batch = await self._append_batch(workspace, name, checked[start : start + _ROWS_PER_WRITE], mode)
                counts["added"] += batch.added
                counts["updated"] += batch.updated
                counts["unchanged"] += batch.unchanged
                counts["total"] = batch.total
            if not checked:
                counts["total"] = await self._total(workspace, name)
        return counts

    async def _append_batch(
        self, workspace: str, name: str, rows: Sequence[tuple[dict[str, JSON], str | None]], mode: Mode
    ) -> _Batch:
        """Writes one batch; another process that wrote in between makes it start over."""
        for _ in range(_TRIES):
            meta = await self.table.get(_pk(workspace, name), "META")
            batch = _Batch(meta.doc["total"] if meta else 0, list(meta.doc["columns"]) if meta else [])
            batch.known = await self._known(workspace, name, [key for _, key in rows if key is not None])
            for row, key in rows:
                batch.take(row, key, mode)
            try:
                await self._write(workspace, name, meta, batch)
            except Conflict:
                continue
            return batch
        raise Conflict(f"Too many writers of dataset {name!r} at once.", code="dataset.busy")

    async def _known(self, workspace: str, name: str, keys: list[str]) -> dict[str, tuple[int, str]]:
        pk = f"DSK#{workspace}#{name}"
        items = await self.table.batch_get([(pk, key) for key in dict.fromkeys(keys)])
        return {item.sk: (int(item.doc["row"]), item.doc["digest"]) for item in items}

    async def _write(self, workspace: str, name: str, meta: Item | None, batch: _Batch) -> None:
        if not batch.rows and meta is not None:
            return
        pk, key_pk = _pk(workspace, name), f"DSK#{workspace}#{name}"
        doc = {"name": name, "total": batch.total, "columns": batch.columns, "updated_at": now()}
        rev = meta.rev if meta else 0
        item = Item(pk, "META", doc, gsi1pk=f"W#{workspace}#DATASETS", gsi1sk=name, rev=rev + 1)
        ops: list[Write] = [Put(item, RevIs(rev) if meta else Absent())]
        ops += [Put(Item(pk, f"R#{number:012d}", {"row": row})) for number, (row, _) in batch.rows.items()]
        ops += [
            Put(Item(key_pk, key, {"row": number, "digest": digest})) for key, (number, digest) in batch.keys.items()
        ]
        await self.table.write(*ops)

    async def _total(self, workspace: str, name: str) -> int:
        meta = await self.table.get(_pk(workspace, name), "META")
        return int(meta.doc["total"]) if meta else 0

    async def read(self, workspace: str, name: str, limit: int = 100, offset: int = 0) -> dict[str, Any]:
        """Returns `{"rows", "total", "columns"}`; a dataset nobody wrote to is empty."""
        meta = await self.table.get(_pk(workspace, name), "META")
        if meta is None:
            return {"rows": [], "total": 0, "columns": []}
        rows: list[JSON] = []
        cursor: str | None = None
        between = (f"R#{offset + 1:012d}", f"R#{offset + max(limit, 0):012d}")
        while len(rows) < limit:
            page = await self.table.query(
                _pk(workspace, name), between=between, limit=min(limit - len(rows), 1_000), cursor=cursor
            )
            rows += [item.doc["row"] for item in page.items]
            if (cursor := page.cursor) is None:
                break
        return {"rows": rows, "total": meta.doc["total"], "columns": meta.doc["columns"]}

    async def require(self, workspace: str, name: str) -> dict[str, Any]:
        """Returns a dataset's `name`, `total`, `columns`, `updated_at`; NotFound if nobody ever wrote to it."""
        meta = await self.table.get(_pk(workspace, name), "META")
        if meta is None:
            raise NotFound(f"There is no dataset {name!r}.", code="dataset.not_found")
        return meta.doc

    async def find(
        self, workspace: str, *, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[dict[str, Any]], str | None]:
        """Returns the workspace's datasets by name, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#DATASETS", index="gsi1", limit=limit, cursor=cursor)
        return [item.doc for item in page.items], page.cursor

    async def rows(self, workspace: str, name: str) -> AsyncIterator[dict[str, JSON]]:
        """Yields all rows in order of first insertion, a page at a time."""
        cursor: str | None = None
        while True:
            page = await self.table.query(_pk(workspace, name), prefix="R#", limit=500, cursor=cursor)
            for item in page.items:
                yield item.doc["row"]
            if (cursor := page.cursor) is None:
                return


def _pk(workspace: str, name: str) -> str:
    return f"DS#{workspace}#{name}"


def _digest(value: JSON) -> str:
    return sha256(to_json(value)).hexdigest()


def _checked(row: Mapping[str, JSON], key: Sequence[str], number: int) -> tuple[dict[str, JSON], str | None]:
    """Returns the row and the hash of its key fields, or None without any."""
    if not isinstance(row, Mapping):
        raise InvalidInput("A dataset row is an object.", code="dataset.bad_row", field=f"/rows/{number}")
    size = len(to_json(row))
    if size > limits.INLINE_BYTES:
        raise LimitExceeded(
            f"Row {number} has {size:,} bytes; the limit is {limits.INLINE_BYTES:,}.",
            code="dataset.row_too_large",
            hint="Keep large values as artifacts and their descriptors in the row.",
            field=f"/rows/{number}",
        )
    missing = [name for name in key if row.get(name) is None]
    if missing:
        raise InvalidInput(
            f"Row {number} has no value for the key field {missing[0]!r}.",
            code="dataset.bad_row",
            field=f"/rows/{number}/{missing[0]}",
        )
    return dict(row), _digest([row[name] for name in key]) if key else None
