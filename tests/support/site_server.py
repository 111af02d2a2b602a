"""Serves tests/sites on loopback, with a few paths that do what static files cannot."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SITES = Path(__file__).parents[1] / "sites"


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.server.requests.append(self.path)  # type: ignore[attr-defined]
        match parts.path.split("/")[1:]:
            case ["status", status]:
                self._send(f"<h1>{status}</h1>", int(status))
            case ["redirect"]:
                self._send("", 302, Location=query["to"])
            case ["slow"]:
                time.sleep(float(query.get("s", "0.3")))
                self._send("<title>Slow</title><h1>Slow</h1>")
            case ["headers"]:
                self._send(f"<pre>{self.headers}</pre>")
            case ["login"]:
                self._send("<h1>Welcome</h1>", **{"Set-Cookie": "who=ada; Path=/"})
            case ["api", "orders"]:
                page = int(query.get("page", "1"))
                rows = {"orders": [f"order {page}-{n}" for n in (1, 2)], "next": page < 3}
                self._send(json.dumps(rows), **{"Content-Type": "application/json"})
            case ["account"]:
                self._send(f"<h1>{self.headers.get('Cookie', 'nobody')}</h1>")
            case _:
                super().do_GET()

    def do_POST(self) -> None:
        self.server.requests.append(self.path)  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send("")

    def _send(self, body: str, status: int = 200, **headers: str) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Stays quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    requests: list[str]

    def handle_error(self, *_: object) -> None:
        """A browser that drops a connection is no news."""


@contextmanager
def site_server(root: Path = SITES) -> Iterator[str]:
    """Yields the address of the served folder, without a final slash."""
    with site(root) as server:
        yield address(server)


@contextmanager
def site(root: Path = SITES, host: str = "127.0.0.1") -> Iterator[_Server]:
    """Yields the server itself; its `requests` lists the paths asked for."""
    server = _Server((host, 0), partial(_Handler, directory=str(root)))
    server.requests = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def address(server: _Server) -> str:
    return f"http://127.0.0.1:{server.server_port}"
