"""AWS Step Functions: machines made of flows, their executions, and the tasks that are answered later."""

import json
from collections.abc import Sequence
from typing import Any

from botocore.exceptions import ClientError

from flow_builder.errors import NotFound, StorageError
from flow_builder.store import aws_calls, aws_errors

_OVER = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})
_STARTED = frozenset({"ExecutionAlreadyExists"})
_ENDED = frozenset({"ExecutionDoesNotExist"})
_KNOWN = frozenset({"StateMachineAlreadyExists"})
_GONE = frozenset({"StateMachineDoesNotExist", "ResourceNotFound"})
_FULL = frozenset({"ServiceQuotaExceededException"})
_SUBJECT = "Step Functions"
_SPARED = 900
"""Of the 1,000 versions that a machine may have, so many stay when there is no room for another one."""


def connect(region: str, endpoint_url: str | None = None) -> Any:
    """Returns a client with credentials from the environment."""
    return aws_calls.connect("stepfunctions", region, endpoint_url, timeout_s=30.0)


class StepFunctions:
    """Makes and starts machines; calls block, so each runs in a thread.

    Names begin with `prefix`, so that a role can be limited to them; machines work with `role`. Raises StorageError
    `store.denied`, `store.busy`, `store.unreachable` for what AWS says.
    """

    def __init__(self, client: Any, prefix: str, role: str) -> None:
        self._client = client
        self._prefix = prefix
        self._role = role

    # ---- machines

    async def deploy(self, name: str, definition: str, note: str) -> str:
        """Makes a definition the newest version of the machine with a name, made if there is none; returns its ARN.

        Older versions stay, and so does what they execute. `note` describes the version.
        """
        given: dict[str, Any] = {
            "definition": definition,
            "roleArn": self._role,
            "publish": True,
            "versionDescription": note,
        }
        create = self._client.create_state_machine
        made = await self._call(create, fine=_KNOWN, name=f"{self._prefix}-{name}", type="STANDARD", **given)
        if not made:
            machine = self._named(name)
            made = await self._call(self._client.update_state_machine, fine=_FULL, stateMachineArn=machine, **given)
            if not made:
                await self._make_room(machine)
                made = await self._call(self._client.update_state_machine, stateMachineArn=machine, **given)
        return str(made["stateMachineVersionArn"])

    def _named(self, name: str) -> str:
        """Returns the ARN of the machine with a name: it is where its role is, in the client's region."""
        _, partition, _, _, account, _ = self._role.split(":", 5)
        region = self._client.meta.region_name
        return f"arn:{partition}:states:{region}:{account}:stateMachine:{self._prefix}-{name}"

    async def _make_room(self, machine: str) -> None:
        """Deletes a machine's oldest versions; what they execute goes on, and those that an alias names stay."""
        found: list[str] = []
        more: dict[str, Any] = {}
        while True:
            page = await self._call(
                self._client.list_state_machine_versions, stateMachineArn=machine, maxResults=1_000, **more
            )
            found += [each["stateMachineVersionArn"] for each in page["stateMachineVersions"]]
            if not (token := page.get("nextToken")):
                break
            more = {"nextToken": token}
        for version in found[_SPARED:]:
            fine = frozenset({"ConflictException"})
            await self._call(self._client.delete_state_machine_version, fine=fine, stateMachineVersionArn=version)

    async def route(self, alias: str, weights: Sequence[tuple[str, int]]) -> str:
        """Lets a machine's alias name one or two versions, with the percentage of each; returns the alias's ARN."""
        machine = machine_of(weights[0][0])
        routing = [{"stateMachineVersionArn": version, "weight": weight} for version, weight in weights]
        arn = f"{machine}:{alias}"
        update, create = self._client.update_state_machine_alias, self._client.create_state_machine_alias
        if not await self._call(update, fine=_GONE, stateMachineAliasArn=arn, routingConfiguration=routing):
            await self._call(create, name=alias, routingConfiguration=routing)
        return arn

    async def remove(self, name: str) -> None:
        """Removes a machine with its versions and aliases; executions under way end with it. One that is gone is fine."""
        await self._call(self._client.delete_state_machine, fine=_GONE, stateMachineArn=self._named(name))

    # ---- executions

    async def start(self, machine: str, run: str, input_: dict[str, Any]) -> None:
        """Starts the execution of a run, once: its name is the run's id. NotFound when there is no such machine."""
        given = {"stateMachineArn": machine, "name": run, "input": json.dumps(input_)}
        try:
            await self._call(self._client.start_execution, fine=_STARTED, **given)
        except StorageError as error:
            if isinstance(error.__cause__, ClientError) and aws_errors.error_code(error.__cause__) in _GONE:
                raise NotFound(f"There is no machine {machine}.", code="machine.not_found") from error
            raise

    async def stop(self, machine: str, run: str, cause: str) -> None:
        """Stops the execution of a run; one that is over, or never began, is fine."""
        await self._call(
            self._client.stop_execution,
            fine=_ENDED,
            executionArn=execution_arn(machine, run),
            error="Flow.Canceled",
            cause=cause[:32_768],
        )

    async def status(self, machine: str, run: str) -> dict[str, Any] | None:
        """Returns `status`, `error` and `cause` of a run's execution; None when there is none."""
        found = await self._call(self._client.describe_execution, fine=_ENDED, executionArn=execution_arn(machine, run))
        return {name: found.get(name) for name in ("status", "error", "cause")} if found else None

    async def redrive(self, machine: str, run: str) -> bool:
        """Lets an execution that failed, was stopped or timed out go on where it was; False when it cannot."""
        refused = frozenset({"ExecutionNotRedrivable", "ExecutionDoesNotExist"})
        arn = execution_arn(machine, run)
        return bool(await self._call(self._client.redrive_execution, fine=refused, executionArn=arn))

    # ---- tasks that are answered later

    async def succeed(self, token: str, answer: dict[str, Any]) -> None:
        """Lets a task go on; one that is over is fine."""
        await self._call(self._client.send_task_success, fine=_OVER, taskToken=token, output=json.dumps(answer))

    async def _call(self, call: Any, *, fine: frozenset[str] = frozenset(), **given: Any) -> dict[str, Any]:
        """Returns the answer of a call, `{}` for errors that are fine."""
        return await aws_calls.ask(_SUBJECT, call, fine=fine, **given) or {}


def machine_of(version: str) -> str:
    """Returns the ARN of the machine that a version or an alias belongs to."""
    return ":".join(version.split(":")[:7])


def execution_arn(machine: str, run: str) -> str:
    """Returns the ARN of a run's execution, which is the same for all versions of a machine."""
    parts = machine.split(":")
    return ":".join([*parts[:5], "execution", parts[6], run])
