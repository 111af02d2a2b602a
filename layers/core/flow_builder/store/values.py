"""JSON values that may outgrow an item: small ones stay inline, large ones go gzip'd to blob storage."""

import gzip
from hashlib import sha256
from typing import Any

from pydantic_core import from_json, to_json

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.store.blobs import Blobs


async def pack(blobs: Blobs, prefix: str, value: JSON) -> dict[str, Any]:
    """Returns the document fields that hold a value: `{"value"}`, or `{"blob"}` with a key under `prefix`.

    The blob's name is the hash of what is in it, so storing the same value twice stores it once.
    """
    raw = to_json(value, inf_nan_mode="null")
    if len(raw) <= limits.INLINE_BYTES:
        return {"value": value}
    key = f"{prefix}/{sha256(raw).hexdigest()}.json.gz"
    if not await blobs.exists(key):
        await blobs.put(key, gzip.compress(raw, compresslevel=1, mtime=0), "application/gzip")
    return {"blob": key}


async def unpack(blobs: Blobs, doc: dict[str, Any]) -> JSON:
    """Returns the value that `pack` put into a document."""
    key = doc.get("blob")
    if key is None:
        return doc.get("value")
    return from_json(gzip.decompress(await blobs.get(key)))
