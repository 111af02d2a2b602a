"""The outermost layer: webhooks and forms take a short path of their own, everything else goes through the guard."""

from urllib.parse import parse_qsl, urlsplit

from pydantic_core import PydanticSerializationError, to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.api.forms import FORMS, answer_form
from flow_builder.api.guard import Guard, limited
from flow_builder.api.problems import internal_problem, problem, problem_of
from flow_builder.domain import limits
from flow_builder.errors import FlowBuilderError
from flow_builder.services import approvals
from flow_builder.services.app import App
from flow_builder.services.hook_answers import Answer, allowed, page_headers
from flow_builder.services.hook_bodies import Upload, collected, parse_body, replaced
from flow_builder.services.hook_calls import HookRequest, Target
from flow_builder.services.hooks import Hooks
from flow_builder.services.limits import count_flow
from flow_builder.services.webhooks import receive_test

HOOKS = "/hooks/"
_ANSWERS = "/hooks/wait/"
_TESTS = "/hooks/test/"
_STATUS = {
    "webhook.method": 405,
    "webhook.content_type": 415,
    "webhook.token": 401,
    "webhook.signature": 401,
    "webhook.stale": 401,
    "webhook.caller": 403,
    "webhook.setup": 500,
    "webhook.credential": 500,
}
"""Refusals that HTTP has statuses of its own for."""
_CHALLENGES = {"webhook.token": "Bearer", "webhook.signature": "Signature", "webhook.stale": "Signature"}
_PROTECTION = ("content-security-policy", "sandbox"), ("x-content-type-options", "nosniff")
"""What a flow answers, HTML above all, must not act as a page of this host, whose API has no login."""


class Gateway:
    """ASGI middleware: `/hooks/…` starts runs or answers pauses, `/forms/…` asks people, all else is for `app`.

    Webhooks come from other machines and forms from other people, so they are exempt from the checks against web pages; what they need is the
    secret in the flow's address and, if it asks for one, a proof.
    """

    def __init__(self, app: ASGIApp, host: App) -> None:
        settings = host.settings
        public = urlsplit(settings.public_url or "").hostname
        names = (settings.host, *settings.allowed_hosts, *([public] if public else []))
        self._guarded = Guard(app, names, settings.cors_origins)
        self._host = host
        self._hooks = Hooks(host)
        self._limited = settings.rate_limits == "on"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a webhook, or passes the request on."""
        if scope["type"] != "http" or not scope["path"].startswith((HOOKS, FORMS)):
            await self._guarded(scope, receive, send)
            return
        try:
            response = await self._hook(scope, receive)
        except Exception as error:  # noqa: BLE001 - the last one who can answer the caller
            response = _refusal(error)
        for name, value in _PROTECTION:
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _hook(self, scope: Scope, receive: Receive) -> Response:
        request = _request(scope)
        path: str = scope["path"]

        async def read(limit: int) -> bytes:
            return await Request(scope, limited(receive, limit)).body()

        if path.startswith(FORMS):
            return _response(await answer_form(self._host, path, request, read))
        if path.startswith(_ANSWERS):
            return await self._go_on(path[len(_ANSWERS) :], request, await read(limits.MAX_INPUT_BYTES))
        if path.startswith(_TESTS) and path.count("/") > _TESTS.count("/"):
            return _response(await receive_test(self._host, path[len(_TESTS) :].strip("/"), request, read))
        target = await self._hooks.find(path[len(HOOKS) :].strip("/"))
        try:
            if self._limited:
                await count_flow(self._host, target.flow)
            response = _response(await self._hooks.receive(target, request, read))
        except Exception as error:  # noqa: BLE001 - pages may read refusals, too
            response = _refusal(error, target)
        response.headers.update(page_headers(target.config, request.headers))
        return response

    async def _go_on(self, token: str, request: HookRequest, raw: bytes) -> Response:
        body = replaced(parse_body(raw, request.headers), Upload.inline)
        given = {"method": request.method, "headers": request.headers, "query": request.query, "body": body}
        await approvals.receive(self._host, token, given)
        return Response(b'{"accepted":true}', 202, media_type="application/json")


def _request(scope: Scope) -> HookRequest:
    query = scope["query_string"]
    return HookRequest(
        method=scope["method"],
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
        query=collected(parse_qsl(query.decode("latin-1"), keep_blank_values=True)) if query else {},
        caller=scope["client"][0] if scope.get("client") else "",
    )


def _response(answer: Answer) -> Response:
    if answer.empty:
        return Response(None, answer.status, answer.headers)
    has_type = any(name.lower() == "content-type" for name in answer.headers)
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, answer.headers, None if has_type else "text/plain")
    kind = None if has_type else "application/json"
    return Response(to_json(answer.body, inf_nan_mode="null"), answer.status, answer.headers, kind)


def _refusal(error: Exception, target: Target | None = None) -> Response:
    if isinstance(error, HTTPException):
        limit = target.config.max_bytes if target is not None else limits.MAX_INPUT_BYTES
        return problem(error.status_code, "body.too_large", f"The body is larger than {limit:,} bytes.")
    if isinstance(error, (PydanticSerializationError, UnicodeError)):
        return problem(500, "webhook.reply", "The flow's reply holds text that is not valid Unicode.")
    if not isinstance(error, FlowBuilderError):
        return internal_problem(error)
    response = problem_of(error, _STATUS.get(error.code))
    if error.code in _CHALLENGES:
        response.headers["www-authenticate"] = _CHALLENGES[error.code]
    if error.code == "webhook.method" and target is not None:
        response.headers["allow"] = allowed(target.config)
    return response
