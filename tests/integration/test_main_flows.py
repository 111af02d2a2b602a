"""What flows mean is the same wherever they run: the kinds of nodes that stop, branch, wait, call and undo, used over the API."""

import time
from typing import Any

import httpx
import pytest

from tests.support.host import AnyHost
from tests.support.machine import flow
from tests.support.watched import run_of_pages

pytestmark = pytest.mark.nightly
"""Each of these meanings has tests of its own that are fast; here they are asked of whole hosts."""

START = {"key": "start", "type": "trigger.manual"}


def value(key: str, text: Any, **more: Any) -> dict[str, Any]:
    """Returns a node that gives a value."""
    return {"key": key, "type": "core.merge", "config": {"value": text}, **more}


def publish(host: AnyHost, document: dict[str, Any]) -> str:
    made = str(host.api("POST", "/flows", json=document)["id"])
    host.api("POST", f"/flows/{made}/publish", json={})
    return made


def begin(host: AnyHost, document: dict[str, Any], input_: Any = None) -> dict[str, Any]:
    found: dict[str, Any] = host.api("POST", "/runs", json={"document": document, "input": input_})
    return found


def until_waiting(host: AnyHost, run: dict[str, Any]) -> None:
    while (found := host.api("GET", f"/runs/{run['id']}"))["status"] != "waiting":
        assert found["finished_at"] is None, found["error"]
        host.api("GET", f"/runs/{run['id']}/events", params={"after": 0, "wait": 1})


def records(host: AnyHost, run: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Returns a run's steps by key, with the iteration's path where there is one."""
    return {f"{step['key']}{step['path'] and '@' + step['path']}": step for step in host.steps(run["id"])}


ASKING = flow(
    [
        START,
        {"key": "ask", "type": "core.approval", "config": {"message": "Send {{ input.amount }} EUR?"}},
        value("sent", "sent by {{ steps.ask.by }}"),
        value("kept", "kept"),
    ],
    ["start>ask", "ask.approved>sent", "ask.rejected>kept"],
)


@pytest.mark.parametrize(
    ("decision", "output"),
    [("approve", {"sent": "sent by grace"}), ("reject", {"kept": "kept"})],
    ids=["approve", "reject"],
)
def test_a_person_decides(anywhere: AnyHost, decision: str, output: dict[str, str]) -> None:
    run = begin(anywhere, ASKING, {"amount": 12})
    until_waiting(anywhere, run)
    (asked,) = [each for each in anywhere.api("GET", "/approvals")["items"] if each["run"] == run["id"]]
    assert "Send 12 EUR?" in str(asked["request"])
    anywhere.api("POST", f"/approvals/{asked['token']}", json={"decision": decision, "by": "grace"})
    ended = anywhere.ended(run)
    assert (ended["status"], ended["output"]) == ("succeeded", {"sent": None, "kept": None, **output})


def test_a_run_that_waits_is_canceled(anywhere: AnyHost) -> None:
    run = begin(anywhere, ASKING, {"amount": 1})
    until_waiting(anywhere, run)
    anywhere.api("POST", f"/runs/{run['id']}/cancel")
    assert anywhere.ended(run)["status"] == "canceled"
    assert run["id"] not in {each["run"] for each in anywhere.api("GET", "/approvals")["items"]}


def test_a_flow_calls_another_one(anywhere: AnyHost) -> None:
    double = publish(anywhere, flow([START, value("twice", "{{ input.n * 2 }}")], ["start>twice"]))
    call = {"key": "call", "type": "core.subflow", "config": {"flow": double, "input": {"n": "{{ input.n }}"}}}
    run = anywhere.run(
        flow([START, call, value("sum", "{{ steps.call.output + 1 }}")], ["start>call", "call>sum"]), {"n": 20}
    )
    assert (run["status"], run["output"]) == ("succeeded", 41), run["error"]
    (called,) = anywhere.api("GET", "/runs", params={"flow": double})["items"]
    assert called["status"] == "succeeded"


def test_an_error_is_tried_again_and_then_another_branch_goes_on(anywhere: AnyHost) -> None:
    check = {
        "key": "check",
        "type": "core.assert",
        "config": {"that": "{{ input.n > 3 }}", "message": "Only {{ input.n }} left"},
        "retry": {"max_attempts": 3, "interval_s": 0.05, "on": "all"},
        "on_error": "branch",
    }
    nodes = [START, check, value("good", "enough"), value("bad", "{{ steps.check.error.message }}")]
    run = anywhere.run(flow(nodes, ["start>check", "check>good", "check.error>bad"]), {"n": 2})
    assert (run["status"], run["output"]) == ("succeeded", {"good": None, "bad": "Only 2 left"}), run["error"]
    found = records(anywhere, run)
    assert (found["check"]["status"], found["check"]["attempts"]) == ("failed", 3)
    assert found["good"]["status"] == "skipped"


def test_iterations_run_side_by_side_and_their_results_stay_in_order(anywhere: AnyHost) -> None:
    loop = {
        "key": "each",
        "type": "core.loop",
        "config": {
            "over": {"kind": "each", "items": "{{ input.items }}"},
            "concurrency": 4,
            "on_item_error": "collect",
        },
    }
    inside = [
        {
            "key": "odd",
            "type": "core.assert",
            "parent": "each",
            "config": {"that": "{{ item % 5 != 4 }}", "message": "no"},
        },
        value("square", "{{ item * item }}", parent="each"),
    ]
    document = flow([START, loop, *inside], ["start>each", "odd>square"])
    run = anywhere.run(document, {"items": list(range(10))})
    assert run["status"] == "succeeded", run["error"]
    squares = [None if item % 5 == 4 else item * item for item in range(10)]
    assert run["output"]["items"] == squares
    assert [error["index"] for error in run["output"]["errors"]] == [4, 9]


def test_a_wait_passes(anywhere: AnyHost) -> None:
    wait = {"key": "pause", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 2}}}
    run = anywhere.run(flow([START, wait, value("after", "{{ vars.x }}")], ["start>pause", "pause>after"]))
    assert run["status"] == "succeeded", run["error"]
    found = records(anywhere, run)
    assert found["after"]["started_at"] - found["start"]["finished_at"] >= 2_000


def test_what_was_done_is_undone_in_reverse_and_a_try_goes_on_behind_it(anywhere: AnyHost) -> None:
    nodes = [
        START,
        {"key": "body", "type": "core.try"},
        value("room", "room 7", parent="body"),
        {"key": "full", "type": "core.assert", "parent": "body", "config": {"that": False, "message": "no flight"}},
        value("instead", "{{ steps.body.error.message }}"),
    ]
    tried = anywhere.run(flow(nodes, ["start>body", "room>full", "body.error>instead"]))
    assert (tried["status"], tried["output"]) == ("succeeded", "no flight"), tried["error"]
    undo = [value("undo_room", "room is free"), value("undo_car", "car is free")]
    nodes = [
        START,
        value("room", 7, compensate_with="undo_room"),
        value("car", 8, compensate_with="undo_car"),
        {"key": "flight", "type": "core.assert", "config": {"that": False, "message": "no flight"}},
    ]
    run = anywhere.run(flow([*nodes, *undo], ["start>room", "room>car", "car>flight"]))
    assert (run["status"], run["error"]["message"]) == ("failed", "no flight")
    done = sorted((each["seq"], key) for key, each in records(anywhere, run).items() if each["status"] == "succeeded")
    assert [key for _, key in done] == ["start", "room", "car", "undo_car", "undo_room"]


def test_rows_are_kept_in_a_dataset(anywhere: AnyHost) -> None:
    name = f"rows-{time.time_ns()}"
    rows = {"dataset": name, "rows": "{{ input.rows }}", "key": ["id"]}
    document = flow([START, {"key": "keep", "type": "storage.dataset_append", "config": rows}], ["start>keep"])
    first = anywhere.run(document, {"rows": [{"id": 1, "n": 1}, {"id": 2, "n": 1}]})
    second = anywhere.run(document, {"rows": [{"id": 2, "n": 2}, {"id": 3, "n": 2}]})
    assert first["output"] == {"added": 2, "updated": 0, "unchanged": 0, "total": 2}
    assert second["output"] == {"added": 1, "updated": 1, "unchanged": 0, "total": 3}
    kept = anywhere.api("GET", f"/datasets/{name}")["rows"]
    assert sorted((row["id"], row["n"]) for row in kept) == [(1, 1), (2, 2), (3, 2)]
    anywhere.api("DELETE", f"/datasets/{name}")


def test_a_form_starts_its_flow(anywhere: AnyHost) -> None:
    asked = {"type": "object", "properties": {"who": {"type": "string"}}, "required": ["who"]}
    form = {"key": "form", "type": "trigger.form"}
    document = flow([form, value("said", "Hello {{ input.who }}")], ["form>said"], input_schema=asked)
    made = publish(anywhere, document)
    url = anywhere.api("GET", f"/flows/{made}/form")["url"]
    assert 'name="who"' in httpx.get(url, timeout=60).text
    sent = httpx.post(url, data={"who": "Ada"}, timeout=60, follow_redirects=True)
    assert sent.status_code == 200, sent.text
    (run,) = anywhere.api("GET", "/runs", params={"flow": made})["items"]
    assert anywhere.ended(run)["output"] == "Hello Ada"


def test_a_schedule_starts_its_flow_once(anywhere: AnyHost) -> None:
    made = publish(anywhere, flow([START, value("sum", "{{ input.n + 1 }}")], ["start>sum"]))
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 2))
    spec = {"timezone": "UTC", "timing": {"kind": "once", "at": at}, "input": {"n": 1}}
    schedule = anywhere.api("POST", "/schedules", json={"flow": made, "name": "Soon", "spec": spec})
    deadline = time.monotonic() + 120
    while not (found := anywhere.api("GET", "/runs", params={"flow": made})["items"]):
        assert time.monotonic() < deadline, "the schedule did not start anything"
        time.sleep(0.1)
    run = anywhere.ended(found[0])
    assert (run["trigger"], run["schedule"], run["output"]) == ("schedule", schedule["id"], 2)


@pytest.mark.browser
def test_a_browser_is_watched_while_it_reads_a_list_into_a_dataset(anywhere: AnyHost) -> None:
    run_of_pages(anywhere)
