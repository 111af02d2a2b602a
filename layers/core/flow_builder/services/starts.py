"""Runs that are asked for by messages and events, rather than by somebody who waits for an answer."""

import logging
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import from_json

from flow_builder.domain.run import Run
from flow_builder.domain.value import JSON
from flow_builder.domain.wording import plain_message
from flow_builder.errors import FlowBuilderError, InvalidInput, LimitExceeded, NotFound, StorageError
from flow_builder.services import dead_letters, schedules
from flow_builder.services.app import App
from flow_builder.services.runs import Start, start_run

log = logging.getLogger(__name__)


class Asked(BaseModel):
    """A message that asks for a run; `id` is the sender's, and the same message starts one run only."""

    model_config = ConfigDict(extra="forbid")

    workspace: str
    flow: str
    input: JSON = None
    id: str | None = None


async def take_schedule(app: App, workspace: str, schedule: str) -> None:
    """Starts what a schedule asks for now; one that is gone is fine."""
    try:
        found = await app.stores.schedules.get(workspace, schedule)
    except NotFound:
        log.info("a schedule is gone: %s", schedule)
        return
    await app.clock.put(await schedules.look(app, found))


async def take_message(app: App, message_id: str, text: str) -> Run | None:
    """Starts the run that a message of the queue asks for; None when it never can be, and is a dead letter now.

    Raises StorageError and LimitExceeded, after which the message should come again, and InvalidInput `message.invalid`
    for one that cannot be read: it belongs to nobody, and ends in the queue of dead messages.
    """
    asked = _read(text)
    key = f"message:{asked.flow}:{asked.id or message_id}"
    what = Start(flow=asked.flow, input=asked.input, trigger="api", idempotency_key=key)
    try:
        return await start_run(app, asked.workspace, what)
    except (StorageError, LimitExceeded):
        raise
    except FlowBuilderError as error:
        await dead_letters.bury(app, asked.workspace, "bulk", what, error)
        return None


async def take_messages(app: App, records: list[Mapping[str, Any]]) -> list[str]:
    """Starts the runs that records of SQS ask for; returns the ids of those that should come again."""
    failed: list[str] = []
    for record in records:
        try:
            await take_message(app, record["messageId"], record["body"])
        except FlowBuilderError as error:
            log.warning("message %s has to wait: %s (%s)", record["messageId"], error.message, error.code)
            failed.append(record["messageId"])
    return failed


def _read(text: str) -> Asked:
    try:
        return Asked.model_validate(from_json(text))
    except ValidationError as error:
        said = plain_message(error.errors()[0]["msg"])
        raise InvalidInput(f"The message is not a request for a run: {said}.", code="message.invalid") from error
    except ValueError as error:
        raise InvalidInput("The message is not JSON.", code="message.invalid") from error
