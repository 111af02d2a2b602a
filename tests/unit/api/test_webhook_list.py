"""The list of a workspace's webhooks."""

from typing import Any

from tests.support.api import Api
from tests.support.machine import flow
from tests.unit.api.test_hooks import address, flow_of, hooked, path_of

PLAIN = {**flow([{"key": "go", "type": "trigger.manual"}]), "name": "Plain"}


async def listed(host: Api) -> dict[str, dict[str, Any]]:
    return {each["flow"]: each for each in (await host.ok("GET", "/webhooks"))["items"]}


async def published(host: Api, flow_: str, document: dict[str, Any]) -> None:
    await host.ok("PUT", f"/flows/{flow_}", json=document)
    await host.ok("POST", f"/flows/{flow_}/publish", json={"message": ""})


async def test_a_webhook_is_listed_with_its_addresses_and_its_last_call(host: Api) -> None:
    url = await address(host, hooked())
    (before,) = (await listed(host)).values()
    assert (before["state"], before["version"], before["last_call_at"], before["captures"]) == ("draft", None, None, 0)
    assert path_of(before) == url
    run = (await host.http.post(url)).headers["x-run-id"]
    assert (await host.http.post(before["test_url"])).status_code == 200
    (after,) = (await listed(host)).values()
    assert after["last_run"] == run
    assert after["captures"] == 1
    assert after["captured_at"] >= after["last_call_at"] > 0


async def test_flows_without_one_and_those_in_the_trash_are_not_listed(host: Api) -> None:
    gone = flow_of(await address(host, hooked()))
    await host.ok("POST", "/flows", json=PLAIN)
    assert list(await listed(host)) == [gone]
    await host.ok("DELETE", f"/flows/{gone}")
    assert await listed(host) == {}
    await host.ok("POST", f"/flows/{gone}/restore")
    assert list(await listed(host)) == [gone]


async def test_what_becomes_of_a_call_is_said(host: Api) -> None:
    id_ = flow_of(await address(host, hooked()))
    document = hooked()
    await host.ok("POST", f"/flows/{id_}/publish", json={"message": ""})
    assert (await listed(host))[id_]["state"] == "on"
    off = {**document, "nodes": [{**document["nodes"][0], "disabled": True}, *document["nodes"][1:]]}
    await published(host, id_, off)
    assert (await listed(host))[id_]["state"] == "off"
    await published(host, id_, PLAIN)
    assert await listed(host) == {}
    await host.ok("PUT", f"/flows/{id_}", json=document)
    (back,) = (await listed(host)).values()
    assert (back["state"], back["methods"], back["proof"]) == ("unpublished", [], None)


async def test_pages_follow_each_other(host: Api) -> None:
    made = {flow_of(await address(host, hooked())) for _ in range(3)}
    first = await host.ok("GET", "/webhooks", params={"limit": 2})
    second = await host.ok("GET", "/webhooks", params={"limit": 2, "cursor": first["cursor"]})
    assert {each["flow"] for each in (*first["items"], *second["items"])} == made
