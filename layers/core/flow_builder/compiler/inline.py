"""Inline regions: which steps one Lambda call executes in one go."""

from flow_builder.compiler.stages import InlineRegion, stages, works
from flow_builder.domain.plan import Plan


def inline_regions(plan: Plan) -> list[InlineRegion]:
    """Returns all regions of a plan, browser regions included, in the order of the tree; see `stages` for what ends one.

    The plan is not wrapped, because the local engine executes it as a whole and records every step anyway; what a region
    saves is state transitions in the cloud, where lowering makes one Task state of each.
    """
    return [work.region for work in works(stages(plan))]
