"""What the screens of a workspace show beside flows and runs, made over the API as people would."""

import datetime as dt
from typing import Any

import httpx

from tests.support.host import Host
from tests.support.templates import wait_for

_ORDERS: dict[str, Any] = {
    "schema": 1,
    "name": "Orders from the shop",
    "nodes": [
        {"id": "hook", "key": "hook", "type": "trigger.webhook"},
        {
            "id": "sum",
            "key": "sum",
            "type": "data.transform",
            "name": "Total",
            "position": {"x": 304, "y": 0},
            "config": {"code": "return {total: input.body.lines.reduce((sum, line) => sum + line.price, 0)}"},
        },
    ],
    "edges": [{"source": "hook", "target": "sum"}],
}
_LAMPS = ("Dune", "Fjord", "Lantern", "Orbit", "Quill", "Reed", "Sable", "Tide")
_EVERY_KIND = ["flows:read", "runs:read", "runs:write"]


def stock(host: Host, flow: str, run: str) -> dict[str, str]:
    """Makes one or some of everything around a flow, and returns ids and tokens."""
    _schedules(host, flow)
    _rows(host)
    host.api("PUT", "/variables", json={"variables": {"LIMIT": "25", "SHOP": "https://shop.example.com"}})
    host.api("POST", "/api-keys", json={"name": "Nightly report", "scopes": _EVERY_KIND})
    channel = {"name": "Shop team", "via": {"kind": "webhook", "url": "https://chat.example.com/hooks/1"}}
    host.api("POST", "/notifications/channels", json={**channel, "kinds": ["run_failed", "run_recovered"]})
    host.api("PUT", "/credits/budget", json={"run": 50, "month": 2_000})
    order = host.api("POST", "/credits/orders", json={"pack": host.api("GET", "/credits/packs")[0]["id"]})
    if order["status"] != "paid":
        host.api("POST", f"/credits/orders/{order['id']}/pay")
    host.api("POST", f"/flows/{flow}/publish", json={"message": "What we watch since spring"})
    host.api("PUT", f"/flows/{flow}/public")
    return {
        **_webhooks(host),
        **_credentials(host),
        **_comments(host, flow),
        **_templates(host, flow),
        "shared_flow": host.api("POST", "/shares", json={"kind": "flow", "id": flow})["token"],
        "shared_run": host.api("POST", "/shares", json={"kind": "run", "id": run})["token"],
        "dead_letter": _dead_letter(host),
        "public": flow,
    }


def _schedules(host: Host, flow: str) -> None:
    timings: dict[str, dict[str, Any]] = {
        "On working days": {"timezone": "Europe/Berlin", "timing": {"kind": "cron", "expression": "30 7 * * 1-5"}},
        "Lamps, four times a day": {"timing": {"kind": "every", "n": 6, "unit": "hours"}},
        "Weekly report": {"timezone": "America/New_York", "timing": {"kind": "cron", "expression": "0 9 * * 1"}},
    }
    made = [
        host.api("POST", "/schedules", json={"flow": flow, "name": name, "spec": {**spec, "input": {"limit": 20}}})
        for name, spec in timings.items()
    ]
    host.api("POST", f"/schedules/{made[-1]['id']}/pause")


def _rows(host: Host) -> None:
    day = dt.date(2026, 3, 2)
    rows = [
        {"sku": f"L-{n:03}", "name": f"{name} lamp", "price": 20 + n * 7 % 40, "seen": str(day + dt.timedelta(n % 9))}
        for n, name in enumerate(_LAMPS * 5)
    ]
    host.api("POST", "/datasets/lamps/import", json={"rows": rows, "key": ["sku"]})


def _webhooks(host: Host) -> dict[str, str]:
    """Makes a webhook that is published and was called, one that is a draft, and one whose node is turned off."""
    flow = str(host.api("POST", "/flows", json=_ORDERS)["id"])
    host.api("POST", f"/flows/{flow}/publish", json={"message": "The first one"})
    addresses = host.api("GET", f"/flows/{flow}/webhook")
    lines = {"order": 4711, "lines": [{"sku": "L-001", "price": 27}, {"sku": "L-004", "price": 48}]}
    httpx.post(addresses["url"], json=lines).raise_for_status()
    for _ in range(2):
        httpx.post(addresses["test_url"], json=lines).raise_for_status()
    host.api("POST", "/flows", json={**_ORDERS, "name": "Returns, still a draft"})
    off = {**_ORDERS, "nodes": [{**_ORDERS["nodes"][0], "disabled": True}, _ORDERS["nodes"][1]]}
    host.api("POST", "/flows", json={**off, "name": "Old orders"})
    return {"orders": flow}


def _credentials(host: Host) -> dict[str, str]:
    """Makes credentials of several types, one of which a flow uses."""
    made = {
        "Shop API": ("bearer", {"token": "not-a-real-token"}),
        "Supplier portal": ("basic", {"username": "buyer", "password": "not-a-real-password"}),
        "Portal codes": ("totp", {"secret": "JBSWY3DPEHPK3PXP"}),
    }
    ids = {
        name: str(host.api("POST", "/credentials", json={"name": name, "type": kind, "fields": fields})["id"])
        for name, (kind, fields) in made.items()
    }
    document = {**_ORDERS, "name": "Stock levels"}
    get = {"id": "get", "key": "get", "type": "http.request", "position": {"x": 0, "y": 0}}
    get["config"] = {"url": "https://shop.example.com/stock", "auth": {"credential": ids["Shop API"]}}
    start = {"id": "start", "key": "start", "type": "trigger.manual"}
    host.api(
        "POST", "/flows", json={**document, "nodes": [start, get], "edges": [{"source": "start", "target": "get"}]}
    )
    return {"credential": ids["Shop API"]}


def _comments(host: Host, flow: str) -> dict[str, str]:
    asked = host.api("POST", f"/flows/{flow}/comments", json={"text": "Do we need more than 60 rows a day?"})
    host.api("POST", f"/flows/{flow}/comments", json={"text": "The shop has 58 lamps.", "thread": asked["id"]})
    host.api("POST", f"/flows/{flow}/comments", json={"text": "Prices are in euros here.", "node": "listing"})
    return {}


def _templates(host: Host, flow: str) -> dict[str, str]:
    about = {"flow": flow, "title": "Lamp prices", "category": "monitor", "summary": "Reads the lamps of a shop."}
    own = host.api("POST", "/templates", json={**about, "tags": ["prices"]})["id"]
    listing = host.api("POST", "/marketplace", json={"template": own, "by": "Ada"})["id"]
    return {"own_template": own, "listing": listing}


def _dead_letter(host: Host) -> str:
    """Deletes a flow whose run failed before that is started again."""
    throws = {"id": "start", "key": "start", "type": "data.transform", "config": {"code": "throw new Error('No shop')"}}
    document = {**_ORDERS, "name": "Prices of a shop that closed", "nodes": [throws], "edges": []}
    flow = host.api("POST", "/flows", json=document)["id"]
    ended = host.api("POST", "/runs", params={"wait": 20}, json={"flow": flow})
    assert ended["status"] == "failed"
    host.client.delete(f"/flows/{flow}").raise_for_status()
    once = {"idempotency-key": "again"}
    host.api("POST", "/runs/again", json={"flow": flow, "resume": False, "newest": True}, headers=once)
    return str(wait_for(lambda: host.api("GET", "/dead-letters")["items"])[0]["id"])
