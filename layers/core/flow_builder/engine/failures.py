"""Turns whatever a node raised into the step's error value."""

import asyncio
from typing import Any

from pydantic import ValidationError

from flow_builder.domain.value import StepError
from flow_builder.domain.wording import plain_message
from flow_builder.errors import FlowBuilderError, NodeError

_SHOWN_PROBLEMS = 5


def step_error(error: BaseException, key: str) -> StepError:
    """Returns the error value for an exception raised while the node with this key was executed."""
    match error:
        case NodeError():
            return StepError(
                code=error.code,
                message=error.message,
                node=error.details.get("node", key),
                retryable=error.retryable,
                hint=error.hint,
                details={name: value for name, value in error.details.items() if name != "node"},
            )
        case FlowBuilderError():
            details = {**error.details, "field": error.field} if error.field else error.details
            return StepError(code=error.code, message=error.message, node=key, hint=error.hint, details=details)
        case TimeoutError() | asyncio.TimeoutError():
            return StepError(
                code="step.timeout",
                message="The step did not end within its time limit.",
                node=key,
                retryable=True,
                hint="Raise the node's timeout, or make its work smaller.",
            )
        case ValidationError():
            return _config_error(error, key)
        case _:
            return StepError(
                code="node.crashed",
                message=f"{type(error).__name__}: {error}"[:2_000],
                node=key,
                hint="This is a fault of the node itself; the host's log has the traceback.",
            )


def _config_error(error: ValidationError, key: str) -> StepError:
    problems: list[dict[str, Any]] = [
        {"field": "/" + "/".join(map(str, each["loc"])), "message": plain_message(each["msg"])}
        for each in error.errors(include_url=False, include_context=False, include_input=False)[:_SHOWN_PROBLEMS]
    ]
    first = problems[0] if problems else {"field": "/", "message": str(error)}
    return StepError(
        code="config.invalid",
        message=f"{first['field'].lstrip('/') or 'The config'}: {first['message']}",
        node=key,
        hint="Check what the field's expression gives.",
        details={"problems": problems},
    )


class Failures:
    """The unhandled failures of one scope; the first in plan order is the scope's error."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[tuple[int, StepError]] = []

    def add(self, order: int, error: StepError) -> None:
        """Takes a failure of the step with this place in the plan."""
        self._found.append((order, error))

    @property
    def first(self) -> StepError | None:
        """The failure of the earliest step in plan order, or None."""
        return min(self._found, key=lambda each: each[0])[1] if self._found else None


def first_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """Returns the first plain exception within a group."""
    first = group.exceptions[0]
    return first_of(first) if isinstance(first, BaseExceptionGroup) else first
