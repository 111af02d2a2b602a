"""Accounts, their sessions and what proves that somebody is who they say.

Keys (U = user id):

    ACCOUNTS            OWNER            whose installation this is; from then on callers have to say who they are
    USER#U              PROFILE          the account; password hash, sealed TOTP secret and its last step
    USER#U              SESSION#<id>     where U is signed in: which turn its refresh token is at
    USER#U              RECOVERY#<hash>  a code that replaces a TOTP code once
    USER#U              IDENTITY#<id>    an account elsewhere that signs in as U
    EMAIL#<canonical>   USER             whose address that is
    IDENTITY#<id>       USER             whose identity that is
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from flow_builder.domain.account import Identity, Session, User, canonical
from flow_builder.domain.ids import now
from flow_builder.domain.member import Member
from flow_builder.errors import Conflict, NotFound
from flow_builder.store import workspaces
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Present, Put, Table, Update, Write

SESSION_S = 30 * 86_400
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Proofs:
    """What somebody proves to be a user with; nothing of it is ever shown."""

    password: str | None = None
    """argon2id hash."""
    totp: str | None = None
    """Sealed secret of the one-time codes."""
    totp_step: int = 0
    """Number of the last period whose code was used: each is good once."""
    totp_pending: str | None = None
    """Sealed secret that was shown, but not confirmed yet."""


class AccountStore:
    """The repository of accounts."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def owner(self) -> str | None:
        """Returns the user whose installation this is, None while nobody's."""
        item = await self.table.get("ACCOUNTS", "OWNER")
        return None if item is None else str(item.doc["user"])

    async def create(
        self, user: User, member: Member, *, password: str | None, identity: Identity | None, owner: bool
    ) -> None:
        """Stores a new account with all that belongs to it; Conflict when address, identity or ownership is taken."""
        doc = {**user.model_dump(mode="json"), "password": password}
        ops: list[Write] = [
            Put(Item(_pk(user.id), "PROFILE", doc), Absent()),
            Put(Item(_email(user.email), "USER", {"user": user.id}), Absent()),
            Put(workspaces.item_of(member), Absent()),
        ]
        if identity is not None:
            ops += _linking(user.id, identity)
        if owner:
            ops.append(Put(Item("ACCOUNTS", "OWNER", {"user": user.id}), Absent()))
        await self.table.write(*ops)

    async def get(self, user: str) -> User:
        """Returns an account; NotFound `account.not_found`."""
        return User(**(await self._profile(user)).doc)

    async def by_email(self, email: str) -> User | None:
        """Returns the account that an address belongs to, or None."""
        item = await self.table.get(_email(email), "USER")
        return None if item is None else await self._or_none(item.doc["user"])

    async def by_identity(self, identity: str) -> User | None:
        """Returns the account that an identity signs in as, or None."""
        item = await self.table.get(f"IDENTITY#{identity}", "USER")
        return None if item is None else await self._or_none(item.doc["user"])

    async def proofs(self, user: str) -> Proofs:
        """Returns what a user proves themselves with; NotFound."""
        doc = (await self._profile(user)).doc
        return Proofs(doc.get("password"), doc.get("totp"), doc.get("totp_step") or 0, doc.get("totp_pending"))

    async def change(self, user: str, **fields: Any) -> User:
        """Changes fields of an account (its address apart) and returns it; NotFound."""
        try:
            return User(**(await self.table.update(Update(_pk(user), "PROFILE", set=fields, condition=Present()))).doc)
        except Conflict as error:
            raise _missing() from error

    async def replace_password(self, user: str, before: str, after: str) -> bool:
        """Replaces a password's hash; False when it is another one by now."""
        op = Update(_pk(user), "PROFILE", set={"password": after}, condition=FieldIn("password", (before,)))
        return await self._done(op)

    async def move(self, user: User, email: str) -> User:
        """Gives an account another address, which is proven; Conflict when that belongs to somebody."""
        change = Update(_pk(user.id), "PROFILE", set={"email": email, "verified": True}, condition=Present())
        if canonical(email) == canonical(user.email):
            await self.table.write(change)
        else:
            mine = FieldIn("user", (user.id,))
            new = Put(Item(_email(email), "USER", {"user": user.id}), Absent())
            await self.table.write(change, new, Delete(_email(user.email), "USER", mine))
        return await self.get(user.id)

    async def take_step(self, user: str, before: int, step: int) -> bool:
        """Uses up the code of a period; False when it, or a later one, was used already."""
        op = Update(_pk(user), "PROFILE", set={"totp_step": step}, condition=FieldIn("totp_step", (before,)))
        return step > before and await self._done(op)

    async def enable_totp(self, user: str, pending: str, step: int, recovery: Sequence[str]) -> bool:
        """Makes a secret that was shown the one of the codes, with new recovery codes; False when it is another now."""
        change = {"totp": pending, "totp_pending": None, "totp_step": step, "two_factor": True}
        op = Update(_pk(user), "PROFILE", set=change, condition=FieldIn("totp_pending", (pending,)))
        return await self._done(op, *await self._recovery_ops(user, recovery))

    async def disable_totp(self, user: str) -> None:
        """Ends the asking for codes, and drops the recovery codes."""
        change = {"totp": None, "totp_pending": None, "two_factor": False}
        op = Update(_pk(user), "PROFILE", set=change, condition=Present())
        await self.table.write(op, *await self._recovery_ops(user, ()))

    async def replace_recovery(self, user: str, recovery: Sequence[str]) -> None:
        """Replaces the recovery codes, given as hashes."""
        await self.table.write(*await self._recovery_ops(user, recovery))

    async def take_recovery(self, user: str, code: str) -> bool:
        """Uses up a recovery code, given as its hash; False when there is none such."""
        return await self._done(Delete(_pk(user), f"RECOVERY#{code}", Present()))

    async def recovery_left(self, user: str) -> int:
        """Returns how many recovery codes are unused."""
        return len((await self.table.query(_pk(user), prefix="RECOVERY#")).items)

    async def _recovery_ops(self, user: str, recovery: Sequence[str]) -> list[Write]:
        old = (await self.table.query(_pk(user), prefix="RECOVERY#")).items
        puts = [Put(Item(_pk(user), f"RECOVERY#{code}", {"at": now()})) for code in recovery]
        return [*(Delete(each.pk, each.sk) for each in old), *puts]

    async def open_session(self, session: Session, salt: str) -> None:
        """Stores where somebody is signed in, at turn 1 of its refresh token; NotFound when the account is gone."""
        doc = {**session.model_dump(mode="json"), "salt": salt, "turn": 1, "turned_at": session.created_at}
        item = Item(_pk(session.user), f"SESSION#{session.id}", doc, ttl=now() // 1000 + SESSION_S)
        seen = Update(_pk(session.user), "PROFILE", set={"signed_in_at": session.created_at}, condition=Present())
        try:
            await self.table.write(seen, Put(item, Absent()))
        except Conflict as error:
            raise _missing() from error

    async def session(self, user: str, session: str) -> dict[str, Any] | None:
        """Returns a session with its `salt`, `turn` and `turned_at`; None when it has ended."""
        item = await self.table.get(_pk(user), f"SESSION#{session}")
        return None if item is None else item.doc

    async def turn(self, user: str, session: str, turn: int, address: str) -> bool:
        """Goes from a turn of the refresh token to the next; False when somebody else did or the session has ended."""
        at = now()
        change = {"turn": turn + 1, "turned_at": at, "used_at": at, "address": address}
        ttl = {"ttl": at // 1000 + SESSION_S}
        condition = FieldIn("turn", (turn,))
        return await self._done(Update(_pk(user), f"SESSION#{session}", set=change, keys=ttl, condition=condition))

    async def sessions(self, user: str) -> list[Session]:
        """Returns where somebody is signed in, the newest first."""
        items = await self._all(user, "SESSION#")
        return sorted((Session(**each.doc) for each in items), key=lambda each: each.created_at, reverse=True)

    async def end_session(self, user: str, session: str) -> bool:
        """Ends a session; False when there is none such."""
        return await self._done(Delete(_pk(user), f"SESSION#{session}", Present()))

    async def end_sessions(self, user: str, *, but: str | None = None) -> int:
        """Ends all sessions of a user but one, and returns how many those were."""
        found = [each for each in await self._all(user, "SESSION#") if each.sk != f"SESSION#{but}"]
        await self._delete(found)
        return len(found)

    async def standing(self, user: str, session: str) -> User | None:
        """Returns the account behind a session that has not ended, or None."""
        keys = [(_pk(user), "PROFILE"), (_pk(user), f"SESSION#{session}")]
        found = {item.sk: item for item in await self.table.batch_get(keys)}
        return User(**found["PROFILE"].doc) if len(found) == len(keys) else None

    async def identities(self, user: str) -> list[Identity]:
        """Returns the accounts elsewhere that sign in as a user."""
        return [Identity(**each.doc) for each in await self._all(user, "IDENTITY#")]

    async def link(self, user: str, identity: Identity) -> None:
        """Lets an identity sign in as a user; Conflict when it does so as anybody."""
        await self.table.write(*_linking(user, identity))

    async def unlink(self, user: str, identity: str) -> bool:
        """Ends that; False when there is none such."""
        mine = Delete(_pk(user), f"IDENTITY#{identity}", Present())
        return await self._done(mine, Delete(f"IDENTITY#{identity}", "USER", FieldIn("user", (user,))))

    async def erase(self, user: User) -> None:
        """Removes all that is kept of an account here; what its workspaces hold is not this store's."""
        items = await self._all(user.id, "")
        identities = [Identity(**each.doc) for each in items if each.sk.startswith("IDENTITY#")]
        mine = FieldIn("user", (user.id,))
        for each in identities:
            await self._done(Delete(f"IDENTITY#{each.id}", "USER", mine))
        await self._done(Delete(_email(user.email), "USER", mine))
        await self._delete(items)
        await self._done(Delete("ACCOUNTS", "OWNER", mine))

    async def _all(self, user: str, prefix: str) -> list[Item]:
        found: list[Item] = []
        cursor: str | None = None
        while True:
            page = await self.table.query(_pk(user), prefix=prefix, cursor=cursor)
            found += page.items
            if (cursor := page.cursor) is None:
                return found

    async def _delete(self, items: Sequence[Item]) -> None:
        for start in range(0, len(items), _BATCH):
            await self.table.write(*(Delete(each.pk, each.sk) for each in items[start : start + _BATCH]))

    async def _or_none(self, user: str) -> User | None:
        item = await self.table.get(_pk(user), "PROFILE")
        return None if item is None else User(**item.doc)

    async def _profile(self, user: str) -> Item:
        item = await self.table.get(_pk(user), "PROFILE")
        if item is None:
            raise _missing()
        return item

    async def _done(self, *ops: Write) -> bool:
        try:
            await self.table.write(*ops)
        except Conflict:
            return False
        return True


def identity_id(issuer: str, subject: str) -> str:
    """Returns the id of an identity: the same for an issuer's address and its name of somebody."""
    return sha256(f"{issuer}\n{subject}".encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _linking(user: str, identity: Identity) -> list[Write]:
    return [
        Put(Item(_pk(user), f"IDENTITY#{identity.id}", identity.model_dump(mode="json")), Absent()),
        Put(Item(f"IDENTITY#{identity.id}", "USER", {"user": user}), Absent()),
    ]


def _pk(user: str) -> str:
    return f"USER#{user}"


def _email(email: str) -> str:
    return f"EMAIL#{canonical(email)}"


def _missing() -> NotFound:
    return NotFound("There is no such account.", code="account.not_found")
