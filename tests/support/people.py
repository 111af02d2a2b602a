"""People with accounts, for tests of what they may do together."""

import asyncio
import re
from email import message_from_bytes, policy
from pathlib import Path

from flow_builder.domain.account import User
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.services.app import App

_TOKEN = re.compile(r"fbi_[\w-]+")


async def person(app: App, email: str, *, verified: bool = True) -> Principal:
    """Stores an account and returns its user as one who asks in their personal workspace."""
    id_ = new_id("u")
    user = User(id=id_, email=email, verified=verified, workspace=f"p_{id_}", created_at=now())
    member = Member(user=id_, workspace=user.workspace, role=Role.OWNER)
    await app.stores.accounts.create(user, member, password=None, identity=None, owner=False)
    return Principal("user", id_, user.workspace, Role.OWNER, user=id_)


async def standing(app: App, who: Principal, workspace: str) -> Principal:
    """Returns somebody as one who asks in another workspace, with their role there."""
    member = await app.stores.workspaces.standing(who.id, workspace)
    assert member is not None
    return Principal("user", who.id, workspace, member.role, user=who.id)


async def invited(app: App, folder: Path) -> list[str]:
    """Returns the tokens in the invitations that were mailed by a host with this data folder, oldest first."""
    await app.mail.settled()
    return await asyncio.to_thread(_tokens, folder)


def _tokens(folder: Path) -> list[str]:
    found: list[str] = []
    for path in sorted((folder / "mail").glob("*.eml")):
        body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body()
        assert body is not None
        found += _TOKEN.findall(body.get_content())
    return found
