"""API keys of workspaces.

Keys (K = key id, W = workspace):

    APIKEY#K  KEY   the key with the hash of its secret; gsi1 = keys of W by age
"""

from dataclasses import dataclass

from flow_builder.domain.api_key import ApiKey
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Present, Put, Table, Update

_SHOWN_S = 30 * 86_400
"""A key that has expired is still listed for so long."""
_BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key with what its holder proves to have."""

    key: ApiKey
    workspace: str
    digest: str
    """SHA-256 of the secret, in hexadecimal."""


class ApiKeyStore:
    """The repository of API keys; every method but `look_up` is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, stored: StoredKey) -> None:
        """Stores a new key; its id is fresh."""
        key = stored.key
        doc = {**key.model_dump(mode="json"), "workspace": stored.workspace, "digest": stored.digest}
        ttl = None if key.expires_at is None else key.expires_at // 1000 + _SHOWN_S
        item = Item(_pk(key.id), "KEY", doc, f"W#{stored.workspace}#KEYS", key.id, ttl=ttl)
        await self.table.write(Put(item, Absent()))

    async def look_up(self, key: str) -> StoredKey | None:
        """Returns a key of any workspace, read anew, so that a revoked one is gone at once."""
        item = await self.table.get(_pk(key), "KEY")
        return None if item is None else _stored(item)

    async def get(self, workspace: str, key: str) -> ApiKey:
        """Returns a key; NotFound if the workspace has none with this id."""
        found = await self.look_up(key)
        if found is None or found.workspace != workspace:
            raise _missing(key)
        return found.key

    async def find(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[ApiKey], str | None]:
        """Returns keys, newest first, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#KEYS", index="gsi1", limit=limit, cursor=cursor, reverse=True)
        return [_stored(item).key for item in page.items], page.cursor

    async def note_use(self, key: ApiKey) -> None:
        """Stores that a key was used now, unless somebody else has since it was read, or it is gone."""
        before = FieldIn("used_at", (key.used_at,))
        try:
            await self.table.update(Update(_pk(key.id), "KEY", set={"used_at": now()}, condition=before))
        except Conflict:
            return

    async def delete(self, workspace: str, key: str) -> None:
        """Revokes a key; NotFound if the workspace has none with this id."""
        try:
            await self.table.write(Delete(_pk(key), "KEY", FieldIn("workspace", (workspace,))))
        except Conflict as error:
            raise _missing(key) from error

    async def move(self, workspace: str, before: str, user: str) -> None:
        """Makes the keys of one user those of another, who has taken over the workspace."""
        cursor: str | None = None
        while True:
            keys, cursor = await self.find(workspace, _BATCH, cursor)
            for key in keys:
                if key.user == before:
                    await self.table.write(Update(_pk(key.id), "KEY", set={"user": user}, condition=Present()))
            if cursor is None:
                return

    async def purge(self, workspace: str) -> None:
        """Revokes all keys of a workspace."""
        while items := (await self.table.query(f"W#{workspace}#KEYS", index="gsi1", limit=_BATCH)).items:
            await self.table.write(*(Delete(each.pk, each.sk) for each in items))


def _pk(key: str) -> str:
    return f"APIKEY#{key}"


def _stored(item: Item) -> StoredKey:
    return StoredKey(ApiKey(**item.doc), item.doc["workspace"], item.doc["digest"])


def _missing(key: str) -> NotFound:
    return NotFound(f"There is no API key {key!r}.", code="api_key.not_found", hint="It may have been revoked.")
