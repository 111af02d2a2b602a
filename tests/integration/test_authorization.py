"""Who may do what: every operation of the API, for everybody there can be, on own things, others' and none.

Made of openapi.json and the permission table; no operation is left out.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from starlette.types import ASGIApp

from flow_builder.bootstrap import create_api, opened
from flow_builder.domain.member import Member
from flow_builder.domain.permissions import PUBLIC, RULES
from flow_builder.domain.principal import Principal, Role, Scope
from flow_builder.settings import Settings
from flow_builder.store.table import Item, Put
from tests.support.api import Api
from tests.support.asgi import Answer, ask
from tests.support.belongings import belongings
from tests.support.keys import bearing, made_key
from tests.support.operations import Operation, operations
from tests.support.signed_in import bearer, somebody

# FastAPI names the body of a model that is built late in a way that pydantic remarks on.
pytestmark = pytest.mark.filterwarnings("ignore::pydantic.warnings.UnsupportedFieldAttributeWarning")

OPERATIONS = list(operations())
GUARDED = [each for each in OPERATIONS if each.id not in PUBLIC]
FORGED = ["fbk_01m7ymr6hbtpkwfay5ja_secret", "fbh_secret", "eyJhbGciOiJub25lIn0.e30.", "x"]
EVERY_SCOPE = frozenset(get_args(Scope))


@dataclass(frozen=True)
class Asker:
    """Somebody who asks: what they prove it with, and what the permission table is to make of them."""

    principal: Principal
    headers: dict[str, str]


@dataclass(frozen=True)
class Host:
    """A host, asked without a client in between."""

    api: Api
    asgi: ASGIApp

    async def ask(self, operation: Operation, path: str, headers: dict[str, str], body: Any = None) -> Answer:
        return await ask(self.asgi, operation.method, path, headers, body)


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    async with opened(Settings(data=tmp_path, browser_workers=0)) as app:
        asgi = create_api(app)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=asgi), base_url="http://localhost") as http:
            yield Host(Api(app, http), asgi)


def missing(noun: str) -> str:
    """Returns an id that nothing has."""
    return "1" if noun == "versions" else f"nope_{noun}"


@pytest.fixture
async def team(host: Host) -> str:
    return str((await host.api.ok("POST", "/workspaces", json={"name": "Team"}))["id"])


async def key(host: Host, role: Role = Role.OWNER, scopes: frozenset[Scope] = EVERY_SCOPE, in_: str = "local") -> Asker:
    made = await made_key(host.api, role, sorted(scopes), headers={"x-workspace": in_})
    return Asker(Principal("key", made["id"], in_, role, scopes, "local"), bearing(made["key"]))


async def user(host: Host, role: Role = Role.OWNER, in_: str = "local") -> Asker:
    grant = await somebody(host.api.app, f"{role}@{in_.replace('_', '-')}.example", role=role, workspace=in_)
    headers = {**bearer(grant.access_token), "x-workspace": in_}
    return Asker(Principal("user", grant.user.id, in_, role, user=grant.user.id), headers)


async def guest(host: Host) -> Asker:
    made = await host.api.ok("POST", "/auth/guest", json={})
    who = Principal("guest", made["guest"], made["workspace"], Role.OWNER, user=made["guest"])
    return Asker(who, bearer(made["access_token"]))


async def local(_: Host) -> Asker:
    return Asker(Principal("local", "local", "local", Role.OWNER), {})


KINDS: dict[str, Callable[[Host], Awaitable[Asker]]] = {"local": local, "user": user, "guest": guest, "key": key}


async def everybody(host: Host, kind: str) -> list[Asker]:
    """Returns those of a kind, in every role and with every scope."""
    match kind:
        case "user":
            return [await user(host, role) for role in Role]
        case "key":
            return [await key(host, role) for role in Role]
        case "scope":
            alone = [frozenset([scope]) for scope in sorted(EVERY_SCOPE)]
            return [await key(host, scopes=each) for only in alone for each in (only, EVERY_SCOPE - only)]
    return [await KINDS[kind](host)]


@pytest.mark.parametrize("kind", ["local", "guest", "user", "key", "scope"])
async def test_every_operation_heeds_who_asks_their_role_and_their_scopes(host: Host, kind: str) -> None:
    wrong = []
    for asker in await everybody(host, kind):
        for operation in (each for each in GUARDED if kind not in TELLING or TELLING[kind](asker, each)):
            # A body that no operation takes: who may not is refused before anybody looks at it, and nothing is done.
            nothing = None if operation.body is None else "nothing"
            answer = await host.ask(operation, operation.at(missing), asker.headers, nothing)
            refusal = RULES[operation.id].refusal(asker.principal)
            expected = answer.told == (403, f"auth.{refusal}") if refusal else not answer.code.startswith("auth.")
            if not expected or answer.status >= 500:
                wrong.append((operation.id, asker.principal.role, asker.principal.scopes, refusal, *answer.told))
            await stay(host, asker.principal)
    assert not wrong


def scope_tells(asker: Asker, operation: Operation) -> bool:
    """Tells whether somebody has just the scope that an operation takes, or all but that: more never lets less through."""
    scope, theirs = RULES[operation.id].scope, asker.principal.scopes or frozenset()
    return (scope in theirs) == (len(theirs) == 1)


def role_tells(asker: Asker, operation: Operation) -> bool:
    """Tells whether somebody's role is the least that an operation takes, or the one below; users try every role."""
    roles = list(Role)
    return 0 <= roles.index(RULES[operation.id].role) - roles.index(asker.principal.role) <= 1


TELLING = {"scope": scope_tells, "key": role_tells}


async def stay(host: Host, principal: Principal) -> None:
    """Makes a user a member again who has just left."""
    workspaces = host.api.app.stores.workspaces
    if principal.kind == "user" and await workspaces.standing(principal.id, principal.workspace) is None:
        await workspaces.create(Member(user=principal.id, workspace=principal.workspace, role=principal.role))


async def test_nobody_gets_anywhere_without_proof_or_with_a_forged_one(host: Host) -> None:
    await host.api.app.stores.accounts.table.write(Put(Item("ACCOUNTS", "OWNER", {"user": "u_1"})))
    wrong = []
    for operation in GUARDED:
        for headers in ({}, *map(bearing, FORGED)):
            answer = await host.ask(operation, operation.at(missing), headers, operation.body)
            if answer.status != 401:
                wrong.append((operation.id, headers, answer.status))
    assert not wrong


async def test_what_is_anothers_is_as_if_it_were_not_there_and_stays_as_it_is(host: Host, team: str) -> None:
    theirs = await belongings(host.api, team)
    looks = [each for each in GUARDED if each.method == "GET" and each.nouns and set(each.nouns) <= set(theirs)]
    members = [Asker((await local(host)).principal, {"x-workspace": team}), await user(host, in_=team)]
    before = [await seen(host, looks, theirs, each) for each in members]
    wrong = []
    # A name that is imported to is one's own from then on, so looks come first.
    tried = sorted((each for each in GUARDED if each.nouns), key=lambda each: each.method != "GET")
    askers = [await make(host) for make in KINDS.values()]
    for operation in tried:
        for asker in askers:
            absent = await host.ask(operation, operation.at(missing), asker.headers, operation.body)
            path = operation.at(lambda noun: theirs.get(noun, missing(noun)))
            answer = await host.ask(operation, path, asker.headers, operation.body)
            hidden = answer.status == 404 or operation.method != "GET" or "auth." in answer.code
            if answer.told != absent.told or not hidden:
                wrong.append((asker.principal.kind, operation.id, answer.told, absent.told))
    assert not wrong
    assert [await seen(host, looks, theirs, each) for each in members] == before


_NAMED = {"flow": "flows", "run": "runs", "schedule": "schedules", "credential": "credentials", "id": "flows"}


async def test_what_is_anothers_cannot_be_named_in_a_body_either(host: Host, team: str) -> None:
    theirs = await belongings(host.api, team)
    runs = (await host.api.ok("GET", "/runs", headers={"x-workspace": team}))["items"]
    wrong, tried = [], set()
    for asker in [await make(host) for make in KINDS.values()]:
        for operation in (each for each in GUARDED if isinstance(each.body, dict) and not each.nouns):
            for field in _NAMED.keys() & operation.body.keys():
                tried.add(operation.id)
                told = []
                for id_ in (theirs[_NAMED[field]], missing(_NAMED[field])):
                    own = {**asker.headers, "idempotency-key": f"{operation.id}/{id_}"}
                    answer = await host.ask(operation, operation.path, own, {**operation.body, field: id_})
                    told.append(answer.told)
                if told[0] != told[1]:
                    wrong.append((asker.principal.kind, operation.id, field, *told))
    assert not wrong
    assert tried >= {"runs_start", "schedules_create", "templates_save", "shares_create", "expressions_preview"}
    assert (await host.api.ok("GET", "/runs", headers={"x-workspace": team}))["items"] == runs


async def seen(host: Host, looks: list[Operation], theirs: dict[str, str], member: Asker) -> dict[str, bytes]:
    """Returns what a member of a workspace sees of its things; all of them have to be there."""
    found = {}
    for operation in looks:
        answer = await host.ask(operation, operation.at(theirs.__getitem__), member.headers)
        assert answer.status == 200, (operation.id, answer.content)
        found[operation.id] = answer.content
    return found


async def test_no_other_workspace_can_be_asked_for(host: Host, team: str) -> None:
    wrong = []
    for make in KINDS.values():
        asker = await make(host)
        asked = "nope" if asker.principal.kind == "local" else team
        for operation in GUARDED:
            headers = {**asker.headers, "x-workspace": asked}
            answer = await host.ask(operation, operation.at(missing), headers, operation.body)
            if answer.told != (404, "workspace.not_found"):
                wrong.append((asker.principal.kind, operation.id, asked, *answer.told))
    assert not wrong
