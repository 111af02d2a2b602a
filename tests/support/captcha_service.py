"""A captcha service on loopback that speaks 2captcha's JSON protocol: createTask, then getTaskResult."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "service-key"


class CaptchaService(ThreadingHTTPServer):
    """`tasks` lists what was ordered; `refuse` is an error code to answer with, `polls` how often it is not ready."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tasks: list[dict[str, Any]] = []
        self.refuse: str | None = None
        self.status = 200
        self.polls = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["clientKey"] != KEY:
            return _error("ERROR_KEY_DOES_NOT_EXIST")
        if self.refuse:
            return _error(self.refuse)
        if path == "/createTask":
            self.tasks.append(asked["task"])
            return {"errorId": 0, "taskId": len(self.tasks)}
        if self.polls > 0:
            self.polls -= 1
            return {"errorId": 0, "status": "processing"}
        kind = self.tasks[asked["taskId"] - 1]["type"]
        token = f"tok-{asked['taskId']}"
        solution = {"gRecaptchaResponse": token} if kind.startswith(("Recaptcha", "HCaptcha")) else {"token": token}
        return {"errorId": 0, "status": "ready", "solution": solution, "cost": "0.00299"}


class _Handler(BaseHTTPRequestHandler):
    server: CaptchaService

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        data = (
            json.dumps(self.server.answer(self.path, asked)).encode() if self.server.status == 200 else b"<h1>Oops</h1>"
        )
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Stays quiet."""


def _error(code: str) -> dict[str, Any]:
    return {"errorId": 1, "errorCode": code, "errorDescription": "No."}


@contextmanager
def captcha_service() -> Iterator[CaptchaService]:
    service = CaptchaService()
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join()
