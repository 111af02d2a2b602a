"""Playwright's trace viewer, from the installed package: `/trace/?trace=/api/v1/artifacts/<key>`.

A trace shows pages of other sites as they were, by a service worker of the viewer. That must not happen at this host's
own address, whose API has no login: on this machine the viewer lives at `trace.localhost`, an origin of its own that
browsers resolve by themselves, and where there is nothing else but the viewer and the artifacts.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/trace"
_NAME = "trace.localhost"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_ARTIFACTS = "/api/v1/artifacts/"
_ASSETS = Path("driver", "package", "lib", "vite", "traceViewer")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; media-src 'self' data: blob:; connect-src 'self' data: blob:; worker-src 'self'; "
    "frame-src 'self' data: blob:; manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class TraceViewer:
    """ASGI middleware: answers for the viewer, and for nothing else at the viewer's own name."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, unless it is for the viewer or comes from what the viewer shows."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        name, port = _asked(scope)
        path = scope["path"]
        viewer = path == PATH or path.startswith(f"{PATH}/")
        if name == _NAME:
            artifact = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and path.startswith(_ARTIFACTS)
            app = _viewer if viewer else self.app if artifact else PlainTextResponse("Not found.", 404)
            await app(scope, receive, send)
        elif viewer and name in _HERE:
            query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
            where = f"http://{_NAME}{f':{port}' if port else ''}{PATH}/{path[len(PATH) + 1 :]}{query}"
            await RedirectResponse(where)(scope, receive, send)
        else:
            await (_viewer if viewer else self.app)(scope, receive, send)


async def _viewer(scope: Scope, receive: Receive, send: Send) -> None:
    files = _files()
    if scope["type"] != "http" or files is None:
        await PlainTextResponse("The trace viewer comes with Playwright, which is not installed.", 404)(
            scope, receive, send
        )
        return

    async def send_marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_HEADERS)
        await send(message)

    path = scope["path"][len(PATH) :] or "/"
    await files({**scope, "path": path, "root_path": "", "raw_path": path.encode()}, receive, send_marked)


@cache
def _files() -> StaticFiles | None:
    """Returns the viewer's files; the package is found, not imported, which would take 0.2 s."""
    spec = find_spec("playwright")
    folder = Path(spec.origin).parent / _ASSETS if spec is not None and spec.origin else None
    return StaticFiles(directory=folder, html=True) if folder is not None and folder.is_dir() else None


def _asked(scope: Scope) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{Headers(scope=scope).get('host', '')}")
        return (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "", None
