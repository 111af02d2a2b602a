"""Workspaces and members on every table, 64 people at once on two hosts."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from flow_builder.domain.member import Member
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import FlowBuilderError
from flow_builder.services import invitations, members, workspaces
from flow_builder.services.app import App
from flow_builder.services.membership import role_of
from flow_builder.store.table import Table
from tests.support.crowd import CLIENTS, at_once
from tests.support.hosts import hosts
from tests.support.people import invited, person, standing

BASE = "https://flows.example"


@pytest.fixture
def clock() -> Callable[[], float]:
    """Hosts live by the real time, so their table does as well."""
    return time.time


@pytest.fixture
async def pair(table: Table, tmp_path: Path) -> AsyncIterator[list[App]]:
    async with hosts(table, tmp_path, 2) as made:
        yield [each.app for each in made]


@pytest.fixture
async def owner(pair: list[App]) -> Principal:
    ada = await person(pair[0], "ada@example.com")
    made = await workspaces.create_workspace(pair[0], ada, "Team")
    return await standing(pair[0], ada, made.id)


async def code(work: Awaitable[object]) -> str:
    """Returns `ok`, or the code of the error that something ends with."""
    try:
        await work
    except FlowBuilderError as error:
        return error.code
    return "ok"


async def joined(app: App, owner: Principal, role: Role, email: str = "bob@example.com") -> Principal:
    found = await person(app, email)
    await app.stores.workspaces.add(Member(user=found.id, workspace=owner.workspace, role=role))
    return await standing(app, found, owner.workspace)


async def test_one_invitation_that_is_accepted_64_times_makes_one_member(
    pair: list[App], owner: Principal, tmp_path: Path
) -> None:
    await invitations.invite(pair[0], owner, "Bob@Example.com", Role.EDITOR, BASE)
    [token] = await invited(pair[0], tmp_path / "host0")
    bob = await person(pair[0], "bob@example.com")
    answers = await at_once(lambda number: code(invitations.accept_invitation(pair[number % 2], bob, token)))
    assert answers == ["ok"] * CLIENTS
    found = await pair[1].stores.workspaces.members(owner.workspace)
    assert {each.user: each.role for each in found} == {owner.id: Role.OWNER, bob.id: Role.EDITOR}
    assert (await pair[0].stores.invitations.find(owner.workspace, 10, None))[0] == []


async def test_an_invitation_is_for_its_address_alone(pair: list[App], owner: Principal, tmp_path: Path) -> None:
    app = pair[0]
    await invitations.invite(app, owner, "bob@example.com", Role.EDITOR, BASE)
    [token] = await invited(app, tmp_path / "host0")
    eve, unproven = await person(app, "eve@example.com"), await person(app, "bob@example.com", verified=False)
    assert await code(invitations.accept_invitation(app, eve, token)) == "invitation.address"
    assert await code(invitations.accept_invitation(app, unproven, token)) == "invitation.address"
    here = Principal("local", "local", "local", Role.OWNER)
    assert await code(invitations.accept_invitation(app, here, token)) == "invitation.account"
    assert await code(invitations.accept_invitation(app, eve, token[:-1])) == "invitation.invalid"
    assert len(await app.stores.workspaces.members(owner.workspace)) == 1


async def test_an_invitation_sent_again_ends_the_link_before_and_one_taken_back_ends_all(
    pair: list[App], owner: Principal, tmp_path: Path
) -> None:
    app = pair[0]
    bob = await person(app, "bob@example.com")
    made = await invitations.invite(app, owner, "bob@example.com", Role.EDITOR, BASE)
    [first] = await invited(app, tmp_path / "host0")
    assert await code(invitations.invite(app, owner, "BOB@example.com", Role.VIEWER, BASE)) == "invitation.exists"
    await invitations.send_again(app, owner, made.id, BASE)
    [second] = set(await invited(app, tmp_path / "host0")) - {first}
    assert await code(invitations.accept_invitation(app, bob, first)) == "invitation.invalid"
    await app.stores.invitations.delete(owner.workspace, made.id)
    assert await code(invitations.accept_invitation(app, bob, second)) == "invitation.invalid"
    assert await code(app.stores.invitations.delete(owner.workspace, made.id)) == "invitation.not_found"
    assert await code(app.stores.invitations.get("other", made.id)) == "invitation.not_found"


async def test_an_invitation_ends_with_its_time_and_with_its_workspace(
    pair: list[App], owner: Principal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = pair[0]
    bob = await person(app, "bob@example.com")
    made = await invitations.invite(app, owner, "bob@example.com", Role.EDITOR, BASE)
    [token] = await invited(app, tmp_path / "host0")
    with monkeypatch.context() as later:
        later.setattr("flow_builder.store.invitations.now", lambda: made.expires_at)
        assert await code(invitations.accept_invitation(app, bob, token)) == "invitation.invalid"
    await workspaces.delete_workspace(app, owner)
    assert await code(invitations.accept_invitation(app, bob, token)) == "invitation.invalid"
    assert await app.stores.workspaces.member(bob.id, owner.workspace) is None


async def test_of_64_owners_who_leave_at_once_one_stays(pair: list[App], owner: Principal) -> None:
    app = pair[0]
    others = await at_once(lambda number: joined(app, owner, Role.EDITOR, f"o{number}@example.com"), CLIENTS - 1)
    for each in others:
        await members.change_member(app, owner, each.id, Role.OWNER)
    everybody = [owner, *(Principal("user", each.id, owner.workspace, Role.OWNER, user=each.id) for each in others)]
    answers = Counter(await at_once(lambda number: _leave_for_good(pair[number % 2], everybody[number])))
    left = [each for each in await app.stores.workspaces.members(owner.workspace) if each.role is Role.OWNER]
    assert answers == {"ok": CLIENTS - 1, "member.last_owner": 1}
    assert len(left) == 1


async def _leave_for_good(app: App, who: Principal) -> str:
    """Tries until it is no matter of having been in somebody's way; DynamoDB refuses transactions that overlap."""
    while (said := await code(members.leave(app, who))) == "member.last_owner":
        owners = [each for each in await app.stores.workspaces.members(who.workspace) if each.role is Role.OWNER]
        if len(owners) == 1:
            return said
        await asyncio.sleep(0)
    return said


async def test_the_last_owner_can_neither_leave_nor_become_less(pair: list[App], owner: Principal) -> None:
    app = pair[0]
    await joined(app, owner, Role.ADMIN)
    assert await code(members.leave(app, owner)) == "member.last_owner"
    assert await code(members.change_member(app, owner, owner.id, Role.ADMIN)) == "member.last_owner"
    alone = await person(app, "carl@example.com")
    assert await code(members.leave(app, alone)) == "member.last_owner"


async def test_admins_have_no_say_over_owners(pair: list[App], owner: Principal) -> None:
    app = pair[0]
    admin = await joined(app, owner, Role.ADMIN)
    assert await code(members.change_member(app, admin, owner.id, Role.VIEWER)) == "member.role"
    assert await code(members.remove_member(app, admin, owner.id)) == "member.role"
    assert await code(members.change_member(app, admin, admin.id, Role.OWNER)) == "member.role"
    assert await code(members.change_member(app, admin, admin.id, Role.VIEWER)) == "ok"
    assert await code(members.change_member(app, admin, "nobody", Role.VIEWER)) == "member.not_found"


async def test_a_workspace_changes_hands_in_two_steps_once(pair: list[App], owner: Principal) -> None:
    app = pair[0]
    bob = await joined(app, owner, Role.EDITOR)
    eve = await joined(app, owner, Role.EDITOR, "eve@example.com")
    assert await code(members.accept_offer(app, bob)) == "offer.not_found"
    await members.offer_workspace(app, owner, bob.id)
    assert await code(members.accept_offer(app, eve)) == "offer.not_yours"
    answers = Counter(await at_once(lambda number: code(members.accept_offer(pair[number % 2], bob))))
    assert answers["ok"] == 1
    assert set(answers) <= {"ok", "offer.stale", "offer.not_found"}
    found = {each.user: each.role for each in await app.stores.workspaces.members(owner.workspace)}
    assert found == {owner.id: Role.ADMIN, bob.id: Role.OWNER, eve.id: Role.EDITOR}
    assert await code(members.leave(app, await standing(app, owner, owner.workspace))) == "ok"
    assert await code(members.leave(app, await standing(app, bob, owner.workspace))) == "member.last_owner"


async def test_an_offer_ends_when_who_made_it_is_no_owner_any_more(pair: list[App], owner: Principal) -> None:
    app = pair[0]
    bob, carl = await joined(app, owner, Role.EDITOR), await joined(app, owner, Role.EDITOR, "carl@example.com")
    await members.change_member(app, owner, carl.id, Role.OWNER)
    await members.offer_workspace(app, owner, bob.id)
    await members.change_member(app, await standing(app, carl, owner.workspace), owner.id, Role.VIEWER)
    assert await code(members.accept_offer(app, bob)) == "offer.stale"
    await members.withdraw_offer(app, bob)
    assert await code(members.read_offer(app, owner.workspace)) == "offer.not_found"


async def test_a_personal_workspace_stays_with_its_owner(pair: list[App]) -> None:
    app = pair[0]
    ada = await person(app, "ada@example.com")
    bob = await joined(app, ada, Role.EDITOR)
    for work in (
        members.offer_workspace(app, ada, bob.id),
        members.change_member(app, ada, bob.id, Role.OWNER),
        workspaces.delete_workspace(app, ada),
    ):
        assert await code(work) == "workspace.personal"
    assert (await workspaces.rename_workspace(app, ada, "Mine")).name == "Mine"


async def test_a_deleted_workspace_is_nobodys_until_an_owner_restores_it(pair: list[App], owner: Principal) -> None:
    app, other = pair
    bob = await joined(app, owner, Role.ADMIN)
    await workspaces.delete_workspace(app, owner)
    assert await role_of(other, owner.id, owner.workspace) is None
    assert await role_of(other, bob.id, owner.workspace) is None
    assert await code(workspaces.restore_workspace(other, bob, owner.workspace)) == "workspace.not_found"
    at_home = Principal("user", owner.id, f"p_{owner.id}", Role.OWNER, user=owner.id)
    assert [each.id for each in await workspaces.list_workspaces(app, at_home, deleted=True)] == [owner.workspace]
    answers = Counter(
        await at_once(lambda number: code(workspaces.restore_workspace(pair[number % 2], at_home, owner.workspace)))
    )
    assert answers == {"ok": 1, "workspace.not_found": CLIENTS - 1}
    assert await role_of(other, bob.id, owner.workspace) is Role.ADMIN
    assert {each.name for each in await workspaces.list_workspaces(app, at_home)} == {"Personal", "Team"}
