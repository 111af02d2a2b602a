"""The reference of the webhook figures: bare FastAPI that commits one row per request to SQLite and answers.

Usage: python -m tests.benchmarks.bare_server PORT_FILE DATABASE
"""

import asyncio
import socket
import sqlite3
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request


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

    return app


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
