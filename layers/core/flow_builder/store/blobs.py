"""The blob port: large values and files by key; folder and S3 adapters pass one contract suite."""

from collections.abc import AsyncIterator
from typing import Protocol


class Blobs(Protocol):
    """Keys are `/`-separated relative paths of letters, digits, `.`, `_`, `-`; anything else is refused (InvalidInput)."""

    async def put(self, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
        """Stores bytes under a key, replacing what is there; the blob is whole or absent, also after a crash."""
        ...

    async def get(self, key: str) -> bytes:
        """Returns the bytes; NotFound if there are none."""
        ...

    async def exists(self, key: str) -> bool:
        """Tells whether a key holds a blob."""
        ...

    async def delete(self, key: str) -> None:
        """Removes a blob; a missing one is fine."""
        ...

    def keys(self, prefix: str) -> AsyncIterator[str]:
        """Yields the keys below a prefix, in order."""
        ...
