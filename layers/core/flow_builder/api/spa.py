"""The web app: files whose names change with their content, and one page for every place in it.

`Places(folder)` is the last of the routes, so that every other wins over it. Its page carries a policy that lets nothing
run or be loaded but this host's own files; style elements, which some of its libraries write, need the page's nonce.
"""

import secrets
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

BUILT = Path(__file__).resolve().parents[4] / "frontend" / "dist"
"""Where `npm run build` leaves the web app in a checkout."""

_NONCE = "__CSP_NONCE__"
"""Stands in the built page wherever a nonce goes."""
_FOREVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=3600"
_NOT_PLACES = ("/api/", "/hooks/", "/assets/")
"""Below these an unknown address is an error, and no place in the app."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; frame-src 'self' blob:; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Places(Mount):
    """The route of all that is not the API's: below `/api/`, where other methods and paths are errors, it is no match."""

    def __init__(self, folder: Path) -> None:
        super().__init__("/", WebApp(folder))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Returns whether a request is for the web app."""
        return (Match.NONE, {}) if scope["path"].startswith("/api/") else super().matches(scope)


class WebApp:
    """Serves the built web app of a folder; addresses without a file are places in it (history fallback)."""

    def __init__(self, folder: Path) -> None:
        self._index = folder / "index.html"
        self._files = StaticFiles(directory=folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with a file or the page; HTTPException 404 or 405 when it is neither."""
        await (await self._answer(scope))(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response:
        if scope["type"] != "http":
            raise HTTPException(404)
        path: str = scope["path"]
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(404 if path.startswith(_NOT_PLACES) else 405)
        if path not in {"/", "/index.html"}:
            try:
                return _kept(await self._files.get_response(path.lstrip("/"), scope), path)
            except HTTPException as error:
                if (
                    error.status_code != HTTPStatus.NOT_FOUND
                    or path.startswith(_NOT_PLACES)
                    or not _wants_page(Request(scope))
                ):
                    raise
        return self._shown()

    def _shown(self) -> Response:
        nonce = secrets.token_urlsafe(16)
        headers = {
            "content-security-policy": _POLICY.format(nonce=nonce),
            # A page from a cache would carry an old nonce and name files that are gone.
            "cache-control": "no-store",
            "permissions-policy": "camera=(), microphone=(), geolocation=()",
        }
        return HTMLResponse(self._page().replace(_NONCE, nonce), headers=headers)

    def _page(self) -> str:
        """Returns the page as it was built last: it names files that a later build replaces."""
        return self._index.read_text(encoding="utf-8")


def _kept(answer: Response, path: str) -> Response:
    answer.headers["cache-control"] = _FOREVER if path.startswith("/assets/") else _SHORT
    del answer.headers["accept-ranges"]  # nobody reads parts of them, and what says it is not packed
    return answer


def _wants_page(request: Request) -> bool:
    """Tells whether a browser navigates, as opposed to a script that asks for a file that is not there."""
    return "text/html" in request.headers.get("accept", "")
