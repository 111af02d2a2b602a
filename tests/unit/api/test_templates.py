"""Templates over the API: found, read, used; a workspace's own saved, changed, removed."""

from base64 import b64encode
from typing import Any

import pytest

from flow_builder.templates import bundled
from tests.support.api import Api

FLOW = {
    "schema": 1,
    "name": "Add up",
    "nodes": [
        {"id": "a", "key": "start", "type": "trigger.manual", "position": {"x": 3, "y": 4}},
        {"id": "b", "key": "sum", "type": "core.log", "config": {"message": "{{ input.n }}"}},
    ],
    "edges": [{"source": "a", "target": "b"}],
    "notes": [{"id": "n", "text": "Adds up"}],
}
ABOUT = {"title": "Adding up", "summary": "Adds numbers", "category": "control", "tags": ["sums"], "input": {"n": 2}}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


async def ids(host: Api, **params: Any) -> list[str]:
    return [each["id"] for each in (await host.ok("GET", "/templates", params=params))["items"]]


async def saved(host: Api, **more: Any) -> dict[str, Any]:
    flow = await host.ok("POST", "/flows", json=FLOW)
    found: dict[str, Any] = await host.ok("POST", "/templates", json={"flow": flow["id"], **ABOUT, **more})
    return found


async def test_templates_are_found_by_words_category_and_tag(host: Api) -> None:
    assert set(await ids(host)) == set(bundled())
    assert await ids(host, q="PORTAL one-time") == ["report-download"]
    assert await ids(host, category="quality", tag="sitemap") == ["sitemap-audit"]
    assert await ids(host, q="no such words") == []
    await host.refused("GET", "/templates", 422, params={"category": "other"})


async def test_pages_go_through_bundled_templates_and_then_the_own_ones(host: Api) -> None:
    own = [(await saved(host, title=title))["id"] for title in ("B", "a", "C")]
    for limit in (1, 2, len(bundled()), 100):
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = await host.ok("GET", "/templates", params={"limit": limit, **({"cursor": cursor} if cursor else {})})
            assert len(page["items"]) <= limit
            found += [each["id"] for each in page["items"]]
            if (cursor := page["cursor"]) is None:
                break
        assert found == [*bundled(), own[1], own[0], own[2]]
    assert await ids(host, tag="sums") == [own[1], own[0], own[2]]
    assert (await host.refused("GET", "/templates", 422, params={"cursor": "²"}))["code"] == "cursor.invalid"


async def test_a_bundled_template_becomes_a_flow_without_problems(host: Api) -> None:
    for slug in bundled():
        shown = await host.ok("GET", f"/templates/{slug}")
        flow = await host.ok("POST", f"/templates/{slug}/use")
        assert flow["document"] == shown["document"]
        assert (flow["name"], flow["tags"]) == (shown["document"]["name"], shown["tags"])
        assert [each for each in flow["diagnostics"] if each["severity"] != "info"] == [], slug


async def test_a_template_can_be_used_twice_under_other_names(host: Api) -> None:
    first = await host.ok("POST", "/templates/lead-list/use", json={"name": "Joiners"})
    second = await host.ok("POST", "/templates/lead-list/use", json={"name": "Sailmakers"})
    assert first["id"] != second["id"]
    assert (first["name"], second["name"]) == ("Joiners", "Sailmakers")


async def test_what_comes_with_the_product_stays_as_it_is(host: Api) -> None:
    for method, body in (("PUT", ABOUT), ("DELETE", None)):
        refused = await host.refused(method, "/templates/lead-list", 409, **({"json": body} if body else {}))
        assert refused["code"] == "template.bundled"


async def test_a_flow_is_kept_as_a_template_whatever_becomes_of_it(host: Api) -> None:
    made = await saved(host)
    assert (made["origin"], made["nodes"], made["node_types"]) == ("workspace", 2, ["trigger.manual", "core.log"])
    for flow in (await host.ok("GET", "/flows"))["items"]:
        await host.ok("DELETE", f"/flows/{flow['id']}")
    shown = await host.ok("GET", f"/templates/{made['id']}")
    assert shown["document"] == FLOW
    used = await host.ok("POST", f"/templates/{made['id']}/use")
    assert (used["document"], used["tags"]) == (FLOW, ["sums"])


async def test_a_version_is_kept_when_one_is_named(host: Api) -> None:
    flow = await host.ok("POST", "/flows", json=FLOW)
    await host.ok("POST", f"/flows/{flow['id']}/publish")
    await host.ok("PUT", f"/flows/{flow['id']}", json={**FLOW, "name": "Newer"})
    made = await host.ok("POST", "/templates", json={"flow": flow["id"], "version": 1, **ABOUT})
    assert made["document"]["name"] == "Add up"
    await host.refused("POST", "/templates", 404, json={"flow": flow["id"], "version": 9, **ABOUT})
    await host.refused("POST", "/templates", 404, json={"flow": "f_none", **ABOUT})


async def test_a_template_is_changed_by_who_knows_its_revision(host: Api) -> None:
    made = await saved(host, picture=b64encode(PNG).decode())
    path = f"/templates/{made['id']}"
    changed = await host.ok("PUT", path, json={**ABOUT, "title": "Sums"}, headers={"if-match": f'"{made["rev"]}"'})
    assert (changed["title"], changed["rev"], changed["document"]) == ("Sums", 2, FLOW)
    assert changed["picture"] == made["picture"]
    stale = await host.refused("PUT", path, 409, json=ABOUT, headers={"if-match": '"1"'})
    assert stale["code"] == "template.changed"
    flow = await host.ok("POST", "/flows", json={**FLOW, "name": "Other"})
    assert (await host.ok("PUT", path, json={**ABOUT, "flow": flow["id"]}))["document"]["name"] == "Other"


async def test_a_template_is_removed_once(host: Api) -> None:
    made = await saved(host)
    await host.ok("DELETE", f"/templates/{made['id']}")
    assert (await host.refused("DELETE", f"/templates/{made['id']}", 404))["code"] == "template.not_found"
    await host.refused("POST", f"/templates/{made['id']}/use", 404)


async def test_pictures_go_in_and_come_out(host: Api) -> None:
    made = await saved(host, picture=b64encode(PNG).decode())
    answer = await host.http.get(f"/api/v1/templates/{made['id']}/picture")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    bare = await saved(host)
    assert (await host.refused("GET", f"/templates/{bare['id']}/picture", 404))["code"] == "template.no_picture"


@pytest.mark.parametrize("picture", ["?", b64encode(b"<svg/>").decode(), b64encode(PNG + bytes(300_000)).decode()])
async def test_what_is_no_small_picture_is_refused(host: Api, picture: str) -> None:
    flow = await host.ok("POST", "/flows", json=FLOW)
    refused = await host.refused("POST", "/templates", 422, json={"flow": flow["id"], **ABOUT, "picture": picture})
    assert (refused["code"], refused["field"]) == ("template.picture", "/picture")
