"""The plan: what a flow compiles to and what the engine executes.

A plan is a tree. Leaves are steps; inner nodes order them. Every step carries its incoming `links`, so whether
it runs is always decided by the join rule and never by the shape of the tree: the tree only adds waiting.

    Sequence(items)              one after the other
    Fork(branches)               together; ends when all have ended
    Task(step)                   one node
    Branch(step, cases)          a branching node and, per port, what only that port leads to
    Loop(step, body)             body once per iteration, in a scope of its own
    Group(step, body)            try and parallel containers: body once, in the same scope
    Pause(step)                  approval, wait, webhook wait
    Call(step)                   sub-flow
    Stop(step)                   ends the run
    Region(id, lane, body)       a part that one host executes in one go
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from flow_builder.domain.document import Cache, Retry, Settings

Lane: TypeAlias = Literal["inline", "browser", "control"]
"""Which host executes a step: any, one with a browser, or the engine itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """An incoming edge: the step runs when at least one of its links is live."""

    source: str
    """Node id."""
    port: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What happens around a step's attempts."""

    retry: Retry = field(default_factory=Retry)
    timeout_s: float | None = None
    on_error: Literal["fail", "continue", "branch"] = "fail"
    cache: Cache | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One node, ready to execute."""

    node: str
    key: str
    type: str
    version: int
    name: str
    config: dict[str, Any]
    """Raw config: literals, templates, credential references."""
    links: tuple[Link, ...] = ()
    ports: tuple[str, ...] = ("out",)
    policy: Policy = Policy()
    lane: Lane = "inline"
    side_effect: bool = False
    disabled: bool = False
    compensate_with: str | None = None
    reads: tuple[str, ...] = ()
    """Keys of the steps whose outputs its expressions read; a host prefetches just these."""
    referenced: bool = True
    """Whether any expression reads this step's output, so that it must be kept at hand."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; empty is allowed."""

    items: tuple["PlanNode", ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """Together; ends when all branches have ended."""

    branches: tuple["PlanNode", ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One ordinary node."""

    step: Step


@dataclass(frozen=True, slots=True)
class Branch:
    """A branching step, or one with an error port, and what only one of its ports leads to."""

    step: Step
    cases: tuple[tuple[str, "PlanNode"], ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop container; `sinks` are the ids of body nodes without outgoing edges, in document order."""

    step: Step
    body: "PlanNode"
    sinks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A try or parallel container; the body shares the scope around it."""

    step: Step
    body: "PlanNode"
    sinks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A step that waits for a time, a person or a request."""

    step: Step


@dataclass(frozen=True, slots=True)
class Call:
    """A step that starts another flow."""

    step: Step


@dataclass(frozen=True, slots=True)
class Stop:
    """A step that ends the run."""

    step: Step


@dataclass(frozen=True, slots=True)
class Passed:
    """A browser session that outlives a region: kept when the region ends, opened again where it is used next."""

    session: str
    """Its name; `*` for any, when an expression names it."""
    opener: str
    """Id of the region that opened it; regions that may mean the same session agree on one."""
    depth: int = 0
    """How many of the loops around it lie around the session, too: its iteration path is as long."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the plan that one host executes in one go; `id` is its first step's node id."""

    id: str
    lane: Literal["inline", "browser"]
    body: "PlanNode"
    takes: tuple[Passed, ...] = ()
    """Sessions of earlier regions that it may use."""
    carries: tuple[Passed, ...] = ()
    """Sessions that later regions may use."""


PlanNode: TypeAlias = Sequence | Fork | Task | Branch | Loop | Group | Pause | Call | Stop | Region
StepHolder: TypeAlias = Task | Branch | Loop | Group | Pause | Call | Stop


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled flow; `hash` is of the document's meaning (positions and notes excluded)."""

    hash: str
    name: str
    settings: Settings
    root: PlanNode
    input_schema: dict[str, Any] = field(default_factory=dict)
    compensations: dict[str, Step] = field(default_factory=dict)
    """Node id of a compensating node -> its step; these are outside the tree."""


def children(node: PlanNode) -> tuple[PlanNode, ...]:
    """Returns the plan nodes directly below one, in order."""
    match node:
        case Sequence(items):
            return items
        case Fork(branches):
            return branches
        case Branch(_, cases):
            return tuple(body for _, body in cases)
        case Loop() | Group() | Region():
            return (node.body,)
        case _:
            return ()


def walk(node: PlanNode) -> Iterator[PlanNode]:
    """Yields a plan node and everything below it, parents first."""
    pending = [node]
    while pending:
        each = pending.pop()
        yield each
        pending.extend(reversed(children(each)))


def steps(node: PlanNode) -> Iterator[Step]:
    """Yields every step at or below a plan node, in document order of the tree."""
    for each in walk(node):
        if isinstance(each, StepHolder):
            yield each.step
