"""The blob port: large values and files by key; folder and S3 adapters pass one contract suite."""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

Content: TypeAlias = bytes | AsyncIterable[bytes]
"""What is stored: bytes, or pieces of them as they come."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a blob is handed out by its address: as HTTP headers."""

    content_type: str
    content_disposition: str
    content_encoding: str | None = None


class Blobs(Protocol):
    """Keys are `/`-separated relative paths of letters, digits, `.`, `_`, `-`; anything else is refused (InvalidInput)."""

    async def put(self, key: str, data: Content, content_type: str = "application/octet-stream") -> None:
        """Stores bytes under a key, replacing what is there; the blob is whole or absent, also after a crash.

        Of data that comes in pieces a few MiB are held in memory; what its iteration raises is passed on, and nothing
        is stored then.
        """
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

    async def link(self, key: str, seconds: int, shown: Shown) -> str | None:
        """Returns an address where anybody may read a blob for a while; None where only the host itself hands blobs out."""
        ...

    def keys(self, prefix: str) -> AsyncIterator[str]:
        """Yields the keys below a prefix, in order."""
        ...


async def blocks(pieces: AsyncIterable[bytes], size: int) -> AsyncIterator[bytes]:
    """Yields pieces put together to blocks of at least `size` bytes; only the last one is smaller, and may be empty."""
    parts: list[bytes] = []
    have = 0
    async for piece in pieces:
        parts.append(piece)
        have += len(piece)
        if have >= size:
            yield b"".join(parts)
            parts, have = [], 0
    yield b"".join(parts)
