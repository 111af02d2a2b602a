"""The states of a machine as JSON values, in the order in which a person reads their fields."""

from collections.abc import Mapping, Sequence
from typing import Any

State = dict[str, Any]
States = dict[str, State]

AGAIN: tuple[dict[str, Any], ...] = (
    {
        "ErrorEquals": ["States.TaskFailed", "States.Timeout"],
        "IntervalSeconds": 2,
        "MaxAttempts": 2,
        "BackoffRate": 2.0,
    },
)
"""Retries of a call that was lost: hosts are idempotent, so what was done is not done again."""


def follow(state: State, following: str | None) -> State:
    """Returns the state with what comes after it; None ends the machine, branch or iteration."""
    return {**state, "End": True} if following is None else {**state, "Next": following}


def task(resource: str, parameters: Mapping[str, Any], **more: Any) -> State:
    """Returns a Task state; `more` are further fields by their names."""
    return {"Type": "Task", "Resource": resource, "Parameters": dict(parameters), **more}


def choice(variable: str, cases: Sequence[tuple[str, str]], default: str) -> State:
    """Returns a Choice state that compares one text with each case's."""
    rules = [{"Variable": variable, "StringEquals": value, "Next": following} for value, following in cases]
    return {"Type": "Choice", "Choices": rules, "Default": default}


def caught(following: str) -> list[dict[str, Any]]:
    """Returns a Catch of everything; what went wrong is at `$.error`."""
    return [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": following}]


def targets(state: State) -> list[str]:
    """Returns the names of the states that may follow one, in the order of its fields."""
    found = [each["Next"] for each in state.get("Choices", ())]
    found += [state[name] for name in ("Next", "Default") if name in state]
    return found + [each["Next"] for each in state.get("Catch", ())]


def in_order(states: States, start: str) -> States:
    """Returns the states as they are reached from the first one, depth first; the unreachable ones are left out."""
    found: States = {}
    pending = [start]
    while pending:
        name = pending.pop()
        if name not in found:
            found[name] = states[name]
            pending.extend(reversed(targets(states[name])))
    return found


def every(states: States) -> list[tuple[str, State]]:
    """Returns the states with those inside them, as (name, state)."""
    found: list[tuple[str, State]] = []
    for name, state in states.items():
        found.append((name, state))
        inside = [*state.get("Branches", ()), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]
        for each in inside:
            found += every(each["States"])
    return found
