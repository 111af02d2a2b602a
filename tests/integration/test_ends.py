"""kill -9 while runs end: nothing that follows from an end is lost or done twice, and each run is counted once."""

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from flow_builder.domain.run import Run
from flow_builder.domain.statistics import added, counted, summary
from tests.support.host import Host, running
from tests.support.machine import flow

WORKER = flow(
    [
        {"key": "go", "type": "trigger.manual"},
        {"key": "check", "type": "core.assert", "config": {"that": "{{ input.n % 3 !== 0 }}", "message": "no luck"}},
        {"key": "said", "type": "core.merge", "config": {"value": "{{ input.n }}"}},
    ],
    ("go>check", "check>said"),
    id="worker",
    settings={"error_flow": "rescue", "concurrency": 100},
)
RESCUE = flow(
    [{"key": "said", "type": "core.merge", "config": {"value": "{{ input.run }}"}}],
    id="rescue",
    settings={"concurrency": 100},
)
LISTENER = flow(
    [
        {"key": "heard", "type": "trigger.flow_event", "config": {"which": {"kind": "flows", "flows": ["worker"]}}},
        {"key": "said", "type": "core.merge", "config": {"value": "{{ steps.heard.run }}"}},
    ],
    ("heard>said",),
    id="listener",
    settings={"concurrency": 100},
)


def begin(host: Host, first: int, last: int, chance: random.Random) -> int:
    """Starts runs, each under a key, and kills the host among them; returns the first that was not accepted."""
    kill_at = first + chance.randint(5, 50)
    number = first
    with suppress(httpx.TransportError):
        while number < min(kill_at, last):
            said = {"flow": "worker", "input": {"n": number}}
            host.api("POST", "/runs", json=said, headers={"Idempotency-Key": f"run-{number}"})
            number += 1
    time.sleep(chance.random() * 0.06)  # the moment of the kill is what is drawn here
    return number


def runs_of(host: Host, flow_id: str | None = None) -> Iterator[dict[str, Any]]:
    cursor: str | None = None
    while True:
        asked = {"limit": 500, **({"flow": flow_id} if flow_id else {}), **({"cursor": cursor} if cursor else {})}
        page = host.api("GET", "/runs", params=asked)
        yield from page["items"]
        if (cursor := page["cursor"]) is None:
            return


def settled(host: Host, runs: int) -> dict[str, Any]:
    """Returns the statistics once so many runs are counted."""
    deadline = time.monotonic() + 60
    while True:
        found: dict[str, Any] = host.api("GET", "/statistics")
        if found["totals"]["runs"] >= runs and not any(found["under_way"].values()):
            return found
        assert time.monotonic() < deadline, found["totals"]
        time.sleep(0.05)


@pytest.mark.parametrize(("runs", "kills"), [(70, 3), pytest.param(180, 7, marks=pytest.mark.nightly)])
def test_what_follows_from_a_run_happens_once_and_each_run_is_counted_once(
    tmp_path: Path, runs: int, kills: int
) -> None:
    chance = random.Random(20261121)
    with running(tmp_path, "--browser-workers", "0") as host:
        for document in (WORKER, RESCUE, LISTENER):
            host.api("POST", "/flows", json=document)
            host.api("POST", f"/flows/{document['id']}/publish", json={})
        started = killed = 0
        while started < runs or killed < kills:
            started = begin(host, started, runs, chance)
            host.stop(signal.SIGKILL)
            killed += 1
            host.start()
        failed = len(range(0, runs, 3))
        found = settled(host, 2 * runs + failed)

        worked = list(runs_of(host, "worker"))
        assert sorted(run["input"]["n"] for run in worked) == list(range(runs))
        heard = Counter(run["input"]["run"] for run in runs_of(host, "listener"))
        assert heard == Counter(run["id"] for run in worked)
        rescued = Counter(run["input"]["run"] for run in runs_of(host, "rescue"))
        assert rescued == Counter(run["id"] for run in worked if run["status"] == "failed")
        assert len(rescued) == failed

        everything = [Run(**each) for each in runs_of(host)]
        recount = summary(added(map(counted, everything)))
        assert found["totals"] == recount
        assert added(each["by_status"] for each in found["series"]) == Counter(recount["by_status"])
        by_flow = {each["flow"]: each["runs"] for each in found["flows"]["busiest"]}
        assert by_flow == {"worker": runs, "listener": runs, "rescue": failed}
