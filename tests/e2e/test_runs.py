"""Runs as a user deals with them: a failure resumed with another value, two runs compared, many started again."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.support.host import AnyHost
from tests.support.web_app import visitor

CHECKED: dict[str, Any] = {
    "schema": 1,
    "name": "Checked",
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual"},
        {
            "id": "read",
            "key": "read",
            "type": "data.transform",
            "name": "Read the stock",
            "config": {"code": "return {count: input.count}", "values": {"input": "{{ input }}"}},
        },
        {
            "id": "check",
            "key": "check",
            "type": "core.assert",
            "name": "Enough of it",
            "config": {"that": "{{ steps.read.count > 3 }}", "message": "Only {{ steps.read.count }} left"},
        },
        {
            "id": "say",
            "key": "say",
            "type": "core.merge",
            "name": "Say so",
            "config": {"value": {"left": "{{ steps.read.count }}"}},
        },
    ],
    "edges": [
        {"source": "start", "target": "read"},
        {"source": "read", "target": "check"},
        {"source": "check", "target": "say"},
    ],
}
ASKING: dict[str, Any] = {
    "schema": 1,
    "name": "Asking",
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual"},
        {
            "id": "ask",
            "key": "ask",
            "type": "core.approval",
            "config": {"title": "Send the order?", "message": "Now?", "timeout_s": 600},
        },
        {"id": "sent", "key": "sent", "type": "core.merge", "config": {"value": "{{ steps.ask.comment }}"}},
    ],
    "edges": [{"source": "start", "target": "ask"}, {"source": "ask", "source_port": "approved", "target": "sent"}],
}


def started(host: AnyHost, flow: str, count: int) -> str:
    run = host.api("POST", "/runs", params={"wait": 20}, json={"flow": flow, "input": {"count": count}})
    return str(host.ended(run)["id"])


def create(host: AnyHost, name: str) -> str:
    return str(host.api("POST", "/flows", json={**CHECKED, "name": name})["id"])


def ended(host: AnyHost, run: str) -> dict[str, Any]:
    return host.ended(host.api("GET", f"/runs/{run}", params={"wait": 20}))


def test_a_failed_run_is_resumed_with_an_edited_value(web: Page, web_host: AnyHost) -> None:
    failed = started(web_host, create(web_host, "Resumed"), 2)
    web.goto(f"/runs/{failed}")
    expect(web.get_by_role("alert")).to_contain_text("Only 2 left")
    web.get_by_role("button", name="Resume", exact=True).click()
    dialog = web.get_by_role("dialog", name="Resume this run")
    dialog.get_by_role("button", name="Add").click()
    dialog.get_by_label("What is changed").fill("steps.read")
    value = dialog.get_by_label("New value (JSON)")
    value.click()
    expect(value).to_have_value('{\n  "count": 2\n}')
    value.fill('{"count": 8}')
    dialog.get_by_role("button", name="Resume").click()
    web.wait_for_url(lambda url: failed not in url)
    expect(web.get_by_text("Resumed from")).to_be_visible()
    expect(web.get_by_role("treeitem", name="Read the stock").get_by_text("kept")).to_be_visible()
    run = ended(web_host, web.url.rsplit("/", 1)[1])
    assert (run["status"], run["output"], run["resumed_from"]) == ("succeeded", {"left": 8}, failed)


def test_two_runs_are_compared_step_by_step(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, "Compared")
    started(web_host, flow, 9)
    started(web_host, flow, 2)
    web.goto(f"/runs?flow={flow}")
    web.get_by_role("checkbox", name="Select all").click()
    web.get_by_role("link", name="Compare", exact=True).click()
    expect(web.get_by_text("4 steps went otherwise")).to_be_visible()
    web.get_by_role("button", name="read").click()
    expect(web.get_by_role("region", name="Output in run A")).to_contain_text("9")
    expect(web.get_by_role("region", name="Output in run B")).to_contain_text("2")
    expect(web.get_by_role("button", name="check")).to_contain_text("other end")
    expect(web.get_by_role("button", name="say")).to_contain_text("only in A")


def test_all_failed_runs_of_a_flow_are_started_again(web: Page, web_host: AnyHost) -> None:
    flow = create(web_host, "Again")
    failed = {started(web_host, flow, 2) for _ in range(3)}
    web.goto(f"/runs?flow={flow}&status=failed,timed_out")
    expect(web.get_by_role("listitem")).to_have_count(3)
    web.get_by_role("button", name="Run all again").click()
    dialog = web.get_by_role("dialog", name="Run all failed runs again")
    dialog.get_by_role("radio", name="The beginning").click()
    dialog.get_by_role("button", name="Run all again").click()
    expect(web.get_by_text("3 runs were started again")).to_be_visible()
    runs = web_host.api("GET", "/runs", params={"flow": flow})["items"]
    assert {run["retry_of"] for run in runs} - {None} == failed


def test_an_approval_is_decided_on_a_phone(chromium: Browser, web_host: AnyHost) -> None:
    run = web_host.api("POST", "/runs", json={"document": ASKING})["id"]
    context = visitor(chromium, web_host, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto("/approvals")
    question = page.get_by_role("listitem").filter(has_text="Send the order?")
    question.get_by_label("Comment").fill("Go ahead")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    question.get_by_role("button", name="Approve").tap()
    expect(question).to_be_hidden()
    context.close()
    assert ended(web_host, run)["output"] == "Go ahead"
