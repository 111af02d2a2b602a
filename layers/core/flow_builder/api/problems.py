"""Errors as `application/problem+json` (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from flow_builder.domain.wording import plain_message
from flow_builder.errors import FlowBuilderError, TooMany, Unauthenticated
from flow_builder.telemetry import correlation_id

if TYPE_CHECKING:
    from fastapi import FastAPI

log = logging.getLogger(__name__)

_CODES = {404: "not_found", 405: "method.not_allowed", 413: "body.too_large", 415: "body.media_type"}
_SERVER_ERROR = 500


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    hint: str | None = None,
    field: str | None = None,
    details: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Returns the answer that describes one problem.

    `type` is a URN made of the stable code, `field` a JSON pointer into the body or `?name` for a query parameter.
    """
    said: dict[str, Any] = {
        "type": f"urn:flow-builder:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    extra = {"field": field, "hint": hint, "correlation_id": correlation_id.get(), "details": dict(details or {})}
    said |= {name: value for name, value in extra.items() if value}
    return Response(to_json(said, fallback=str), status, headers, "application/problem+json")


def problem_of(error: FlowBuilderError, status: int | None = None) -> Response:
    """Returns the answer for one of the product's own errors, with its usual status or another one."""
    if error.status >= _SERVER_ERROR:
        log.error("%s (%s)", error.message, error.code)
    return problem(
        status or error.status,
        error.code,
        error.message,
        hint=error.hint,
        field=error.field,
        details=error.details,
        headers=_headers(error),
    )


def _headers(error: FlowBuilderError) -> dict[str, str]:
    match error:
        case TooMany():
            return {"retry-after": str(error.retry_after)}
        case Unauthenticated():
            return {"www-authenticate": "Bearer"}
    return {}


def internal_problem(error: Exception) -> Response:
    """Returns the answer for an error nobody expected; what it was goes to the log alone."""
    log.error("a request failed", exc_info=error)
    return problem(500, "internal", "Something went wrong inside.", hint="The host's log says more.")


def problem_of_any(error: Exception) -> Response:
    """Returns the answer for an error that came past the routes."""
    if isinstance(error, FlowBuilderError):
        return problem_of(error)
    if isinstance(error, HTTPException):
        return _http_problem(error)
    return internal_problem(error)


def install(api: "FastAPI") -> None:
    """Makes every error of the API a problem answer."""
    from fastapi.exceptions import RequestValidationError

    api.add_exception_handler(FlowBuilderError, _on_own)
    api.add_exception_handler(RequestValidationError, _on_validation)
    api.add_exception_handler(HTTPException, _on_http)


async def _on_own(_: Request, error: Exception) -> Response:
    assert isinstance(error, FlowBuilderError)
    return problem_of(error)


async def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, (ValueError, RecursionError)):
        return _unreadable(error.__cause__)
    return _http_problem(error)


def _http_problem(error: HTTPException) -> Response:
    code = _CODES.get(error.status_code, f"http.{error.status_code}")
    return problem(error.status_code, code, f"{error.detail}.".replace("..", "."), headers=error.headers)


async def _on_validation(_: Request, error: Exception) -> Response:
    from fastapi.exceptions import RequestValidationError

    assert isinstance(error, RequestValidationError)
    found = error.errors()
    first = found[0]
    if first["type"] == "json_invalid":
        return problem(400, "body.not_json", f"The body is not JSON: {first['ctx']['error']}.")
    problems = [{"field": _field(each["loc"]), "message": plain_message(each["msg"])} for each in found[:20]]
    place, said = _field(first["loc"]), plain_message(first["msg"])
    detail = f"{f'The value at {place}' if place else 'The body'} is not accepted: {said}."
    return problem(422, "input.invalid", detail, field=place, details={"problems": problems})


def _unreadable(cause: Exception) -> Response:
    """Returns the answer for a body that JSON's own errors do not cover."""
    if isinstance(cause, UnicodeDecodeError):
        return problem(400, "body.encoding", "The body is not valid UTF-8 text.", hint="Send it as UTF-8.")
    if isinstance(cause, RecursionError):
        return problem(400, "body.not_json", "The body is nested too deeply.")
    return problem(400, "body.not_json", "The body is not JSON: it has a number with too many digits.")


def _field(place: Sequence[Any]) -> str:
    kind, *rest = place or ("body",)
    if kind == "body":
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in rest)
    return f"{'?' if kind == 'query' else ''}{'.'.join(map(str, rest))}"
