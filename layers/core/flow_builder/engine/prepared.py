"""A plan made ready to execute: node types loaded, templates parsed, constant configs validated once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flow_builder.domain.plan import Group, Link, Loop, Plan, PlanNode, Step, StepHolder, children, steps
from flow_builder.engine.estimate import Estimate, estimate
from flow_builder.expressions import Compiled, compile_value, resolve
from flow_builder.nodes.base import NodeConfig, NodeType, per_item_paths


@dataclass(slots=True)
class Prepared:
    """One step with what executing it needs; shared by all runs of the plan."""

    step: Step
    type: NodeType
    compiled: Compiled
    constant: NodeConfig | None
    """The validated config, when it holds no template."""

    def config(self, roots: Mapping[str, Any]) -> NodeConfig:
        """Returns the validated config with its templates resolved; ExpressionError or ValidationError."""
        if self.constant is not None:
            return self.constant
        return self.type.config.model_validate(resolve(self.compiled, roots))


class PreparedPlan:
    """A plan and its prepared steps by node id; `document` is the key under which its document is stored."""

    def __init__(self, plan: Plan, catalogue: Mapping[str, NodeType], document: str = "") -> None:
        self.plan = plan
        self.document = document or plan.hash
        self._catalogue = catalogue
        self._prepared: dict[str, Prepared] = {}
        self.steps: dict[str, Step] = {step.node: step for step in steps(plan.root)} | plan.compensations
        self.order = {node: number for number, node in enumerate(self.steps)}
        self.sinks = sinks(plan.root)
        self.has_pages = any(step.lane == "browser" for step in self.steps.values())

    def __getitem__(self, node: str) -> Prepared:
        """Returns a prepared step, making it on first use."""
        found = self._prepared.get(node)
        if found is None:
            found = self._prepared[node] = self._prepare(self.steps[node])
        return found

    def price(self, node: str) -> int:
        """Returns what one execution of a step costs, in credits."""
        prepared = self[node]
        return 0 if prepared.step.disabled else prepared.type.credits_of(prepared.step.config)

    @cached_property
    def estimate(self) -> Estimate:
        """What a run of the whole plan costs."""
        return estimate(self.plan.root, self.plan.compensations, self.price)

    def _prepare(self, step: Step) -> Prepared:
        node_type = self._catalogue[step.type]
        compiled = compile_value(step.config, per_item_paths(node_type.config))
        constant = node_type.config.model_validate(compiled.raw) if compiled.constant else None
        return Prepared(step, node_type, compiled, constant)


def level(node: PlanNode) -> Iterator[Step]:
    """Yields the steps of one level: containers themselves, but not what is inside them."""
    if isinstance(node, StepHolder):
        yield node.step
    if not isinstance(node, Loop | Group):
        for child in children(node):
            yield from level(child)


def shared(node: PlanNode) -> Iterator[Step]:
    """Yields the steps that share a node's scope: also those inside try and parallel containers, not those of loops."""
    yield from level(node)
    for each in _groups(node):
        yield from shared(each.body)


def _groups(node: PlanNode) -> Iterator[Group]:
    if isinstance(node, Group):
        yield node
    elif not isinstance(node, Loop):
        for child in children(node):
            yield from _groups(child)


def sinks(root: PlanNode) -> tuple[str, ...]:
    """Returns the node ids of a level's steps without outgoing edges, in plan order."""
    found = tuple(level(root))
    sources = {link.source for step in found for link in step.links if isinstance(link, Link)}
    return tuple(step.node for step in found if step.node not in sources)
