"""Workspaces and who belongs to them.

Keys (U = user, W = workspace):

    MEMBER#U  W          the membership; gsi1 lists a workspace's members: W#W#MEMBERS, U
    WS#W      WORKSPACE  the workspace, with how many owners it has; a personal one has no record until it
                         needs one; gsi1 = those in the trash, by when they got there
    WS#W      OFFER      to whom it is offered

How many owners there are changes in one transaction with who they are, so the last one never goes, whatever happens at
the same time.
"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from flow_builder.domain.workspace import Offer, Workspace, personal
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Delete, FieldAtLeast, FieldIn, Item, Put, Table, Update, Write

_TRASH = "WORKSPACES#TRASH"
_ALIVE = FieldIn("deleted_at", (None,))


class WorkspaceStore:
    """The repository of workspaces and memberships; they are read anew for every request."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.generation = 0
        """Goes up when this store limits a workspace, puts it into the trash or takes it out."""

    # ---- workspaces

    async def get(self, workspace: str) -> Workspace:
        """Returns a workspace; one without a record is somebody's personal one."""
        item = await self.table.get(_pk(workspace), "WORKSPACE")
        return personal(workspace) if item is None else Workspace(**item.doc)

    async def create_team(self, workspace: Workspace, owner: str) -> None:
        """Stores a new team with its owner."""
        member = Member(user=owner, workspace=workspace.id, role=Role.OWNER)
        await self.table.write(Put(_record(workspace), Absent()), Put(item_of(member), Absent()))

    async def rename(self, workspace: str, name: str) -> Workspace:
        """Gives a workspace another name; Conflict when it is in the trash."""
        await self._ensure(workspace)
        return await self._update(workspace, {"name": name}, _ALIVE)

    async def limit(self, workspace: str, runs_at_once: int | None) -> Workspace:
        """Gives a workspace a limit of its own, or with None that of the host; Conflict when it is in the trash."""
        await self._ensure(workspace)
        found = await self._update(workspace, {"runs_at_once": runs_at_once}, _ALIVE)
        self.generation += 1
        return found

    async def discard(self, workspace: str, *, at: int | None = None) -> Workspace:
        """Puts a workspace into the trash: from then on nobody is a member; Conflict when it is there already.

        `at` is since when it counts as there, now unless told otherwise: at 0 its time is over already.
        """
        await self._ensure(workspace)
        at = now() if at is None else at
        listed = {"gsi1pk": _TRASH, "gsi1sk": f"{at:015}#{workspace}"}
        found = await self._update(workspace, {"deleted_at": at}, _ALIVE, listed)
        self.generation += 1
        return found

    async def restore(self, workspace: Workspace) -> Workspace:
        """Takes a workspace out of the trash; Conflict when somebody else was faster."""
        was = FieldIn("deleted_at", (workspace.deleted_at,))
        found = await self._update(workspace.id, {"deleted_at": None}, was, {"gsi1pk": None, "gsi1sk": None})
        self.generation += 1
        return found

    async def discarded(self, before: int, limit: int = 100) -> list[Workspace]:
        """Returns workspaces that are in the trash since before a time, oldest first."""
        page = await self.table.query(_TRASH, index="gsi1", between=("0", f"{before:015}~"), limit=limit)
        return [Workspace(**item.doc) for item in page.items]

    async def forget(self, workspace: str) -> None:
        """Drops what is stored of a workspace that is gone for good, memberships included."""
        for member in await self.members(workspace):
            await self.delete(member.user, workspace)
        await self.table.write(Delete(_pk(workspace), "OFFER"), Delete(_pk(workspace), "WORKSPACE"))

    # ---- members

    async def create(self, member: Member) -> None:
        """Makes a user a member; Conflict when that one is already."""
        await self.table.write(Put(item_of(member), Absent()))

    async def member(self, user: str, workspace: str) -> Member | None:
        """Returns a user's place in a workspace, also in the trash, or None."""
        item = await self.table.get(f"MEMBER#{user}", workspace) if workspace else None
        return None if item is None else Member(**item.doc)

    async def standing(self, user: str, workspace: str) -> Member | None:
        """Returns a user's place in a workspace, or None; in the trash nobody has one."""
        if not workspace:
            return None
        found = await self.table.batch_get([(f"MEMBER#{user}", workspace), (_pk(workspace), "WORKSPACE")])
        items = {item.pk: item.doc for item in found}
        member = items.get(f"MEMBER#{user}")
        gone = items.get(_pk(workspace), {}).get("deleted_at") is not None
        return None if member is None or gone else Member(**member)

    async def of_user(self, user: str) -> list[Member]:
        """Returns all memberships of a user, by workspace."""
        return [Member(**item.doc) async for item in self._all(f"MEMBER#{user}")]

    async def members(self, workspace: str) -> list[Member]:
        """Returns all members of a workspace, by user."""
        return [Member(**item.doc) async for item in self._all(f"W#{workspace}#MEMBERS", index="gsi1")]

    async def add(self, member: Member, *with_it: Write) -> None:
        """Makes a user a member, together with other writes; Conflict when that one is already, or one of those."""
        await self._ensure(member.workspace)
        alive = Update(_pk(member.workspace), "WORKSPACE", condition=_ALIVE)
        await self.table.write(Put(item_of(member), Absent()), alive, *with_it)

    async def change_role(self, member: Member, role: Role) -> Member:
        """Gives a member another role; Conflict when theirs is not as read, or they are the last owner."""
        await self._ensure(member.workspace)
        after = member.model_copy(update={"role": role})
        owners = (role is Role.OWNER) - (member.role is Role.OWNER)
        was = FieldIn("role", (member.role.value,))
        await self.table.write(Put(item_of(after), was), _owners(member.workspace, owners))
        return after

    async def remove(self, member: Member) -> None:
        """Ends a membership; Conflict when the role is not as read, or it is the last owner's."""
        await self._ensure(member.workspace)
        was = FieldIn("role", (member.role.value,))
        leaving = _owners(member.workspace, -(member.role is Role.OWNER))
        await self.table.write(Delete(f"MEMBER#{member.user}", member.workspace, was), leaving)

    async def delete(self, user: str, workspace: str) -> None:
        """Ends a membership, if there is one, of a workspace that ends with it."""
        await self.table.write(Delete(f"MEMBER#{user}", workspace))

    # ---- offers

    async def offer(self, workspace: str, offer: Offer) -> None:
        """Offers a workspace to a member; an earlier offer ends."""
        doc = offer.model_dump(mode="json")
        await self.table.write(Put(Item(_pk(workspace), "OFFER", doc, ttl=offer.expires_at // 1000 + 1)))

    async def offered(self, workspace: str) -> Offer | None:
        """Returns the offer that stands, or None."""
        item = await self.table.get(_pk(workspace), "OFFER")
        found = None if item is None else Offer(**item.doc)
        return found if found is not None and found.expires_at > now() else None

    async def withdraw(self, workspace: str) -> None:
        """Ends an offer, if there is one."""
        await self.table.write(Delete(_pk(workspace), "OFFER"))

    async def hand_over(self, offer: Offer, before: Member) -> None:
        """Makes the member an owner and the owner an admin; Conflict when offer or roles are not as read."""
        workspace = before.workspace
        owner = Member(user=offer.by, workspace=workspace, role=Role.ADMIN)
        after = before.model_copy(update={"role": Role.OWNER})
        await self.table.write(
            Delete(_pk(workspace), "OFFER", FieldIn("created_at", (offer.created_at,))),
            Put(item_of(after), FieldIn("role", (before.role.value,))),
            Put(item_of(owner), FieldIn("role", (Role.OWNER.value,))),
            Update(_pk(workspace), "WORKSPACE", condition=_ALIVE),
        )

    # ---- inside

    async def _ensure(self, workspace: str) -> None:
        """Stores the record of a personal workspace that has none yet."""
        if await self.table.get(_pk(workspace), "WORKSPACE") is not None:
            return
        try:
            await self.table.write(Put(_record(personal(workspace)), Absent()))
        except Conflict:
            return  # somebody else has

    async def _update(
        self, workspace: str, fields: dict[str, Any], condition: FieldIn, keys: Mapping[str, str | None] | None = None
    ) -> Workspace:
        change = Update(_pk(workspace), "WORKSPACE", set=fields, keys=keys or {}, condition=condition)
        item = await self.table.update(change)
        return Workspace(**item.doc)

    async def _all(self, pk: str, **where: Any) -> AsyncIterator[Item]:
        cursor: str | None = None
        while True:
            page = await self.table.query(pk, cursor=cursor, **where)
            for item in page.items:
                yield item
            if (cursor := page.cursor) is None:
                return


def item_of(member: Member) -> Item:
    """Returns what is stored of a membership, for writes that belong together."""
    doc = member.model_dump(mode="json")
    return Item(f"MEMBER#{member.user}", member.workspace, doc, f"W#{member.workspace}#MEMBERS", member.user)


def _pk(workspace: str) -> str:
    return f"WS#{workspace}"


def _record(workspace: Workspace) -> Item:
    return Item(_pk(workspace.id), "WORKSPACE", {**workspace.model_dump(mode="json"), "owners": 1})


def _owners(workspace: str, change: int) -> Update:
    condition = FieldAtLeast("owners", 2) if change < 0 else _ALIVE
    return Update(_pk(workspace), "WORKSPACE", add={"owners": change} if change else {}, condition=condition)
