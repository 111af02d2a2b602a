"""Runs through the API, from start to resume."""

import json
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.machine import flow

ADD: dict[str, Any] = flow(
    [
        {"key": "start", "type": "trigger.manual"},
        {"key": "one", "type": "data.set_fields", "config": {"target": {}, "set": {"n": "{{ input.n + 1 }}"}}},
        {"key": "two", "type": "data.set_fields", "config": {"target": {}, "set": {"n": "{{ steps.one.n * 10 }}"}}},
    ],
    ["start>one", "one>two"],
)
LOOP: dict[str, Any] = flow(
    [
        {
            "key": "each",
            "type": "core.loop",
            "config": {"over": {"kind": "each", "items": "{{ input.rows }}"}, "on_item_error": "{{ input.policy }}"},
        },
        {"key": "check", "type": "core.assert", "parent": "each", "config": {"that": "{{ item.n > 0 }}"}},
        {
            "key": "out",
            "type": "data.set_fields",
            "parent": "each",
            "config": {"target": "{{ item }}", "set": {"done": True}},
        },
        {"key": "after", "type": "data.set_fields", "config": {"target": {}, "set": {"all": "{{ steps.each.items }}"}}},
    ],
    ["check>out", "each>after"],
)
ROWS = [{"n": 1}, {"n": -1}, {"n": 3}]


def executed(steps: dict[tuple[str, str], dict[str, Any]]) -> set[tuple[str, str]]:
    """Returns the steps that this run executed itself."""
    return {place for place, step in steps.items() if not step.get("seeded")}


async def test_a_run_goes_from_start_to_its_output(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    assert (run["status"], run["output"]) == ("succeeded", {"n": 20})
    assert {key for key, _ in await host.steps(run["id"])} == {"start", "one", "two"}
    assert (await host.ok("GET", "/runs"))["items"][0]["id"] == run["id"]
    assert (await host.ok("GET", f"/runs/{run['id']}/steps/two/output")) == {"n": 20}
    assert (await host.ok("GET", f"/runs/{run['id']}/document"))["name"] == "test"


async def test_the_same_key_gives_the_same_run(host: Api) -> None:
    given = {"json": {"document": ADD, "input": {"n": 1}}, "headers": {"idempotency-key": "k"}}
    first, second = await host.ok("POST", "/runs", **given), await host.ok("POST", "/runs", **given)
    assert first["id"] == second["id"]
    assert len((await host.ok("GET", "/runs"))["items"]) == 1


async def test_events_come_in_order_up_to_the_end(host: Api) -> None:
    run = await host.ok("POST", "/runs", json={"document": ADD, "input": {"n": 1}})
    after, seen = 0, []
    while not seen or not seen[-1]["type"].startswith("run.s") or seen[-1]["type"] == "run.started":
        page = await host.ok("GET", f"/runs/{run['id']}/events", params={"after": after, "wait": 10})
        seen += page["items"]
        after = page["after"]
    assert [each["seq"] for each in seen] == list(range(1, len(seen) + 1))
    assert seen[-1]["type"] == "run.succeeded"


async def test_stored_flows_run_their_latest_version_or_the_draft(host: Api) -> None:
    kept = await host.ok("POST", "/flows", json=ADD)
    assert (await host.ok("POST", f"/flows/{kept['id']}/publish"))["number"] == 1
    changed = {**ADD, "name": "changed"}
    saved = await host.ok("PUT", f"/flows/{kept['id']}", json=changed)
    body = {"flow": kept["id"], "input": {"n": 1}}
    assert (await host.ok("POST", "/runs", json=body))["flow_name"] == "test"
    assert (await host.ok("POST", "/runs", json={**body, "draft": True}))["flow_name"] == "changed"
    assert saved["version"] == 1
    assert (await host.ok("POST", f"/flows/{kept['id']}/publish"))["number"] == 2
    assert (await host.ok("POST", f"/flows/{kept['id']}/publish"))["number"] == 2
    assert [each["number"] for each in (await host.ok("GET", f"/flows/{kept['id']}/versions"))["items"]] == [2, 1]


async def test_a_change_to_an_outdated_revision_is_refused_and_harms_nothing(host: Api) -> None:
    kept = await host.ok("POST", "/flows", json=ADD)
    match = {"if-match": f'"{kept["rev"]}"'}
    await host.ok("PUT", f"/flows/{kept['id']}", json={**ADD, "name": "mine"}, headers=match)
    said = await host.refused("PUT", f"/flows/{kept['id']}", 409, json={**ADD, "name": "yours"}, headers=match)
    assert said["code"] == "flow.changed"
    assert (await host.ok("GET", f"/flows/{kept['id']}"))["name"] == "mine"


async def test_a_document_may_name_its_own_id_once(host: Api) -> None:
    assert (await host.ok("POST", "/flows", json={**ADD, "id": "adder"}))["id"] == "adder"
    assert (await host.refused("POST", "/flows", 409, json={**ADD, "id": "adder"}))["code"] == "flow.exists"


async def test_export_gives_what_import_takes(host: Api) -> None:
    kept = await host.ok("POST", "/flows", json=ADD)
    for form in ("yaml", "json"):
        text = (await host.http.get(f"/api/v1/flows/{kept['id']}/export", params={"format": form})).content
        headers = {"content-type": "application/yaml"}
        again = await host.ok("POST", "/flows", content=text, headers=headers)
        assert again["document"] == kept["document"]


async def test_resuming_from_a_step_keeps_what_is_before_it(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    again = await host.ok("POST", f"/runs/{run['id']}/resume", json={"from": "two"}, params={"wait": 20})
    assert (again["status"], again["resumed_from"], again["output"]) == ("succeeded", run["id"], {"n": 20})
    assert executed(await host.steps(again["id"])) == {("two", "")}


async def test_an_edited_output_is_what_the_rest_goes_on_with(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    said = {"set": {"steps.one.n": 7}}
    again = await host.ok("POST", f"/runs/{run['id']}/resume", json=said, params={"wait": 20})
    assert again["output"] == {"n": 70}


async def test_an_edited_input_is_seen_from_the_step_on(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    said = {"from": "one", "set": {"input.n": 4}}
    again = await host.ok("POST", f"/runs/{run['id']}/resume", json=said, params={"wait": 20})
    assert again["output"] == {"n": 50}


async def test_just_the_failed_items_are_done_again_with_an_edited_one(host: Api) -> None:
    for policy in ("fail", "collect", "skip"):
        run = await host.run(LOOP, {"rows": ROWS, "policy": policy})
        assert run["status"] == ("failed" if policy == "fail" else "succeeded")
        said = {"failed_items": True, "set": {"items.each[1]": {"n": 2}}}
        again = await host.ok("POST", f"/runs/{run['id']}/resume", json=said, params={"wait": 20})
        assert again["output"] == {"all": [{"n": n, "done": True} for n in (1, 2, 3)]}, policy
        done = executed(await host.steps(again["id"]))
        later = {("check", "2"), ("out", "2")} if policy == "fail" else set()
        assert done == {("check", "1"), ("out", "1"), ("each", ""), ("after", ""), *later}, policy


async def test_an_edit_of_an_iteration_that_a_loop_did_not_have_is_refused(host: Api) -> None:
    run = await host.run(LOOP, {"rows": ROWS, "policy": "collect"})
    for target in ("items.each[3]", "steps.check[3]"):
        said = {"failed_items": True, "set": {target: 1}}
        found = await host.refused("POST", f"/runs/{run['id']}/resume", 422, json=said)
        assert (found["code"], found["field"]) == ("resume.no_iteration", "/set")


async def test_a_failed_run_is_resumed_with_a_mended_document(host: Api) -> None:
    wrong = {
        **ADD,
        "nodes": [*ADD["nodes"][:2], {"id": "two", "key": "two", "type": "core.assert", "config": {"that": False}}],
    }
    kept = await host.ok("POST", "/flows", json=wrong)
    run = await host.ok("POST", "/runs", json={"flow": kept["id"], "input": {"n": 1}}, params={"wait": 20})
    assert (run["status"], run["error"]["node"]) == ("failed", "two")
    await host.ok("PUT", f"/flows/{kept['id']}", json=ADD)
    again = await host.ok("POST", f"/runs/{run['id']}/resume", json={"newest": True}, params={"wait": 20})
    assert (again["status"], again["output"]) == ("succeeded", {"n": 20})
    assert executed(await host.steps(again["id"])) == {("two", "")}


async def test_one_node_runs_on_the_results_of_an_earlier_run(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    only = await host.run(ADD, {"n": 100}, only="two", based_on=run["id"])
    assert executed(await host.steps(only["id"])) == {("two", "")}
    assert (await host.steps(only["id"]))["two", ""]["output"] == {"n": 20}


async def test_a_run_can_end_with_a_step(host: Api) -> None:
    run = await host.run(ADD, {"n": 1}, until="one")
    assert {key for key, _ in await host.steps(run["id"])} == {"start", "one"}


async def test_pinned_outputs_stand_for_their_nodes(host: Api) -> None:
    nodes = [{**node, "pinned_output": {"n": 5}} if node["key"] == "one" else node for node in ADD["nodes"]]
    run = await host.run({**ADD, "nodes": nodes}, {"n": 1}, pinned=True)
    assert run["output"] == {"n": 50}
    assert (await host.run({**ADD, "nodes": nodes}, {"n": 1}))["output"] == {"n": 20}


async def test_refused_resumes(host: Api) -> None:
    run = await host.run(ADD, {"n": 1})
    for said, status, code in (
        ({}, 422, "resume.nothing"),
        ({"from": "gone"}, 404, "step.not_found"),
        ({"from": "two[1]"}, 422, "resume.bad_step"),
        ({"from": "two!"}, 422, "resume.bad_step"),
        ({"set": {"vars.x": 1}}, 422, "resume.bad_target"),
        ({"from": "two", "set": {"items.two[0]": 1}}, 422, "resume.bad_target"),
        ({"newest": True, "from": "two"}, 422, "resume.no_newest"),
        ({"from": "two", "set": {"steps.one.n": "\ud800"}}, 422, "text.invalid"),
    ):
        headers = {"content-type": "application/json"}
        path = f"/runs/{run['id']}/resume"
        found = await host.refused("POST", path, status, content=json.dumps(said).encode(), headers=headers)
        assert found["code"] == code
    assert len((await host.ok("GET", "/runs"))["items"]) == 1


async def test_a_waiting_run_can_be_answered_once_and_only_rightly(host: Api) -> None:
    document = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Go?"}}])
    run = await host.ok("POST", "/runs", json={"document": document})
    await host.ok("GET", f"/runs/{run['id']}/events", params={"wait": 10})
    waiting: list[Any] = []
    after = 0
    while not waiting:
        page = await host.ok("GET", f"/runs/{run['id']}/events", params={"after": after, "wait": 10})
        after = page["after"]
        waiting = [each for each in page["items"] if each["type"] == "step.waiting"]
    token = waiting[0]["token"]
    assert [each["token"] for each in (await host.ok("GET", "/approvals"))["items"]] == [token]
    assert (await host.refused("POST", f"/approvals/{token}", 422, json={"decision": "maybe"}))[
        "code"
    ] == "approval.decision"
    assert (await host.refused("POST", "/approvals/gone", 404, json={"decision": "approve"}))[
        "code"
    ] == "pause.not_found"
    assert (await host.refused("POST", f"/runs/{run['id']}/resume", 409))["code"] == "run.not_ended"
    await host.ok("POST", f"/approvals/{token}", json={"decision": "approve", "by": "ann"})
    assert (await host.refused("POST", f"/approvals/{token}", 409, json={"decision": "approve"}))[
        "code"
    ] == "pause.answered"
    ended = await host.ok("GET", f"/runs/{run['id']}", params={"wait": 20})
    assert (ended["status"], ended["output"]["by"]) == ("succeeded", "ann")


async def test_no_token_looks_like_an_option_of_a_command(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secrets.token_urlsafe", lambda size: "-" * size)
    document = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Go?"}}])
    run = await host.ok("POST", "/runs", json={"document": document})
    tokens: list[str] = []
    after = 0
    while not tokens:
        page = await host.ok("GET", f"/runs/{run['id']}/events", params={"after": after, "wait": 10})
        after = page["after"]
        tokens = [each["token"] for each in page["items"] if each["type"] == "step.waiting"]
    assert tokens[0][0].isalpha()


async def test_a_run_can_be_canceled_once(host: Api) -> None:
    document = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Go?"}}])
    run = await host.ok("POST", "/runs", json={"document": document})
    assert (await host.ok("POST", f"/runs/{run['id']}/cancel"))["status"] == "canceled"
    assert (await host.refused("POST", f"/runs/{run['id']}/cancel", 409))["code"] == "run.ended"


async def test_a_large_output_comes_back_whole(host: Api) -> None:
    text = "{{ 'x'.repeat(500000) }}"
    document = flow([{"key": "big", "type": "data.set_fields", "config": {"target": {}, "set": {"t": text}}}])
    run = await host.run(document)
    step = (await host.steps(run["id"]))["big", ""]
    assert (step["output"], bool(step["blob"])) == (None, True)
    assert len((await host.ok("GET", f"/runs/{run['id']}/steps/big/output"))["t"]) == 500_000
    policy = (await host.http.get(f"/api/v1/artifacts/{step['blob']}")).headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
