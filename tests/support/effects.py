"""A server on loopback that notes what is asked of it, and holds back what a test wants to catch in the middle."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_LONGEST_S = 120.0


@dataclass
class Effects:
    """What was asked: `POST /do/<name>` is noted, `POST /hold/<name>` is answered only once it is let go."""

    address: str = ""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """(name, idempotency key) of each, in order."""
    _gates: dict[str, threading.Event] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str) -> int:
        """Returns how often something was asked for."""
        return sum(each == name for each, _ in self.calls)

    def keys(self, name: str) -> set[str]:
        """Returns the idempotency keys it was asked for with: one for each step that asks."""
        return {key for each, key in self.calls if each == name}

    def release(self, name: str) -> None:
        """Lets those go that ask for something, and all that come."""
        self._gate(name).set()

    def caught(self, name: str, times: int = 1) -> None:
        """Waits until something was asked for so often."""
        deadline = time.monotonic() + _LONGEST_S
        while self.count(name) < times:
            assert time.monotonic() < deadline, f"nobody asked for {name}, but for {self.calls}"
            time.sleep(0.02)

    def _gate(self, name: str) -> threading.Event:
        with self._lock:
            return self._gates.setdefault(name, threading.Event())

    def take(self, path: str, key: str) -> None:
        """Takes one call."""
        _, kind, name = path.split("/")
        with self._lock:
            self.calls.append((name, key))
        if kind == "hold":
            self._gate(name).wait(_LONGEST_S)

    def release_all(self) -> None:
        """Lets everybody go."""
        for name in list(self._gates):
            self.release(name)


@contextmanager
def serving() -> Iterator[Effects]:
    """Yields what is asked of a server; its `address` is without a final slash."""
    effects = Effects()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            effects.take(self.path, self.headers.get("idempotency-key", ""))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stays quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A caller that was killed is what this is for."""

    server = Server(("127.0.0.1", 0), Handler)
    effects.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield effects
    finally:
        effects.release_all()
        server.shutdown()
        server.server_close()
        thread.join()
