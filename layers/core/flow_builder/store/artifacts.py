"""Artifacts: files that runs made, with their descriptors.

Keys (W = workspace): ART#W#<run>  <id>/<name>  the descriptor; the bytes are the blob `W/artifacts/<run>/<id>/<name>`.
"""

import re
from collections.abc import AsyncIterable, AsyncIterator
from hashlib import sha256

from flow_builder.domain.ids import new_id
from flow_builder.domain.value import Artifact
from flow_builder.errors import NotFound
from flow_builder.store.blobs import Blobs, Content, Shown
from flow_builder.store.table import Delete, Item, Put, Table

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class ArtifactStore:
    """The repository of artifacts; every method is scoped by workspace."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs

    async def put(self, workspace: str, run: str, data: Content, name: str, content_type: str) -> Artifact:
        """Stores bytes as an artifact of a run; its key is `<run>/<id>/<name>`."""
        safe = _UNSAFE.sub("_", name)[-80:].strip(".") or "file"
        place = f"{new_id('a')}/{safe}"
        digest, size = sha256(), 0

        async def counted(pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
            nonlocal size
            async for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece

        if isinstance(data, bytes):
            digest.update(data)
            size = len(data)
        content = data if isinstance(data, bytes) else counted(data)
        await self.blobs.put(_blob(workspace, f"{run}/{place}"), content, content_type)
        artifact = Artifact(
            artifact=f"{run}/{place}", name=name, content_type=content_type, bytes=size, sha256=digest.hexdigest()
        )
        await self.table.write(Put(Item(f"ART#{workspace}#{run}", place, artifact.model_dump(mode="json"))))
        return artifact

    async def describe(self, workspace: str, artifact: str) -> Artifact:
        """Returns an artifact's descriptor; NotFound if the workspace has none with this key."""
        run, _, place = artifact.partition("/")
        item = await self.table.get(f"ART#{workspace}#{run}", place) if run and place else None
        if item is None:
            raise NotFound(f"There is no artifact {artifact!r}.", code="artifact.missing")
        return Artifact(**item.doc)

    async def get(self, workspace: str, artifact: str) -> bytes:
        """Returns an artifact's bytes; NotFound if the workspace has none with this key."""
        await self.describe(workspace, artifact)
        return await self.blobs.get(_blob(workspace, artifact))

    async def link(self, workspace: str, artifact: str, seconds: int, shown: Shown) -> str | None:
        """Returns an address where anybody may read an artifact for a while; None where there is none."""
        return await self.blobs.link(_blob(workspace, artifact), seconds, shown)

    async def delete(self, workspace: str, artifact: str) -> None:
        """Removes an artifact; a missing one is fine."""
        run, _, place = artifact.partition("/")
        await self.table.write(Delete(f"ART#{workspace}#{run}", place))
        await self.blobs.delete(_blob(workspace, artifact))


def _blob(workspace: str, artifact: str) -> str:
    return f"{workspace}/artifacts/{artifact}"
