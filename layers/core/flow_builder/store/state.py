"""What flows keep between runs, and cached step results.

Keys (W = workspace, F = flow id):

    STATE#W#F       <sha256 of the key>   a value of store_get / store_set
    CACHE#W#<key>   CACHE                 a cached result envelope, until its ttl; gsi1 = those of steps, by flow
    CACHEHITS#W     <key>                 how often it was used
"""

import math
from collections.abc import Mapping
from hashlib import sha256

from pydantic_core import to_json

from flow_builder.domain.cache import CacheEntry
from flow_builder.domain.ids import now
from flow_builder.domain.value import JSON
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Delete, Item, Put, Table, Update
from flow_builder.store.values import pack, unpack


class StateStore:
    """The repository of flow state and of the result cache."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs

    async def get(self, workspace: str, flow: str, key: str) -> JSON:
        """Returns a value kept by a flow, or None."""
        item = await self.table.get(f"STATE#{workspace}#{flow}", _hashed(key))
        return None if item is None else await unpack(self.blobs, item.doc)

    async def set(self, workspace: str, flow: str, key: str, value: JSON) -> None:
        """Keeps a value; the last writer wins."""
        doc = {"key": key[:1_000], **await pack(self.blobs, f"{workspace}/state/{flow}", value)}
        await self.table.write(Put(Item(f"STATE#{workspace}#{flow}", _hashed(key), doc)))

    async def cached(self, workspace: str, key: str) -> JSON:
        """Returns a cached result envelope, or None."""
        item = await self.table.get(f"CACHE#{workspace}#{key}", "CACHE")
        if item is None:
            return None
        if item.gsi1pk is not None:
            hit = Update(f"CACHEHITS#{workspace}", key, set={"at": now()}, add={"hits": 1}, keys={"ttl": item.ttl})
            await self.table.update(hit)
        return await unpack(self.blobs, item.doc)

    async def cache(
        self, workspace: str, key: str, value: JSON, ttl_s: float, made_by: Mapping[str, str] | None = None
    ) -> None:
        """Caches a result envelope for `ttl_s` seconds, rounded up; that of a step says its `flow`, `node` and `type`."""
        doc = await pack(self.blobs, f"{workspace}/cache", value)
        ttl = math.ceil(now() / 1000 + ttl_s)
        item = Item(f"CACHE#{workspace}#{key}", "CACHE", doc, ttl=ttl)
        if made_by is None:
            await self.table.write(Put(item))
            return
        doc |= {"key": key, "made_by": dict(made_by), "created_at": now()}
        item.gsi1pk, item.gsi1sk = f"W#{workspace}#CACHE", f"{made_by['flow']}#{made_by['node']}#{key}"
        await self.table.write(Put(item), Delete(f"CACHEHITS#{workspace}", key))

    async def cache_entries(
        self, workspace: str, *, flow: str | None, limit: int, cursor: str | None
    ) -> tuple[list[CacheEntry], str | None]:
        """Returns cached results of steps by flow and step, and the cursor of the next page."""
        prefix = f"{flow}#" if flow else ""
        page = await self.table.query(f"W#{workspace}#CACHE", index="gsi1", prefix=prefix, limit=limit, cursor=cursor)
        found = await self.table.batch_get([(f"CACHEHITS#{workspace}", item.doc["key"]) for item in page.items])
        hits = {item.sk: item.doc for item in found}
        return [_entry(item, hits.get(item.doc["key"], {})) for item in page.items], page.cursor

    async def forget_cached(self, workspace: str, key: str) -> bool:
        """Removes a cached result of a step; tells whether there was one."""
        item = await self.table.get(f"CACHE#{workspace}#{key}", "CACHE")
        if item is None or item.gsi1pk is None:
            return False
        await self.table.write(Delete(f"CACHE#{workspace}#{key}", "CACHE"), Delete(f"CACHEHITS#{workspace}", key))
        return True


def _entry(item: Item, hits: Mapping[str, int]) -> CacheEntry:
    return CacheEntry(
        key=item.doc["key"],
        **item.doc["made_by"],
        created_at=item.doc["created_at"],
        expires_at=(item.ttl or 0) * 1_000,
        hits=hits.get("hits", 0),
        hit_at=hits.get("at"),
        bytes=len(to_json(item.doc["value"], inf_nan_mode="null")) if "value" in item.doc else 0,
    )


def _hashed(key: str) -> str:
    """Returns a sort key for any text; sort keys are limited to 1 KB."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
