"""What the screens show: bundled templates, used and run on a real host as people would, and all around them."""

import json
from pathlib import Path
from typing import Any

from flow_builder.templates import bundled
from tests.screens.people import settle
from tests.screens.stock import stock
from tests.support.host import Host
from tests.support.templates import try_out, wait_for

_ISSUERS = [{"name": "work", "title": "your company", "issuer": "https://id.example.com", "client_id": "flows"}]

SMALL: dict[str, Any] = {
    "schema": 1,
    "name": "Numbers",
    "input_schema": {"type": "object", "properties": {"limit": {"type": "integer", "title": "Limit", "default": 3}}},
    "nodes": [
        {"id": "start", "key": "start", "type": "trigger.manual"},
        {
            "id": "make",
            "key": "make",
            "type": "data.transform",
            "name": "Make numbers",
            "config": {"code": "return [1, 2, 3, 4, 5].map((n) => ({ n }))"},
        },
        {
            "id": "keep",
            "key": "keep",
            "type": "data.filter",
            "name": "Keep the small ones",
            "config": {"items": "{{ steps.make }}", "where": "{{ item.n <= input.limit }}"},
        },
    ],
    "edges": [{"source": "start", "target": "make"}, {"source": "make", "target": "keep"}],
}


def settings(folder: Path) -> dict[str, str]:
    """Returns the settings of a host that has everything to show."""
    issuers = folder / "issuers.json"
    issuers.write_text(json.dumps(_ISSUERS), "utf-8")
    charged = {"credits": "on", "credits_opening": "400", "payments": "local"}
    return {"accounts": "required", "oidc": str(issuers), **charged}


def fill(host: Host) -> dict[str, str]:
    """Makes people, flows and runs of every kind, and returns ids by the names that the screens' addresses use."""
    people = settle(host)
    watched = try_out(host, bundled()["price-watch"])
    handled = try_out(host, bundled()["error-handling"])
    leads = try_out(host, bundled()["lead-list"])
    small = host.api("POST", "/flows", json=SMALL)["id"]
    host.api("POST", "/runs", params={"wait": 20}, json={"flow": small, "input": {"limit": 2}})
    failed = _run(host, watched.flow, {"department": "no-such", "limit": 60})
    _run(host, watched.flow, {"limit": 60})
    organise(host, watched.flow, "Shop", ["prices", "daily"])
    organise(host, handled.flow, "Operations", ["errors"])
    organise(host, small, "Shop/Trials", [])
    gone = host.api("POST", "/flows", json={**SMALL, "name": "An old trial"})["id"]
    host.client.delete(f"/flows/{gone}").raise_for_status()
    return {
        "price_watch": watched.flow,
        "price_watch_run": watched.ends[-1]["id"],
        "error_handling": handled.flow,
        "failed_run": failed,
        "loop_run": leads.ends[-1]["id"],
        "loop_step": _in_loop(host, leads.ends[-1]["id"]),
        "small": small,
        "tried": _tried_out(host),
        **_waiting(host),
        **stock(host, watched.flow, watched.ends[-1]["id"]),
        **people,
    }


def organise(host: Host, flow: str, folder: str, tags: list[str]) -> None:
    """Puts a flow into a folder."""
    host.client.patch(f"/flows/{flow}", json={"folder": folder, "tags": tags}).raise_for_status()


def _run(host: Host, flow: str, given: Any) -> str:
    ended = host.api("POST", "/runs", params={"wait": 60}, json={"flow": flow, "input": given})
    return str(ended["id"])


def _in_loop(host: Host, run: str) -> str:
    """Returns a step that was executed in each iteration of a loop."""
    return next(str(step["node"]) for step in host.steps(run) if step["path"] == "1")


def _tried_out(host: Host) -> str:
    """Makes a flow whose second version half of the runs try out."""
    flow = str(host.api("POST", "/flows", json={**SMALL, "name": "Small prices"})["id"])
    host.api("POST", f"/flows/{flow}/publish", json={"message": "First"})
    host.client.put(f"/flows/{flow}", json={**SMALL, "name": "Small prices", "description": "Two"}).raise_for_status()
    tried = {"message": "Counts the small ones, too", "canary": {"percent": 50, "hours": 24}}
    host.api("POST", f"/flows/{flow}/publish", json=tried)
    for limit in (1, 2, 3):
        host.api("POST", "/runs", params={"wait": 20}, json={"flow": flow, "input": {"limit": limit}})
    return flow


def _waiting(host: Host) -> dict[str, str]:
    """Starts a run that asks somebody."""
    template = bundled()["approval"].template
    flow = host.api("POST", f"/templates/{template.id}/use")["id"]
    run = host.api("POST", "/runs", json={"flow": flow, "input": template.input})["id"]
    wait_for(lambda: any(each["run"] == run for each in host.api("GET", "/approvals")["items"]))
    return {"approval": flow, "waiting_run": run}
