"""The canvas as a user has it: a whole flow by hand, thirty edits undone, groups, lines, imports, and no pointer at all."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.test_editor import SMALL, create, nodes, open_flow, saved, stored
from tests.support.host import AnyHost

PALETTE = "Node types"
RECORDING = {
    "title": "Look around",
    "steps": [
        {"type": "navigate", "url": "https://shop.example/"},
        {"type": "click", "selectors": [["#more"]], "offsetX": 5, "offsetY": 5, "target": "main"},
    ],
}
DROP = """([text, name]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    const pane = document.querySelector(".react-flow__pane");
    const { left, top } = pane.getBoundingClientRect();
    const at = { bubbles: true, cancelable: true, clientX: left + 200, clientY: top + 400, dataTransfer: data };
    pane.dispatchEvent(new DragEvent("dragover", at));
    pane.dispatchEvent(new DragEvent("drop", at));
}"""


def node(page: Page, id_: str) -> Any:
    return page.locator(f'.react-flow__node[data-id="{id_}"]')


def middle(page: Page, id_: str, x: float = 60, y: float = 20) -> tuple[float, float]:
    """Returns where a node can be grabbed, once it stands still: what is selected may slide into view."""
    found = node(page, id_)
    found.hover(position={"x": x, "y": y}, trial=True)
    box = found.bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + y


def drag(page: Page, start: tuple[float, float], to: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 8, start[1] + 8)
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def write(page: Page, label: str, text: str) -> None:
    """Fills a field of the settings, which may be one for code."""
    field = page.get_by_role("complementary", name="Settings").get_by_label(label, exact=True).first
    field.click()
    page.keyboard.insert_text(text)


def add_after(page: Page, id_: str, wanted: str, count: int) -> None:
    """Adds a node after another one by keyboard."""
    node(page, id_).focus()
    page.keyboard.press("Space")
    page.keyboard.press("n")
    menu = page.get_by_role("dialog", name="Add a node")
    menu.get_by_label("Search nodes").fill(wanted)
    menu.get_by_label("Search nodes").press("Enter")
    expect(nodes(page)).to_have_count(count)


def test_a_flow_of_twelve_nodes_is_built_by_hand_and_runs(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, {**SMALL, "name": "By hand", "nodes": SMALL["nodes"][:1], "edges": [], "input_schema": {}})
    open_flow(web, flow, 1)
    add_after(web, "start", "transform", 2)
    write(web, "Function body", "return [1, 2, 3]")
    add_after(web, "transform", "condition", 3)
    write(web, "When", "{{ steps.transform.length === 3 }}")
    add_after(web, "condition", "loop", 4)
    web.get_by_role("radio", name="Each").click()
    web.get_by_role("textbox", name="Items").press("Control+a")
    web.keyboard.insert_text("{{ steps.transform }}")
    # What is dragged from the palette over the loop's box lands in it.
    palette = web.get_by_role("complementary", name=PALETTE)
    palette.get_by_placeholder("Search nodes").fill("log")
    left, top = middle(web, "loop")
    canvas = web.locator(".react-flow").bounding_box()
    assert canvas is not None
    palette.get_by_role("button", name="Log").first.drag_to(
        web.locator(".react-flow"), target_position={"x": left - canvas["x"] + 90, "y": top - canvas["y"] + 80}
    )
    expect(nodes(web)).to_have_count(5)
    write(web, "Message", "{{ item }}")
    add_after(web, "log", "set fields", 6)
    for count, (before, wanted) in enumerate(
        [("loop", "set fields"), ("set_fields_2", "merge"), ("merge", "date and time"), ("date_time", "merge")], 7
    ):
        add_after(web, before, wanted, count)
    add_after(web, "merge_2", "set fields", 11)
    add_after(web, "set_fields_3", "merge", 12)
    saved(web)
    document = stored(web_host, flow)["document"]
    assert {each["key"] for each in document["nodes"] if each.get("parent") == "loop"} == {"log", "set_fields"}
    web.get_by_role("button", name="Run", exact=True).click()
    expect(node(web, "loop").get_by_role("img", name="Succeeded")).to_be_visible()
    expect(node(web, "log").get_by_text("3\u00d7")).to_be_visible()
    expect(web.get_by_role("button", name="Run", exact=True)).to_be_visible()
    run = web_host.client.get("/runs", params={"flow": flow}).json()["items"][0]
    steps = {step["key"]: step["status"] for step in web_host.steps(run["id"])}
    assert steps == dict.fromkeys((each["key"] for each in document["nodes"]), "succeeded")
    assert len(steps) == 12


@pytest.mark.nightly
def test_thirty_mixed_edits_are_undone_and_redone_to_the_byte(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    before = stored(web_host, flow)["document"]
    for _ in range(5):
        node(web, "make").focus()
        for key in ("Space", "d", "Control+d", "Delete", "Shift+n", "Control+g", "Delete"):
            web.keyboard.press(key)
            web.evaluate("document.activeElement.matches('input, textarea') && document.activeElement.blur()")
    saved(web)
    after = stored(web_host, flow)["document"]
    for _ in range(30):
        web.keyboard.press("Control+z")
    expect(web.get_by_role("button", name="Undo")).to_be_disabled()
    saved(web)
    assert json.dumps(stored(web_host, flow)["document"]) == json.dumps(before)
    for _ in range(30):
        web.keyboard.press("Control+Shift+z")
    expect(web.get_by_role("button", name="Redo")).to_be_disabled()
    saved(web)
    assert json.dumps(stored(web_host, flow)["document"]) == json.dumps(after)


def test_a_group_takes_what_lies_in_it_along(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    node(web, "make").click()
    node(web, "keep").click(modifiers=["Shift"])
    web.keyboard.press("Control+g")
    name = web.get_by_label("Name of the group")
    name.fill("Numbers")
    name.press("Enter")
    left, top = middle(web, "group", 40, 14)
    drag(web, (left, top), (left, top + 100))
    saved(web)
    document = stored(web_host, flow)["document"]
    places = {each["id"]: each.get("position", {}).get("y", 0) for each in document["nodes"]}
    assert places["start"] == 0
    assert places["make"] == places["keep"] > 0
    assert document["groups"][0]["name"] == "Numbers"


def test_nodes_go_into_a_container_and_out_again(web: Page, web_host: AnyHost) -> None:
    loop = {"id": "loop", "key": "loop", "type": "core.loop", "position": {"x": 304, "y": 160}}
    flow = create(web_host, {**SMALL, "nodes": [*SMALL["nodes"], loop]})
    open_flow(web, flow, 4)
    left, top = middle(web, "loop")
    drag(web, middle(web, "keep"), (left + 90, top + 80))
    expect(web.get_by_text("1 wire was taken away")).to_be_visible()
    saved(web)
    parents = {each["id"]: each.get("parent") for each in stored(web_host, flow)["document"]["nodes"]}
    assert parents["keep"] == "loop"
    node(web, "loop").get_by_role("button", name="Collapse").click()
    expect(node(web, "keep")).to_be_hidden()
    node(web, "loop").get_by_role("button", name="Open").click()
    left, top = middle(web, "start")
    drag(web, middle(web, "keep"), (left, top + 300))
    saved(web)
    parents = {each["id"]: each.get("parent") for each in stored(web_host, flow)["document"]["nodes"]}
    assert parents["keep"] is None


def test_a_recording_dropped_on_the_canvas_is_one_change(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    web.evaluate(DROP, [json.dumps(RECORDING), "recording.json"])
    expect(nodes(web)).to_have_count(5)
    saved(web)
    types = [each["type"] for each in stored(web_host, flow)["document"]["nodes"]]
    assert types[3:] == ["browser.open", "browser.click"]
    web.get_by_role("button", name="Undo").click()
    expect(nodes(web)).to_have_count(3)


def test_a_curl_command_is_pasted_as_a_node(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    web.evaluate("navigator.clipboard.writeText(`curl https://api.example.com/orders --json '{\"a\": 1}'`)")
    web.locator(".react-flow__pane").click(position={"x": 30, "y": 30})
    web.keyboard.press("Control+v")
    expect(nodes(web)).to_have_count(4)
    saved(web)
    added = stored(web_host, flow)["document"]["nodes"][3]
    assert (added["type"], added["config"]["method"]) == ("http.request", "POST")


def test_a_file_that_is_no_flow_says_why(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    web.evaluate(DROP, ['{"name": 1', "broken.json"])
    expect(web.get_by_text("The document is not valid JSON")).to_be_visible()
    expect(nodes(web)).to_have_count(3)


def test_lines_show_where_neighbours_are_and_alt_lets_go_of_them(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, SMALL)
    open_flow(web, flow, 3)
    left, top = middle(web, "make")
    web.mouse.move(left, top)
    web.mouse.down()
    web.mouse.move(left + 2, top + 2)
    web.mouse.move(left + 30, top + 90, steps=3)
    web.mouse.move(left + 30, top + 3, steps=3)
    expect(web.locator("[data-guide=y]").first).to_be_visible()
    web.keyboard.down("Alt")
    web.mouse.move(left + 34, top + 3)
    expect(web.locator("[data-guide]")).to_have_count(0)
    web.keyboard.up("Alt")
    web.mouse.move(left + 30, top + 2)
    web.mouse.up()
    saved(web)
    assert stored(web_host, flow)["document"]["nodes"][1].get("position", {}).get("y", 0) == 0


def test_nodes_are_reached_opened_and_wired_without_a_pointer(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, {**SMALL, "edges": SMALL["edges"][:1]})
    open_flow(web, flow, 3)
    node(web, "start").focus()
    web.keyboard.press("Tab")
    expect(node(web, "make")).to_be_focused()
    web.keyboard.press("Enter")
    expect(web.get_by_role("textbox", name="Function body")).to_be_focused()
    node(web, "make").focus()
    web.keyboard.press("w")
    wires = web.get_by_role("dialog", name="Wires from this node")
    wires.get_by_placeholder("Where should it lead?").fill("small")
    web.keyboard.press("Enter")
    expect(wires).to_be_hidden()
    saved(web)
    assert len(stored(web_host, flow)["document"]["edges"]) == 2
    node(web, "make").focus()
    web.keyboard.press("Tab")
    expect(node(web, "keep")).to_be_focused()


def test_who_opens_a_node_before_its_editor_for_code_has_come_writes_on_in_it(web: Page, web_host: AnyHost) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    web.route("**/expression-input-*.js", hold)
    flow = create(web_host, {**SMALL, "nodes": SMALL["nodes"][:2], "edges": SMALL["edges"][:1]})
    open_flow(web, flow, 2)
    node(web, "make").focus()
    web.keyboard.press("Enter")
    field = web.get_by_role("textbox", name="Function body")
    expect(field).to_be_focused()
    web.keyboard.press("Control+a")
    web.keyboard.insert_text("return [1]")
    web.keyboard.press("ArrowLeft")
    assert len(held) == 1
    held[0].continue_()
    expect(web.locator(".cm-content").first).to_be_focused()
    web.keyboard.insert_text(", 2")
    expect(field).to_have_text("return [1, 2]")
    saved(web)
    assert stored(web_host, flow)["document"]["nodes"][1]["config"]["code"] == "return [1, 2]"
