"""The editor as a user has it: drawn by hand, undone, saved, run, published, in two tabs at once."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.host import AnyHost
from tests.support.web_app import visitor

SMALL: dict[str, Any] = {
    "schema": 1,
    "name": "Numbers",
    "input_schema": {"type": "object", "properties": {"limit": {"type": "integer", "title": "Limit", "default": 3}}},
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual", "position": {"x": 0, "y": 0}},
        {
            "id": "make",
            "key": "make",
            "type": "data.transform",
            "name": "Make numbers",
            "position": {"x": 304, "y": 0},
            "config": {"code": "return [1, 2, 3, 4, 5].map((n) => ({ n }))"},
        },
        {
            "id": "keep",
            "key": "keep",
            "type": "data.filter",
            "name": "Keep the small ones",
            "position": {"x": 608, "y": 0},
            "config": {"items": "{{ steps.make }}", "where": "{{ item.n <= input.limit }}"},
        },
    ],
    "edges": [{"source": "start", "target": "make"}, {"source": "make", "target": "keep"}],
}


def stored(host: AnyHost, flow: str) -> dict[str, Any]:
    found: dict[str, Any] = host.client.get(f"/flows/{flow}").raise_for_status().json()
    return found


def create(host: AnyHost, document: dict[str, Any]) -> str:
    answer = host.client.post("/flows", json=document).raise_for_status().json()
    return str(answer["id"])


def nodes(page: Page) -> Locator:
    return page.locator(".react-flow__node")


def open_flow(page: Page, flow: str, count: int) -> None:
    page.goto(f"/flows/{flow}")
    expect(nodes(page)).to_have_count(count)


def saved(page: Page) -> None:
    expect(page.locator("header").get_by_text("Saved", exact=True)).to_be_visible()


def follow(page: Page, after: str, wanted: str) -> None:
    """Drags a wire from a node into the void and takes a node that is suggested there."""
    handle = page.locator(f'.react-flow__node[data-id="{after}"] > div > .react-flow__handle.source').first
    handle.hover()  # which waits until it stands still
    port = handle.bounding_box()
    assert port is not None
    page.mouse.down()
    page.mouse.move(port["x"] + 60, port["y"] + 120, steps=5)
    page.mouse.up()
    menu = page.get_by_role("dialog", name="Add a node")
    menu.get_by_label("Search nodes").fill(wanted)
    menu.get_by_label("Search nodes").press("Enter")
    expect(menu).to_be_hidden()


def test_a_flow_is_drawn_by_hand_and_kept(web: Page, web_host: AnyHost) -> None:
    web.goto("/flows")
    web.get_by_role("button", name="New flow").first.click()
    web.wait_for_url(re.compile(r"/flows/flow_\w+$"))
    flow = web.url.rsplit("/", 1)[1]
    follow(web, "start", "transform")
    follow(web, "transform", "condition")
    expect(nodes(web)).to_have_count(3)
    web.get_by_role("textbox", name="Name of the flow").fill("Drawn by hand")
    saved(web)
    document = stored(web_host, flow)["document"]
    assert document["name"] == "Drawn by hand"
    assert [node["type"] for node in document["nodes"]] == ["trigger.manual", "data.transform", "core.condition"]
    assert [(edge["source"], edge["target"]) for edge in document["edges"]] == [
        ("start", "transform"),
        ("transform", "condition"),
    ]


def test_what_is_undone_and_redone_is_as_it_was(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    before = stored(web_host, flow)["document"]
    open_flow(web, flow, 3)
    nodes(web).nth(1).click()
    web.keyboard.press("Control+d")
    expect(nodes(web)).to_have_count(4)
    web.keyboard.press("d")
    web.keyboard.press("Delete")
    expect(nodes(web)).to_have_count(3)
    for left in (4, 4, 3):
        web.keyboard.press("Control+z")
        expect(nodes(web)).to_have_count(left)
    saved(web)
    assert stored(web_host, flow)["document"] == before
    for there in (4, 4, 3):
        web.keyboard.press("Control+Shift+z")
        expect(nodes(web)).to_have_count(there)


def test_a_run_shows_on_the_canvas_what_each_node_gave(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    web.get_by_role("button", name="Run with …").click()
    asked = web.get_by_role("dialog", name="Run with")
    asked.get_by_label("Limit").fill("2")
    asked.get_by_role("button", name="Run").click()
    keep = web.locator('.react-flow__node[data-id="keep"]')
    expect(keep.get_by_role("img", name="Succeeded")).to_be_visible()
    expect(keep.get_by_text("2 items")).to_be_visible()
    keep.click()
    web.get_by_role("tab", name="Output").click()
    expect(web.get_by_role("table", name="Rows")).to_have_attribute("aria-rowcount", "2")


def test_a_change_in_another_tab_is_not_overwritten_unasked(chromium: Browser, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    context = visitor(chromium, web_host)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        open_flow(page, flow, 3)
    first.get_by_role("textbox", name="Name of the flow").fill("Mine")
    saved(first)
    second.get_by_role("textbox", name="Name of the flow").fill("Yours")
    conflict = second.get_by_role("dialog", name="This flow was changed elsewhere")
    expect(conflict).to_be_visible()
    assert stored(web_host, flow)["name"] == "Mine"
    conflict.get_by_role("button", name="Keep both").click()
    second.wait_for_url(lambda url: not url.endswith(flow))
    copy = second.url.rsplit("/", 1)[1]
    assert stored(web_host, copy)["name"] == "Yours (my copy)"
    assert stored(web_host, flow)["name"] == "Mine"
    context.close()


def test_a_version_is_published_with_a_message(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    web.get_by_role("button", name="Publish").click()
    dialog = web.get_by_role("dialog", name="Publish version 1")
    dialog.get_by_label("What has changed").fill("The first one")
    dialog.get_by_role("button", name="Publish").click()
    expect(web.get_by_text("Version 1", exact=True)).to_be_visible()
    versions = web_host.client.get(f"/flows/{flow}/versions").json()["items"]
    assert [(each["number"], each["message"]) for each in versions] == [(1, "The first one")]


def test_a_key_is_renamed_in_the_expressions_that_read_it(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    nodes(web).nth(1).click()
    web.get_by_label("Key", exact=True).fill("numbers")
    web.get_by_label("Key", exact=True).press("Enter")
    saved(web)
    document = stored(web_host, flow)["document"]
    assert document["nodes"][1]["key"] == "numbers"
    assert document["nodes"][2]["config"]["items"] == "{{ steps.numbers }}"


def test_nodes_travel_between_flows_as_text(web: Page, web_host: AnyHost) -> None:
    one = create(web_host, SMALL)
    other = create(web_host, {**SMALL, "name": "Other", "nodes": SMALL["nodes"][:1], "edges": []})
    open_flow(web, one, 3)
    nodes(web).nth(1).click()
    nodes(web).nth(2).click(modifiers=["Shift"])
    web.keyboard.press("Control+c")
    expect(web.get_by_text("Copied 2 nodes")).to_be_visible()
    assert len(json.loads(web.evaluate("navigator.clipboard.readText()"))["nodes"]) == 2
    open_flow(web, other, 1)
    web.locator(".react-flow__pane").click(position={"x": 30, "y": 30})
    web.keyboard.press("Control+v")
    expect(nodes(web)).to_have_count(3)
    saved(web)
    assert len(stored(web_host, other)["document"]["edges"]) == 1


@pytest.mark.parametrize("path", ["/flows", "/runs", "/approvals"])
def test_every_place_opens_by_its_address(web: Page, path: str) -> None:
    web.goto(path)
    expect(web.get_by_role("heading", level=1)).to_be_visible()
