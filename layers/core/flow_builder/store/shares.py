"""Links to flows and runs, and public flows.

Keys (S = share id, W = workspace, F = flow id):

    SHARE#S   SHARE   the link, with the hash of its secret; gsi1 = links of W by age
    PUBLIC#F  PUBLIC  whose flow it is; gsi1 = all public flows by age
"""

from dataclasses import dataclass

from flow_builder.domain.ids import now
from flow_builder.domain.share import Share
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Put, Table

_PUBLIC = "PUBLIC#FLOWS"
_BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredShare:
    """A link with what its holder proves to have."""

    share: Share
    workspace: str
    digest: str


@dataclass(frozen=True, slots=True)
class Published:
    """A public flow; `since` in milliseconds since the epoch."""

    flow: str
    workspace: str
    since: int


class ShareStore:
    """The repository of links and public flows; what reads one is scoped by who has it, the rest by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, stored: StoredShare) -> None:
        """Stores a new link; its id is fresh."""
        share = stored.share
        doc = {**share.model_dump(mode="json"), "workspace": stored.workspace, "digest": stored.digest}
        ttl = None if share.expires_at is None else share.expires_at // 1000 + 1
        item = Item(f"SHARE#{share.id}", "SHARE", doc, f"W#{stored.workspace}#SHARES", share.id, ttl=ttl)
        await self.table.write(Put(item, Absent()))

    async def look_up(self, share: str) -> StoredShare | None:
        """Returns a link of any workspace, or None; read anew, so that a revoked one is gone at once."""
        item = await self.table.get(f"SHARE#{share}", "SHARE")
        return None if item is None else StoredShare(Share(**item.doc), item.doc["workspace"], item.doc["digest"])

    async def find(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[Share], str | None]:
        """Returns links, newest first, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#SHARES", index="gsi1", limit=limit, cursor=cursor, reverse=True)
        return [Share(**item.doc) for item in page.items], page.cursor

    async def delete(self, workspace: str, share: str) -> None:
        """Ends a link; NotFound if the workspace has none with this id."""
        try:
            await self.table.write(Delete(f"SHARE#{share}", "SHARE", FieldIn("workspace", (workspace,))))
        except Conflict as error:
            raise NotFound(f"There is no link {share!r}.", code="share.not_found") from error

    async def publish(self, workspace: str, flow: str) -> None:
        """Makes a flow of the workspace public."""
        at = now()
        doc = {"workspace": workspace, "flow": flow, "since": at}
        await self.table.write(Put(Item(f"PUBLIC#{flow}", "PUBLIC", doc, _PUBLIC, f"{at:015}#{flow}")))

    async def withdraw(self, workspace: str, flow: str) -> None:
        """Ends that a flow is public; NotFound if it is not, or is another workspace's."""
        try:
            await self.table.write(Delete(f"PUBLIC#{flow}", "PUBLIC", FieldIn("workspace", (workspace,))))
        except Conflict as error:
            raise NotFound(f"The flow {flow!r} is not public.", code="public.not_found") from error

    async def public(self, flow: str) -> Published | None:
        """Returns a public flow, or None."""
        item = await self.table.get(f"PUBLIC#{flow}", "PUBLIC")
        return None if item is None else Published(**item.doc)

    async def find_public(self, limit: int, cursor: str | None) -> tuple[list[Published], str | None]:
        """Returns the public flows of all workspaces, newest first, and the cursor of the next page."""
        page = await self.table.query(_PUBLIC, index="gsi1", limit=limit, cursor=cursor, reverse=True)
        return [Published(**item.doc) for item in page.items], page.cursor

    async def purge(self, workspace: str) -> None:
        """Ends all links of a workspace."""
        while items := (await self.table.query(f"W#{workspace}#SHARES", index="gsi1", limit=_BATCH)).items:
            await self.table.write(*(Delete(each.pk, each.sk) for each in items))
