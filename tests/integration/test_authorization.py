"""Who may do what: every operation of the API, for every role and scope, and on things of another workspace.

Made of openapi.json and the permission table; no operation is left out.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest

from flow_builder.domain.permissions import PUBLIC, RULES
from flow_builder.domain.principal import Principal, Role, Scope
from flow_builder.store.table import Item, Put
from tests.support.api import Api, api
from tests.support.belongings import belongings
from tests.support.keys import bearing, made_key
from tests.support.operations import Operation, operations

# FastAPI names the body of a model that is built late in a way that pydantic remarks on.
pytestmark = pytest.mark.filterwarnings("ignore::pydantic.warnings.UnsupportedFieldAttributeWarning")

OPERATIONS = list(operations())
GUARDED = [each for each in OPERATIONS if each.id not in PUBLIC]
FORGED = ["fbk_01m7ymr6hbtpkwfay5ja_secret", "fbh_secret", "eyJhbGciOiJub25lIn0.e30.", "x"]


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, rate_limits="off") as made:
        yield made


async def send(host: Api, operation: Operation, path: str, headers: dict[str, str]) -> httpx.Response:
    return await host.http.request(operation.method, path, headers=headers, **operation.sent())


def code_of(answer: httpx.Response) -> str:
    """Returns the code of a problem, empty for all other answers."""
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return str(answer.json()["code"]) if is_problem else ""


def missing(noun: str) -> str:
    """Returns an id that nothing has."""
    return "1" if noun == "versions" else f"nope_{noun}"


@pytest.fixture
async def team(host: Api) -> str:
    return str((await host.ok("POST", "/workspaces", json={"name": "Team"}))["id"])


def principals() -> list[tuple[Role, frozenset[Scope]]]:
    every = frozenset(get_args(Scope))
    return [(role, every) for role in Role] + [(Role.OWNER, frozenset([scope])) for scope in sorted(every)]


@pytest.mark.parametrize(
    ("role", "scopes"), principals(), ids=lambda each: each if isinstance(each, str) else len(each)
)
async def test_every_operation_heeds_the_role_and_the_scopes_of_who_asks(
    host: Api, role: Role, scopes: frozenset[Scope]
) -> None:
    key = await made_key(host, role, sorted(scopes))
    asker = Principal("key", key["id"], "local", role, scopes, "local")
    wrong = []
    for operation in GUARDED:
        answer = await send(host, operation, operation.at(missing), bearing(key["key"]))
        refusal = RULES[operation.id].refusal(asker)
        said = code_of(answer)
        refused = answer.status_code in {401, 403} and said.startswith("auth.")
        if refused != (refusal is not None) or (refusal and (answer.status_code, said) != (403, f"auth.{refusal}")):
            wrong.append((operation.id, refusal, answer.status_code, said))
    assert not wrong


async def test_nobody_gets_anywhere_without_proof_or_with_a_forged_one(host: Api) -> None:
    await host.app.stores.accounts.table.write(Put(Item("ACCOUNTS", "OWNER", {"user": "u_1"})))
    wrong = []
    for operation in GUARDED:
        for headers in ({}, *map(bearing, FORGED)):
            answer = await send(host, operation, operation.at(missing), headers)
            if answer.status_code != 401:
                wrong.append((operation.id, headers, answer.status_code))
    assert not wrong


async def test_what_is_anothers_is_as_if_it_were_not_there_and_stays_as_it_is(host: Api, team: str) -> None:
    theirs = await belongings(host, team)
    key = await made_key(host)
    looks = [each for each in GUARDED if each.method == "GET" and each.nouns and set(each.nouns) <= set(theirs)]
    before = await seen(host, looks, theirs, team)
    wrong = []
    for operation in (each for each in GUARDED if each.nouns):
        for headers in ({}, bearing(key["key"])):
            absent = await send(host, operation, operation.at(missing), headers)
            answer = await send(host, operation, operation.at(lambda noun: theirs.get(noun, missing(noun))), headers)
            told = (answer.status_code, code_of(answer))
            hidden = answer.status_code == 404 or operation.method != "GET" or "auth." in told[1]
            if told != (absent.status_code, code_of(absent)) or not hidden:
                wrong.append((operation.id, told, (absent.status_code, code_of(absent))))
    assert not wrong
    assert await seen(host, looks, theirs, team) == before


_NAMED = {"flow": "flows", "run": "runs", "schedule": "schedules", "credential": "credentials", "id": "flows"}


async def test_what_is_anothers_cannot_be_named_in_a_body_either(host: Api, team: str) -> None:
    theirs = await belongings(host, team)
    runs = (await host.ok("GET", "/runs", headers={"x-workspace": team}))["items"]
    wrong, tried = [], set()
    for operation in (each for each in GUARDED if isinstance(each.body, dict) and not each.nouns):
        for field in _NAMED.keys() & operation.body.keys():
            tried.add(operation.id)
            told = []
            for id_ in (theirs[_NAMED[field]], missing(_NAMED[field])):
                body, own = {**operation.body, field: id_}, {"idempotency-key": f"{operation.id}/{id_}"}
                answer = await host.http.request(operation.method, operation.path, json=body, headers=own)
                told.append((answer.status_code, code_of(answer)))
            if told[0] != told[1]:
                wrong.append((operation.id, field, *told))
    assert not wrong
    assert tried >= {"runs_start", "schedules_create", "templates_save", "shares_create", "expressions_preview"}
    assert (await host.ok("GET", "/runs", headers={"x-workspace": team}))["items"] == runs


async def seen(host: Api, looks: list[Operation], theirs: dict[str, str], team: str) -> dict[str, Any]:
    """Returns what the members of a workspace see of its things; all of them have to be there."""
    found = {}
    for operation in looks:
        answer = await send(host, operation, operation.at(theirs.__getitem__), {"x-workspace": team})
        assert answer.status_code == 200, (operation.id, answer.text)
        found[operation.id] = answer.content
    return found


async def test_no_other_workspace_can_be_asked_for(host: Api, team: str) -> None:
    key = await made_key(host)
    for operation in GUARDED:
        for headers in (bearing(key["key"], **{"x-workspace": team}), {"x-workspace": "nope"}):
            answer = await send(host, operation, operation.at(missing), headers)
            assert (answer.status_code, code_of(answer)) == (404, "workspace.not_found"), operation.id
