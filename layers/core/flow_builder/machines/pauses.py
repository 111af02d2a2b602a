"""Answers to pauses: stored first, then given to the run that waits for them here."""

import asyncio
import secrets
from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.step import path_text
from flow_builder.engine.host import StepIdentity
from flow_builder.errors import Conflict, NotFound
from flow_builder.nodes.base import RunInfo, Suspend
from flow_builder.store.runs import RunStore


def new_pause(run: RunInfo, step: StepIdentity, key: str, request: Suspend) -> dict[str, Any]:
    """Returns the pause of a step that begins to wait, to be stored."""
    return {
        # A first character that no command line takes for an option.
        "token": f"p_{secrets.token_urlsafe(24)}",
        "workspace": run.workspace,
        "run": run.id,
        "flow": run.flow,
        "flow_name": run.flow_name,
        "node": step.node,
        "key": key,
        "path": path_text(step.path),
        "kind": request.kind,
        "until": request.until,
        "request": request.request,
        "created_at": now(),
    }


class Pauses:
    """The pauses that runs of this host wait in."""

    def __init__(self, runs: RunStore) -> None:
        self._runs = runs
        self._expected: dict[str, asyncio.Future[dict[str, Any]]] = {}

    def expect(self, token: str) -> asyncio.Future[dict[str, Any]]:
        """Returns the future that an answer to this pause completes."""
        return self._expected.setdefault(token, asyncio.get_running_loop().create_future())

    def forget(self, token: str) -> None:
        """Stops expecting an answer."""
        self._expected.pop(token, None)

    async def answer(self, token: str, answer: dict[str, Any]) -> dict[str, Any]:
        """Answers an open pause and lets its run go on; NotFound, or Conflict when it is answered already."""
        pause = await self._runs.pause_by_token(token)
        if pause is None:
            raise NotFound("Nothing waits for this answer.", code="pause.not_found", hint="The link may be mistyped.")
        try:
            done = await self._runs.answer_pause(token, answer)
        except Conflict as error:
            raise Conflict("This has already been answered.", code="pause.answered") from error
        future = self._expected.get(token)
        if future is not None and not future.done():
            future.set_result(answer)
        return done
