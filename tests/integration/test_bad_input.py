"""What is wrong, broken, too large or gone ends in an error with a code, over the API and on the command line alike.

All cases share one host; after each it still executes a flow.
"""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flow_builder.cli.app import app
from tests.support.host import Host, running
from tests.support.machine import flow
from tests.support.small_disk import SmallDisk, small_disk

__all__ = ["small_disk"]

START = {"key": "start", "type": "trigger.manual"}
FINE = flow([START, {"key": "say", "type": "core.log", "config": {"message": "fine"}}], ["start>say"])
YAML = {"content-type": "application/yaml"}
JSON = {"content-type": "application/json"}


def code(text: str, **more: Any) -> dict[str, Any]:
    """Returns a flow of one step with this JavaScript."""
    return flow([{"key": "step", "type": "data.transform", "config": {"code": text, **more}}])


def bomb() -> bytes:
    """Returns YAML whose aliases stand for 9 ** 10 values."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    return "\n".join(lines).encode()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host") / "data", "--browser-workers", "1") as started:
        yield started


@pytest.fixture
def host(shared: Host) -> Iterator[Host]:
    yield shared
    assert shared.run(FINE)["status"] == "succeeded"


def command(*arguments: str, data: Path) -> tuple[int, str]:
    """Runs a command against the folder's host; returns its exit code and the one line on stderr that says why."""
    done = CliRunner(env={"FLOW_DATA": str(data)}).invoke(app, list(arguments))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in done.output
    assert errors, done.output
    return done.exit_code, errors[0]


DOCUMENTS: dict[str, tuple[bytes, str]] = {
    "broken YAML": (b"name: [", "document.syntax"),
    "broken JSON": (b'{"name": ', "document.syntax"),
    "no object": (b"[]", "document.invalid"),
    "nothing": (b"", "document.invalid"),
    "wrong types": (b"name: x\nnodes: 5\nedges: {}", "document.invalid"),
    "not UTF-8": (b"name: \xff\xfe", "document.encoding"),
    "deep YAML": (b"name: x\nnotes: " + b"[" * 20_000, "document.syntax"),
    "deep JSON": (b'{"name": ' + b"[" * 100_000, "document.syntax"),
    "a YAML bomb": (bomb(), "document.too_large"),
    "a newer version": (b'{"name": "x", "schema": 99}', "document.version"),
    "an unknown type": (json.dumps(flow([{"key": "a", "type": "core.lop"}])).encode(), "flow.invalid"),
    "a cycle": (
        json.dumps(flow([{"key": key, "type": "core.merge"} for key in "ab"], ["a>b", "b>a"])).encode(),
        "flow.invalid",
    ),
    "a missing reference": (
        json.dumps(flow([{"key": "a", "type": "core.log", "config": {"message": "{{ steps.b }}"}}])).encode(),
        "flow.invalid",
    ),
    "an edge to nowhere": (json.dumps(flow([START], ["start>gone"])).encode(), "flow.invalid"),
    "code that is none": (json.dumps(code("return (")).encode(), "flow.invalid"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_bad_document_is_refused_by_the_api_and_by_the_commands(host: Host, tmp_path: Path, name: str) -> None:
    text, expected = DOCUMENTS[name]
    answer = host.client.post("/flows/validate", content=text, headers=YAML)
    if expected == "flow.invalid":
        assert answer.json()["valid"] is False
    else:
        assert (answer.status_code in {413, 422}, answer.json()["code"]) == (True, expected)
    file = tmp_path / "flow.yaml"
    file.write_bytes(text)
    status, line = command("run", str(file), data=host.folder)
    assert (status, f"({expected})" in line) == (2, True), line


def test_a_file_of_six_megabytes_is_not_even_sent(host: Host, tmp_path: Path) -> None:
    file = tmp_path / "flow.yaml"
    file.write_bytes(b"name: x\nnotes: " + b"x" * 6_000_000)
    status, line = command("run", str(file), data=host.folder)
    assert (status, "(file.too_large)" in line) == (2, True)
    answer = host.client.post("/flows", content=file.read_bytes(), headers=YAML)
    assert (answer.status_code, answer.json()["code"]) == (413, "document.too_large")


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (b'{"flow": "\xff"}', 400, "body.encoding"),
        (b'{"flow": ' + b"[" * 100_000, 422, "body.nesting"),
        (b'{"input": "\\ud800", "document": ' + json.dumps(FINE).encode() + b"}", 422, "text.invalid"),
        (b'{"input": "' + b"x" * 9_000_000 + b'"}', 413, "body.too_large"),
    ],
    ids=["bytes", "deep", "surrogate", "9 MB"],
)
def test_a_body_that_cannot_be_read_is_refused(host: Host, body: bytes, status: int, expected: str) -> None:
    answer = host.client.post("/runs", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (status, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("return 'x'.repeat(10 * 1024 * 1024)", "expression.result_too_large"),
        ("for (;;);", "expression.timeout"),
        ("const a = []; for (;;) a.push(new Array(1e6).fill(1))", "expression.memory"),
        ("const f = () => f() + 1; return f()", "expression.recursion"),
        ("throw {get message() { throw 1 }, toString() { throw 2 }}", "expression.failed"),
        ("const a = []; a.push(a); return a", "expression.failed"),
    ],
)
def test_a_step_that_goes_wrong_fails_its_run_alone(host: Host, tmp_path: Path, text: str, expected: str) -> None:
    document = code(text, timeout_s=0.5)
    run = host.run(document)
    assert (run["status"], run["error"]["code"], run["error"]["node"]) == ("failed", expected, "step")
    file = tmp_path / "flow.json"
    file.write_text(json.dumps(document))
    status, line = command("run", str(file), data=host.folder)
    assert (status, line.startswith("error: step step: "), f"({expected})" in line) == (1, True, True), line


def test_a_flow_that_calls_itself_ends(host: Host) -> None:
    made = host.api("POST", "/flows", json=FINE)
    call = flow([{"key": "again", "type": "core.subflow", "config": {"flow": made["id"]}}])
    host.api("PUT", f"/flows/{made['id']}", json=call)
    run = host.api("POST", "/runs", params={"wait": 60}, json={"flow": made["id"]})
    assert (run["status"], run["error"]["code"]) == ("failed", "subflow.failed")
    status, line = command("run", made["id"], data=host.folder)
    assert (status, "(subflow.failed)" in line) == (1, True), line
    for said in (run["error"]["message"] + run["error"]["hint"], line):
        assert said.count("Flows call each other more than 10 deep") == 1
        assert "calls itself" in said
        assert said.count("The called run") == 1


class _Echo(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        said = json.dumps({"headers": dict(self.headers), "text": str(self.headers)}).encode()
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@contextmanager
def echoing() -> Iterator[str]:
    """Yields the address of a server that tells its callers what they sent."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("kind", "fields", "secrets"),
    [
        ("bearer", {"token": "t0p-s3cret-token"}, ["t0p-s3cret-token"]),
        ("basic", {"username": "ann", "password": "pässw0rd"}, ["pässw0rd", "YW5uOnDDpHNzdzByZA=="]),
        ("api_key", {"key": "k3y-of-the-shop", "header": "X-Key"}, ["k3y-of-the-shop"]),
    ],
)
def test_a_secret_that_a_server_sends_back_is_masked_everywhere(
    host: Host, kind: str, fields: dict[str, str], secrets: list[str]
) -> None:
    credential = host.api("POST", "/credentials", json={"name": kind, "type": kind, "fields": fields})["id"]
    with echoing() as url:
        for path, ending in (("/fine", "succeeded"), ("/broken", "failed")):
            auth = {"kind": "credential", "credential": credential}
            ask = {"key": "ask", "type": "http.request", "config": {"url": url + path, "auth": auth}}
            tell = {"key": "tell", "type": "core.log", "config": {"message": "{{ JSON.stringify(steps.ask) }}"}}
            run = host.run(flow([ask, tell], ["ask>tell"]))
            assert run["status"] == ending
            parts = [f"/runs/{run['id']}{part}" for part in ("", "/steps", "/events", "/logs", "/steps/ask/output")]
            seen = "".join(host.client.get(part).text for part in parts)
            seen += CliRunner(env={"FLOW_DATA": str(host.folder)}).invoke(app, ["logs", run["id"]]).output
            assert "•••" in seen
            assert [secret for secret in secrets if secret in seen] == []


def _chromium(parent: int) -> list[int]:
    """Returns the browser processes below a process, outermost first."""
    children: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = stat.read_text().partition(" (")
        except OSError:
            continue
        name, _, fields = rest.rpartition(") ")
        children.setdefault(int(fields.split()[1]), []).append(int(number))
        names[int(number)] = name
    found, todo = [], [parent]
    while todo:
        todo += children.get(here := todo.pop(0), [])
        found += [here] if names.get(here, "").startswith("chrom") else []
    return found


@pytest.mark.browser
def test_a_browser_that_is_killed_in_the_middle_does_not_harm_its_run(host: Host) -> None:
    shop = "{{ env.SHOP }}/products"
    document = flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": shop}},
            {"key": "pages", "type": "core.loop", "config": {"over": {"kind": "count", "times": 30}}},
            {"key": "go", "type": "browser.goto", "parent": "pages", "config": {"url": shop + "?n={{ index }}"}},
            {"key": "head", "type": "browser.get_text", "parent": "pages", "config": {"target": {"css": "h1"}}},
        ],
        ["open>pages", "go>head"],
    )
    assert host.process is not None
    run = host.api("POST", "/runs", json={"document": document})["id"]
    after = pages = 0
    while pages < 4:
        found = host.api("GET", f"/runs/{run}/events", params={"after": after, "wait": 60})
        after = found["after"]
        pages += sum(each["type"] == "step.succeeded" and each["key"] == "head" for each in found["items"])
    os.kill(_chromium(host.process.pid)[0], signal.SIGKILL)
    assert host.api("GET", f"/runs/{run}", params={"wait": 60})["status"] == "succeeded"
    places = [(each["key"], each["path"]) for each in host.steps(run)]
    assert len(places) == len(set(places)) == 62


def _garbage(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 64)


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flipped(file: Path) -> None:
    damaged = bytearray(file.read_bytes())
    for place in range(8_192, len(damaged), 997):
        damaged[place] ^= 0xFF
    file.write_bytes(bytes(damaged))


@pytest.mark.parametrize("damage", [_garbage, _truncated, _flipped])
def test_a_damaged_state_file_is_left_as_it_is_and_said(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    data = tmp_path / "data"
    with running(data, "--browser-workers", "0") as host:
        for _ in range(20):
            host.run(FINE)
    damage(data / "state.db")
    before = (data / "state.db").read_bytes()
    for arguments in (["up", "--port", "0"], ["runs"]):
        status, line = command(*arguments, data=data)
        assert (status, "(store.corrupt)" in line) == (5, True), line
    assert (data / "state.db").read_bytes() == before


def test_a_full_disk_is_said_and_everything_goes_on_when_there_is_space(small_disk: SmallDisk) -> None:
    with running(small_disk.path / "data", "--browser-workers", "0") as host:
        before = host.run(FINE)
        ballast = small_disk.fill()
        field = {"name": "x", "type": "bearer", "fields": {"token": "x" * 50_000}}
        answer = host.client.post("/credentials", json=field)
        assert (answer.status_code, answer.json()["code"]) == (503, "store.full")
        assert host.api("GET", f"/runs/{before['id']}")["status"] == "succeeded"
        ballast.unlink()
        assert host.run(FINE)["status"] == "succeeded"
        assert host.client.post("/credentials", json=field).status_code == 201


def test_a_second_host_is_refused_and_the_first_goes_on(host: Host) -> None:
    status, line = command("up", "--port", "0", data=host.folder)
    assert (status, "(store.locked)" in line) == (5, True), line
