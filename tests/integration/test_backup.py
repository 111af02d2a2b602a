"""A host's folder is backed up while it works; another folder goes on where that was: runs, credentials, files, audit."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.host import Host, running
from tests.support.machine import flow
from tests.support.warm import flow_command
from tests.support.web import Reply, Request, Wire, serve

TEXT = {"kind": "text", "text": "kept" * 100_000}
TOKEN = "a-token-that-only-the-site-knows"


@contextmanager
def site() -> Iterator[str]:
    """Yields the address of a site that tells whether it was asked with the token; its loop has a thread of its own."""
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[str] = []

    def answer(request: Request, _: Wire) -> Reply:
        known = request.headers.get("authorization") == f"Bearer {TOKEN}"
        return Reply(json.dumps({"known": known}).encode(), 200, {"content-type": "application/json"})

    async def work() -> None:
        async with serve({"/": answer}) as web:
            found.append(web.url("/"))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(work()))
    thread.start()
    assert ready.wait(20)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()


def asking(url: str) -> dict[str, Any]:
    auth = {"kind": "credential", "credential": "token"}
    nodes = [
        {"key": "keep", "type": "storage.file_write", "config": {"name": "a.txt", "content": TEXT}},
        {"key": "ask", "type": "core.approval", "config": {"message": "Go on?"}},
        {"key": "call", "type": "http.request", "config": {"url": url, "auth": auth}},
    ]
    return flow(nodes, ["keep>ask", "ask.approved>call"], name="Asks")


def prepared(host: Host, url: str) -> str:
    """Makes a run that waits for an answer before it uses a credential."""
    fields = {"token": TOKEN}
    host.api("POST", "/credentials", json={"name": "token", "type": "bearer", "fields": fields})
    run: str = host.api("POST", "/runs", params={"wait": 0}, json={"document": asking(url)})["id"]
    while not host.api("GET", "/approvals")["items"]:
        host.api("GET", f"/runs/{run}", params={"wait": 0.1})
    return run


def test_another_folder_goes_on_where_the_first_one_was(tmp_path: Path) -> None:
    file, other = tmp_path / "flows.zip", tmp_path / "restored"
    quick = flow([{"key": "say", "type": "core.log", "config": {"message": "hi"}}])
    with site() as url:
        with running(tmp_path / "data") as host:
            run = prepared(host, url)
            busy = threading.Thread(target=lambda: [host.run(quick) for _ in range(20)])
            busy.start()
            made = flow_command("backup", str(file), "--data", str(host.folder))
            busy.join()
            head = host.api("GET", "/audit/verify")["head"]["seq"]
        assert f"{file} holds " in made.stdout
        back = ("restore", str(file), "--data", str(other))
        assert "is as it was on" in flow_command(*back).stdout
        with running(other) as host:
            (waiting,) = host.api("GET", "/approvals")["items"]
            host.api("POST", f"/approvals/{waiting['token']}", json={"decision": "approve", "by": "ann"})
            ended = host.api("GET", f"/runs/{run}", params={"wait": 60})
            assert (ended["status"], ended["error"]) == ("succeeded", None)
            steps = {each["key"]: each["output"] for each in host.steps(run)}
            assert steps["call"]["body"] == {"known": True}
            content = host.client.get(f"/artifacts/{steps['keep']['artifact']['artifact']}")
            assert (content.status_code, content.text[:400]) == (200, TEXT["text"][:400])
            verified = host.api("GET", "/audit/verify")
            assert verified["ok"]
            assert 0 < verified["entries"] <= head + 10
            again = flow_command(*back)
            assert (again.returncode, again.stdout) == (2, "")
            assert again.stderr.startswith(f"error: {other} is not empty (backup.in_the_way).")
            assert again.stderr.count("\n") == 1
