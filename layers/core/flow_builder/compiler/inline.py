"""Inline regions: which steps one Lambda call executes in one go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flow_builder.domain.plan import (
    Branch,
    Call,
    Pause,
    Plan,
    PlanNode,
    Region,
    Sequence,
    StepHolder,
    Stop,
    children,
    steps,
)


@dataclass(frozen=True, slots=True)
class InlineRegion:
    """Steps that are executed in one call, in the order of the tree; `id` is the first one's node id."""

    id: str
    nodes: tuple[str, ...]
    lane: Literal["inline", "browser"] = "inline"


def inline_regions(plan: Plan) -> list[InlineRegion]:
    """Returns all regions of a plan, browser regions included, in the order of the tree.

    The plan is not wrapped, because the local engine executes it as a whole and records every step anyway; what a region
    saves is state transitions in the cloud, where lowering makes one Task state of each. Durability decides:

        step      every step is a region
        balanced  a region ends after a step with a side effect (a checkpoint); pure steps join their neighbours
        fast      side effects do not end regions either

    Pauses, sub-flows and stops are states of their own, as is the border of every part that holds one. A condition, loop,
    try or fork without them and (unless `fast`) without side effects is part of the region around it; otherwise its own
    step ends a region, and each of its parts has regions of its own.
    """
    return list(_Cutter(plan.settings.durability).all(plan.root))


class _Cutter:
    def __init__(self, durability: Literal["step", "balanced", "fast"]) -> None:
        self._durability = durability
        self._open: list[str] = []
        self._known: dict[int, tuple[bool, bool]] = {}
        """By the identity of plan nodes, which the plan keeps alive."""

    def all(self, root: PlanNode) -> Iterator[InlineRegion]:
        """Yields the regions of a whole plan."""
        yield from self._visit(root)
        yield from self._close()

    def _visit(self, node: PlanNode) -> Iterator[InlineRegion]:
        match node:
            case Sequence(items):
                for each in items:
                    yield from self._visit(each)
            case Region(name, lane, body):
                yield from self._close()
                yield InlineRegion(name, tuple(step.node for step in steps(body)), lane)
            case Pause() | Call() | Stop():
                yield from self._close()
            case _ if self._is_whole(node):
                self._open += [step.node for step in steps(node)]
                if self._ends(node):
                    yield from self._close()
            case _:
                yield from self._apart(node)

    def _apart(self, node: PlanNode) -> Iterator[InlineRegion]:
        """Yields the regions of a part that does not fit one: its own step ends a region, its parts start new ones."""
        if isinstance(node, Branch):
            self._open.append(node.step.node)
        yield from self._close()
        for each in children(node):
            yield from self._visit(each)
            yield from self._close()

    def _close(self) -> Iterator[InlineRegion]:
        if self._open:
            yield InlineRegion(self._open[0], tuple(self._open))
            self._open = []

    def _is_whole(self, node: PlanNode) -> bool:
        return self._facts(node)[0]

    def _ends(self, node: PlanNode) -> bool:
        if self._durability == "step":
            return True
        return self._durability == "balanced" and self._facts(node)[1]

    def _facts(self, node: PlanNode) -> tuple[bool, bool]:
        """Returns whether a part can be executed in one call, and whether it has a side effect."""
        if id(node) not in self._known:
            inner = [self._facts(each) for each in children(node)]
            effect = (isinstance(node, StepHolder) and node.step.side_effect) or any(each for _, each in inner)
            self._known[id(node)] = self._fits(node, effect=effect) and all(each for each, _ in inner), effect
        return self._known[id(node)]

    def _fits(self, node: PlanNode, *, effect: bool) -> bool:
        if isinstance(node, (Pause, Call, Stop, Region)):
            return False
        if not children(node):
            return True
        return self._durability == "fast" or (self._durability == "balanced" and not effect)
