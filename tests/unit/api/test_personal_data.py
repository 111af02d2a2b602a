"""Everything of a person, in one file; and nothing of it, after they have gone."""

import io
import json
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.principal import Role
from tests.support.api import Api, api
from tests.support.machine import flow
from tests.support.signed_in import PASSWORD, bearer, owner, somebody

HI = {"key": "say", "type": "core.log", "config": {"message": "the lighthouse keeper"}}
MINE = {"password": PASSWORD}


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path) as made:
        yield made


async def filled(host: Api) -> dict[str, str]:
    """Makes an owner who has used all kinds of things, and returns the header of who is signed in."""
    mine = bearer((await owner(host))["access_token"])
    document = {**flow([HI]), "name": "Lighthouse"}
    made = await host.ok("POST", "/flows", json=document, headers=mine)
    await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": made["id"]}, headers=mine)
    fields = {"name": "api", "type": "bearer", "fields": {"token": "t0p-secret-value"}}
    await host.ok("POST", "/credentials", json=fields, headers=mine)
    await host.ok("POST", "/auth/forgot", json={"email": "ada@example.com"})
    await host.app.mail.settled()
    return mine


async def exported(host: Api, mine: dict[str, str]) -> dict[str, bytes]:
    answer = await host.http.post("/api/v1/account/export", json=MINE, headers=mine)
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_an_export_holds_what_one_owns_and_no_secret(host: Api) -> None:
    mine = await filled(host)
    await somebody(host.app, "bob@example.com")
    files = await exported(host, mine)
    told = json.loads(files["account.json"])
    assert (told["user"]["email"], len(told["sessions"])) == ("ada@example.com", 1)
    assert {"workspaces/local/f.jsonl", "workspaces/local/doc.jsonl", "workspaces/local/cred.jsonl"} <= set(files)
    everything = b"".join(files.values())
    assert b"the lighthouse keeper" in everything
    for secret in (PASSWORD, "t0p-secret-value", "$argon2id", "bob@example.com", '"sealed"', '"salt"'):
        assert secret.encode() not in everything


async def test_an_export_and_an_end_take_the_password(host: Api) -> None:
    mine = await filled(host)
    await host.refused("POST", "/account/export", 403, json={}, headers=mine)
    body = {"email": "ada@example.com", "password": "wrong"}
    assert (await host.refused("POST", "/account/erase", 403, json=body, headers=mine))["code"] == "auth.password"
    body = {"email": "other@example.com", **MINE}
    assert (await host.refused("POST", "/account/erase", 422, json=body, headers=mine))["code"] == "account.confirm"


async def left(host: Api) -> list[str]:
    """Returns all that is stored, as text."""
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await host.app.stores.accounts.table.scan(limit=500, cursor=cursor)
        found += [str((item.pk, item.sk, item.doc, item.gsi1pk, item.gsi2pk)) for item in page.items]
        if (cursor := page.cursor) is None:
            return found


def files(folder: Path) -> list[Path]:
    """Returns all files of the data folder, the log of the state file and its free pages included."""
    return [each for each in folder.rglob("*") if each.is_file()]


async def test_nothing_is_left_of_who_has_gone_and_all_of_who_stays(host: Api, tmp_path: Path) -> None:
    mine = await filled(host)
    user = (await host.ok("GET", "/account", headers=mine))["user"]["id"]
    bob = await somebody(host.app, "bob@example.com")
    theirs = bearer(bob.access_token)
    await host.ok("POST", "/flows", json={**flow([HI]), "name": "Bobs"}, headers=theirs)
    await host.ok("POST", "/account/erase", json={"email": "ADA@example.com", **MINE}, headers=mine)
    await host.refused("GET", "/account", 401, headers=mine)
    stored = await left(host)
    for trace in (user, "ada@example.com", "Lighthouse", "t0p-secret"):
        assert [each for each in stored if trace in each] == []
    for trace in (user, "ada@example.com", "Lighthouse", "t0p-secret"):
        assert [each.name for each in files(tmp_path) if trace.encode() in each.read_bytes()] == []
    assert [each["name"] for each in (await host.ok("GET", "/flows", headers=theirs))["items"]] == ["Bobs"]


async def test_who_owns_what_others_work_in_gives_it_away_first(host: Api) -> None:
    mine = await filled(host)
    bob = await somebody(host.app, "bob@example.com", role=Role.EDITOR)
    body: dict[str, Any] = {"email": "ada@example.com", **MINE}
    said = await host.refused("POST", "/account/erase", 409, json=body, headers=mine)
    assert (said["code"], said["details"]["workspaces"]) == ("account.shared", ["local"])
    theirs = {"email": "bob@example.com"}
    await host.ok("POST", "/account/erase", json=theirs, headers=bearer(bob.access_token))
    await host.ok("GET", "/flows", headers=mine)
    assert [each for each in await left(host) if bob.user.id in each and "AUDIT" not in each] == []
    await host.ok("POST", "/account/erase", json=body, headers=mine)
