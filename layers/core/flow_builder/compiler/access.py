"""Least privilege: what a flow may do in AWS, derived from what its nodes call."""

import json
from collections.abc import Mapping
from typing import Any

from flow_builder.domain.plan import Plan, Step, steps
from flow_builder.nodes.base import AwsGrant, NodeType

_VERSION = "2012-10-17"
MOST_BYTES = 10_240
"""What AWS takes of the inline policies of one role, white space not counted."""


def policy_of(plan: Plan, catalogue: Mapping[str, NodeType]) -> dict[str, Any] | None:
    """Returns the IAM policy for all that a flow's nodes call of AWS; None for a flow that calls nothing.

    Actions on the same resources share a statement. The same plan always gives the same policy. Where its
    resources would make it larger than AWS takes, its actions are allowed on all resources.

        two nodes that read the bucket `prices`  ->  one statement: s3:GetObject on arn:${AWS::Partition}:s3:::prices/*
    """
    grants = [grant for step in _called(plan) for grant in _of(step, catalogue)]
    if not grants:
        return None
    policy = _policy(grants)
    if len(json.dumps(policy, separators=(",", ":"))) <= MOST_BYTES:
        return policy
    return _policy([AwsGrant(grant.actions) for grant in grants])


def _called(plan: Plan) -> list[Step]:
    """Returns the steps that may be executed, compensating ones included."""
    return [step for step in (*steps(plan.root), *plan.compensations.values()) if not step.disabled]


def _of(step: Step, catalogue: Mapping[str, NodeType]) -> tuple[AwsGrant, ...]:
    grants = catalogue[step.type].aws
    return grants(step.config) if grants is not None else ()


def _policy(grants: list[AwsGrant]) -> dict[str, Any]:
    wanted: dict[tuple[str, ...], set[str]] = {}
    for grant in grants:
        wanted.setdefault(tuple(sorted(set(grant.resources))), set()).update(grant.actions)
    statements = [
        {"Effect": "Allow", "Action": sorted(actions), "Resource": list(resources)}
        for resources, actions in sorted(wanted.items())
    ]
    return {"Version": _VERSION, "Statement": statements}
