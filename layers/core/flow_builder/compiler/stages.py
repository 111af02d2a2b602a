"""Stages: a plan cut into what the cloud executes one after the other, each by one host.

Work(region)          steps that one call executes in one go
Cases(step, cases)    after the work that executed a branching step: what each of its ports leads to
Together(branches)    side by side
Boxed(group, body)    a try or parallel container that is no part of a region
Repeat(loop, body)    a loop that is no part of a region
Pause, Call, Stop     plan nodes, as they are
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from flow_builder.domain.plan import (
    Branch,
    Call,
    Fork,
    Group,
    Loop,
    Pause,
    Plan,
    PlanNode,
    Region,
    Sequence,
    Step,
    StepHolder,
    Stop,
    children,
    steps,
)

_MOST_REGIONS = 600
"""So many are sure to fit into a machine of 1 MiB, whatever its states are called."""
_MOST_SHARED = 400
"""The same of regions that are made of several: they may have more states each."""


@dataclass(frozen=True, slots=True)
class InlineRegion:
    """Steps that are executed in one call, in the order of the tree; `id` is the first one's node id."""

    id: str
    nodes: tuple[str, ...]
    lane: Literal["inline", "browser"] = "inline"


@dataclass(frozen=True, slots=True)
class Work:
    """One region."""

    region: InlineRegion
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """What the ports of a branching step lead to; the work before it has executed the step."""

    step: Step
    cases: tuple[tuple[str, "Stages"], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Side by side."""

    branches: tuple["Stages", ...]


@dataclass(frozen=True, slots=True)
class Boxed:
    """A try or parallel container."""

    group: Group
    body: "Stages"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A loop."""

    loop: Loop
    body: "Stages"


Stage: TypeAlias = Work | Cases | Together | Boxed | Repeat | Pause | Call | Stop
Stages: TypeAlias = tuple[Stage, ...]
"""One after the other."""


def stages(plan: Plan) -> Stages:
    """Returns a plan's stages.

    The plan's durability decides how much one call executes:

        step      every step is a region
        balanced  a region ends after a step with a side effect (a checkpoint); pure steps join their neighbours
        fast      side effects do not end regions either

    Pauses, sub-flows and stops are stages of their own, as is the border of every part that holds one. A condition, loop,
    try or fork without them and (unless `fast`) without side effects is part of the region around it; otherwise its own
    step ends a region, and each of its parts has regions of its own.

    Where that makes more regions than a machine has room for, one region is made of several that follow each other: results
    are recorded step by step all the same.
    """
    durability = plan.settings.durability
    line = _Cutter(durability).cut(plan.root)
    regions = sum(1 for _ in works(line))
    if regions <= _MOST_REGIONS:
        return line
    return _Cutter(durability, -(-regions // _MOST_SHARED)).cut(plan.root)


def works(line: Stages) -> Iterator[Work]:
    """Yields all regions of some stages, in the order of the plan."""
    for stage in line:
        match stage:
            case Work():
                yield stage
            case Cases():
                for _, body in stage.cases:
                    yield from works(body)
            case Together():
                for branch in stage.branches:
                    yield from works(branch)
            case Boxed() | Repeat():
                yield from works(stage.body)


class _Line:
    """Stages under construction, and the steps of the region that is still open."""

    def __init__(self, size: int) -> None:
        self.stages: list[Stage] = []
        self.open: list[Step] = []
        self._size = size
        self._ended = 0

    def end(self) -> None:
        """Ends a region: the open one is closed when it is made of as many as it may be."""
        self._ended += 1
        if self._ended == self._size:
            self.close()

    def close(self) -> None:
        """Ends the open region."""
        self._ended = 0
        if self.open:
            found = tuple(self.open)
            self.stages.append(Work(InlineRegion(found[0].node, tuple(step.node for step in found)), found))
            self.open = []


class _Cutter:
    def __init__(self, durability: Literal["step", "balanced", "fast"], size: int = 1) -> None:
        self._durability = durability
        self._size = size
        self._known: dict[int, tuple[bool, bool]] = {}
        """By the identity of plan nodes, which the plan keeps alive."""

    def cut(self, node: PlanNode) -> Stages:
        """Returns the stages of a part that shares no region with what is around it."""
        line = _Line(self._size)
        self._put(node, line)
        line.close()
        return tuple(line.stages)

    def _put(self, node: PlanNode, line: _Line) -> None:
        match node:
            case Sequence(items):
                for each in items:
                    self._put(each, line)
            case Region(name, lane, body):
                line.close()
                found = tuple(steps(body))
                line.stages.append(Work(InlineRegion(name, tuple(step.node for step in found), lane), found))
            case Pause() | Call() | Stop():
                line.close()
                line.stages.append(node)
            case _ if self._facts(node)[0]:
                line.open += steps(node)
                if self._ends(node):
                    line.end()
            case _:
                self._put_apart(node, line)

    def _put_apart(self, node: PlanNode, line: _Line) -> None:
        """Adds a part that does not fit one region: its own step ends a region, its parts start new ones."""
        if isinstance(node, Branch):
            line.open.append(node.step)
        line.close()
        match node:
            case Branch(step, cases):
                line.stages.append(Cases(step, tuple((port, self.cut(body)) for port, body in cases)))
            case Fork(branches):
                line.stages.append(Together(tuple(self.cut(each) for each in branches)))
            case Group():
                line.stages.append(Boxed(node, self.cut(node.body)))
            case Loop():
                line.stages.append(Repeat(node, self.cut(node.body)))

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
