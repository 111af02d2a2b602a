"""What a step can see: results of earlier steps, the iterations around it, and the run's own values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.plan import Link
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord
from flow_builder.domain.value import JSON


@dataclass(frozen=True, slots=True)
class Spilled:
    """A value in blob storage that has not been fetched yet."""

    blob: str


@dataclass(slots=True)
class Outcome:
    """What later steps must know of a step; `blocked` means that its outgoing edges are broken."""

    status: Status
    ports: tuple[str, ...] = ()
    blocked: bool = False


BLOCKED = Outcome(Status.PENDING, blocked=True)
"""Of a step that never runs, because something it depends on failed."""


class Scope:
    """One level of visibility: the run's own, or one iteration of a loop.

    `outcomes` is by node id and holds only this level's steps; `values` is by node key. Edges never leave a
    level, so outcomes are looked up here alone; values are looked up outwards.
    """

    __slots__ = ("index", "item", "loop", "outcomes", "parent", "path", "roots", "values")

    def __init__(
        self,
        roots: dict[str, Any],
        parent: "Scope | None" = None,
        loop: str | None = None,
        index: int = 0,
        item: JSON = None,
    ) -> None:
        self.parent = parent
        self.loop = loop
        self.index = index
        self.item = item
        self.path: Path = () if parent is None else (*parent.path, index)
        self.outcomes: dict[str, Outcome] = {}
        self.values: dict[str, Any] = {}
        self.roots: dict[str, Any] = {**roots, "steps": StepValues(self)}
        if loop is not None:
            self.values[loop] = {"item": item, "index": index}
            self.roots["item"] = item
            self.roots["index"] = index

    def iteration(self, loop: str, index: int, item: JSON) -> "Scope":
        """Returns the scope of one iteration of a loop of this level."""
        return Scope(self.roots, self, loop, index, item)

    def find(self, key: str) -> tuple["Scope", Any] | None:
        """Returns the level that holds a key's value, and the value (perhaps Spilled)."""
        scope: Scope | None = self
        while scope is not None:
            if key in scope.values:
                return scope, scope.values[key]
            scope = scope.parent
        return None

    def frames(self) -> list["Scope"]:
        """Returns the levels from the run's own to this one."""
        return [*(self.parent.frames() if self.parent else []), self]

    def state(self, links: tuple[Link, ...]) -> "str":
        """Returns `run`, `skip` or `block` by the join rule for a step with these incoming edges."""
        if not links:
            return "run"
        live = False
        for link in links:
            outcome = self.outcomes.get(link.source, BLOCKED)
            if outcome.blocked:
                return "block"
            live = live or link.port in outcome.ports
        return "run" if live else "skip"

    def first_live(self, links: tuple[Link, ...]) -> str | None:
        """Returns the source of the first live edge, or None."""
        for link in links:
            outcome = self.outcomes.get(link.source)
            if outcome is not None and link.port in outcome.ports:
                return link.source
        return None

    def remember(self, record: StepRecord, *, keep: bool = True) -> Outcome:
        """Makes a recorded result visible; `keep=False` when nothing reads the value."""
        failed_unhandled = not record.ports and record.status in {Status.FAILED, Status.CANCELED, Status.TIMED_OUT}
        outcome = Outcome(record.status, record.ports, blocked=failed_unhandled)
        self.outcomes[record.node] = outcome
        if keep:
            self.values[record.key] = Spilled(record.blob) if record.blob else record.output
        return outcome


class StepValues(Mapping[str, Any]):
    """The root `steps`: outputs by key, looked up outwards from a scope."""

    __slots__ = ("_scope",)

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getitem__(self, key: str) -> Any:
        scope: Scope | None = self._scope
        while scope is not None:
            if key in scope.values:
                return scope.values[key]
            scope = scope.parent
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        keys: dict[str, None] = {}
        for scope in self._scope.frames():
            keys.update(dict.fromkeys(scope.values))
        return iter(keys)

    def __len__(self) -> int:
        return sum(1 for _ in self)
