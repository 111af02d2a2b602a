"""Five ways in which flows break elsewhere: executed by a real host, with real pages."""

import signal
from pathlib import Path
from typing import Any

import pytest

from tests.support.host import AnyHost, Host, running
from tests.support.site_server import site_server

pytestmark = pytest.mark.browser


def flow(nodes: dict[str, Any], *edges: str, **more: Any) -> dict[str, Any]:
    """Returns a document of nodes by key, `(type, config)` or more fields, and edges `a>b` or `a.port>b`."""
    made = []
    for key, (type_, config, *rest) in nodes.items():
        made.append({"id": key, "key": key, "type": type_, "config": config, **(rest[0] if rest else {})})
    joined = []
    for edge in edges:
        source, target = edge.split(">")
        name, _, port = source.partition(".")
        joined.append({"source": name, "target": target, **({"source_port": port} if port else {})})
    return {"schema": 1, "name": "Five ways", "nodes": made, "edges": joined, **more}


def until_waiting(host: Host, run: str) -> None:
    while (status := host.api("GET", f"/runs/{run}")["status"]) != "waiting":
        assert status == "running", host.api("GET", f"/runs/{run}")
        host.api("GET", f"/runs/{run}/events", params={"after": 0, "wait": 1})


def outputs(host: AnyHost, run: str) -> dict[str, Any]:
    """Returns step key -> output of a run, with the iteration's path where there is one."""
    return {f"{step['key']}{step['path'] and '@' + step['path']}": step["output"] for step in host.steps(run)}


FILLED = {
    "login": ("browser.open", {"url": "{{ input.site }}/login"}),
    "form": ("browser.goto", {"url": "/form.html"}),
    "name": ("browser.fill", {"target": {"label": "Name"}, "value": "{{ input.name }}"}),
    "agree": ("browser.check", {"target": {"label": "I agree"}}),
}
SENT = {
    "send": ("browser.click", {"target": {"role": "button", "name": "Send"}, "then": "navigation"}),
    "what": ("browser.get_text", {"target": "#what"}),
    "account": ("browser.goto", {"url": "/account"}),
    "who": ("browser.get_text", {"target": "h1"}),
}


def test_a_page_goes_on_as_it_was_after_a_delay(anywhere: AnyHost, site: str) -> None:
    wait = {"pause": ("core.wait", {"until": {"kind": "seconds", "seconds": 1}})}
    edges = ("login>form", "form>name", "name>agree", "agree>pause", "pause>send", "send>what", "what>account")
    document = flow({**FILLED, **wait, **SENT}, *edges, "account>who")
    run = anywhere.run(document, {"site": site, "name": "Ada"})
    assert run["status"] == "succeeded", run["error"]
    found = outputs(anywhere, run["id"])
    assert "name=Ada" in found["what"]["text"]
    assert "agree" in found["what"]["text"]
    assert found["who"]["text"] == "who=ada"


@pytest.mark.nightly  # half a minute; the pause without a kill is in each run
def test_a_page_goes_on_as_it_was_after_the_host_was_killed_while_somebody_decided(tmp_path: Path) -> None:
    ask = {"ask": ("core.approval", {"message": "Send it?"})}
    edges = ("login>form", "form>name", "name>agree", "agree>ask", "ask.approved>send", "send>what", "what>account")
    document = flow({**FILLED, **ask, **SENT}, *edges, "account>who")
    with site_server() as site, running(tmp_path) as host:
        run = host.api("POST", "/runs", json={"document": document, "input": {"site": site, "name": "Grace"}})
        until_waiting(host, run["id"])
        host.stop(signal.SIGKILL)
        for path in (tmp_path).rglob("*"):
            assert not path.is_file() or b"who=ada" not in path.read_bytes()
        host.start()
        token = host.api("GET", "/approvals")["items"][0]["token"]
        host.api("POST", f"/approvals/{token}", json={"decision": "approve", "by": "ada"})
        ended = host.api("GET", f"/runs/{run['id']}", params={"wait": 60})
        assert ended["status"] == "succeeded", ended["error"]
        found = outputs(host, run["id"])
        assert "name=Grace" in found["what"]["text"]
        assert found["who"]["text"] == "who=ada"


@pytest.mark.parametrize(("taken", "skipped"), [("left", "right"), ("right", "left")])
def test_nodes_after_a_skipped_branch_run_once_with_the_page_as_it_is(
    anywhere: AnyHost, site: str, taken: str, skipped: str
) -> None:
    document = flow(
        {
            "page": ("browser.open", {"url": "{{ input.site }}/form.html"}),
            "which": ("core.condition", {"when": "{{ input.left }}"}),
            "left": ("browser.fill", {"target": {"label": "Name"}, "value": "left"}),
            "right": ("browser.fill", {"target": {"label": "Name"}, "value": "right"}),
            "deeper": ("core.condition", {"when": "{{ steps.right != null }}"}),
            "never": ("browser.goto", {"url": "/late.html"}),
            "send": ("browser.click", {"target": {"role": "button", "name": "Send"}, "then": "navigation"}),
            "said": ("browser.get_text", {"target": "#what"}),
        },
        *("page>which", "which.true>left", "which.false>right", "left>send", "right>deeper", "deeper.false>never"),
        *("never>send", "deeper.true>send", "send>said"),
    )
    run = anywhere.run(document, {"site": site, "left": taken == "left"})
    assert run["status"] == "succeeded", run["error"]
    steps = {step["key"]: step for step in anywhere.steps(run["id"])}
    assert f"name={taken}" in steps["said"]["output"]["text"]
    assert {steps[skipped]["status"], steps["never"]["status"]} == {"skipped"}
    assert len(anywhere.steps(run["id"])) == len(document["nodes"])


TARGETS = {
    "trigger": ("core.set_vars", {"values": {"seen": "vars"}}),
    "data": ("data.set_fields", {"target": {}, "set": {"seen": "data"}}),
    "page": ("browser.open", {"url": "{{ input.site }}/form.html"}),
    "http": ("http.request", {"url": "{{ input.site }}/form.html"}),
    "loop": ("core.loop", {"over": {"kind": "count", "times": 2}}),
    "try": ("core.try", {}),
    "parallel": ("core.parallel", {}),
    "wait": ("core.wait", {"until": {"kind": "seconds", "seconds": 0.01}}),
    "condition": ("core.condition", {"when": True}),
    "switch": ("core.switch", {"cases": [{"name": "a", "when": True}]}),
    "stop": ("core.stop", {"status": "succeeded"}),
    "merge": ("core.merge", {"value": "merged"}),
    "log": ("core.log", {"message": "hello"}),
}
INSIDE = {"loop": {"inner": ("core.log", {"message": "in"})}, "try": {"inner": ("core.log", {"message": "in"})}}
INSIDE["parallel"] = INSIDE["try"]


@pytest.mark.parametrize("kind", TARGETS)
@pytest.mark.parametrize("live", [True, False], ids=["taken", "not taken"])
def test_a_branch_may_lead_to_any_node(anywhere: AnyHost, site: str, kind: str, live: bool) -> None:
    inside = {key: (*node, {"parent": "target"}) for key, node in INSIDE.get(kind, {}).items()}
    document = flow(
        {
            "which": ("core.condition", {"when": "{{ input.live }}"}),
            "target": TARGETS[kind],
            **inside,
            "after": ("core.log", {"message": "after"}),
        },
        *("which.true>target", "which.false>after"),
    )
    run = anywhere.run(document, {"site": site, "live": live})
    assert run["status"] == "succeeded", run["error"]
    steps = {step["key"]: step["status"] for step in anywhere.steps(run["id"])}
    assert steps["target"] == ("succeeded" if live else "skipped")
    if kind != "stop":
        assert steps["after"] == ("skipped" if live else "succeeded")


def test_two_browsers_in_one_flow_keep_their_own_pages(anywhere: AnyHost, site: str) -> None:
    document = flow(
        {
            "ada": ("browser.open", {"session": "ada", "url": "{{ input.site }}/login"}),
            "bob": ("browser.open", {"session": "bob", "url": "{{ input.site }}/form.html"}),
            "name": ("browser.fill", {"session": "bob", "target": {"label": "Name"}, "value": "Bob"}),
            "account": ("browser.goto", {"session": "ada", "url": "/account"}),
            "ada_before": ("browser.get_text", {"session": "ada", "target": "h1"}),
            "pause": ("core.wait", {"until": {"kind": "seconds", "seconds": 0.2}}),
            "ada_after": ("browser.get_text", {"session": "ada", "target": "h1"}),
            "send": ("browser.click", {"session": "bob", "target": "button", "then": "navigation"}),
            "bob_sent": ("browser.get_text", {"session": "bob", "target": "#what"}),
            "bob_account": ("browser.goto", {"session": "bob", "url": "/account"}),
            "bob_after": ("browser.get_text", {"session": "bob", "target": "h1"}),
        },
        *("ada>bob", "bob>name", "name>account", "account>ada_before", "ada_before>pause"),
        # Side by side, each with its own.
        *("pause>ada_after", "pause>send", "send>bob_sent", "bob_sent>bob_account", "bob_account>bob_after"),
    )
    run = anywhere.run(document, {"site": site})
    assert run["status"] == "succeeded", run["error"]
    found = {
        key: output.get("text") for key, output in outputs(anywhere, run["id"]).items() if isinstance(output, dict)
    }
    assert found["ada_before"] == found["ada_after"] == "who=ada"
    assert found["bob_sent"].startswith("name=Bob")
    assert found["bob_after"] == "nobody"


def test_a_published_version_runs_exactly_like_the_draft_it_was_made_from(anywhere: AnyHost, site: str) -> None:
    pages = [{"id": str(number)} for number in (1, 2, 3)]
    document = flow(
        {
            "pages": ("core.loop", {"over": {"kind": "each", "items": "{{ input.pages }}"}}),
            "open": (
                "browser.open",
                {"url": "{{ input.site }}/pages/{{ item.id }}.html"},
                {"parent": "pages", "retry": {"max_attempts": 2}},
            ),
            "rows": (
                "browser.extract_list",
                {"row": "li", "fields": [{"name": "n", "target": "i"}]},
                {"parent": "pages"},
            ),
            "odd": ("core.condition", {"when": "{{ steps.rows.count % 2 == 1 }}"}, {"parent": "pages"}),
            "gone": (
                "browser.get_text",
                {"target": "#gone", "timeout_s": 0.1},
                {"parent": "pages", "on_error": "continue"},
            ),
            "sum": ("data.transform", {"code": "return input.items.map((each) => (each ? 1 : 0))"}),
        },
        *("open>rows", "rows>odd", "odd.true>gone", "pages>sum"),
    )
    flow_id = anywhere.api("POST", "/flows", json=document)["id"]
    given = {"flow": flow_id, "input": {"site": site, "pages": pages}}
    draft = anywhere.ended(anywhere.api("POST", "/runs", params={"wait": 60}, json={**given, "draft": True}))
    version = anywhere.api("POST", f"/flows/{flow_id}/publish", json={})
    anywhere.api("PUT", f"/flows/{flow_id}", json={**document, "name": "Changed since"})
    published = anywhere.ended(anywhere.api("POST", "/runs", params={"wait": 60}, json=given))
    assert (draft["version"], published["version"]) == (None, version["number"])
    assert draft["document"] == published["document"]
    assert draft["status"] == published["status"], (draft["error"], published["error"])

    def what(run: str) -> list[Any]:
        fields = ("key", "path", "status", "ports", "output", "attempts")
        found = [{name: step[name] for name in fields} for step in anywhere.steps(run)]
        errors = [(step["error"] or {}).get("code") for step in anywhere.steps(run)]
        return [found, errors]

    assert what(draft["id"]) == what(published["id"])
    assert draft["output"] == published["output"]
    assert len(anywhere.steps(draft["id"])) > len(pages)
