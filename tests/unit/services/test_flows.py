"""The life of a flow: folders, tags, search, copies, trash, versions."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.api import Api, api
from tests.support.machine import flow


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


def greeting(message: str = "hi", **more: Any) -> dict[str, Any]:
    return flow(
        [
            {"key": "hook", "type": "trigger.webhook", "config": {"methods": ["POST"], "path_secret": False}},
            {"key": "say", "type": "core.log", "config": {"message": message}},
        ],
        ("hook>say",),
        **more,
    )


async def made(
    host: Api, name: str = "test", *, folder: str | None = None, tags: tuple[str, ...] = (), **more: Any
) -> str:
    found = await host.ok("POST", "/flows", json=greeting(**{"name": name, **more}))
    await host.ok("PATCH", f"/flows/{found['id']}", json={"folder": folder, "tags": tags})
    flow_id: str = found["id"]
    return flow_id


async def names(host: Api, **wanted: Any) -> list[str]:
    return [each["name"] for each in (await host.ok("GET", "/flows", params=wanted))["items"]]


async def test_flows_are_found_by_text_tag_and_folder(host: Api) -> None:
    await made(host, "Price watch", folder="shop/daily", tags=("prices",))
    await made(host, "Leads", folder="shop", tags=("crm", "daily"))
    await made(host, "Report", description="All prices of the month")
    assert sorted(await names(host, q="PRICE")) == ["Price watch", "Report"]
    assert await names(host, tag="crm") == ["Leads"]
    assert sorted(await names(host, folder="shop")) == ["Leads", "Price watch"]
    assert await names(host, folder="shop/daily") == ["Price watch"]
    assert await names(host, folder="sho") == []
    assert len(await names(host, folder="")) == 3


async def test_flows_are_sorted_by_change_or_by_folder_and_name(host: Api) -> None:
    for name, folder in (("b", "x"), ("c", ""), ("a", "x"), ("d", "")):
        await made(host, name, folder=folder)
    assert await names(host) == ["d", "a", "c", "b"]
    assert await names(host, reverse=True) == ["b", "c", "a", "d"]
    assert await names(host, sort="folder") == ["c", "d", "a", "b"]
    assert await names(host, sort="folder", reverse=True) == ["b", "a", "d", "c"]


async def test_a_search_goes_through_pages(host: Api) -> None:
    for number in range(12):
        await made(host, f"{'wanted' if number % 4 == 0 else 'other'} {number}")
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = await host.ok(
            "GET", "/flows", params={"q": "wanted", "limit": 2, **({"cursor": cursor} if cursor else {})}
        )
        found += [each["name"] for each in page["items"]]
        if (cursor := page["cursor"]) is None:
            break
    assert found == ["wanted 8", "wanted 4", "wanted 0"]


async def test_folders_are_tidied_and_odd_ones_refused(host: Api) -> None:
    flow_id = await made(host)
    tidy = await host.ok("PATCH", f"/flows/{flow_id}", json={"folder": "/ shop //daily/"})
    assert (tidy["folder"], tidy["tags"]) == ("shop/daily", [])
    await host.refused("PATCH", f"/flows/{flow_id}", 422, json={"folder": "a/../b"})


async def test_organising_to_another_revision_is_a_conflict(host: Api) -> None:
    flow_id = await made(host)
    said = await host.refused("PATCH", f"/flows/{flow_id}", 409, json={"folder": "x"}, headers={"if-match": '"1"'})
    assert said["code"] == "flow.changed"


async def test_a_copy_is_a_flow_of_its_own(host: Api) -> None:
    flow_id = await made(host, "Leads", folder="shop", tags=("crm",))
    copy = await host.ok("POST", f"/flows/{flow_id}/duplicate")
    assert copy["id"] != flow_id
    assert (copy["name"], copy["folder"], copy["tags"], copy["version"]) == ("Leads (copy)", "shop", ["crm"], None)


async def test_a_flow_in_the_trash_does_nothing_until_it_is_restored(host: Api) -> None:
    flow_id = await made(host)
    await host.ok("DELETE", f"/flows/{flow_id}")
    assert await names(host) == []
    assert await names(host, deleted=True) == ["test"]
    assert (await host.refused("GET", f"/flows/{flow_id}", 404))["code"] == "flow.deleted"
    assert (await host.refused("POST", "/runs", 404, json={"flow": flow_id, "draft": True}))["code"] == "flow.deleted"
    assert (await host.http.post(f"/hooks/{flow_id}", json={})).status_code == 404
    await host.ok("POST", f"/flows/{flow_id}/restore")
    assert await names(host) == ["test"]
    assert (await host.http.post(f"/hooks/{flow_id}", json={})).status_code == 200


async def test_the_schedules_of_a_flow_in_the_trash_rest(host: Api) -> None:
    flow_id = await made(host)
    timing = {"kind": "every", "n": 1, "unit": "hours"}
    schedule = await host.ok("POST", "/schedules", json={"flow": flow_id, "spec": {"timing": timing}})
    await host.ok("DELETE", f"/flows/{flow_id}")
    assert (await host.ok("GET", f"/schedules/{schedule['id']}"))["next_at"] is None
    await host.ok("POST", f"/flows/{flow_id}/restore")
    assert (await host.ok("GET", f"/schedules/{schedule['id']}"))["next_at"] is not None


async def test_only_what_is_in_the_trash_is_purged_and_then_for_good(host: Api) -> None:
    flow_id = await made(host)
    await host.ok("POST", f"/flows/{flow_id}/publish")
    timing = {"kind": "every", "n": 1, "unit": "hours"}
    await host.ok("POST", "/schedules", json={"flow": flow_id, "spec": {"timing": timing}})
    run = (await host.http.post(f"/hooks/{flow_id}", json={})).headers["x-run-id"]
    assert (await host.refused("DELETE", f"/flows/{flow_id}?purge=true", 409))["code"] == "flow.not_deleted"
    await host.ok("DELETE", f"/flows/{flow_id}")
    await host.ok("DELETE", f"/flows/{flow_id}?purge=true")
    assert (await host.refused("POST", f"/flows/{flow_id}/restore", 404))["code"] == "flow.not_found"
    assert (await host.refused("GET", f"/flows/{flow_id}/versions", 404))["code"] == "flow.not_found"
    assert (await host.ok("GET", "/schedules"))["items"] == []
    assert (await host.ok("GET", f"/runs/{run}"))["status"] == "succeeded"


async def test_rolling_back_publishes_the_old_version_anew(host: Api) -> None:
    flow_id = await made(host)
    for message in ("first", "second"):
        await host.ok("PUT", f"/flows/{flow_id}", json=greeting(message))
        await host.ok("POST", f"/flows/{flow_id}/publish", json={"message": message})
    rolled = await host.ok("POST", f"/flows/{flow_id}/versions/1/roll-back")
    assert (rolled["number"], rolled["message"]) == (3, "Rolled back to version 1")
    shown = await host.ok("GET", f"/flows/{flow_id}")
    assert (shown["version"], shown["document"]["nodes"][1]["config"]) == (3, {"message": "first"})
    versions = (await host.ok("GET", f"/flows/{flow_id}/versions"))["items"]
    assert [each["number"] for each in versions] == [3, 2, 1]
    assert versions[0]["document"] == versions[2]["document"]


async def test_a_version_has_tags_which_change_while_its_document_does_not(host: Api) -> None:
    flow_id = await made(host)
    published = await host.ok("POST", f"/flows/{flow_id}/publish")
    assert published["tags"] == []
    tagged = await host.ok("PUT", f"/flows/{flow_id}/versions/1/tags", json={"tags": ["approved", "2026-11"]})
    assert tagged == {**{name: published[name] for name in tagged}, "tags": ["approved", "2026-11"]}
    assert (await host.ok("GET", f"/flows/{flow_id}/versions"))["items"] == [tagged]
    assert (await host.ok("PUT", f"/flows/{flow_id}/versions/1/tags", json={"tags": []}))["tags"] == []
    refused = await host.refused("PUT", f"/flows/{flow_id}/versions/2/tags", 404, json={"tags": []})
    assert refused["code"] == "version.not_found"
    await host.refused("PUT", f"/flows/{flow_id}/versions/1/tags", 422, json={"tags": ["x" * 51]})


async def test_two_versions_are_compared(host: Api) -> None:
    flow_id = await made(host)
    await host.ok("POST", f"/flows/{flow_id}/publish")
    await host.ok("PUT", f"/flows/{flow_id}", json=greeting("bye"))
    found = await host.ok("GET", f"/flows/{flow_id}/diff", params={"before": 1})
    assert found["nodes"][0]["fields"] == [{"path": "/config/message", "before": "hi", "after": "bye"}]
    await host.refused("GET", f"/flows/{flow_id}/diff?before=9", 404)


async def test_of_many_publishing_at_once_one_makes_the_version(host: Api) -> None:
    flow_id = await made(host)
    answers = await asyncio.gather(*(host.http.post(f"/api/v1/flows/{flow_id}/publish") for _ in range(64)))
    assert {each.status_code for each in answers} <= {201, 409}
    assert [each["number"] for each in (await host.ok("GET", f"/flows/{flow_id}/versions"))["items"]] == [1]


async def test_of_many_saving_the_same_revision_one_wins(host: Api) -> None:
    flow_id = await made(host)
    tag = (await host.http.get(f"/api/v1/flows/{flow_id}")).headers["etag"]
    answers = await asyncio.gather(
        *(
            host.http.put(f"/api/v1/flows/{flow_id}", json=greeting(str(number)), headers={"if-match": tag})
            for number in range(64)
        )
    )
    codes = [each.status_code for each in answers]
    assert (codes.count(200), codes.count(409)) == (1, 63)
    kept = (await host.ok("GET", f"/flows/{flow_id}"))["document"]["nodes"][1]["config"]["message"]
    assert kept == str(codes.index(200))
