"""The screens beside editor and runs, each at its main task, on one host that charges credits."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.host import Host

OPENING = 4
SUMS: dict[str, Any] = {
    "schema": 1,
    "name": "Sums",
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual"},
        {"id": "sum", "key": "sum", "type": "data.transform", "config": {"code": "return 1 + 1"}},
    ],
    "edges": [{"source": "start", "target": "sum"}],
}

# A host of this machine, with the settings below.
pytestmark = pytest.mark.parametrize("web_host", ["local"], indirect=True)


@pytest.fixture(scope="module")
def web_settings() -> dict[str, str]:
    return {"credits": "on", "payments": "local", "credits_opening": str(OPENING)}


@pytest.fixture(scope="module")
def flow(web_host: Host) -> str:
    return str(web_host.api("POST", "/flows", json=SUMS)["id"])


def test_a_template_is_found_looked_at_and_opened_in_the_editor(web: Page) -> None:
    web.goto("/templates")
    expect(web.get_by_role("listitem").locator("img").first).to_be_visible()
    web.get_by_placeholder("Search templates").fill("price")
    web.get_by_role("link", name="Price watch").click()
    looked = web.get_by_role("dialog", name="Price watch")
    expect(looked.get_by_role("heading", name="What a run gives")).to_be_visible()
    looked.get_by_role("button", name="Use this template").click()
    web.wait_for_url(re.compile(r"/flows/flow_\w+$"))
    expect(web.locator(".react-flow__node").first).to_be_visible()


def test_a_flow_becomes_a_template_and_is_published(web: Page, flow: str) -> None:
    web.goto("/templates?shelf=own")
    web.get_by_role("button", name="Save a flow as template").first.click()
    form = web.get_by_role("dialog")
    form.get_by_label("Flow").click()
    web.get_by_role("option", name="Sums").click()
    form.get_by_role("button", name="Save").click()
    kept = web.get_by_role("dialog", name="Sums")
    kept.get_by_role("button", name="Publish").click()
    web.get_by_role("dialog", name="Publish Sums").get_by_role("button", name="Publish").click()
    expect(web).to_have_url(re.compile("shelf=market"))
    expect(web.get_by_role("button", name="Take it off")).to_be_visible()


def test_credits_run_out_are_bought_and_spent(web: Page, web_host: Host, flow: str) -> None:
    for _ in range(OPENING + 1):
        answer = web_host.client.post("/runs?wait=20", json={"flow": flow})
        if answer.status_code == 402:
            break
    assert answer.json()["code"] == "credits.insufficient"
    web.goto("/usage")
    web.get_by_role("button", name="Buy 1,000 credits").click()
    web.get_by_role("dialog").get_by_role("button", name="Pay now").click()
    expect(web.get_by_role("table", name="Ledger").get_by_text("+1,000")).to_be_visible()
    assert web_host.api("POST", "/runs?wait=20", json={"flow": flow})["status"] == "succeeded"
    web.goto("/home")
    expect(web.get_by_role("link", name="Sums").first).to_be_visible()


def test_a_flow_is_scheduled_and_stands_in_the_coming_week(web: Page, web_host: Host, flow: str) -> None:
    web.goto(f"/schedules?create={flow}")
    form = web.get_by_role("dialog", name="New schedule")
    form.get_by_role("textbox", name="Name").fill("Every morning")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    (stored,) = web_host.api("GET", "/schedules")["items"]
    assert stored["name"] == "Every morning"
    web.get_by_role("radio", name="Coming week").click()
    expect(web.get_by_role("button", name="Every morning").first).to_be_visible()


def test_a_credential_is_made_and_shows_nothing_of_its_secret(web: Page, web_host: Host) -> None:
    web.goto("/credentials")
    web.get_by_role("button", name="New credential").first.click()
    web.get_by_role("dialog").get_by_role("button", name="Bearer token").click()
    form = web.get_by_role("dialog", name="Bearer token")
    form.locator("input[type=password]").first.fill("xyzzy-123")
    form.get_by_role("button", name="Save").click()
    expect(web.get_by_text("Nothing uses it yet.")).to_be_visible()
    assert "xyzzy-123" not in web.content()
    (stored,) = (each for each in web_host.api("GET", "/credentials")["items"] if each["name"] == "Bearer token")
    assert stored["fields"] == ["token"]


def test_rows_are_imported_and_narrowed_down(web: Page) -> None:
    web.goto("/datasets")
    web.get_by_role("button", name="Import").first.click()
    form = web.get_by_role("dialog")
    form.get_by_role("textbox", name="Name").fill("lamps")
    form.get_by_label("Or text").fill("sku,price\nA,10\nB,20\nC,30")
    form.get_by_role("button", name="Import").click()
    web.wait_for_url(re.compile("/datasets/lamps"))
    expect(web.get_by_text("3 rows")).to_be_visible()
    web.goto("/datasets/lamps?where=price:less:25")
    expect(web.get_by_text("2 rows")).to_be_visible()


def test_a_variable_is_set_for_all_flows(web: Page, web_host: Host) -> None:
    web.goto("/workspace?tab=variables")
    web.get_by_role("textbox", name="Name", exact=True).fill("LIMIT")
    web.get_by_role("textbox", name="Value", exact=True).fill("25")
    web.get_by_role("button", name="Add").click()
    expect(web.get_by_role("textbox", name="Value of LIMIT")).to_have_value("25")
    assert web_host.api("GET", "/variables")["variables"] == {"LIMIT": "25"}


def test_the_audit_log_is_verified(web: Page, flow: str) -> None:
    web.goto("/audit")
    expect(web.get_by_role("table", name="Audit log").get_by_text("flows_create").first).to_be_visible()
    web.get_by_role("button", name="Verify").click()
    expect(web.get_by_text("The log is as it was written")).to_be_visible()


def test_a_flow_is_commented_on_answered_and_resolved(web: Page, web_host: Host, flow: str) -> None:
    web.goto(f"/flows/{flow}")
    expect(web.locator(".react-flow__node")).to_have_count(2, timeout=20_000)
    web.keyboard.press("Control+k")
    web.get_by_role("option", name="Comments").click()
    panel = web.get_by_role("tabpanel", name="Comments")
    panel.get_by_role("textbox", name="Comment").fill("Why two?")
    panel.get_by_role("button", name="Comment", exact=True).click()
    panel.get_by_role("button", name="Answer").click()
    panel.get_by_role("textbox", name="Answer").fill("Because.")
    panel.get_by_role("button", name="Answer").last.click()
    expect(panel.get_by_text("Because.")).to_be_visible()
    panel.get_by_role("button", name="Resolve", exact=True).click()
    expect(panel.get_by_text("Nothing is under discussion.")).to_be_visible()
    first = next(each for each in web_host.api("GET", f"/flows/{flow}/comments")["items"] if not each["thread"])
    assert first["text"] == "Why two?"
    assert first["resolved_at"] is not None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/host", "The store can be written"),
        ("/notifications", "Notifications"),
        ("/notifications?view=channels", "Notifications stay here"),
        ("/dead-letters", "No start was lost"),
        ("/workspace?tab=sharing", "Make a link"),
    ],
    ids=["host", "notifications", "channels", "dead-letters", "sharing"],
)
def test_a_screen_shows_what_the_host_says(web: Page, path: str, said: str) -> None:
    web.goto(path)
    expect(web.get_by_text(said).first).to_be_visible()
    expect(web.get_by_role("alert")).to_have_count(0)
