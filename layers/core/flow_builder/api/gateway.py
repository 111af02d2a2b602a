"""The outermost layer: webhooks take a short path of their own, everything else goes through the guard."""

from urllib.parse import parse_qsl

from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.api.guard import Guard, limited
from flow_builder.api.problems import internal_problem, problem, problem_of
from flow_builder.domain import limits
from flow_builder.errors import FlowBuilderError
from flow_builder.services import approvals
from flow_builder.services.app import App
from flow_builder.services.hooks import HookRequest, Hooks, parse_body

HOOKS = "/hooks/"
_ANSWERS = "/hooks/wait/"
_STATUS = {"webhook.method": 405, "webhook.token": 401}
"""Refusals that HTTP has statuses of its own for."""
_PROTECTION = ("content-security-policy", "sandbox"), ("x-content-type-options", "nosniff")
"""What a flow answers, HTML above all, must not act as a page of this host, whose API has no login."""


class Gateway:
    """ASGI middleware: `/hooks/…` starts runs or answers pauses, all else is for `app`.

    Webhooks come from other machines, so they are exempt from the checks against web pages; what they need is the flow's id and,
    if it asks for one, its token.
    """

    def __init__(self, app: ASGIApp, host: App) -> None:
        names = (host.settings.host, *host.settings.allowed_hosts)
        self._guarded = Guard(app, names)
        self._host = host
        self._hooks = Hooks(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a webhook, or passes the request on."""
        if scope["type"] != "http" or not scope["path"].startswith(HOOKS):
            await self._guarded(scope, receive, send)
            return
        try:
            response = await self._hook(scope, receive)
        except FlowBuilderError as error:
            response = problem_of(error, _STATUS.get(error.code))
        except HTTPException as error:
            response = problem(error.status_code, "body.too_large", f"{error.detail}.")
        except Exception as error:  # noqa: BLE001 - the last one who can answer the caller
            response = internal_problem(error)
        for name, value in _PROTECTION:
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _hook(self, scope: Scope, receive: Receive) -> Response:
        body = await Request(scope, limited(receive, limits.MAX_INPUT_BYTES)).body()
        request = HookRequest(
            method=scope["method"],
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
            raw=body,
        )
        path: str = scope["path"]
        if path.startswith(_ANSWERS):
            parsed = {"method": request.method, "headers": request.headers, "query": request.query}
            await approvals.receive(self._host, path[len(_ANSWERS) :], {**parsed, "body": parse_body(request)})
            return Response(b'{"accepted":true}', 202, media_type="application/json")
        status, reply_headers, content = await self._hooks.receive(path[len(HOOKS) :].strip("/"), request)
        if isinstance(content, str):
            return Response(content, status, reply_headers, None if _has_type(reply_headers) else "text/plain")
        kind = None if _has_type(reply_headers) else "application/json"
        return Response(to_json(content, inf_nan_mode="null"), status, reply_headers, kind)


def _has_type(headers: dict[str, str]) -> bool:
    return any(name.lower() == "content-type" for name in headers)
