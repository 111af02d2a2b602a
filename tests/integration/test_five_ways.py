"""Five ways in which flows break elsewhere: executed by a real host, with real pages."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.host import Host, running
from tests.support.site_server import site_server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host")) as started:
        yield started


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with site_server() as address:
        yield address


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


def outputs(host: Host, run: str) -> dict[str, Any]:
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


def test_a_page_goes_on_as_it_was_after_a_delay(host: Host, site: str) -> None:
    wait = {"pause": ("core.wait", {"until": {"kind": "seconds", "seconds": 1}})}
    edges = ("login>form", "form>name", "name>agree", "agree>pause", "pause>send", "send>what", "what>account")
    document = flow({**FILLED, **wait, **SENT}, *edges, "account>who")
    run = host.run(document, {"site": site, "name": "Ada"})
    assert run["status"] == "succeeded", run["error"]
    found = outputs(host, run["id"])
    assert "name=Ada" in found["what"]["text"]
    assert "agree" in found["what"]["text"]
    assert found["who"]["text"] == "who=ada"


def test_a_page_goes_on_as_it_was_after_the_host_was_killed_while_somebody_decided(tmp_path: Path, site: str) -> None:
    ask = {"ask": ("core.approval", {"message": "Send it?"})}
    edges = ("login>form", "form>name", "name>agree", "agree>ask", "ask.approved>send", "send>what", "what>account")
    document = flow({**FILLED, **ask, **SENT}, *edges, "account>who")
    with running(tmp_path) as host:
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
