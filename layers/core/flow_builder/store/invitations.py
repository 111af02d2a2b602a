"""Invitations to workspaces.

Keys (I = invitation id, W = workspace):

    INVITE#I  INVITE  the invitation, with the hash of the secret in its link and who accepted it; gsi1 = those of W
"""

from dataclasses import dataclass

from flow_builder.domain.ids import now
from flow_builder.domain.workspace import Invitation
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Put, Table, Update, Write

_KEPT_S = 86_400


@dataclass(frozen=True, slots=True)
class StoredInvitation:
    """An invitation with what its holder proves to have."""

    invitation: Invitation
    workspace: str
    digest: str
    accepted_by: str | None = None

    @property
    def open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_by is None and self.invitation.expires_at > now()


class InvitationStore:
    """The repository of invitations; every method but `look_up` is scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def create(self, stored: StoredInvitation) -> None:
        """Stores a new invitation; its id is fresh."""
        await self.table.write(Put(_item(stored), Absent()))

    async def replace(self, stored: StoredInvitation) -> None:
        """Replaces an invitation that nobody accepted or revoked; Conflict."""
        await self.table.write(Put(_item(stored), FieldIn("accepted_by", (None,))))

    async def look_up(self, invitation: str) -> StoredInvitation | None:
        """Returns an invitation of any workspace, or None."""
        item = await self.table.get(_pk(invitation), "INVITE")
        return None if item is None else _stored(item)

    async def get(self, workspace: str, invitation: str) -> StoredInvitation:
        """Returns an invitation that stands; NotFound if the workspace has none with this id."""
        found = await self.look_up(invitation)
        if found is None or found.workspace != workspace or found.accepted_by is not None:
            raise _missing(invitation)
        return found

    async def find(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[Invitation], str | None]:
        """Returns invitations that nobody accepted, oldest first, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#INVITES", index="gsi1", limit=limit, cursor=cursor)
        return [_stored(item).invitation for item in page.items], page.cursor

    async def delete(self, workspace: str, invitation: str) -> None:
        """Takes an invitation back; NotFound."""
        await self.get(workspace, invitation)
        try:
            await self.table.write(Delete(_pk(invitation), "INVITE", FieldIn("accepted_by", (None,))))
        except Conflict as error:
            raise _missing(invitation) from error


def accepting(stored: StoredInvitation, user: str) -> Write:
    """Returns the write that uses an invitation up: of all who try, for one user, and as it was read."""
    return Update(
        _pk(stored.invitation.id),
        "INVITE",
        set={"accepted_by": user},
        remove=("open",),
        keys={"gsi1pk": None, "gsi1sk": None},
        condition=FieldIn("open", (stored.digest,)),
    )


def _pk(invitation: str) -> str:
    return f"INVITE#{invitation}"


def _item(stored: StoredInvitation) -> Item:
    invitation = stored.invitation
    doc = {
        **invitation.model_dump(mode="json"),
        "workspace": stored.workspace,
        "digest": stored.digest,
        "open": stored.digest,  # gone once it is used: one field says both that it is unused, and which link is good
        "accepted_by": stored.accepted_by,
    }
    ttl = invitation.expires_at // 1000 + _KEPT_S
    return Item(_pk(invitation.id), "INVITE", doc, f"W#{stored.workspace}#INVITES", invitation.id, ttl=ttl)


def _stored(item: Item) -> StoredInvitation:
    doc = item.doc
    return StoredInvitation(Invitation(**doc), doc["workspace"], doc["digest"], doc["accepted_by"])


def _missing(invitation: str) -> NotFound:
    return NotFound(
        f"There is no invitation {invitation!r}.",
        code="invitation.not_found",
        hint="It was accepted, or taken back.",
    )
