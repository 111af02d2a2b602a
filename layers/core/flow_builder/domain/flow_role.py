"""What a flow may do in AWS by itself: IAM policies, and the role that has one."""

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict

Policy: TypeAlias = dict[str, Any]
"""An IAM policy that allows actions on resources, as JSON."""

MOST_BYTES = 10_240
"""What AWS takes of the inline policies of one role, white space not counted."""
_VERSION = "2012-10-17"


class RoleProblem(BaseModel):
    """Why a flow has no role, or an old one."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    code: str
    message: str
    hint: str | None = None


class FlowRole(BaseModel):
    """The role of a flow."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    arn: str | None = None
    """None while there is none, since nothing is called or it could not be made."""
    versions: tuple[int, ...] = ()
    """The versions that runs execute."""
    before: tuple[int, ...] = ()
    """Those that runs executed until then, some of which may be under way."""
    problem: RoleProblem | None = None


def policy(wanted: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Policy | None:
    """Returns the policy that allows (actions, resources), None for nothing.

    Actions on the same resources share a statement; the order of what is wanted does not matter. Where its resources
    would make it larger than AWS takes, the actions are allowed on all resources.
    """
    given = [(frozenset(actions), tuple(sorted(set(resources)))) for actions, resources in wanted]
    if not given:
        return None
    made = _policy(given)
    if len(json.dumps(made, separators=(",", ":"))) <= MOST_BYTES:
        return made
    return _policy([(actions, ("*",)) for actions, _ in given])


def joined(policies: Iterable[Policy | None]) -> Policy | None:
    """Returns the policy that allows what any of several does."""
    return policy(
        (each["Action"], each["Resource"]) for one in policies if one is not None for each in one["Statement"]
    )


def _policy(wanted: list[tuple[frozenset[str], tuple[str, ...]]]) -> Policy:
    by_resources: dict[tuple[str, ...], set[str]] = {}
    for actions, resources in wanted:
        by_resources.setdefault(resources, set()).update(actions)
    statements = [
        {"Effect": "Allow", "Action": sorted(actions), "Resource": list(resources)}
        for resources, actions in sorted(by_resources.items())
    ]
    return {"Version": _VERSION, "Statement": statements}
