"""kill -9 of a real host while webhooks arrive and schedules fire: what was accepted has one run that ends, nothing has two."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.support.host import Host, running
from tests.support.machine import flow

CLIENTS = 6
ENDS = {"succeeded", "failed", "canceled", "timed_out"}
STEPS = [
    {"key": "note", "type": "core.log", "config": {"message": "{{ input.body }}"}},
    {"key": "rest", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 0.02}}},
    {"key": "done", "type": "core.log", "config": {"message": "done"}},
]
EDGES = ["note>rest", "rest>done"]


def hooked(response: str) -> dict[str, Any]:
    hook = {"key": "hook", "type": "trigger.webhook", "config": {"response": response}}
    return flow([hook, *STEPS], ["hook>note", *EDGES], settings={"concurrency": 4})


class Sender(threading.Thread):
    """A client that sends orders, each with a key of its own, again and again until the host has accepted it."""

    def __init__(self, host: Host, number: int, path: str, enough: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._host = host
        self._number = number
        self._path = path
        self._enough = enough
        self.accepted: dict[str, list[str]] = {}
        """Order -> the run that each accepted request of it was answered with."""
        self.resets = 0

    def run(self) -> None:
        with httpx.Client(timeout=20) as http:
            while not self._enough():
                order = f"{self._number}-{len(self.accepted)}"
                # Every third order is sent once more after it was accepted, as clients do that lose an answer.
                runs = [self._send(http, order) for _ in range(1 + (len(self.accepted) % 3 == 0))]
                self.accepted[order] = runs

    def _send(self, http: httpx.Client, order: str) -> str:
        while True:
            try:
                headers = {"idempotency-key": order}
                answer = http.post(f"{self._host.url}{self._path}", json=order, headers=headers)
            except httpx.TransportError:
                self.resets += 1
                time.sleep(0.1)  # the host is not there; there is nothing to wait for but time
                continue
            if answer.is_success:
                return answer.headers.get("x-run-id") or str(answer.json()["run"])
            assert answer.status_code in {429, 503}, answer.text


def schedule_seconds(host: Host, flow_: str, seconds: int) -> set[tuple[str, int]]:
    """Lets a flow start twice in each of the next seconds; returns (schedule, time) of each."""
    first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=2)
    due = set()
    for number in range(seconds):
        for _ in range(2):
            at = first + timedelta(seconds=number)
            spec = {"timing": {"kind": "once", "at": at.replace(tzinfo=None).isoformat()}}
            made = host.api("POST", "/schedules", json={"flow": flow_, "spec": spec})
            due.add((made["id"], round(at.timestamp() * 1_000)))
    return due


def runs_of(host: Host, flow_: str, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
    """Returns all runs of a flow once there are enough and all have ended."""
    deadline = time.monotonic() + 60
    while True:
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = host.api("GET", "/runs", params={"flow": flow_, "limit": 1000, **more})
            found += page["items"]
            if (cursor := page["cursor"]) is None:
                break
        if enough(found) and all(each["status"] in ENDS for each in found):
            return found
        assert time.monotonic() < deadline, Counter(each["status"] for each in found)
        time.sleep(0.05)


def kill_rounds(folder: Path, kills: int) -> None:
    chance = random.Random(20261121)
    killed = threading.Event()
    with running(folder, "--browser-workers", "0") as host:
        hooks = [host.api("POST", "/flows", json=hooked(how))["id"] for how in ("immediate", "reply")]
        paths = [urlsplit(host.api("GET", f"/flows/{each}/webhook")["url"]).path for each in hooks]
        timed = host.api("POST", "/flows", json=flow(STEPS, EDGES))["id"]
        senders = [Sender(host, number, paths[number % 2], killed.is_set) for number in range(CLIENTS)]
        due = schedule_seconds(host, timed, 3 * kills)
        for each in senders:
            each.start()
        for _ in range(kills):
            wanted = sum(len(each.accepted) for each in senders) + chance.randint(5, 60)
            while sum(len(each.accepted) for each in senders) < wanted:
                assert all(each.is_alive() for each in senders), "a client was refused"
                time.sleep(0.001)
            host.stop(signal.SIGKILL)
            host.start()
        killed.set()
        for each in senders:
            each.join(30)
            assert not each.is_alive()
        for number, hook in enumerate(hooks):
            check_orders(host, hook, [each for each in senders if each._number % 2 == number])
        runs = runs_of(host, timed, lambda found: len(found) >= len(due))
        assert sorted((each["schedule"], each["scheduled_at"]) for each in runs) == sorted(due)
        assert {each["status"] for each in runs} == {"succeeded"}
        assert sum(each.resets for each in senders) > 0
        assert host.api("GET", "/queue")["queued"] == 0


def check_orders(host: Host, hook: str, senders: list[Sender]) -> None:
    accepted = {order: runs for each in senders for order, runs in each.accepted.items()}
    runs = runs_of(host, hook, lambda found: len(found) >= len(accepted))
    assert {each["status"] for each in runs} == {"succeeded"}
    assert {each["input"]["body"]: each["id"] for each in runs} == {
        order: found[0] for order, found in accepted.items()
    }
    assert len(runs) == len(accepted)
    assert all(len(set(found)) == 1 for found in accepted.values())


def test_what_a_killed_host_accepted_has_one_run_that_ends(tmp_path: Path) -> None:
    kill_rounds(tmp_path / "data", 3)


@pytest.mark.nightly
def test_what_a_host_that_is_killed_often_accepted_has_one_run_that_ends(tmp_path: Path) -> None:
    kill_rounds(tmp_path / "data", 25)
