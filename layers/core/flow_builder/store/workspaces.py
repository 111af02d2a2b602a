"""Who belongs to which workspace.

Keys (U = user, W = workspace):

    MEMBER#U  W          the membership; gsi1 lists a workspace's members: W#W#MEMBERS, U
    WS#W      WORKSPACE  the workspace; a personal one has no record until it differs from others
"""

from flow_builder.domain.member import Member
from flow_builder.store.table import Absent, Delete, Item, Put, Table


class WorkspaceStore:
    """The repository of memberships; they are read anew for every request."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, member: Member) -> None:
        """Makes a user a member; Conflict when that one is already."""
        await self.table.write(Put(item_of(member), Absent()))

    async def member(self, user: str, workspace: str) -> Member | None:
        """Returns a user's place in a workspace, or None."""
        item = await self.table.get(f"MEMBER#{user}", workspace) if workspace else None
        return None if item is None else Member(**item.doc)

    async def standing(self, user: str, workspace: str) -> Member | None:
        """Returns a user's place in a workspace, or None; in the trash nobody has one."""
        found = await self.table.batch_get([(f"MEMBER#{user}", workspace), (f"WS#{workspace}", "WORKSPACE")])
        items = {item.pk: item.doc for item in found}
        member = items.get(f"MEMBER#{user}")
        gone = items.get(f"WS#{workspace}", {}).get("deleted_at") is not None
        return None if member is None or gone else Member(**member)

    async def of_user(self, user: str) -> list[Member]:
        """Returns all memberships of a user, by workspace."""
        found: list[Member] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(f"MEMBER#{user}", cursor=cursor)
            found += [Member(**item.doc) for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    async def members(self, workspace: str) -> list[Member]:
        """Returns all members of a workspace, by user."""
        found: list[Member] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(f"W#{workspace}#MEMBERS", index="gsi1", cursor=cursor)
            found += [Member(**item.doc) for item in page.items]
            if (cursor := page.cursor) is None:
                return found

    async def delete(self, user: str, workspace: str) -> None:
        """Ends a membership, if there is one."""
        await self.table.write(Delete(f"MEMBER#{user}", workspace))


def item_of(member: Member) -> Item:
    """Returns what is stored of a membership, for writes that belong together."""
    doc = member.model_dump(mode="json")
    return Item(f"MEMBER#{member.user}", member.workspace, doc, f"W#{member.workspace}#MEMBERS", member.user)
