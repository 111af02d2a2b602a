"""Sessions between regions in a real host: what is kept, for how long, and what happens when it does not help."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.lanes import tree
from tests.integration.test_five_ways import flow, outputs, until_waiting
from tests.support.conditions import until
from tests.support.host import Host, running
from tests.support.site_server import address, site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host"), "--browser-workers", "1") as started:
        yield started


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with site() as started:
        yield started


@pytest.fixture(scope="module")
def where(server: Any) -> str:
    return address(server)


def kept(host: Host, run: str) -> list[str]:
    """Returns the documents of what is kept of a run's sessions."""
    with sqlite3.connect(f"file:{host.folder / 'state.db'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT doc FROM item WHERE pk LIKE 'KEPT#%' || ?", (run,)).fetchall()
    return [str(row[0]) for row in rows]


def wait(key: str = "pause", seconds: float = 0.05) -> dict[str, Any]:
    return {key: ("core.wait", {"until": {"kind": "seconds", "seconds": seconds}})}


def test_a_session_is_kept_sealed_while_somebody_decides_and_no_longer(host: Host, where: str) -> None:
    document = flow(
        {
            "login": ("browser.open", {"url": "{{ input.site }}/login"}),
            "ask": ("core.approval", {"message": "Go on?"}),
            "account": ("browser.goto", {"url": "/account"}),
            "more": ("core.approval", {"message": "And on?"}),
            "who": ("browser.get_text", {"target": "h1"}),
        },
        *("login>ask", "ask.approved>account", "account>more", "more.approved>who"),
    )
    run = host.api("POST", "/runs", json={"document": document, "input": {"site": where}})
    for _ in range(2):
        until_waiting(host, run["id"])
        found = kept(host, run["id"])
        assert len(found) == 1
        assert "cookies" not in found[0]
        token = host.api("GET", "/approvals")["items"][0]["token"]
        host.api("POST", f"/approvals/{token}", json={"decision": "approve", "by": "ada"})
    ended = host.api("GET", f"/runs/{run['id']}", params={"wait": 60})
    assert ended["status"] == "succeeded", ended["error"]
    assert outputs(host, run["id"])["who"]["text"] == "who=ada"
    assert kept(host, run["id"]) == []


def test_what_opening_the_page_does_not_bring_back_is_an_error_of_the_step_that_flows_can_handle(
    host: Host, where: str
) -> None:
    change = {"script": "document.querySelector('button').textContent = 'Changed by hand'; return 1"}
    document = flow(
        {
            "page": ("browser.open", {"url": "{{ input.site }}/form.html"}),
            "change": ("browser.evaluate", change),
            **wait(),
            "button": ("browser.get_text", {"target": "button"}, {"on_error": "branch"}),
            "again": ("browser.open", {"url": "{{ input.site }}/form.html"}),
            "fresh": ("browser.get_text", {"target": "button"}),
        },
        *("page>change", "change>pause", "pause>button", "button.error>again", "again>fresh"),
    )
    run = host.run(document, {"site": where})
    assert run["status"] == "succeeded", run["error"]
    found = outputs(host, run["id"])
    error = found["button"]["error"]
    assert error["code"] == "browser.state_lost"
    assert "does not look as it did" in error["message"]
    assert error["hint"]
    assert found["fresh"]["text"] == "Send"


def test_a_loop_with_a_pause_goes_on_with_one_session_from_outside(host: Host, where: str) -> None:
    document = flow(
        {
            "login": ("browser.open", {"url": "{{ input.site }}/login"}),
            "pages": ("core.loop", {"over": {"kind": "count", "times": 2}}),
            "go": ("browser.goto", {"url": "/pages/{{ index + 1 }}.html"}, {"parent": "pages"}),
            **{key: (*node, {"parent": "pages"}) for key, node in wait().items()},
            "first": ("browser.get_text", {"target": "li >> nth=0"}, {"parent": "pages"}),
            "account": ("browser.goto", {"url": "/account"}),
            "who": ("browser.get_text", {"target": "h1"}),
        },
        *("login>pages", "go>pause", "pause>first", "pages>account", "account>who"),
    )
    run = host.run(document, {"site": where})
    assert run["status"] == "succeeded", run["error"]
    found = outputs(host, run["id"])
    assert found["first@0"]["url"].endswith("/pages/1.html")
    assert found["first@1"]["url"].endswith("/pages/2.html")
    assert found["who"]["text"] == "who=ada"


def test_a_worker_killed_after_the_pause_goes_on_with_what_was_kept(host: Host, server: Any, where: str) -> None:
    document = flow(
        {
            "login": ("browser.open", {"url": "{{ input.site }}/login"}),
            **wait(),
            "slow": ("browser.goto", {"url": "/slow?s=2"}),
            "account": ("browser.goto", {"url": "/account"}),
            "who": ("browser.get_text", {"target": "h1"}),
        },
        *("login>pause", "pause>slow", "slow>account", "account>who"),
    )
    server.requests.clear()
    run = host.api("POST", "/runs", json={"document": document, "input": {"site": where}})
    asyncio.run(until(lambda: "/slow?s=2" in server.requests))
    assert host.process is not None
    workers = [pid for pid, _ in tree.descendants(host.process.pid) if _is_worker(pid)]
    assert len(workers) == 1
    os.kill(workers[0], signal.SIGKILL)
    ended = host.api("GET", f"/runs/{run['id']}", params={"wait": 60})
    assert ended["status"] == "succeeded", ended["error"]
    assert outputs(host, run["id"])["who"]["text"] == "who=ada"


def test_a_saved_login_serves_later_runs_and_shows_nowhere(host: Host, where: str) -> None:
    secret = "k3Jd82jKfs93kLsd02aa"
    cookie = {"name": "who", "value": secret}
    save = flow(
        {
            "page": ("browser.open", {"url": "{{ input.site }}/form.html"}),
            "login": ("browser.cookies", {"action": {"kind": "set", "cookies": [cookie]}}),
            "save": ("browser.save_login", {"name": "shop-login"}),
        },
        *("page>login", "login>save"),
    )
    first = host.run(save, {"site": where})
    assert first["status"] == "succeeded", first["error"]
    sign = {"logged_in": {"text": "who="}, "timeout_s": 2}
    use = flow(
        {
            "page": ("browser.open", {"url": "{{ input.site }}/account", "login": "shop-login", **sign}),
            "who": ("browser.get_text", {"target": "h1"}),
            **wait(),
            "after": ("browser.get_text", {"target": "h1"}),
        },
        *("page>who", "who>pause", "pause>after"),
    )
    second = host.run(use, {"site": where})
    assert second["status"] == "succeeded", second["error"]
    found = outputs(host, second["id"])
    assert found["page"]["logged_in"] is True
    assert found["who"]["text"] == found["after"]["text"] == "who=•••"
    events = host.api("GET", f"/runs/{second['id']}/events", params={"after": 0})
    assert secret not in str(host.steps(first["id"])) + str(host.steps(second["id"])) + str(events)
    credentials = host.api("GET", "/credentials")["items"]
    assert [each["name"] for each in credentials if each["type"] == "login_state"] == ["shop-login"]


def _is_worker(pid: int) -> bool:
    return b"containers/browser/main.py" in Path(f"/proc/{pid}/cmdline").read_bytes()
