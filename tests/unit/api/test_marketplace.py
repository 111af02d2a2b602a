"""The marketplace over the API: publish, search by likeness, use, rate, report, withdraw."""

import json
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import NotFound
from flow_builder.services import market
from flow_builder.templates import bundled
from tests.support.api import Api, api

FLOW = {
    "schema": 1,
    "name": "Moon",
    "settings": {"env": {"CITY": "Paris", "API_KEY": "sk-123"}},
    "nodes": [
        {"id": "n1", "key": "start", "type": "trigger.manual", "pinned_output": {"private": "data"}},
        {
            "id": "n2", "key": "get", "type": "http.request",
            "config": {"url": "https://moon.example", "auth": {"kind": "credential", "credential": "My moon key"}},
        },
    ],
    "edges": [{"source": "n1", "target": "n2"}],
}  # fmt: skip
ABOUT = {"title": "Phases of the moon", "category": "monitor", "description": "Watches lunar phases.", "tags": ["sky"]}


def somebody(name: str, workspace: str = "elsewhere") -> Principal:
    return Principal("user", name, workspace, Role.OWNER, user=name)


async def published(host: Api, **about: Any) -> dict[str, Any]:
    flow = (await host.ok("POST", "/flows", json=FLOW))["id"]
    template = (await host.ok("POST", "/templates", json={**ABOUT, **about, "flow": flow}))["id"]
    made: dict[str, Any] = await host.ok("POST", "/marketplace", json={"template": template, "by": "Ada"})
    return {**made, "template": template}


async def ids(host: Api, **query: Any) -> list[str]:
    return [each["id"] for each in (await host.ok("GET", "/marketplace", params=query))["items"]]


async def test_a_published_template_is_found_by_what_it_is_about_and_used(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await published(host)
        id_ = made["id"]
        assert (await ids(host, q="tell me the lunar phase"))[0] == id_
        assert await ids(host, q="xyzzy") == []
        assert await ids(host, tag="sky") == [id_]
        assert set(await ids(host)) == {id_, *bundled()}
        flow = await host.ok("POST", f"/marketplace/{id_}/use", json={"name": "My moon"})
        assert (flow["name"], flow["tags"]) == ("My moon", ["sky"])
        assert (await host.ok("GET", f"/marketplace/{id_}"))["uses"] == 1
        await host.refused("GET", "/marketplace/mkt_none", 404)
        await host.refused("POST", "/marketplace", 404, json={"template": "tpl_none"})
        await host.refused("POST", "/marketplace", 409, json={"template": next(iter(bundled()))})


async def test_what_is_private_stays_behind(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await published(host)
        text = json.dumps(await host.ok("GET", f"/marketplace/{made['id']}"))
        for private in ("My moon key", "sk-123", '"private"', '"local"'):
            assert private not in text
        assert '"CITY": "Paris"' in text
        kept = json.dumps(await host.ok("GET", f"/templates/{made['template']}"))
        assert "My moon key" in kept


async def test_templates_like_another_come_in_order_of_likeness(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        first = await published(host)
        second = await published(host, title="Lunar calendar", description="Phases of the moon as a calendar.")
        found = (await host.ok("GET", "/marketplace", params={"like": first["id"]}))["items"]
        assert found[0]["id"] == second["id"]
        assert first["id"] not in [each["id"] for each in found]
        scores = [each["score"] for each in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < each <= 1 for each in scores)
        await host.refused("GET", "/marketplace", 404, params={"like": "none"})


async def test_each_bundled_template_is_the_best_match_of_its_own_description(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        for id_, each in bundled().items():
            said = f"{each.template.title} {each.template.summary}"
            assert id_ in (await ids(host, q=said, limit=3)), said


async def test_people_rate_and_report_and_their_own_templates_not(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        id_ = (await published(host))["id"]
        await host.refused("PUT", f"/marketplace/{id_}/rating", 409, json={"stars": 5})
        await host.refused("POST", f"/marketplace/{id_}/report", 409, json={"reason": "x"})
        for name, stars in (("a", 5), ("b", 2), ("a", 4)):
            await market.rate(host.app, somebody(name), id_, stars)
        shown = await host.ok("GET", f"/marketplace/{id_}")
        assert (shown["rating"], shown["ratings"], shown["reports"]) == (3.0, 2, 0)
        bundled_id = next(iter(bundled()))
        rated = await host.ok("PUT", f"/marketplace/{bundled_id}/rating", json={"stars": 4})
        assert rated == {"rating": 4.0, "ratings": 1, "uses": 0}
        assert (await host.ok("GET", f"/marketplace/{bundled_id}"))["my_stars"] == 4
        assert (await ids(host, order="rating"))[0] == bundled_id
        assert (await host.ok("DELETE", f"/marketplace/{bundled_id}/rating"))["ratings"] == 0
        await host.refused("PUT", f"/marketplace/{bundled_id}/rating", 422, json={"stars": 6})
        for number in range(5):
            assert id_ in await ids(host)
            await market.report(host.app, somebody(f"r{number}"), id_, "It sends data away.")
        assert id_ not in await ids(host)
        assert await ids(host, own=True) == [id_]


async def test_a_list_is_paged_and_withdrawn_templates_are_gone(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        made = await published(host)
        found: list[str] = []
        cursor: str | None = None
        while True:
            query = {"limit": 7, "order": "title", **({"cursor": cursor} if cursor else {})}
            part = await host.ok("GET", "/marketplace", params=query)
            found += [each["id"] for each in part["items"]]
            if (cursor := part["cursor"]) is None:
                break
        assert sorted(found) == sorted({made["id"], *bundled()})
        await host.refused("GET", "/marketplace", 422, params={"cursor": "x"})
        again = await host.ok("POST", "/marketplace", json={"template": made["template"]})
        assert (again["id"], again["published_at"], again["by"]) == (made["id"], made["published_at"], "")
        with pytest.raises(NotFound):
            await market.unpublish(host.app, "elsewhere", made["id"])
        assert made["id"] in await ids(host)
        await host.ok("DELETE", f"/marketplace/{made['id']}")
        assert made["id"] not in await ids(host)
        await host.refused("DELETE", f"/marketplace/{made['id']}", 404)
