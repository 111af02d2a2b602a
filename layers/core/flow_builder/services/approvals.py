"""Pauses that wait for somebody: approvals to decide, webhooks to come in."""

from typing import Any

from flow_builder.domain.value import JSON
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.services.app import App

_TYPES = {"approval": "core.approval", "webhook": "core.wait_webhook"}


async def list_approvals(
    app: App, workspace: str, limit: int = 100, cursor: str | None = None
) -> tuple[list[dict[str, Any]], str | None]:
    """Returns the open pauses of a workspace, oldest first, and the cursor of the next page."""
    return await app.stores.runs.open_pauses(workspace, limit, cursor)


async def decide(app: App, workspace: str, token: str, answer: dict[str, JSON]) -> dict[str, Any]:
    """Answers an approval and lets its run go on.

    `answer` is `{"decision", "by", "comment", "form"}`. Raises NotFound `pause.not_found`, Conflict `pause.answered`,
    InvalidInput when the decision, the person or the form does not fit; the run waits on then.
    """
    return await _answer(app, await read_approval(app, workspace, token), answer)


async def read_approval(app: App, workspace: str, token: str) -> dict[str, Any]:
    """Returns an open approval; NotFound `pause.not_found`, Conflict `pause.answered`."""
    pause = await _open_pause(app, token, "approval")
    if pause["workspace"] != workspace:
        raise _missing()
    return pause


async def receive(app: App, token: str, request: dict[str, Any]) -> dict[str, Any]:
    """Lets a run that waits for a webhook go on with a request (`method`, `headers`, `query`, `body`).

    The token is the secret; there is no workspace to check.
    """
    return await _answer(app, await _open_pause(app, token, "webhook"), request)


async def _open_pause(app: App, token: str, kind: str) -> dict[str, Any]:
    pause = await app.stores.runs.pause_by_token(token)
    if pause is None or pause["kind"] != kind:
        raise _missing()
    if pause["status"] != "open":
        raise Conflict("This has already been answered.", code="pause.answered")
    return pause


async def _answer(app: App, pause: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    """Answers a pause after the node type has looked at the answer, so that a wrong one is refused at once."""
    if answer.get("timed_out") or answer.get("canceled"):
        raise InvalidInput(
            "`timed_out` and `canceled` are reserved and cannot be part of an answer.",
            code="input.invalid",
            field="/timed_out",
        )
    node = app.catalogue[_TYPES[pause["kind"]]]
    known = {name: value for name, value in pause["request"].items() if name in node.config.model_fields}
    if node.resume is not None:
        node.resume(node.config.model_validate(known), answer)
    return await app.machine.answer(pause["token"], answer)


def _missing() -> NotFound:
    return NotFound("Nothing waits for this answer.", code="pause.not_found", hint="The link may be mistyped.")
