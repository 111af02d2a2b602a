"""What a run of a plan will cost, before it is executed: from least to most, where loops and branches leave it open.

Both ends are of runs in which nothing fails; a step costs once, however often it is tried. Where a level of the plan has
few branching steps, every way through it is followed by the join rule, so the range is exact; else it is a wider one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod
from typing import Any

from flow_builder.domain.plan import Group, Loop, PlanNode, Step, StepHolder, Stop, children

_WORK = 20_000
"""Steps looked at per level at most, over all ways through it."""


@dataclass(frozen=True, slots=True)
class Range:
    """From least to most; no `most` means that nobody can tell."""

    least: int = 0
    most: int | None = 0

    def __add__(self, other: "Range") -> "Range":
        return Range(self.least + other.least, _both(self.most, other.most, lambda one, two: one + two))

    def __mul__(self, other: "Range") -> "Range":
        """Returns the product, of an amount and how often it comes."""
        if self.most == 0 or other.most == 0:
            return Range(self.least * other.least, 0)
        return Range(self.least * other.least, _both(self.most, other.most, lambda one, two: one * two))


@dataclass(frozen=True, slots=True)
class NodeCost:
    """One node's share: its price and how often it is executed."""

    node: str
    key: str
    type: str
    price: int
    times: Range


@dataclass(frozen=True, slots=True)
class LoopCost:
    """A loop of which the number of iterations is known only when it runs."""

    node: str
    key: str
    per_iteration: Range
    max_iterations: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run costs in credits."""

    credits: Range
    nodes: tuple[NodeCost, ...] = ()
    loops: tuple[LoopCost, ...] = ()


@dataclass(slots=True)
class _Part:
    """What one pass through a level costs."""

    cost: Range = Range()
    times: dict[str, Range] = field(default_factory=dict)
    stops: bool = False
    """Whether a step in it may end the run, so that what comes later may not be executed."""


def estimate(root: PlanNode, compensations: Mapping[str, Step], price: Callable[[str], int]) -> Estimate:
    """Returns the estimate of a plan; `price` gives the credits of one execution of a node."""
    loops: list[LoopCost] = []
    part = _level(root, price, loops)
    undo = Range()
    nodes = []
    for step in _all_steps(root):
        nodes.append(NodeCost(step.node, step.key, step.type, price(step.node), part.times[step.node]))
        if step.compensate_with in compensations:
            undo += Range(0, price(step.compensate_with or "")) * Range(0, part.times[step.node].most)
    return Estimate(part.cost + undo, tuple(nodes), tuple(loops))


def _level(body: PlanNode, price: Callable[[str], int], loops: list[LoopCost]) -> _Part:
    steps, stoppers, bodies = [], set(), {}
    for holder in _holders(body):
        steps.append(holder.step)
        if isinstance(holder, Stop):
            stoppers.add(holder.step.node)
        if isinstance(holder, Loop | Group):
            bodies[holder.step.node] = holder
    inner = {node: _inside(holder, price, loops) for node, holder in bodies.items()}
    stoppers |= {node for node, part in inner.items() if part.stops}
    cost = {step.node: Range(price(step.node), price(step.node)) for step in steps}
    for node, part in inner.items():
        cost[node] += part.cost
    ways = list(_ways(steps, stoppers))
    found = _Part(stops=bool(stoppers))
    totals = [(sum(cost[node].least for node in sure), _total(cost[node].most for node in may)) for sure, may in ways]
    mosts = [most for _, most in totals]
    found.cost = Range(min(least for least, _ in totals), None if None in mosts else max(each or 0 for each in mosts))
    for step in steps:
        least = int(all(step.node in sure for sure, _ in ways))
        found.times[step.node] = Range(least, int(any(step.node in may for _, may in ways)))
    for node, part in inner.items():
        found.times |= {each: times * found.times[node] for each, times in part.times.items()}
    return found


def _inside(holder: Loop | Group, price: Callable[[str], int], loops: list[LoopCost]) -> _Part:
    """Returns what all passes through a container's body cost."""
    if holder.step.disabled:
        return _Part(times={step.node: Range() for step in _all_steps(holder.body)})
    part = _level(holder.body, price, loops)
    if isinstance(holder, Group):
        return part
    config = holder.step.config
    passes = iterations(config)
    if passes.most is None:
        most = config.get("max_iterations", 10_000)
        step = holder.step
        loops.append(LoopCost(step.node, step.key, part.cost, most if isinstance(most, int) else 10_000))
    return _Part(part.cost * passes, {node: each * passes for node, each in part.times.items()}, part.stops)


def iterations(config: Mapping[str, Any]) -> Range:
    """Returns how often a loop runs, as far as its raw config says so literally."""
    over = config.get("over")
    if isinstance(over, Mapping):
        kind, times, items = over.get("kind", "each"), over.get("times"), over.get("items")
        if kind == "count" and isinstance(times, int):
            return Range(times, times)
        if kind == "each" and isinstance(items, list | dict):
            return Range(len(items), len(items))
    return Range(0, None)


def _ways(steps: Sequence[Step], stoppers: Collection[str]) -> Iterator[tuple[set[str], set[str]]]:
    """Yields (steps that are executed for sure, steps that may be) of each way through a level."""
    options = {step.node: _options(step) for step in steps}
    if prod(map(len, options.values())) * max(1, len(steps)) > _WORK:
        few = {node: found[0] if len(found) == 1 else () for node, found in options.items()}
        every = {node: tuple(port for ports in found for port in ports) for node, found in options.items()}
        yield _walked(steps, few, stoppers)[0], _walked(steps, every, ())[1]
        return
    for chosen in product(*options.values()):
        yield _walked(steps, dict(zip(options, chosen, strict=True)), stoppers)


def _options(step: Step) -> list[tuple[str, ...]]:
    """Returns the sets of ports that a step may make live."""
    if step.disabled:
        return [step.ports[:1]]
    if step.type == "core.switch" and step.config.get("mode") == "all":
        cases = step.ports[: step.ports.index("default")] if "default" in step.ports else step.ports
        others = [(port,) for port in step.ports if port not in cases]
        if len(cases) > 10:  # noqa: PLR2004 - 1,024 sets: then all at once, or none, is what is looked at
            return [*others, cases]
        return [*others, *(some for size in range(1, len(cases) + 1) for some in combinations(cases, size))]
    return [(port,) for port in step.ports] or [()]


def _walked(
    steps: Sequence[Step], ports: Mapping[str, tuple[str, ...]], stoppers: Collection[str]
) -> tuple[set[str], set[str]]:
    live: set[tuple[str, str]] = set()
    sure: set[str] = set()
    may: set[str] = set()
    stopped = False
    for step in steps:
        if step.links and not any((link.source, link.port) in live for link in step.links):
            continue
        may.add(step.node)
        if not stopped:
            sure.add(step.node)
        stopped = stopped or step.node in stoppers
        live.update((step.node, port) for port in ports[step.node])
    return sure, may


def _holders(node: PlanNode) -> Iterator[StepHolder]:
    """Yields what holds the steps of one level, in the order of the plan."""
    if isinstance(node, StepHolder):
        yield node
    if not isinstance(node, Loop | Group):
        for child in children(node):
            yield from _holders(child)


def _all_steps(node: PlanNode) -> Iterator[Step]:
    for holder in _holders(node):
        yield holder.step
        if isinstance(holder, Loop | Group):
            yield from _all_steps(holder.body)


def _total(amounts: Iterator[int | None]) -> int | None:
    found = 0
    for each in amounts:
        if each is None:
            return None
        found += each
    return found


def _both(one: int | None, two: int | None, join: Callable[[int, int], int]) -> int | None:
    return None if one is None or two is None else join(one, two)
