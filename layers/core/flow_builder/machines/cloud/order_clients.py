"""The services of AWS that a browser worker talks to besides its stores: tasks of Step Functions, a queue of SQS."""

import json
from typing import Any

from flow_builder.machines.cloud.pool import Delivery
from flow_builder.store import aws_calls

_OVER = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
_TAKEN = frozenset({"MessageNotInflight", "ReceiptHandleIsInvalid", "InvalidParameterValue"})
"""SQS says the last one for a receipt whose time is up."""
_WAIT_SECONDS = 10
_MOST_ERROR = 256
_MOST_CAUSE = 32_768


class TaskAnswers:
    """Implements orders.Answers with Step Functions; calls block, so each runs in a thread."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def beat(self, token: str) -> bool:
        """Says that the work goes on."""
        return await self._told(self._client.send_task_heartbeat, taskToken=token)

    async def succeed(self, token: str, said: dict[str, Any]) -> bool:
        """Lets the machine go on."""
        return await self._told(self._client.send_task_success, taskToken=token, output=json.dumps(said))

    async def fail(self, token: str, error: str, cause: str) -> bool:
        """Lets the machine ask another worker."""
        told = {"error": error[:_MOST_ERROR], "cause": cause[:_MOST_CAUSE]}
        return await self._told(self._client.send_task_failure, taskToken=token, **told)

    async def _told(self, call: Any, **given: Any) -> bool:
        return await aws_calls.ask("Step Functions", call, fine=_OVER, **given) is not None


class QueueOrders:
    """Implements pool.Orders with a queue of SQS."""

    def __init__(self, client: Any, url: str, held_s: int) -> None:
        self._client = client
        self._url = url
        self._held_s = held_s

    async def take(self) -> Delivery | None:
        """Waits up to 10 s for an order."""
        given = {"MaxNumberOfMessages": 1, "WaitTimeSeconds": _WAIT_SECONDS, "VisibilityTimeout": self._held_s}
        found = await self._ask(self._client.receive_message, **given) or {}
        messages = found.get("Messages", ())
        return Delivery(messages[0]["Body"], messages[0]["ReceiptHandle"]) if messages else None

    async def hold(self, delivery: Delivery, seconds: int) -> bool:
        """Keeps an order for so long."""
        call = self._client.change_message_visibility
        return await self._ask(call, ReceiptHandle=delivery.receipt, VisibilityTimeout=seconds) is not None

    async def remove(self, delivery: Delivery) -> None:
        """Removes an order for good."""
        await self._ask(self._client.delete_message, ReceiptHandle=delivery.receipt)

    async def _ask(self, call: Any, **given: Any) -> dict[str, Any] | None:
        return await aws_calls.ask("The queue of browser work", call, fine=_TAKEN, QueueUrl=self._url, **given)
