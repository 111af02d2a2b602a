"""The reference of the figures over HTTP: bare FastAPI that commits a row per request to SQLite, or reads rows.

A socket of `/live` is sent whatever is posted to `/say`.

Usage: python -m tests.benchmarks.bare_server PORT_FILE DATABASE
"""

import asyncio
import json
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect

from tests.support.host import ROOT


def make(database: str) -> FastAPI:
    """Returns the application; requests of one turn of the event loop share a commit."""
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=normal")
    db.execute("create table t (id integer primary key, body blob)")
    pending: list[tuple[bytes, asyncio.Future[None]]] = []

    def flush() -> None:
        batch, pending[:] = pending[:], []
        db.execute("begin")
        db.executemany("insert into t (body) values (?)", [(body,) for body, _ in batch])
        db.execute("commit")
        for _, done in batch:
            done.set_result(None)

    app = FastAPI()

    @app.post("/hook")
    async def hook(request: Request) -> dict[str, bool]:
        body = await request.body()
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        if not pending:
            loop.call_soon(flush)
        pending.append((body, done))
        await done
        return {"ok": True}

    @app.get("/rows/{number}")
    async def row(number: int) -> Any:
        return json.loads(db.execute("select body from t where id = ?", (number,)).fetchone()[0])

    @app.get("/rows")
    async def rows(limit: int) -> list[Any]:
        return [json.loads(body) for (body,) in db.execute("select body from t limit ?", (limit,))]

    listeners: set[WebSocket] = set()

    @app.websocket("/live")
    async def live(socket: WebSocket) -> None:
        await socket.accept()
        listeners.add(socket)
        try:
            await socket.receive_text()
        except WebSocketDisconnect:
            listeners.discard(socket)

    @app.post("/say")
    async def say() -> None:
        text = json.dumps({"type": "events", "events": [{"seq": 1, "at": int(time.time() * 1_000)}]})
        await asyncio.gather(*(listener.send_text(text) for listener in listeners))

    return app


@contextmanager
def bare() -> Iterator[str]:
    """Yields the address of such a server in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        port_file = Path(name) / "port"
        command = [sys.executable, "-m", "tests.benchmarks.bare_server", str(port_file), str(Path(name) / "bare.db")]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            while not port_file.exists() or not port_file.read_text("utf-8"):
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port_file.read_text('utf-8')}"
        finally:
            process.terminate()
            process.wait()


def main(port_file: str, database: str) -> None:
    """Serves on a free loopback port and writes its number down."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    sock.listen(2_048)
    Path(port_file).write_text(str(sock.getsockname()[1]), "utf-8")
    config = uvicorn.Config(make(database), access_log=False, log_level="error")
    uvicorn.Server(config).run(sockets=[sock])


if __name__ == "__main__":
    main(*sys.argv[1:])
