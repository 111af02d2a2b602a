"""What signed links lead to, below `/links/`: files of runs, and approvals to answer. The link is all the proof there is."""

from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.api.files import artifact_answer
from flow_builder.api.guard import limited
from flow_builder.api.problems import problem, problem_of_any
from flow_builder.services.app import App
from flow_builder.services.approval_pages import answer_approval, show_approval, show_problem
from flow_builder.services.links import open_link
from flow_builder.services.pages import Page

LINKS = "/links/"
_FILES = "/links/files/"
_APPROVALS = "/links/approvals/"
_READ = frozenset({"GET", "HEAD"})
_MAX_FORM_BYTES = 8 * 1024 * 1024


class Links:
    """ASGI middleware: answers below `/links/`, passes on all else."""

    def __init__(self, app: ASGIApp, host: App) -> None:
        self.app = app
        self._host = host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a link, or passes the request on."""
        path: str = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith(LINKS):
            await self.app(scope, receive, send)
            return
        try:
            response = await self._answer(path, Request(scope, limited(receive, _MAX_FORM_BYTES)))
        except Exception as error:  # noqa: BLE001 - the last one who can answer the caller
            response = problem_of_any(error)
        await response(scope, receive, send)

    async def _answer(self, path: str, request: Request) -> Response:
        if path.startswith(_APPROVALS):
            return await self._approval(path[len(_APPROVALS) :], request)
        if not path.startswith(_FILES):
            return problem(404, "not_found", "There is nothing here.")
        if request.method not in _READ:
            return _not_allowed("GET, HEAD")
        signed = await open_link(self._host, "artifact", path[len(_FILES) :].partition("/")[0])
        file = await self._host.stores.artifacts.describe(signed.workspace, signed.subject)
        inline = signed.extra == "inline"
        return await artifact_answer(self._host, signed.workspace, file, request.headers, inline=inline)

    async def _approval(self, token: str, request: Request) -> Response:
        if request.method in _READ:
            return await _page(lambda: show_approval(self._host, token))
        if request.method != "POST":
            return _not_allowed("GET, HEAD, POST")
        headers = Headers(request.headers)

        async def answer() -> Page:
            return await answer_approval(self._host, token, await request.body(), headers)

        return await _page(answer, unquote(request.url.path))


async def _page(make: Callable[[], Awaitable[Page]], here: str = "") -> Response:
    """Returns a page as an answer; one that was sent leads back `here`, so that loading it again sends nothing."""
    try:
        page = await make()
    except Exception as error:  # noqa: BLE001 - people get a page whatever goes wrong
        page = show_problem(error)
    if page.done and here:
        return Response(None, 303, {"location": here})
    return HTMLResponse(page.html, page.status, page.headers)


def _not_allowed(allow: str) -> Response:
    return problem(405, "method.not_allowed", "A link takes no such method.", headers={"allow": allow})
