"""What a webhook's caller gets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.value import JSON


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; a text goes out as it is, None as nothing at all, anything else as JSON."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: JSON = None
    empty: bool = False
    """No body, not even `null`."""


def answer_of(run: Run, reply: Mapping[str, Any] | None, config: Any) -> Answer:
    """Returns the answer to the caller: the flow's reply, else its output, its failure, or that it goes on."""
    named = {"x-run-id": run.id}
    if reply is not None:
        return Answer(int(reply.get("status", 200)), {**reply.get("headers", {}), **named}, reply.get("body"))
    if run.status is Status.SUCCEEDED:
        return Answer(200, named, run.output)
    if not is_final(run.status):
        return Answer(202, named, {"run": run.id})
    said: dict[str, JSON] = {"code": "run.failed", "run": run.id, "status": run.status}
    if config.failure_details and run.error is not None:
        said["error"] = {name: run.error.get(name) for name in ("code", "message", "node")}
    return Answer(config.failure_status, named, said)


def options_answer(config: Any, headers: Mapping[str, str]) -> Answer:
    """Returns the answer to OPTIONS: the methods and, for a browser that asks on behalf of a page, what that may do."""
    allow = {"allow": allowed(config)}
    if config.cors is None or "access-control-request-method" not in headers:
        return Answer(204, allow, empty=True)
    said = {
        "access-control-allow-methods": ", ".join(config.methods),
        "access-control-allow-headers": ", ".join(config.cors.headers),
        "access-control-max-age": str(config.cors.max_age_s),
    }
    return Answer(204, {**allow, **said}, empty=True)


def allowed(config: Any) -> str:
    """Returns the value of the header Allow."""
    return ", ".join([*config.methods, "HEAD", "OPTIONS"])


def page_headers(config: Any, headers: Mapping[str, str]) -> dict[str, str]:
    """Returns the headers by which a browser gives an answer to the page that asked, if that may have it."""
    if config.cors is None:
        return {}
    origin = headers.get("origin", "")
    if "*" in config.cors.origins:
        found = {"access-control-allow-origin": "*"}
    elif origin in config.cors.origins:
        found = {"access-control-allow-origin": origin, "vary": "Origin"}
    else:
        return {"vary": "Origin"}
    return {**found, "access-control-expose-headers": "X-Run-Id"}
