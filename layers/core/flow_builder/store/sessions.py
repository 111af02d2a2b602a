"""Browser sessions at rest, sealed: cookies, storage and pages that a run goes on with later.

Keys (W = workspace, R = run id):

    KEPT#W#R   <hash of the thread>#<session>   one session; `thread` is its way from region to region

Items are sealed by the vault for their run, thread and session; large ones go to blob storage, sealed as well.
"""

from base64 import b64decode, b64encode
from hashlib import sha256

from flow_builder.domain import limits
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Delete, Item, Put, Table
from flow_builder.vault import Vault

_BATCH = 90


class SessionStore:
    """The repository of sessions at rest; every method is scoped by workspace and run."""

    def __init__(self, table: Table, blobs: Blobs, vault: Vault) -> None:
        self._table = table
        self._blobs = blobs
        self._vault = vault

    async def keep(self, workspace: str, run: str, thread: str, session: str, packed: str) -> None:
        """Seals and keeps a session in the place of what was kept of it before."""
        context = _context(run, thread, session)
        sealed = b64encode(await self._vault.seal(workspace, packed.encode(), context)).decode()
        item = Item(_partition(workspace, run), _key(thread, session), {"session": session, "sealed": sealed})
        if len(sealed) > limits.INLINE_BYTES:
            blob = f"{workspace}/kept/{run}/{sha256(item.sk.encode()).hexdigest()}"
            await self._blobs.put(blob, sealed.encode())
            item.doc = {"session": session, "blob": blob}
        await self._table.write(Put(item))

    async def kept(self, workspace: str, run: str, thread: str) -> dict[str, str]:
        """Returns the sessions kept in a thread, by name; StorageError `vault.unsealable` if one cannot be opened."""
        page = await self._table.query(_partition(workspace, run), prefix=_key(thread, ""), limit=1_000)
        found = {}
        for item in page.items:
            session = item.doc["session"]
            sealed = item.doc["sealed"] if "sealed" in item.doc else (await self._blobs.get(item.doc["blob"])).decode()
            opened = await self._vault.open(workspace, b64decode(sealed), _context(run, thread, session))
            found[session] = opened.decode()
        return found

    async def forget(self, workspace: str, run: str, thread: str, session: str) -> None:
        """Drops what is kept of a session; nothing is fine."""
        item = await self._table.get(_partition(workspace, run), _key(thread, session))
        if item is not None:
            await self._drop([item])

    async def forget_run(self, workspace: str, run: str) -> None:
        """Drops all that is kept for a run."""
        while (page := await self._table.query(_partition(workspace, run), limit=_BATCH)).items:
            await self._drop(page.items)

    async def _drop(self, items: list[Item]) -> None:
        for item in items:
            if "blob" in item.doc:
                await self._blobs.delete(item.doc["blob"])
        await self._table.write(*(Delete(item.pk, item.sk) for item in items))


def _partition(workspace: str, run: str) -> str:
    return f"KEPT#{workspace}#{run}"


def _key(thread: str, session: str) -> str:
    return f"{sha256(thread.encode()).hexdigest()[:32]}#{session}"


def _context(run: str, thread: str, session: str) -> dict[str, str]:
    return {"run": run, "thread": thread, "session": session}
