"""AWS Step Functions: machines made of flows, their executions, and the tasks that are answered later."""

import asyncio
import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from flow_builder.errors import StorageError
from flow_builder.store import aws_errors

_OVER = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
_STARTED = frozenset({"ExecutionAlreadyExists"})
_SUBJECT = "Step Functions"


def connect(region: str, endpoint_url: str | None = None) -> Any:
    """Returns a client with credentials from the environment."""
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=2.0, read_timeout=30.0, retries={"mode": "standard", "total_max_attempts": 5})
    return boto3.client("stepfunctions", region_name=region, endpoint_url=endpoint_url, config=config)


class StepFunctions:
    """Makes and starts machines; calls block, so each runs in a thread.

    Names begin with `prefix`, so that a role can be limited to them; machines work with `role`. Raises StorageError
    `store.denied`, `store.busy`, `store.unreachable` for what AWS says.
    """

    def __init__(self, client: Any, prefix: str, role: str) -> None:
        self._client = client
        self._prefix = prefix
        self._role = role

    async def ensure(self, name: str, definition: str) -> str:
        """Returns the ARN of the machine with a name, made if there is none; a name stands for one definition for ever."""
        made = await self._call(
            self._client.create_state_machine,
            name=f"{self._prefix}-{name}",
            definition=definition,
            roleArn=self._role,
            type="STANDARD",
        )
        return str(made["stateMachineArn"])

    async def start(self, machine: str, run: str, input_: dict[str, Any]) -> None:
        """Starts the execution of a run, once: its name is the run's id."""
        given = {"stateMachineArn": machine, "name": run, "input": json.dumps(input_)}
        await self._call(self._client.start_execution, fine=_STARTED, **given)

    async def stop(self, execution: str, cause: str) -> None:
        """Stops an execution; one that is over is fine."""
        await self._call(self._client.stop_execution, executionArn=execution, cause=cause)

    async def succeed(self, token: str, answer: dict[str, Any]) -> None:
        """Lets a task go on; one that is over is fine."""
        await self._call(self._client.send_task_success, fine=_OVER, taskToken=token, output=json.dumps(answer))

    async def _call(self, call: Any, *, fine: frozenset[str] = frozenset(), **given: Any) -> dict[str, Any]:
        """Returns the answer of a call, `{}` for errors that are fine."""
        try:
            found: dict[str, Any] = await asyncio.to_thread(call, **given)
        except ClientError as error:
            if aws_errors.error_code(error) in fine:
                return {}
            named = aws_errors.answered(error, _SUBJECT)
            raise named or StorageError(
                f"{_SUBJECT} cannot be used: {error}.", details={"subject": _SUBJECT}
            ) from error
        except BotoCoreError as error:
            raise aws_errors.unanswered(error, _SUBJECT) from error
        return found
