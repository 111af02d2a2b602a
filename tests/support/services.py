"""Small local servers that speak the protocols of messaging services, as their documentation describes them.

Each is a handler for `serve_service`; what it took is in `messages`. `limited` answers that many requests with the
service's own "too many requests" first.
"""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

from tests.support.web import Handler, Reply, Request, Web, Wire, serve


class _EveryPath(dict[str, Handler]):
    def __init__(self, handler: Handler) -> None:
        super().__init__()
        self._handler = handler

    def get(self, path: str, default: Any = None) -> Handler:
        return self._handler


@asynccontextmanager
async def serve_service(handler: Handler) -> AsyncIterator[Web]:
    """Serves one handler for every path until the block ends."""
    async with serve(_EveryPath(handler)) as web:
        yield web


def reply(value: Any, status: int = 200, **headers: str) -> Reply:
    named = {name.replace("_", "-"): each for name, each in headers.items()}
    return Reply(json.dumps(value).encode(), status, {"content-type": "application/json", **named})


def form_of(request: Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Returns the fields and the files (name, bytes) of a form, however it was encoded."""
    kind = request.headers["content-type"]
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(request.body.decode(), keep_blank_values=True)), {}
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body, policy=HTTP)
    assert message.get_content_type() == "multipart/form-data"
    fields: dict[str, str] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for each in message.iter_parts():
        name = each.get_param("name", header="content-disposition")
        data = each.get_payload(decode=True)
        if each.get_filename() is None:
            fields[name] = data.decode()
        else:
            files[name] = (each.get_filename(), data)
    return fields, files


@dataclass
class _Service:
    limited: int = 0
    broken: int = 0
    messages: list[Any] = field(default_factory=list)

    def trouble(self) -> str | None:
        """Returns `limited` or `broken` while there is such an answer left to give."""
        for name in ("limited", "broken"):
            if getattr(self, name):
                setattr(self, name, getattr(self, name) - 1)
                return name
        return None


@dataclass
class Slack(_Service):
    """Web API methods below /api and an incoming webhook (docs.slack.dev)."""

    TOKEN = "xoxb-1-secret-of-the-bot"
    HOOK = "/services/T000/B000/secretofthehook"
    uploads: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, request: Request, wire: Wire) -> Reply:
        match self.trouble():
            case "limited":
                return reply({"ok": False, "error": "ratelimited"}, 429, retry_after="7")
            case "broken":
                return Reply(b"<html>upstream</html>", 502)
        if request.path.startswith("/services/"):
            return self._hook(request)
        if request.path.startswith("/upload/"):
            self.uploads[request.path.rpartition("/")[2]] = request.body
            assert "authorization" not in request.headers
            return Reply(f"OK - {len(request.body)}".encode())
        if request.headers.get("authorization") != f"Bearer {self.TOKEN}":
            return reply({"ok": False, "error": "invalid_auth"})
        method = request.path.removeprefix("/api/").replace(".", "_")
        return reply(getattr(self, method)(request))

    def _hook(self, request: Request) -> Reply:
        if request.path != self.HOOK:
            return Reply(b"invalid_token" if request.path.startswith("/services/T000/B000/") else b"no_service", 403)
        body = json.loads(request.body)
        if not body.get("text") and not body.get("blocks"):
            return Reply(b"no_text", 400)
        self.messages.append(body)
        return Reply(b"ok")

    def chat_postMessage(self, request: Request) -> Any:  # noqa: N802 - Slack's name
        assert request.headers["content-type"] == "application/json; charset=utf-8"
        body = json.loads(request.body)
        if body["channel"] not in {"C1", "#alerts"}:
            return {"ok": False, "error": "channel_not_found"}
        if any("type" not in each for each in body.get("blocks", [])):
            messages = ["[ERROR] missing required field: type [json-pointer:/blocks/0]"]
            return {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": messages}}
        self.messages.append(body)
        return {"ok": True, "channel": "C1", "ts": "1503435956.000247", "message": body}

    def files_getUploadURLExternal(self, request: Request) -> Any:  # noqa: N802 - Slack's name
        fields, _ = form_of(request)
        assert fields["filename"]
        assert int(fields["length"]) > 0
        return {"ok": True, "upload_url": f"http://{request.headers['host']}/upload/F1", "file_id": "F1"}

    def files_completeUploadExternal(self, request: Request) -> Any:  # noqa: N802 - Slack's name
        body = json.loads(request.body)
        if any(each["id"] not in self.uploads for each in body["files"]):
            return {"ok": False, "error": "file_not_found"}
        if body["channel_id"] != "C1":
            return {"ok": False, "error": "channel_not_found"}
        self.messages.append(body)
        return {"ok": True, "files": body["files"]}


@dataclass
class Discord(_Service):
    """Execute Webhook (docs.discord.com)."""

    PATH = "/api/webhooks/1/secret-of-the-hook"
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __call__(self, request: Request, wire: Wire) -> Reply:
        match self.trouble():
            case "limited":
                body = {"message": "You are being rate limited.", "retry_after": 2.5, "global": False}
                return reply(body, 429, retry_after="3")
            case "broken":
                return Reply(b"", 500)
        if not request.path.startswith("/api/webhooks/1/"):
            return reply({"message": "Unknown Webhook", "code": 10015}, 404)
        if request.path != self.PATH:
            return reply({"message": "Invalid Webhook Token", "code": 50027}, 401)
        if request.headers["content-type"].startswith("multipart/"):
            fields, self.files = form_of(request)
            body = json.loads(fields["payload_json"])
        else:
            body = json.loads(request.body)
        if not body.get("content") and not body.get("embeds") and not self.files:
            return reply({"message": "Cannot send an empty message", "code": 50006}, 400)
        self.messages.append({**body, "query": request.query})
        if request.query.get("wait") != "true":
            return Reply(b"", 204)
        return reply({"id": "99", "channel_id": "7", "content": body.get("content", "")})


@dataclass
class Teams(_Service):
    """A workflow's webhook (learn.microsoft.com, Power Automate)."""

    PATH = "/workflows/1/triggers/manual/paths/invoke"
    SIGNATURE = "secret-signature"

    def __call__(self, request: Request, wire: Wire) -> Reply:
        match self.trouble():
            case "limited":
                return reply({"error": {"code": "TooManyRequests", "message": "Slow down."}}, 429, retry_after="11")
            case "broken":
                return Reply(b"", 503)
        if request.path != self.PATH:
            error = {"code": "WorkflowNotFound", "message": "The workflow could not be found."}
            return reply({"error": error}, 404)
        if request.query.get("sig") != self.SIGNATURE:
            error = {"code": "DirectApiAuthorizationRequired", "message": "The authentication scheme is not valid."}
            return reply({"error": error}, 401)
        body = json.loads(request.body)
        (attachment,) = body["attachments"]
        if body["type"] != "message" or attachment["contentType"] != "application/vnd.microsoft.card.adaptive":
            return reply({"error": {"code": "TriggerInputSchemaMismatch", "message": "Not a card."}}, 400)
        self.messages.append(attachment["content"])
        return Reply(b"", 202)


@dataclass
class Telegram(_Service):
    """The Bot API (core.telegram.org/bots/api)."""

    TOKEN = "123456:secret-of-the-bot-AAAAAAAAAAAAAAAA"

    def __call__(self, request: Request, wire: Wire) -> Reply:
        match self.trouble():
            case "limited":
                return self._no(429, "Too Many Requests: retry after 5", parameters={"retry_after": 5})
            case "broken":
                return self._no(502, "Bad Gateway")
        bot, _, method = request.path.removeprefix("/").partition("/")
        if bot != f"bot{self.TOKEN}":
            return self._no(401, "Unauthorized") if ":" in bot and len(bot) > 30 else self._no(404, "Not Found")
        json_body = request.headers["content-type"].startswith("application/json")
        body, files = (json.loads(request.body), {}) if json_body else form_of(request)
        match str(body["chat_id"]):
            case "13":
                return self._no(403, "Forbidden: bot was blocked by the user")
            case "42" | "@news":
                pass
            case _:
                return self._no(400, "Bad Request: chat not found")
        if body.get("parse_mode") == "HTML" and "<b>" in body.get("text", "") and "</b>" not in body["text"]:
            return self._no(400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag b")
        self.messages.append({"method": method, **body, **files})
        return reply({"ok": True, "result": {"message_id": len(self.messages), "date": 1, "chat": {"id": 42}}})

    def _no(self, status: int, description: str, **more: Any) -> Reply:
        return reply({"ok": False, "error_code": status, "description": description, **more}, status)


@dataclass
class Twilio(_Service):
    """Create a message (twilio.com/docs)."""

    ACCOUNT = "AC00000000000000000000000000000001"
    TOKEN = "secret-of-the-account"

    def __call__(self, request: Request, wire: Wire) -> Reply:
        match self.trouble():
            case "limited":
                return reply({"code": 20429, "message": "Too Many Requests", "status": 429}, 429)
            case "broken":
                return Reply(b"", 503)
        login = base64.b64encode(f"{self.ACCOUNT}:{self.TOKEN}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}":
            return reply({"code": 20003, "message": "Authenticate", "status": 401}, 401)
        assert request.path == f"/2010-04-01/Accounts/{self.ACCOUNT}/Messages.json"
        fields, _ = form_of(request)
        if "From" not in fields and "MessagingServiceSid" not in fields:
            return reply({"code": 21603, "message": "A 'From' phone number is required.", "status": 400}, 400)
        if fields["To"].startswith("+1555"):
            message = f"The 'To' number {fields['To']} is not a valid phone number."
            return reply({"code": 21211, "message": message, "status": 400}, 400)
        self.messages.append(fields)
        failed = fields["To"] == "+49000000000"
        answer = {"sid": "SM1", "status": "failed" if failed else "queued", "num_segments": "1", "error_code": None}
        return reply(answer | ({"error_code": 30003, "error_message": "Unreachable"} if failed else {}), 201)
