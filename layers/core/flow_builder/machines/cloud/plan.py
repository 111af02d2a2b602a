"""A plan as hosts of the cloud need it: its regions, and where in the tree each node is."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from flow_builder.domain.plan import Branch, Fork, Group, Loop, Pause, PlanNode, StepHolder, children, steps
from flow_builder.domain.plan import Call as CallNode
from flow_builder.domain.step import Path
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.state import SET_VARS
from flow_builder.errors import NotFound


class CloudPlan:
    """A prepared plan and what its machine is made of; `regions` is by id: the node ids that one call executes."""

    def __init__(self, prepared: PreparedPlan, regions: Mapping[str, tuple[str, ...]]) -> None:
        self.prepared = prepared
        self._regions = regions

    @cached_property
    def _around(self) -> Mapping[str, tuple[Loop | Group, ...]]:
        """Node id -> the containers around it, outermost first."""
        return dict(_placed(self.prepared.plan.root, ()))

    @cached_property
    def holders(self) -> Mapping[str, StepHolder]:
        """Node id -> its plan node."""
        return {node.step.node: node for node in _all(self.prepared.plan.root) if isinstance(node, StepHolder)}

    @cached_property
    def has_variables(self) -> bool:
        """Whether any step sets variables."""
        return any(step.type == SET_VARS for step in self.prepared.steps.values())

    @cached_property
    def waits(self) -> bool:
        """Whether a run may wait, for somebody or for another run, which its machine has no time limit for."""
        return any(isinstance(node, Pause | CallNode) for node in _all(self.prepared.plan.root))

    @cached_property
    def pauses(self) -> bool:
        """Whether a run may wait for somebody, or for a time."""
        return any(isinstance(node, Pause) for node in _all(self.prepared.plan.root))

    @cached_property
    def is_linear(self) -> bool:
        """Whether never two of its parts are under way at the same time."""
        return not any(
            (isinstance(node, Fork) and len(node.branches) > 1)
            or (isinstance(node, Loop) and node.step.config.get("concurrency", 1) != 1)
            for node in _all(self.prepared.plan.root)
        )

    @cached_property
    def by_key(self) -> Mapping[str, str]:
        """Node key -> node id."""
        return {step.key: node for node, step in self.prepared.steps.items()}

    def containers(self, node: str) -> tuple[Loop | Group, ...]:
        """Returns the containers around a node, outermost first; a compensating node has none."""
        return self._around.get(node, ())

    def loops(self, node: str) -> tuple[Loop, ...]:
        """Returns the loops around a node, outermost first: one for each index of its path."""
        return tuple(each for each in self.containers(node) if isinstance(each, Loop))

    def place(self, node: str, path: Path) -> Path | None:
        """Returns the path at which somebody at `path` sees a node: its own level, or one around it."""
        depth = len(self.loops(node))
        return path[:depth] if depth <= len(path) else None

    def region(self, name: str) -> "tuple[list[PlanNode], Branch | None]":
        """Returns what a region executes: whole parts of the plan in order, and the branching node that ends it.

        Of that one only the step belongs to the region, what its ports lead to does not. NotFound `region.not_found`.
        """
        nodes = self._regions.get(name)
        if nodes is None:
            raise NotFound(f"The plan has no region {name!r}.", code="region.not_found")
        parts: list[PlanNode] = []
        heads: list[Branch] = []
        _collect(self.prepared.plan.root, frozenset(nodes), parts, heads)
        return parts, heads[0] if heads else None


def _collect(node: PlanNode, wanted: frozenset[str], parts: list[PlanNode], heads: list[Branch]) -> None:
    inside = [step.node for step in steps(node)]
    if inside and wanted.issuperset(inside):
        parts.append(node)
        return
    if wanted.isdisjoint(inside):
        return
    if isinstance(node, Branch) and node.step.node in wanted:
        heads.append(node)
        return
    for child in children(node):
        _collect(child, wanted, parts, heads)


def _all(node: PlanNode) -> Iterator[PlanNode]:
    yield node
    for child in children(node):
        yield from _all(child)


def _placed(node: PlanNode, around: tuple[Loop | Group, ...]) -> Iterator[tuple[str, tuple[Loop | Group, ...]]]:
    if isinstance(node, StepHolder):
        yield node.step.node, around
    inner = (*around, node) if isinstance(node, (Loop, Group)) else around
    for child in children(node):
        yield from _placed(child, inner)
