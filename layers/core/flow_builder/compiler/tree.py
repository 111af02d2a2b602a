"""Rebuilding a plan tree, bottom up."""

from collections.abc import Callable
from dataclasses import replace

from flow_builder.domain.plan import Branch, Fork, Group, Loop, PlanNode, Region, Sequence


def rebuild(node: PlanNode, change: Callable[[PlanNode], PlanNode]) -> PlanNode:
    """Returns the tree with `change` applied to every plan node, children first."""
    match node:
        case Sequence(items):
            return change(Sequence(tuple(rebuild(each, change) for each in items)))
        case Fork(branches):
            return change(Fork(tuple(rebuild(each, change) for each in branches)))
        case Branch(step, cases):
            return change(Branch(step, tuple((port, rebuild(body, change)) for port, body in cases)))
        case Loop() | Group() | Region():
            return change(replace(node, body=rebuild(node.body, change)))
        case _:
            return change(node)
