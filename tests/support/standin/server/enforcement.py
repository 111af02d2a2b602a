"""Requests that their sender may not make: MiniStack's own check lets through whatever it has not heard of.

It still checks signatures and tokens (`AUTH=true`). What a request asks for is then said by `asked`, and whoever may not do
one of these things, or asks for something unheard of, gets the refusal of the service.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from asked import asked
from asks import Ask, Request, Unknown
from ministack import app
from ministack.core import iam_actions
from ministack.core import iam_evaluator as evaluator
from ministack.core.responses import get_account_id
from ministack.core.router import extract_access_key_id
from ministack.services import iam
from permissions import Refused, decide, demand

Answer = tuple[int, dict[str, str], Any]
Handler = Callable[[str, str, dict[str, str], bytes, dict[str, Any]], Awaitable[Answer]]
_NOT_FOUND = 404


def mend() -> None:
    """Puts the check in front of each service."""
    # MiniStack then only authenticates; WebSocket connections it checks elsewhere, and well.
    iam_actions.extract_iam_action = lambda *_: None
    evaluator.enforce = decide
    # On the way to AWS there is TLS, on this machine there is none.
    pin = evaluator.pin_request_origin
    app.pin_request_origin = lambda address, _secure: pin(address, True)
    resolve = evaluator._resolve_condition_key
    evaluator._resolve_condition_key = lambda key, context: (
        _role(context.principal_arn) if key.lower() == "aws:principalarn" else resolve(key, context)
    )
    for service, handler in app.SERVICE_HANDLERS.items():
        app.SERVICE_HANDLERS[service] = _checked(service, handler)


def _role(principal: str) -> str:
    """Returns what conditions compare of somebody in a role: the role, and not its session."""
    name = principal.partition(":assumed-role/")[2].partition("/")[0]
    found = iam._roles.get(name) if name else None
    return str(found["Arn"]) if found else principal


def _checked(service: str, handler: Handler) -> Handler:
    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Answer:
        key = extract_access_key_id(headers, query)
        if key is None or evaluator.is_root_access_key(key):
            return await handler(method, path, headers, body, query)
        try:
            asks = _asks(key, Request(service, method, path, headers, body, query))
            for each in asks:
                demand(key, each)
            answer = await handler(method, path, headers, body, query)
            if service == "s3" and answer[0] == _NOT_FOUND and asks[0].action == "s3:GetObject":
                # Who may not list a bucket does not learn that something is not in it.
                demand(key, Ask("s3:ListBucket", asks[0].resource.partition("/")[0]))
        except Refused as refused:
            action, text = refused.ask.action, str(refused)
            return iam_actions.access_denied_response(service, action, key, str(uuid4()), message=text, headers=headers)
        return answer

    return handle


def _asks(key: str, request: Request) -> list[Ask]:
    try:
        return asked(request)
    except (Unknown, KeyError) as unknown:
        what = str(unknown) if isinstance(unknown, Unknown) else f"{request.service}:{request.method} {request.path}"
        why = f"because tests/support/standin/server/asked.py does not know what it asks for: {unknown!r}"
        principal = evaluator.resolve_principal(key, get_account_id()).arn
        raise Refused(principal, Ask(what, "*"), why=why) from unknown
