"""Least privilege: what a flow may do in AWS, derived from what its nodes call."""

from collections.abc import Mapping

from flow_builder.domain.flow_role import Policy, policy
from flow_builder.domain.plan import Plan, Step, steps
from flow_builder.nodes.base import AwsGrant, NodeType


def policy_of(plan: Plan, catalogue: Mapping[str, NodeType]) -> Policy | None:
    """Returns the IAM policy for all that a flow's nodes call of AWS; None for a flow that calls nothing.

    The same plan always gives the same policy; see `domain.flow_role.policy` for one that is too large.

        two nodes that read the bucket `prices`  ->  one statement: s3:GetObject on arn:${AWS::Partition}:s3:::prices/*
    """
    grants = [grant for step in _called(plan) for grant in _of(step, catalogue)]
    return policy((grant.actions, grant.resources) for grant in grants)


def _called(plan: Plan) -> list[Step]:
    """Returns the steps that may be executed, compensating ones included."""
    return [step for step in (*steps(plan.root), *plan.compensations.values()) if not step.disabled]


def _of(step: Step, catalogue: Mapping[str, NodeType]) -> tuple[AwsGrant, ...]:
    grants = catalogue[step.type].aws
    return grants(step.config) if grants is not None else ()
