"""What people do with a flow once it is drawn: publish and go back, schedule, call, give secrets, import, be cut off."""

import hashlib
import hmac
import json
import re
from itertools import pairwise
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.host import AnyHost
from tests.support.recordings import navigate, on, recording
from tests.support.web_app import visitor

NUMBERS: dict[str, Any] = {
    "id": "make",
    "key": "make",
    "type": "data.transform",
    "name": "Make numbers",
    "position": {"x": 304, "y": 0},
    "config": {"code": "return [1, 2, 3, 4, 5].map((n) => ({ n }))"},
}


def flow_with(trigger: str, *nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Returns a flow whose nodes follow each other after a trigger."""
    first = {"id": "start", "key": "start", "type": trigger, "position": {"x": 0, "y": 0}}
    chain = [first, *nodes]
    edges = [{"source": one["id"], "target": other["id"]} for one, other in pairwise(chain)]
    return {"schema": 1, "name": "Numbers", "nodes": chain, "edges": edges, **more}


def create(host: AnyHost, document: dict[str, Any]) -> str:
    return str(host.api("POST", "/flows", json=document)["id"])


def draft(host: AnyHost, flow: str) -> dict[str, Any]:
    found: dict[str, Any] = host.api("GET", f"/flows/{flow}")["document"]
    return found


def node(page: Page, id_: str) -> Locator:
    return page.locator(f'.react-flow__node[data-id="{id_}"]')


def open_flow(page: Page, flow: str, first: str = "start") -> None:
    page.goto(f"/flows/{flow}")
    expect(node(page, first)).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator("header").get_by_text("Saved", exact=True)).to_be_visible()


@pytest.mark.nightly
def test_versions_are_compared_and_an_old_one_comes_back(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual", NUMBERS))
    open_flow(web, flow)
    web.get_by_role("button", name="Publish").click()
    dialog = web.get_by_role("dialog", name="Publish version 1")
    expect(dialog.get_by_text("A run takes 2 credits")).to_be_visible()
    dialog.get_by_label("What has changed").fill("The first one")
    dialog.get_by_role("button", name="Publish").click()
    expect(web.get_by_text("Version 1", exact=True)).to_be_visible()

    web.get_by_role("textbox", name="Name of the flow").fill("Other numbers")
    saved(web)
    web.get_by_role("button", name="Publish").click()
    dialog = web.get_by_role("dialog", name="Publish version 2")
    expect(dialog.get_by_text("1 thing differs from version 1.")).to_be_visible()
    dialog.get_by_role("button", name="Publish").click()
    expect(web.get_by_text("Version 2", exact=True)).to_be_visible()

    web.locator(".react-flow__pane").click(position={"x": 30, "y": 30})
    web.keyboard.press("v")
    web.get_by_role("list", name="Versions").get_by_text("The first one").click()
    web.get_by_role("button", name="Compare").click()
    compared = web.get_by_role("dialog", name="What differs")
    expect(compared.get_by_text('"Other numbers"')).to_be_visible()
    expect(compared.get_by_role("region", name="What differs, drawn")).to_be_visible()
    web.keyboard.press("Escape")
    web.get_by_role("button", name="Roll back").click()
    web.get_by_role("button", name="Go back").click()
    expect(web.get_by_role("textbox", name="Name of the flow")).to_have_value("Numbers")
    versions = web_host.api("GET", f"/flows/{flow}/versions")["items"]
    assert [each["number"] for each in versions] == [3, 2, 1]
    assert versions[0]["document"] == versions[2]["document"]


@pytest.mark.nightly
def test_a_version_is_shown_as_a_state_machine(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual", NUMBERS))
    open_flow(web, flow)
    web.get_by_role("button", name="More").click()
    web.get_by_role("menuitem", name="As state machine").click()
    dialog = web.get_by_role("dialog", name="Numbers as a state machine")
    expect(dialog.get_by_text("make (data.transform")).to_be_visible()
    dialog.get_by_text("Amazon States Language").click()
    expect(dialog.get_by_text("StartAt")).to_be_visible()
    with web.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    machine = json.loads(download.value.path().read_text("utf-8"))
    assert machine["StartAt"] in machine["States"]


@pytest.mark.nightly
def test_a_schedule_is_said_in_words_and_follows_its_timezone(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.schedule", NUMBERS))
    open_flow(web, flow)
    node(web, "start").click()
    web.get_by_label("When", exact=True).fill("every weekday at 7:30")
    web.get_by_label("When", exact=True).press("Enter")
    web.get_by_label("Timezone").click()
    web.get_by_placeholder("City or region").fill("tokyo")
    web.get_by_placeholder("City or region").press("Enter")
    times = web.get_by_role("region", name="Next times").locator("time")
    expect(times).to_have_count(5)
    expect(times.first).to_contain_text("07:30")
    saved(web)
    config = draft(web_host, flow)["nodes"][0]["config"]
    assert config["timing"] == {"kind": "cron", "expression": "30 7 * * MON-FRI"}
    assert config["timezone"] == "Asia/Tokyo"
    web.get_by_role("button", name="Thu").click()
    expect(web.get_by_label("When", exact=True)).to_have_value("On Monday, Tuesday, Wednesday and Friday at 07:30")
    saved(web)
    web_host.api("POST", f"/flows/{flow}/publish", json={})
    web.reload()
    node(web, "start").click()
    armed = web.get_by_role("region", name="The published schedule")
    armed.get_by_role("button", name="Pause").click()
    expect(armed.get_by_text("Paused")).to_be_visible()
    (schedule,) = web_host.api("GET", "/schedules", params={"flow": flow})["items"]
    assert schedule["paused"] is True
    # Tokyo's clocks are nine hours ahead of UTC, all year.
    assert all(at % 86_400_000 == (22 * 60 + 30) * 60_000 for at in schedule["next_times"])


def test_a_captured_call_becomes_the_input(web: Page, web_host: AnyHost) -> None:
    double = {
        "id": "double",
        "key": "double",
        "type": "data.transform",
        "position": {"x": 304, "y": 0},
        "config": {"code": "return n * 2", "values": {"n": "{{ steps.start.body.n }}"}},
    }
    flow = create(web_host, flow_with("trigger.webhook", double))
    open_flow(web, flow)
    node(web, "start").click()
    expect(web.get_by_text("Waiting for a call.")).to_be_visible()
    hook = web_host.api("GET", f"/flows/{flow}/webhook")
    assert httpx.post(hook["test_url"], json={"n": 21}).json()["accepted"] is True
    captured = web.get_by_role("region", name="Captured calls")
    captured.get_by_text('{"n":21}').click()
    captured.get_by_role("button", name="Use as input").click()
    expect(node(web, "double").get_by_role("img", name="Succeeded")).to_be_visible()
    (run,) = web_host.api("GET", "/runs", params={"flow": flow})["items"]
    assert run["output"] == 42
    captured.get_by_role("button", name="Pin").click()
    saved(web)
    assert draft(web_host, flow)["nodes"][0]["pinned_output"]["body"] == {"n": 21}


@pytest.mark.nightly
def test_a_credential_made_in_place_signs_what_a_webhook_takes(web: Page, web_host: AnyHost) -> None:
    trigger = flow_with("trigger.webhook", NUMBERS)
    trigger["nodes"][0]["config"] = {"proof": {"kind": "github", "credential": ""}, "response": "reply"}
    flow = create(web_host, trigger)
    open_flow(web, flow)
    node(web, "start").click()
    web.get_by_role("button", name="New credential").click()
    dialog = web.get_by_role("dialog", name="New credential")
    dialog.get_by_label("Name").fill("Repository")
    dialog.get_by_role("button", name="Make a random secret").click()
    secret = dialog.locator("code").inner_text()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    saved(web)
    hook = web_host.api("GET", f"/flows/{flow}/webhook")
    assert secret not in web.content()
    body = b'{"n": 1}'
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json"}
    assert httpx.post(hook["url"], content=body, headers=headers).status_code == 401
    signed = httpx.post(hook["url"], content=body, headers={**headers, "x-hub-signature-256": signature})
    assert signed.status_code == 200
    assert len(signed.json()) == 5


def test_a_form_is_tried_with_a_run_of_the_draft(web: Page, web_host: AnyHost) -> None:
    asked = {"type": "object", "properties": {"who": {"type": "string", "title": "Who"}}, "required": ["who"]}
    flow = create(web_host, flow_with("trigger.form", NUMBERS, input_schema=asked))
    open_flow(web, flow)
    node(web, "start").click()
    shown = web.frame_locator("iframe[title='The form as visitors see it']")
    expect(shown.get_by_label("Who")).to_be_visible()
    web.get_by_text("Try it").click()
    web.get_by_label("Who").fill("Ada")
    web.get_by_role("button", name="Submit and run the draft").click()
    expect(node(web, "make").get_by_role("img", name="Succeeded")).to_be_visible()
    (run,) = web_host.api("GET", "/runs", params={"flow": flow})["items"]
    assert run["input"] == {"who": "Ada"}


def test_an_input_is_kept_with_the_flow(web: Page, web_host: AnyHost) -> None:
    asked = {"type": "object", "properties": {"limit": {"type": "integer", "title": "Limit", "default": 3}}}
    flow = create(web_host, flow_with("trigger.manual", NUMBERS, input_schema=asked))
    open_flow(web, flow)
    web.get_by_role("button", name="Run with …").click()
    dialog = web.get_by_role("dialog", name="Run with")
    dialog.get_by_role("textbox", name="Limit").fill("7")
    dialog.get_by_role("button", name="Keep as an example").click()
    dialog.get_by_label("Name of the example").fill("Seven")
    dialog.get_by_label("Name of the example").press("Enter")
    dialog.get_by_role("textbox", name="Limit").fill("1")
    dialog.get_by_role("button", name="Seven", exact=True).click()
    expect(dialog.get_by_role("textbox", name="Limit")).to_have_value("7")
    dialog.get_by_role("button", name="Cancel").click()
    saved(web)
    assert draft(web_host, flow)["input_schema"]["x-examples"] == {"Seven": {"limit": 7}}


def test_what_another_tab_saved_can_be_taken_and_mine_comes_back_by_undo(chromium: Browser, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual", NUMBERS))
    context = visitor(chromium, web_host)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        open_flow(page, flow)
    first.get_by_role("textbox", name="Name of the flow").fill("Theirs")
    saved(first)
    name = second.get_by_role("textbox", name="Name of the flow")
    name.fill("Mine")
    second.get_by_role("button", name="Take theirs, drop mine").click()
    expect(name).to_have_value("Theirs")
    second.locator(".react-flow__pane").click(position={"x": 30, "y": 30})
    second.keyboard.press("Control+z")
    expect(name).to_have_value("Mine")
    saved(second)
    assert draft(web_host, flow)["name"] == "Mine"
    context.close()


def test_what_was_typed_last_is_saved_when_the_flow_is_left(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual", NUMBERS))
    open_flow(web, flow)
    web.get_by_role("textbox", name="Name of the flow").fill("In a hurry")
    with web.expect_response(lambda answer: answer.request.method == "PUT"):
        web.get_by_role("link", name="All flows").click()
    assert draft(web_host, flow)["name"] == "In a hurry"


@pytest.mark.nightly
def test_a_recording_is_imported_and_run(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual"))
    open_flow(web, flow)
    steps = (navigate(f"{web_host.url}/demo/shop/"), on("waitForElement", ["h1"]))
    web.evaluate("text => navigator.clipboard.writeText(text)", json.dumps(recording("A look at the shop", *steps)))
    web.locator(".react-flow__pane").click(position={"x": 30, "y": 30})
    web.keyboard.press("Control+v")
    expect(web.locator(".react-flow__node")).not_to_have_count(1)
    saved(web)
    last = draft(web_host, flow)["nodes"][-1]
    assert last["type"].startswith("browser.")
    web.get_by_role("button", name="Run", exact=True).click()
    expect(node(web, last["id"]).get_by_role("img", name="Succeeded")).to_be_visible(timeout=20_000)


def test_what_never_reached_the_host_is_there_after_a_reload(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, flow_with("trigger.manual", NUMBERS))
    open_flow(web, flow)
    unreachable = f"**/api/v1/flows/{flow}"
    web.route(unreachable, lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    name = web.get_by_role("textbox", name="Name of the flow")
    name.fill("Never sent")
    expect(web.get_by_text("Kept here, not saved yet")).to_be_visible()
    web.on("dialog", lambda dialog: dialog.accept())
    web.reload()
    expect(name).to_have_value("Never sent")
    expect(web.get_by_text("Your unsaved changes are back")).to_be_visible()
    assert draft(web_host, flow)["name"] == "Numbers"
    web.unroute(unreachable)
    saved(web)
    assert draft(web_host, flow)["name"] == "Never sent"


def test_a_run_that_ends_while_the_connection_is_lost_is_shown_whole(web: Page, web_host: AnyHost) -> None:
    loop = {
        "id": "loop",
        "key": "loop",
        "type": "core.loop",
        "position": {"x": 304, "y": 0},
        "config": {"over": {"kind": "count", "times": 12}},
    }
    rest = {
        "id": "rest",
        "key": "rest",
        "type": "core.wait",
        "parent": "loop",
        "config": {"until": {"kind": "seconds", "seconds": 0.1}},
    }
    document = flow_with("trigger.manual", loop)
    document["nodes"].append(rest)
    flow = create(web_host, document)
    open_flow(web, flow)
    web.get_by_role("button", name="Run", exact=True).click()
    expect(node(web, "rest").get_by_text(re.compile(r"^[2-9]\D"))).to_be_visible()
    web.context.set_offline(True)
    (run,) = web_host.api("GET", "/runs", params={"flow": flow})["items"]
    ended = web_host.api("GET", f"/runs/{run['id']}", params={"wait": 20})
    assert ended["status"] == "succeeded"
    expect(node(web, "loop").get_by_role("img", name="Succeeded")).to_be_hidden()
    web.context.set_offline(False)
    expect(node(web, "rest").get_by_text(re.compile(r"^12\D"))).to_be_visible()
    expect(node(web, "loop").get_by_role("img", name="Succeeded")).to_be_visible()
