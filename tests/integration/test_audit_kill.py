"""kill -9 of a real host while changes are made: each that was answered has its entry, each that was made is in the log."""

import json
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.host import Host, running
from tests.support.machine import flow

CLIENTS = 4
FLOW = flow([{"key": "note", "type": "core.log", "config": {"message": "hello"}}], [])


class Maker(threading.Thread):
    """A client that makes flows until it is told to stop."""

    def __init__(self, host: Host, enough: threading.Event) -> None:
        super().__init__(daemon=True)
        self._host = host
        self._enough = enough
        self.made: list[str] = []
        self.lost = 0

    def run(self) -> None:
        with httpx.Client(timeout=20) as http:
            while not self._enough.is_set():
                try:
                    answer = http.post(f"{self._host.url}/api/v1/flows", json=FLOW)
                except httpx.TransportError:
                    self.lost += 1
                    time.sleep(0.05)  # the host is not there; there is nothing to wait for but time
                    continue
                if answer.is_success:
                    self.made.append(answer.json()["id"])


def listed(host: Host, path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {"limit": 500, **({"cursor": cursor} if cursor else {})}
        part = host.api("GET", path, params=query)
        found += part["items"]
        if (cursor := part["cursor"]) is None:
            return found


@pytest.mark.nightly  # many kills of a host
def test_no_change_that_a_killed_host_made_is_missing_in_the_log(tmp_path: Path) -> None:
    enough = threading.Event()
    with running(tmp_path / "data", "--browser-workers", "0") as host:
        makers = [Maker(host, enough) for _ in range(CLIENTS)]
        for each in makers:
            each.start()
        for _ in range(3):
            wanted = sum(len(each.made) for each in makers) + 15
            while sum(len(each.made) for each in makers) < wanted:
                assert all(each.is_alive() for each in makers)
                time.sleep(0.001)
            host.stop(signal.SIGKILL)
            host.start()
        enough.set()
        for each in makers:
            each.join(30)
            assert not each.is_alive()
        entries = [each for each in listed(host, "/audit") if each["operation"] == "flows_create"]
        told = {each["subject"] for each in entries if each["status"] == 201}
        answered = {id_ for each in makers for id_ in each.made}
        there = {each["id"] for each in listed(host, "/flows")}
        assert answered <= told <= there
        assert len(there - told) <= sum(each["status"] is None for each in entries)
        said = host.api("GET", "/audit/verify")
        assert said["ok"], json.dumps(said)
        assert said["entries"] >= len(there)
        assert sum(each.lost for each in makers) > 0
