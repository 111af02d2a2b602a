"""`flow up` as a process: who may use a folder and a port, how it ends, what commands find."""

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.host import FLOW, Host, running
from tests.support.machine import flow
from tests.support.warm import flow_command

ASK = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Go on?"}}])


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with running(tmp_path / "data", "--browser-workers", "0") as started:
        yield started


def settings_of(data: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FLOW_")}
    return {**clean, "FLOW_DATA": str(data), "FLOW_BROWSER_WORKERS": "0"}


def cold_command(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end in a Python that is started for it."""
    command = [*FLOW, *arguments]
    return subprocess.run(command, env=settings_of(data), capture_output=True, text=True, timeout=60, check=False)


def one_error(done: subprocess.CompletedProcess[str], code: int) -> str:
    assert done.returncode == code, done.stderr
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    return line


def test_a_second_host_on_the_folder_is_refused_and_told_who_has_it(host: Host) -> None:
    assert host.process is not None
    line = one_error(cold_command("up", "--port", "0", data=host.folder), 5)
    assert "(store.locked)" in line
    assert str(host.process.pid) in line
    assert host.url in line
    assert host.api("GET", "/health")["status"] == "ok"


def test_a_port_in_use_is_said_in_one_line_and_leaves_no_folder(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = one_error(cold_command("up", "--port", port, data=tmp_path / "data"), 5)
    assert "(port.in_use)" in line
    assert port in line
    assert not (tmp_path / "data").exists()


def test_an_address_that_is_not_ours_is_said_in_one_line(tmp_path: Path) -> None:
    line = one_error(cold_command("up", "--host", "192.0.2.1", "--port", "0", data=tmp_path / "data"), 5)
    assert "(port.failed)" in line


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_host_cleanly_even_with_a_long_poll_open(host: Host, how: signal.Signals) -> None:
    run = host.api("POST", "/runs", json={"document": ASK})
    address = httpx.URL(host.url)
    with socket.create_connection((address.host, address.port)) as waiting:
        waiting.sendall(f"GET /api/v1/runs/{run['id']}?wait=100 HTTP/1.1\r\nhost: localhost\r\n\r\n".encode())
        host.stop(how)
    assert host.process is not None
    assert host.process.returncode == 0
    assert not (host.folder / "host.json").exists()


def test_a_run_goes_on_after_a_restart_and_can_be_answered_from_another_terminal(host: Host) -> None:
    run = host.api("POST", "/runs", json={"document": ASK})["id"]
    host.stop(signal.SIGKILL)
    host.start()
    environment = settings_of(host.folder)
    listed = flow_command("approve", environment=environment)
    assert "Go on?" in listed.stdout
    token = host.api("GET", "/approvals")["items"][0]["token"]
    assert flow_command("approve", token, "--by", "ann", environment=environment).returncode == 0
    ended = host.api("GET", f"/runs/{run}", params={"wait": 20})
    assert (ended["status"], ended["output"]["by"]) == ("succeeded", "ann")
    shown = flow_command("logs", run, "--follow", environment=environment).stdout
    assert "run succeeded" in shown


def test_commands_use_the_host_that_has_the_folder(host: Host, tmp_path: Path) -> None:
    file = tmp_path / "flow.json"
    file.write_text('{"name": "x", "nodes": [{"id": "a", "key": "a", "type": "trigger.manual"}]}', "utf-8")
    done = cold_command("run", str(file), "-i", "n=1", "--detach", data=host.folder)
    run = done.stdout.strip()
    assert host.api("GET", f"/runs/{run}", params={"wait": 20})["output"] == {"n": 1}


def test_the_demo_shop_changes_with_every_start(host: Host) -> None:
    shop = "/demo/shop/api/products"
    before = httpx.get(host.url + shop).json()
    host.stop()
    host.start()
    assert httpx.get(host.url + shop).json() != before
