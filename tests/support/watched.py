"""A flow with pages, followed over the WebSocket while it works, on any host."""

import json
import time
from typing import Any
from urllib.parse import urlsplit

from websockets.sync.client import connect

from tests.support.host import AnyHost
from tests.support.machine import flow

_PRODUCTS = 24
"""On a page of the demo shop."""


def run_of_pages(host: AnyHost) -> dict[str, Any]:
    """Reads a list of the demo shop into a dataset, pictures some of it, and checks all that a user sees; returns the run."""
    name = f"lamps-{time.time_ns()}"
    made = host.api("POST", "/flows", json=_document(name))["id"]
    host.api("POST", f"/flows/{made}/publish", json={})
    run: dict[str, Any] = host.api("POST", "/runs", json={"flow": made})
    _heard(host, run["id"])
    found = {(step["key"], step["path"]): step["output"] for step in host.steps(run["id"])}
    rows = found["list", ""]["items"]
    assert len(rows) == found["keep", ""]["added"] == host.api("GET", f"/datasets/{name}")["total"] == _PRODUCTS
    for index, row in enumerate(rows[:2]):
        file = found["look", str(index)]["file"]
        picture = host.client.get(f"/artifacts/{file['artifact']}", follow_redirects=True)
        assert (picture.status_code, picture.content[:4], len(picture.content)) == (200, b"\x89PNG", file["bytes"])
        assert file["name"] == f"{row['sku']}.png"
    host.api("DELETE", f"/datasets/{name}")
    return run


def _document(dataset: str) -> dict[str, Any]:
    fields = [{"name": "sku", "attr": "data-sku"}, {"name": "title", "target": ".title"}]
    shown = {"over": {"kind": "each", "items": "{{ steps.list.items.slice(0, 2) }}"}}
    picture = {"target": {"css": '[data-sku="{{ item.sku }}"]'}, "name": "{{ item.sku }}"}
    kept = {"dataset": dataset, "rows": "{{ steps.list.items }}", "key": ["sku"]}
    nodes = [
        {"key": "start", "type": "trigger.manual"},
        {"key": "open", "type": "browser.open", "config": {"url": "{{ env.SHOP }}/categories/lighting"}},
        {"key": "list", "type": "browser.extract_list", "config": {"row": "#products .product", "fields": fields}},
        {"key": "each", "type": "core.loop", "config": shown},
        {"key": "look", "parent": "each", "type": "browser.screenshot", "config": picture},
        {"key": "keep", "type": "storage.dataset_append", "config": kept},
    ]
    return flow(nodes, ["start>open", "open>list", "list>each", "each>keep"])


def _heard(host: AnyHost, run: str) -> None:
    """Follows a run to its end: each step is heard of when it begins and when it is done, once."""
    heard = followed(host, run)
    assert heard[0] == ("run.started", None)
    assert heard[-1] == ("run.succeeded", None), host.api("GET", f"/runs/{run}")["error"]
    for key, times in {"open": 1, "list": 1, "each": 1, "look": 2, "keep": 1}.items():
        assert [heard.count((f"step.{what}", key)) for what in ("started", "succeeded")] == [times, times], key


def followed(host: AnyHost, run: str) -> list[tuple[str, str | None]]:
    """Returns (type, key) of all events of a run as they come over the WebSocket, up to its end."""
    address = urlsplit(host.url)
    live = f"{'wss' if address.scheme == 'https' else 'ws'}://{address.netloc}{address.path}/api/v1/live"
    heard: list[tuple[str, str | None]] = []
    with connect(live, open_timeout=60, ping_interval=None) as socket:

        def hear() -> dict[str, Any]:
            found: dict[str, Any] = json.loads(socket.recv(timeout=120))
            return found

        if (token := host.client.headers.get("authorization")) is not None:
            socket.send(json.dumps({"action": "auth", "token": token.removeprefix("Bearer ")}))
            assert hear()["type"] == "authenticated"
        socket.send(json.dumps({"action": "subscribe", "id": "1", "topic": f"run:{run}"}))
        assert hear()["type"] == "subscribed"
        while (said := hear())["type"] != "end":
            heard += [(each["type"], each.get("key")) for each in said.get("events", ())]
    return heard
