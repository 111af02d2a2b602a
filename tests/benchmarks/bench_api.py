"""Read, list, create and start over the API, beside bare FastAPI endpoints that do as much with SQLite."""

import tempfile
from pathlib import Path

import httpx

from tests.benchmarks.bare_server import bare
from tests.benchmarks.figures import show
from tests.benchmarks.load import Load, load
from tests.support.host import running
from tests.support.machine import flow

FLOWS = 1_000
PAGE = 100
DOCUMENT = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "say", "type": "core.merge", "config": {"value": {"limit": "{{ input.limit }}"}}},
    ],
    ["go>say"],
)
BODY = {"input": {"limit": 10}}


def main() -> None:
    """Prints the figures."""
    cases = [(what, clients) for what in ("read", f"list {PAGE} of", "list", "create", "start") for clients in (1, 32)]
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "data", "--browser-workers", "0") as host:
        flows = [host.api("POST", "/flows", json={**DOCUMENT, "name": f"Flow {n}"})["id"] for n in range(FLOWS)]
        listed = host.api("GET", "/flows", params={"limit": 1})["items"][0]
        api = f"{host.url}/api/v1"
        with bare() as url:
            for _ in range(FLOWS):
                httpx.post(f"{url}/hook", json=listed).raise_for_status()
            for what, clients in cases:
                _show(what, clients, _ours(api, flows[0], what, clients), _bare(url, listed, what, clients))


def _ours(api: str, flow_id: str, what: str, clients: int) -> Load:
    match what:
        case "read":
            return load(f"{api}/flows/{flow_id}", clients=clients, method="GET")
        case "create":
            return load(f"{api}/flows", DOCUMENT, clients)
        case "start":
            return load(f"{api}/runs", {**BODY, "flow": flow_id, "draft": True}, clients)
        case _:
            return load(f"{api}/flows?limit={FLOWS if what == 'list' else PAGE}", clients=clients, method="GET")


def _bare(url: str, row: object, what: str, clients: int) -> Load:
    match what:
        case "read":
            return load(f"{url}/rows/1", clients=clients, method="GET")
        case "create" | "start":
            return load(f"{url}/hook", row, clients)
        case _:
            return load(f"{url}/rows?limit={FLOWS if what == 'list' else PAGE}", clients=clients, method="GET")


def _show(what: str, clients: int, found: Load, reference: Load) -> None:
    shown = "bare FastAPI + SQLite"
    name = f"{what} {FLOWS:,} flows" if what.startswith("list") else what
    show(f"{name}, {clients} clients, p50", found.p50_ms, "ms", shown, reference.p50_ms)
    show(f"{name}, {clients} clients, p99", found.p99_ms, "ms", shown, reference.p99_ms)
    show(f"{name}, {clients} clients", found.per_s, "/s", shown, reference.per_s)
