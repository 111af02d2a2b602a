"""Webhook to response through a flow of five durable nodes, beside bare FastAPI with SQLite."""

import tempfile
from pathlib import Path

from tests.benchmarks.bare_server import bare
from tests.benchmarks.figures import show
from tests.benchmarks.load import load
from tests.support.host import running
from tests.support.machine import flow

ORDER = {"number": 7, "customer": "Ada", "total": 30}
FLOW = flow(
    [
        {"key": "order", "type": "trigger.webhook"},
        {
            "key": "priced",
            "type": "data.set_fields",
            "config": {"target": "{{ steps.order.body }}", "set": {"currency": "EUR", "net": "{{ item.total * 0.8 }}"}},
        },
        {"key": "large", "type": "core.condition", "config": {"when": "{{ steps.priced.total >= 1000 }}"}},
        {"key": "said", "type": "core.merge", "config": {"value": {"number": "{{ steps.priced.number }}"}}},
        {"key": "reply", "type": "http.webhook_reply", "config": {"body": "{{ steps.said }}"}},
    ],
    ["order>priced", "priced>large", "large.true>said", "large.false>said", "said>reply"],
    settings={"concurrency": 100},
)
"""Five nodes, all of them executed and recorded."""


def main() -> None:
    """Prints the figures."""
    with bare() as url:
        reference = {clients: load(f"{url}/hook", ORDER, clients) for clients in (1, 8, 32)}
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "data", "--browser-workers", "0") as host:
        flow_id = host.api("POST", "/flows", json=FLOW)["id"]
        host.api("POST", f"/flows/{flow_id}/publish", json={})
        hook = host.api("GET", f"/flows/{flow_id}/webhook")["url"]
        for clients, bare_load in reference.items():
            found = load(hook, ORDER, clients)
            shown = "bare FastAPI + SQLite"
            show(f"webhook, 5 nodes, {clients} clients, p50", found.p50_ms, "ms", shown, bare_load.p50_ms)
            show(f"webhook, 5 nodes, {clients} clients, p99", found.p99_ms, "ms", shown, bare_load.p99_ms)
            show(f"webhook, 5 nodes, {clients} clients", found.per_s, "flows/s", shown, bare_load.per_s)
