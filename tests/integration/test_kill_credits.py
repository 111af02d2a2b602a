"""kill -9 of a real host between reservations and settlements: nothing stays reserved, nothing is charged twice."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.host import Host
from tests.support.machine import flow

OPENING, STEPS, RUNS = 5_000, 6, 40
LOG = {"type": "core.log", "config": {"message": "x"}}
REST = {"type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.05}}}
DOCUMENT = flow(
    [{"key": f"s{number}", **(REST if number % 2 else LOG)} for number in range(STEPS)],
    [f"s{number}>s{number + 1}" for number in range(STEPS - 1)],
    settings={"concurrency": 100},
)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    made = Host(tmp_path / "data", "--browser-workers", "0", credits="on", credits_opening=str(OPENING))
    yield made
    if made.process is not None and made.process.poll() is None:
        made.stop()


def entries(host: Host) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        page = host.api("GET", "/credits/entries", params={"limit": 500, **({"cursor": cursor} if cursor else {})})
        found += page["items"]
        if (cursor := page["cursor"]) is None:
            return found


def settled(host: Host) -> int:
    """Returns the balance once nothing is reserved."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = host.api("GET", "/credits")
        if not found["reserved"]:
            return int(found["balance"])
        time.sleep(0.05)  # another process settles; there is nothing to wait for but time
    raise AssertionError("something stays reserved")


def test_runs_are_reserved_and_settled_once_over_kills(host: Host) -> None:
    started: set[str] = set()
    for killed in range(3):
        host.start()
        for number in range(RUNS):
            key = f"{killed}-{number}"
            run = host.api("POST", "/runs", json={"document": DOCUMENT}, headers={"idempotency-key": key})
            started.add(run["id"])
        found = host.api("GET", "/credits")
        assert found["reserved"] > 0, "the host was killed when all was settled"
        host.stop(signal.SIGKILL)
    host.start()
    left = settled(host)
    ledger = entries(host)
    assert left == sum(each["amount"] for each in ledger) == OPENING - STEPS * len(started)
    for kind in ("reserve", "settle"):
        runs = [each["run"] for each in ledger if each["kind"] == kind]
        assert sorted(runs) == sorted(started)
    assert {each["charged"] for each in ledger if each["kind"] == "settle"} == {STEPS}
