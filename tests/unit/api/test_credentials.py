"""Credentials over the API: typed, changed in parts, rotated, used by flows, and never told."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.credential import DAY_MS
from flow_builder.domain.ids import now
from flow_builder.services.credential_upkeep import remind
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


async def make(host: Api, type_: str = "bearer", name: str = "shop", /, **fields: Any) -> dict[str, Any]:
    body = {"name": name, "type": type_, "fields": fields or {"token": "t0p-s3cret"}}
    made: dict[str, Any] = await host.ok("POST", "/credentials", json=body)
    return made


def asking(credential: str, *, url: str = "http://127.0.0.1:9/") -> dict[str, Any]:
    auth = {"kind": "credential", "credential": credential}
    return flow([{"key": "ask", "type": "http.request", "config": {"url": url, "auth": auth}}], (), name="Asks")


async def test_types_come_with_schemas_that_mark_secrets(host: Api) -> None:
    found = {each["id"]: each for each in (await host.ok("GET", "/credential-types"))["items"]}
    smtp = found["smtp"]["schema"]
    assert smtp["required"] == ["host"]
    assert smtp["properties"]["password"]["x-secret"]
    assert "x-secret" not in smtp["properties"]["host"]
    assert found["generic"]["schema"]["additionalProperties"]["x-secret"]


async def test_what_is_no_secret_is_shown_and_the_rest_is_not(host: Api) -> None:
    made = await make(host, "smtp", host="mail.example", username="ada", password="opens-the-mail", port=587)
    assert made["values"] == {"host": "mail.example", "username": "ada", "port": 587}
    assert made["fields"] == ["host", "password", "port", "username"]
    shown = json.dumps([made, await host.ok("GET", f"/credentials/{made['id']}"), await host.ok("GET", "/credentials")])
    assert "opens-the-mail" not in shown


@pytest.mark.parametrize(
    ("type_", "fields", "field", "says"),
    [
        ("made_up", {"a": "b"}, "/type", "There is no type"),
        ("bearer", {"tokne": "x"}, "/fields/tokne", "is not known"),
        ("bearer", {"previous": "x"}, "/fields/token", "is missing"),
        ("smtp", {"password": "x"}, "/fields/host", "is missing"),
        ("smtp", {"host": 5}, "/fields/host", "must be of the type string"),
        ("smtp", {"host": "h", "security": "maybe"}, "/fields/security", "one of starttls, tls, none"),
        ("header", {"name": "a", "value": "b", "a/b~": "c"}, "/fields/a~1b~0", "is not known"),
        ("generic", {}, "/fields", "1 to 50 fields"),
        ("generic", {"type": "x"}, "/fields", "`type` is not one of them"),
        ("generic", {"x": "s3cret" * 20_000}, "/fields/x", "too long"),
        ("generic", {"x": {"a": "s3cret"}}, "/fields/x", "must be of the type string or number or boolean"),
    ],
)
async def test_fields_that_do_not_fit_are_pointed_at(
    host: Api, type_: str, fields: dict[str, Any], field: str, says: str
) -> None:
    body = {"name": "x", "type": type_, "fields": fields}
    said = await host.refused("POST", "/credentials", 422, json=body)
    assert said["field"] == field
    assert says in said["detail"]
    assert "s3cret" not in json.dumps(said)


async def test_a_stored_credential_of_an_unknown_type_works_as_a_generic_one(host: Api) -> None:
    old = await host.app.stores.credentials.create("local", "old", "http_thing", {"user": "ann"})
    changed = await host.ok("PUT", f"/credentials/{old.id}", json={"fields": {"user": "bob", "more": "x"}})
    assert (changed["type"], changed["fields"], changed["values"]) == ("http_thing", ["more", "user"], {})
    assert await host.app.stores.credentials.resolve("local", "old") == {
        "type": "http_thing",
        "user": "bob",
        "more": "x",
    }


async def test_parts_change_and_the_rest_stays(host: Api) -> None:
    made = await make(host, "smtp", host="a.example", password="first-1", username="ada")
    path = f"/credentials/{made['id']}"
    changed = await host.ok("PATCH", path, json={"name": "post", "fields": {"host": "b.example", "username": None}})
    assert (changed["name"], changed["values"], changed["rotated_at"]) == (
        "post",
        {"host": "b.example"},
        made["rotated_at"],
    )
    stored = await host.app.stores.credentials.resolve("local", "post")
    assert stored == {"type": "smtp", "host": "b.example", "password": "first-1"}
    assert (await host.refused("PATCH", path, 422, json={"fields": {"host": None}}))["field"] == "/fields/host"
    assert (await host.ok("PATCH", path, json={"rotate_days": 30}))["rotate_days"] == 30
    assert (await host.ok("PATCH", path, json={"rotate_days": None}))["rotate_days"] is None


async def test_rotating_keeps_the_last_secret_of_a_webhook_beside_the_new_one(host: Api) -> None:
    made = await make(host, "hmac", secret="first-secret")
    path = f"/credentials/{made['id']}/rotate"
    same = await host.refused("POST", path, 422, json={"fields": {"secret": "first-secret"}})
    assert same["field"] == "/fields/secret"
    rotated = await host.ok("POST", path, json={"fields": {"secret": "second-secret"}})
    assert rotated["rotated_at"] >= made["rotated_at"]
    stored = await host.app.stores.credentials.resolve("local", made["id"])
    assert stored == {"type": "hmac", "secret": "second-secret", "previous": "first-secret"}


async def test_who_uses_a_credential_is_known_and_keeps_it(host: Api) -> None:
    made = await make(host)
    by_id = (await host.ok("POST", "/flows", json=asking(made["id"])))["id"]
    by_name = (await host.ok("POST", "/flows", json=asking("shop")))["id"]
    await host.ok("POST", f"/flows/{by_name}/publish", json={})
    await host.ok("PUT", f"/flows/{by_name}", json=flow([{"key": "a", "type": "trigger.manual"}], (), name="Asks"))
    path = f"/credentials/{made['id']}"
    users = {
        each["id"]: (each["draft"], each["published"]) for each in (await host.ok("GET", f"{path}/users"))["items"]
    }
    assert users == {by_id: (True, False), by_name: (False, True)}
    refused = await host.refused("DELETE", path, 409)
    assert (refused["code"], len(refused["details"]["users"])) == ("credential.in_use", 2)
    assert (await host.refused("PATCH", path, 409, json={"name": "other"}))["code"] == "credential.in_use"
    for id_ in (by_id, by_name):
        await host.ok("DELETE", f"/flows/{id_}")
    assert all(each["deleted"] for each in (await host.ok("GET", f"{path}/users"))["items"])
    await host.ok("DELETE", path)
    await host.refused("GET", path, 404)


async def test_a_credential_in_use_can_be_forced_away(host: Api) -> None:
    made = await make(host)
    await host.ok("POST", "/flows", json=asking(made["id"]))
    await host.ok("DELETE", f"/credentials/{made['id']}", params={"force": True})


async def test_when_a_credential_was_used_is_told_and_outlives_the_host(host: Api) -> None:
    made = await make(host)
    assert made["last_used_at"] is None
    before = now()
    await host.run(asking(made["id"]))
    generation = host.app.stores.credentials.generation
    assert (await host.ok("GET", f"/credentials/{made['id']}"))["last_used_at"] >= before
    await host.app.stores.credentials.flush()
    assert host.app.stores.credentials.generation == generation
    assert (await host.ok("GET", "/credentials"))["items"][0]["last_used_at"] >= before


async def test_a_rotation_that_is_due_is_told_once(host: Api) -> None:
    body = {"name": "shop", "type": "bearer", "fields": {"token": "first-1"}, "rotate_days": 30}
    made = await host.ok("POST", "/credentials", json=body)
    assert await remind(host.app, now()) == 0
    later = now() + 31 * DAY_MS
    assert [await remind(host.app, later), await remind(host.app, later)] == [1, 0]

    async def told() -> list[str]:
        return [each["title"] for each in (await host.ok("GET", "/notifications"))["items"]]

    assert await eventually(told) == ["The credential shop is due to be replaced"]
    await host.ok("POST", f"/credentials/{made['id']}/rotate", json={"fields": {"token": "second-1"}})
    assert await remind(host.app, later) == 1


async def test_another_workspace_neither_sees_nor_changes_nor_uses_it(host: Api) -> None:
    other = await host.app.stores.credentials.create("other", "theirs", "bearer", {"token": "not-yours"})
    path = f"/credentials/{other.id}"
    for method, below, body in [
        ("GET", "", None), ("GET", "/users", None), ("DELETE", "", None), ("PUT", "", {"fields": {"token": "x"}}),
        ("PATCH", "", {"name": "x"}), ("POST", "/rotate", {"fields": {"token": "x"}}),
        ("POST", "/test", {"url": "http://127.0.0.1:9/"}),
    ]:  # fmt: skip
        said = await host.refused(method, path + below, 404, **({} if body is None else {"json": body}))
        assert said["code"] == "credential.not_found"
    await host.refused("POST", "/credentials/oauth/start", 404, json={"credential": other.id})
    for reference in (other.id, "theirs"):
        run = await host.run(asking(reference))
        assert run["error"]["code"] == "credential.missing"
    assert (await host.app.stores.credentials.get("other", other.id)).name == "theirs"
