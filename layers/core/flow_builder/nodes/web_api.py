"""Calls of outside services that speak JSON over HTTPS, with one vocabulary of errors for all of them.

service.refused        the service does not accept the request; trying again does not help
service.unauthorized   it does not accept the credential
service.rate_limited   too many requests; retryable, `details.retry_after_s` says when
service.unavailable    it is out of order; retryable
service.bad_answer     its answer is not what its documentation says

`details` hold `service`, `status` and `reason` (the service's own code), never a URL or a header: some services want the
token there. Connections fail with the codes of `flow_builder.network.exchange`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx
from pydantic_core import from_json, to_json

from flow_builder.errors import NodeError
from flow_builder.network.exchange import Exchange, exchange
from flow_builder.network.headers import retry_after
from flow_builder.nodes.base import Context
from flow_builder.nodes.credential_fields import unfit
from flow_builder.nodes.http._answer import is_retryable

_MAX_ANSWER = 16 * 1024 * 1024
_LONGEST_REASON = 300
_FIRST_ERROR = 300  # no service here answers with a redirect, and following one could carry a token elsewhere
_LONGEST_WAIT_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Problem:
    """What a service says is wrong: its own code for it, a sentence, and the seconds it asks to wait.

    `status` is the HTTP status that it should have been, for services that answer 200 or 404 whatever is wrong.
    """

    reason: str = ""
    message: str = ""
    wait_s: float | None = None
    status: int | None = None


Reader = Callable[[Any], Problem]
"""Answer body (JSON value, or text when it is none) -> what it says is wrong."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service as one node uses it.

    Attributes:
        name: As messages call it.
        ctx: The node's context; its HTTP client is used.
        base: Beginning of every URL, without a final slash.
        headers: Sent with every request; may hold secrets.
        read: Reads what an answer with an error status says.
        timeout_s: For each call.
    """

    name: str
    ctx: Context
    base: str
    read: Reader
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout_s: float = 30.0

    async def call(self, method: str, path: str, *, body: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        """Sends a JSON body (None for none) and returns the answer's JSON value; None for an empty one.

        Raises the NodeErrors of this module and those of `flow_builder.network.exchange`.
        """
        content = None if body is None else to_json(body)
        kind = {} if body is None else {"content-type": "application/json; charset=utf-8"}
        return await self.send(method, path, content=content, headers=kind, query=query)

    async def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **rest: Any,
    ) -> Any:
        """Sends a request with httpx's `content`, `data` or `files`, and returns the answer as `call` does."""
        carried = {**self.headers, **(headers or {})}
        if not all(value.isascii() and value.isprintable() for value in carried.values()):
            raise unfit(f"The credential for {self.name} holds characters that cannot be sent.")
        try:
            url = self.base + path
            request = self.ctx.http.build_request(method, url, params=query or None, headers=carried, **rest)
        except httpx.InvalidURL:
            # The cause would show the URL, which may hold the token.
            raise unfit(f"The credential's address for {self.name} cannot be used.") from None
        answer = await exchange(
            self.ctx.http, request, timeout_s=self.timeout_s, max_bytes=_MAX_ANSWER, max_redirects=0
        )
        return self._value(answer)

    def _value(self, answer: Exchange) -> Any:
        value = _parsed(answer.content)
        if answer.status >= _FIRST_ERROR:
            raise self.error(answer.status, self.read(value), answer.headers.get("retry-after", ""))
        return value

    def error(self, status: int, problem: Problem, header: str = "") -> NodeError:
        """Returns the error for an answer; `header` is its Retry-After."""
        status = problem.status or status
        wait = retry_after(header) if problem.wait_s is None else min(max(problem.wait_s, 0.0), _LONGEST_WAIT_S)
        details: dict[str, Any] = {"service": self.name, "status": status}
        if problem.reason:
            details["reason"] = problem.reason[:_LONGEST_REASON]
        if wait is not None:
            details["retry_after_s"] = wait
        said = _sentence(problem.message or problem.reason or f"status {status}")
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return NodeError(
                f"{self.name} gets too many requests: {said}",
                code="service.rate_limited",
                retryable=True,
                details=details,
            )
        if is_retryable(status):
            return NodeError(
                f"{self.name} is out of order: {said}", code="service.unavailable", retryable=True, details=details
            )
        if status == HTTPStatus.UNAUTHORIZED:
            return NodeError(
                f"{self.name} does not accept the credential: {said}",
                code="service.unauthorized",
                hint="Check the token and what it may do.",
                details=details,
            )
        return NodeError(f"{self.name} refused: {said}", code="service.refused", details=details)

    def bad_answer(self) -> NodeError:
        """Returns the error for an answer that is not what the service documents."""
        return NodeError(
            f"{self.name} gave an answer that cannot be read.",
            code="service.bad_answer",
            details={"service": self.name},
        )


def base_url(fields: Mapping[str, Any], usual: str) -> str:
    """Returns where a service is: the credential's `base_url` if it has one, for self-hosted servers and tests."""
    return str(fields.get("base_url") or usual).rstrip("/")


def part(text: str) -> str:
    """Returns a text as one part of a URL's path."""
    return quote(text, safe="")


def _parsed(content: bytes) -> Any:
    if not content:
        return None
    try:
        return from_json(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _sentence(text: str) -> str:
    short = " ".join(text.split())[:_LONGEST_REASON]
    return short if short.endswith((".", "!", "?")) else f"{short}."
