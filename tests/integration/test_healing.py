"""A site changes under a flow: the run heals, says so, and the flow takes it over, over the API and the command."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.host import Host, running
from tests.support.machine import flow
from tests.support.site_server import site_server
from tests.support.warm import flow_command

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><title>Order</title><h2>Order</h2>
<form action="sent.html"><label>Name <input {name} name="who"></label><button {send}>Send order</button></form>"""


class Site:
    """A page that changes between runs."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self.url = folder, url

    def show(self, name: str, send: str) -> None:
        (self._folder / "order.html").write_text(_PAGE.format(name=name, send=send), "utf-8")
        (self._folder / "sent.html").write_text("<title>Sent</title><h1>Thank you</h1>", "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "site").mkdir()
    with site_server(tmp_path / "site") as url:
        yield Site(tmp_path / "site", url)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with running(tmp_path / "data") as started:
        yield started


def _flow(site: Site) -> dict[str, Any]:
    nodes = [
        {"key": "open", "type": "browser.open", "config": {"url": f"{site.url}/order.html"}},
        {"key": "who", "type": "browser.fill", "config": {"target": ["#name", {"css": "[name=who]"}], "value": "Ada"}},
        {"key": "send", "type": "browser.click", "config": {"target": "#send", "timeout_s": 4, "then": "navigation"}},
    ]
    return flow(nodes, ["open>who", "who>send"])


def _run(host: Host, flow_id: str) -> dict[str, Any]:
    run: dict[str, Any] = host.api("POST", "/runs", params={"wait": 60}, json={"flow": flow_id, "draft": True})
    assert run["status"] == "succeeded", run["error"]
    return run


def test_what_healed_is_reported_offered_and_taken_over(host: Host, site: Site) -> None:
    flow_id = host.api("POST", "/flows", json=_flow(site))["id"]
    site.show('id="name"', 'id="send"')
    first = _run(host, flow_id)
    assert host.api("GET", f"/runs/{first['id']}/healed")["items"] == []

    site.show("", 'class="cta"')
    run = _run(host, flow_id)
    healed = {each["step"]: each for each in host.api("GET", f"/runs/{run['id']}/healed")["items"]}
    assert healed["who"]["used"] == "css=[name=who]"
    assert healed["send"]["used"] == 'button "Send order" under "Order"'
    assert all(each["score"] > 0.85 for each in healed.values())
    events = host.api("GET", f"/runs/{run['id']}/events")["items"]
    assert [each["key"] for each in events if each["type"] == "step.succeeded" and "healed" in each] == ["who", "send"]
    assert [each["key"] for each in events if each["type"] == "log" and each["level"] == "warning"] == ["who", "send"]

    shown = flow_command("heal", run["id"], "--data", str(host.folder))
    assert "#send" in shown.stdout
    answer = host.api("POST", f"/flows/{flow_id}/healed", json={"run": run["id"], "steps": ["send"]})
    assert [each["step"] for each in answer["applied"]] == ["send"]
    changed = host.api("GET", f"/flows/{flow_id}")
    config = {node["key"]: node["config"] for node in changed["document"]["nodes"]}
    assert config["send"]["target"][0] == {"role": "button", "name": "Send order", "exact": True}
    assert config["who"]["target"][0] == "#name"
    stale = host.client.post(f"/flows/{flow_id}/healed", json={"run": run["id"]}, headers={"If-Match": '"1"'})
    assert stale.status_code == 409
    applied = flow_command("heal", run["id"], "--apply", "--data", str(host.folder))
    applied.check_returncode()
    assert "who: css=#name was replaced" in applied.stdout
    assert "send: css=#send was left" in applied.stderr
    last = _run(host, flow_id)
    assert host.api("GET", f"/runs/{last['id']}/healed")["items"] == []


@pytest.mark.nightly  # a quarter of a minute
def test_a_run_of_another_flow_changes_nothing(host: Host, site: Site) -> None:
    site.show('id="name"', 'id="send"')
    one, other = (host.api("POST", "/flows", json=_flow(site))["id"] for _ in range(2))
    run = _run(host, one)
    answer = host.client.post(f"/flows/{other}/healed", json={"run": run["id"]})
    assert answer.status_code == 422
    assert answer.json()["code"] == "heal.other_flow"
