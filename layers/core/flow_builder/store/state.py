"""What flows keep between runs, and cached step results.

Keys (W = workspace, F = flow id):

    STATE#W#F       <sha256 of the key>   a value of store_get / store_set
    CACHE#W#<key>   CACHE                 a cached result envelope, until its ttl
"""

import math
from hashlib import sha256

from flow_builder.domain.ids import now
from flow_builder.domain.value import JSON
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Item, Put, Table
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
        return None if item is None else await unpack(self.blobs, item.doc)

    async def cache(self, workspace: str, key: str, value: JSON, ttl_s: float) -> None:
        """Caches a result envelope for `ttl_s` seconds, rounded up."""
        doc = await pack(self.blobs, f"{workspace}/cache", value)
        ttl = math.ceil(now() / 1000 + ttl_s)
        await self.table.write(Put(Item(f"CACHE#{workspace}#{key}", "CACHE", doc, ttl=ttl)))


def _hashed(key: str) -> str:
    """Returns a sort key for any text; sort keys are limited to 1 KB."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
