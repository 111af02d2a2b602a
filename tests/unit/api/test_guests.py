"""Guests through the API, from the first request to what is left of them."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.guest import guest_of
from flow_builder.domain.ids import now
from flow_builder.services import guests
from flow_builder.services.credits import account_of
from flow_builder.store.table import Update
from tests.support.api import Api, api
from tests.support.conditions import until
from tests.support.crowd import HI, at_once, call
from tests.support.machine import flow
from tests.support.signed_in import bearer, somebody

ASK: dict[str, Any] = flow([HI, {"key": "ask", "type": "core.approval", "config": {"message": "Go on?"}}], ["say>ask"])
HOOKED: dict[str, Any] = flow([{"key": "hook", "type": "trigger.webhook"}, HI], ["hook>say"])


@pytest.fixture
async def open_host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data", accounts="required") as made:
        yield made


class Guest:
    """Somebody who entered as a guest."""

    def __init__(self, host: Api, entered: dict[str, Any]) -> None:
        self.host = host
        self.id: str = entered["guest"]
        self.workspace: str = entered["workspace"]
        self.token: str = entered["token"]
        self.headers = bearer(entered["access_token"])

    async def ok(self, method: str, path: str, **given: Any) -> Any:
        return await self.host.ok(method, path, headers=self.headers, **given)

    async def expire(self) -> None:
        """Puts the end of the guest's time into the past."""
        table = self.host.app.stores.guests.table
        gone = now() - 1
        keys = {"gsi1sk": f"{gone:015d}#{self.id}"}
        await table.update(Update(f"GUEST#{self.id}", "GUEST", set={"expires_at": gone}, keys=keys))


async def entered(host: Api) -> Guest:
    return Guest(host, await host.ok("POST", "/auth/guest", json={}))


def every(minutes: int) -> dict[str, Any]:
    return {"timing": {"kind": "every", "n": minutes, "unit": "minutes"}}


async def busy(guest: Guest) -> dict[str, str]:
    """Makes a guest's workspace full of everything, and returns some ids."""
    made = (await guest.ok("POST", "/flows", json=HOOKED))["id"]
    await guest.ok("POST", f"/flows/{made}/publish", json={})
    url = (await guest.ok("GET", f"/flows/{made}/webhook"))["url"]
    assert (await guest.host.http.post(url, json={"n": 1})).is_success
    waiting = (await guest.ok("POST", "/runs", params={"wait": 5}, json={"document": ASK}))["id"]
    rows = {"rows": [{"n": 1}, {"n": 2}], "key": ["n"]}
    await guest.ok("POST", "/datasets/prices/import", json=rows)
    schedule = (await guest.ok("POST", "/schedules", json={"flow": made, "spec": every(5)}))["id"]
    credential = {"name": "shop", "type": "bearer", "fields": {"token": "s3cret"}}
    secret = (await guest.ok("POST", "/credentials", json=credential))["id"]
    key = await guest.ok("POST", "/api-keys", json={"name": "k", "role": "viewer", "scopes": ["flows:read"]})
    await guest.ok("PATCH", "/variables", json={"variables": {"SHOP": "https://shop.example"}})
    store = guest.host.app.stores
    await store.artifacts.put(guest.workspace, waiting, b"kept", "a.txt", "text/plain")
    await store.state.set(guest.workspace, made, "seen", ["a" * 300_000])
    return {"flow": made, "run": waiting, "schedule": schedule, "credential": secret, "key": key["key"], "hook": url}


def traces(folder: Path, *needles: str) -> list[str]:
    """Returns where any of these texts is stored: keys and documents of the table, names and contents of blobs."""
    with closing(sqlite3.connect(folder / "state.db")) as db:
        rows = db.execute("SELECT pk, sk, gsi1pk, gsi1sk, gsi2pk, gsi2sk, doc FROM item").fetchall()
    found = [f"{pk} {sk}" for pk, sk, *rest in rows if any(each in f"{pk} {sk} {rest}" for each in needles)]
    for path in (folder / "blobs").rglob("*"):
        told = str(path.relative_to(folder))
        content = path.read_bytes() if path.is_file() else b""
        found += [told for each in needles if each in told or each.encode() in content]
    return found


async def test_a_guest_has_a_workspace_of_their_own_and_all_that_is_in_one(open_host: Api) -> None:
    await open_host.refused("GET", "/flows", 401)
    guest = await entered(open_host)
    await busy(guest)
    assert len((await guest.ok("GET", "/flows"))["items"]) == 1
    assert (await account_of(open_host.app, guest.workspace)).balance == 50
    await open_host.refused("GET", "/flows", 404, headers={**guest.headers, "x-workspace": "local"})


async def test_of_64_who_enter_at_once_from_one_address_one_is_the_guest(open_host: Api) -> None:
    answers = await at_once(lambda _: call(open_host, "POST", "/auth/guest", json={}))
    assert Counter(each.status_code for each in answers) == {200: 1, 409: 63}
    refused = next(each for each in answers if each.status_code == 409).json()
    assert refused["code"] == "guest.exists"
    assert refused["details"]["until"] > now() + 71 * 3_600_000


async def test_just_who_holds_the_token_goes_on_as_the_guest(open_host: Api) -> None:
    guest = await entered(open_host)
    again = await open_host.ok("POST", "/auth/guest", json={"token": guest.token})
    assert (again["guest"], again["workspace"], again["token"]) == (guest.id, guest.workspace, None)
    assert (await open_host.http.get("/api/v1/flows", headers=bearer(again["access_token"]))).is_success
    for wrong in (f"{guest.token}x", f"fbg_{guest.id}.", "fbg_", guest.id):
        await open_host.refused("POST", "/auth/guest", 409, json={"token": wrong})


async def test_a_browser_keeps_the_guest_in_a_cookie_that_no_script_reads(open_host: Api) -> None:
    answer = await open_host.http.post("/api/v1/auth/guest", json={"cookie": True})
    cookie = answer.headers["set-cookie"].lower()
    assert all(each in cookie for each in ("httponly", "samesite=strict", "path=/api/v1/auth", "max-age=259200"))
    assert answer.json()["token"] is None
    again = await open_host.ok("POST", "/auth/guest", json={"cookie": True})
    assert again["guest"] == answer.json()["guest"]


async def test_the_end_of_the_time_is_the_end_whatever_is_still_stored(open_host: Api) -> None:
    guest = await entered(open_host)
    key = await guest.ok("POST", "/api-keys", json={"name": "k", "role": "viewer", "scopes": ["flows:read"]})
    assert (await open_host.http.get("/api/v1/flows", headers=bearer(key["key"]))).is_success
    await guest.expire()
    refused = await open_host.refused("GET", "/flows", 401, headers=guest.headers)
    assert refused["code"] == "guest.ended"
    assert (await open_host.http.get("/api/v1/flows", headers=bearer(key["key"]))).status_code in {401, 404}


async def test_nothing_is_left_of_a_guest_whose_time_is_over(open_host: Api, tmp_path: Path) -> None:
    guest = await entered(open_host)
    made = await busy(guest)
    names = guest.workspace, guest.id, made["flow"], made["run"]
    assert len(traces(tmp_path / "data", *names)) > 20
    await guest.expire()
    assert await guests.remove_ended(open_host.app) == 1
    assert traces(tmp_path / "data", *names) == []
    assert (await open_host.http.post(made["hook"], json={})).status_code == 404
    assert (await open_host.http.get("/api/v1/flows", headers=bearer(made["key"]))).status_code == 401


async def test_what_others_have_stays_when_a_guest_goes(open_host: Api) -> None:
    user = await somebody(open_host.app, "bob@example.com")
    mine = bearer(user.access_token)
    kept = (await open_host.ok("POST", "/flows", headers=mine, json=HOOKED))["id"]
    guest = await entered(open_host)
    await busy(guest)
    await guest.expire()
    await guests.remove_ended(open_host.app)
    assert [each["id"] for each in (await open_host.ok("GET", "/flows", headers=mine))["items"]] == [kept]
    assert (await open_host.ok("GET", f"/flows/{kept}/webhook", headers=mine))["url"]


async def test_a_host_removes_who_left_while_it_was_down(tmp_path: Path) -> None:
    async with api(tmp_path, accounts="required") as host:
        guest = await entered(host)
        await guest.ok("POST", "/flows", json=HOOKED)
        await guest.expire()
    async with api(tmp_path, accounts="required"):
        await until(lambda: not traces(tmp_path, guest.workspace, guest.id))


async def test_a_guest_who_makes_an_account_keeps_everything(open_host: Api) -> None:
    guest = await entered(open_host)
    made = await busy(guest)
    user = await somebody(open_host.app, "ada@example.com")
    mine = bearer(user.access_token)
    converted = await open_host.ok("POST", "/auth/guest/convert", headers=mine, json={"token": guest.token})
    assert converted["workspace"] == guest.workspace
    assert (await account_of(open_host.app, guest.workspace)).balance == 200
    for path in (
        f"/flows/{made['flow']}",
        f"/runs/{made['run']}",
        f"/schedules/{made['schedule']}",
        "/datasets/prices",
    ):
        assert (await open_host.http.get(f"/api/v1{path}", headers=mine)).is_success, path
    assert (await open_host.http.get("/api/v1/flows", headers=bearer(made["key"]))).is_success
    assert (await open_host.http.post(made["hook"], json={})).is_success
    assert (await open_host.refused("GET", "/flows", 401, headers=guest.headers))["code"] == "guest.ended"
    again = await open_host.ok("POST", "/auth/guest/convert", headers=mine, json={"token": guest.token})
    assert again == converted
    assert (await account_of(open_host.app, guest.workspace)).balance == 200
    assert await guests.remove_ended(open_host.app) == 0


async def test_an_older_account_keeps_its_own_workspace_and_gets_one_more(open_host: Api) -> None:
    user = await somebody(open_host.app, "ada@example.com")
    mine = bearer(user.access_token)
    guest = await entered(open_host)
    converted = await open_host.ok("POST", "/auth/guest/convert", headers=mine, json={"token": guest.token})
    assert converted["workspace"] == user.user.workspace
    listed = await open_host.ok("GET", "/workspaces", headers=mine)
    assert {each["id"] for each in listed["items"]} == {user.user.workspace, guest.workspace}


async def test_of_64_who_convert_a_guest_one_gets_the_workspace(open_host: Api) -> None:
    guest = await entered(open_host)
    users = await asyncio.gather(*(somebody(open_host.app, f"u{number}@example.com") for number in range(64)))

    async def convert(number: int) -> str:
        headers = bearer(users[number].access_token)
        answer = await call(open_host, "POST", "/auth/guest/convert", headers=headers, json={"token": guest.token})
        return "done" if answer.is_success else str(answer.json()["code"])

    assert Counter(await at_once(convert)) == {"done": 1, "guest.converted": 63}
    assert len(await open_host.app.stores.workspaces.members(guest.workspace)) == 1
    assert (await account_of(open_host.app, guest.workspace)).balance == 200


@pytest.mark.parametrize("token", [None, "fbg_guest_0.nonsense"])
async def test_nobody_converts_a_guest_without_the_token(open_host: Api, token: str | None) -> None:
    await entered(open_host)
    user = await somebody(open_host.app, "ada@example.com")
    headers = bearer(user.access_token)
    await open_host.refused("POST", "/auth/guest/convert", 401, headers=headers, json={"token": token})


async def test_schedules_of_guests_come_due_every_five_minutes_at_most(open_host: Api) -> None:
    guest = await entered(open_host)
    made = (await guest.ok("POST", "/flows", json=HOOKED))["id"]
    body = {"flow": made, "spec": every(4)}
    refused = await open_host.refused("POST", "/schedules", 422, headers=guest.headers, json=body)
    assert refused["code"] == "schedule.too_often"
    await guest.ok("POST", "/schedules", json={"flow": made, "spec": every(5)})
    often = (
        await guest.ok("POST", "/flows", json=flow([{"key": "a", "type": "trigger.schedule", "config": every(4)}]))
    )["id"]
    refused = await open_host.refused("POST", f"/flows/{often}/publish", 422, headers=guest.headers, json={})
    assert refused["code"] == "schedule.too_often"


async def test_a_host_may_take_no_guests(tmp_path: Path) -> None:
    async with api(tmp_path, guests="off") as host:
        assert (await host.refused("POST", "/auth/guest", 403, json={}))["code"] == "guest.closed"


def test_ids_of_guests_and_their_workspaces_tell_each_other() -> None:
    assert guest_of("ws_0abc") == "guest_0abc"
