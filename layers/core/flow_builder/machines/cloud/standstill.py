"""Whether nothing of a run is under way but what waits, as far as what is recorded tells.

Which iterations of a loop have begun is written nowhere, if they are side by side. But at most so many are under way as
may be at once, or as are left: if that many wait, then nothing else is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flow_builder.domain.plan import Call as CallNode
from flow_builder.domain.plan import Group, Loop, Pause, PlanNode, Step, steps
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord
from flow_builder.engine.prepared import level
from flow_builder.engine.run import Execution
from flow_builder.engine.scope import Scope
from flow_builder.machines.cloud.call import Call

_MOST_LOOKED_AT = 200
"""Of a loop with more iterations nobody looks each time which of them have ended."""


class Standstill:
    """What is known of a run's parts; `opened` are the pauses that are open, as (node, path)."""

    def __init__(self, call: Call, records: Sequence[StepRecord], opened: Iterable[tuple[str, Path]]) -> None:
        found = [each for each in records if each.status is not Status.CANCELED]
        self._call = call
        self._execution: Execution = call.execution(found)
        self._opened = frozenset(opened)
        self._by_path: dict[Path, list[StepRecord]] = defaultdict(list)
        for each in found:
            self._by_path[each.path].append(each)

    async def holds(self) -> bool:
        """Tells whether all that is under way waits, and at least one step does."""
        return await self._waits(self._call.prepared.plan.root, self._known(Scope(self._execution.state.roots)))

    def _known(self, scope: Scope) -> Scope:
        for record in self._by_path.get(scope.path, ()):
            scope.remember(record)
        return scope

    def _ready(self, part: PlanNode, scope: Scope) -> list[Step]:
        """Returns the steps of a level that could be under way."""
        return [
            step
            for step in level(part)
            if step.node not in scope.outcomes and self._execution.decide(step, scope) == "run"
        ]

    async def _waits(self, part: PlanNode, scope: Scope) -> bool:
        """Tells whether all steps of a part that could be under way wait, and at least one does."""
        waiting = False
        for step in self._ready(part, scope):
            holder = self._call.plan.holders[step.node]
            if isinstance(holder, CallNode):
                continue
            if isinstance(holder, Group):
                waits = await self._waits(holder.body, scope)
            elif isinstance(holder, Loop):
                waits = await self._loop_waits(holder, scope)
            else:
                waits = isinstance(holder, Pause) and (step.node, scope.path) in self._opened
            if not waits:
                return False
            waiting = True
        return waiting

    async def _loop_waits(self, loop: Loop, scope: Scope) -> bool:
        depth, inside = len(scope.path), {step.node for step in steps(loop.body)}
        waiting = {path[depth] for node, path in self._opened if node in inside and path[:depth] == scope.path}
        kept = await self._call.progress.container(loop.step.node, scope.path)
        if not waiting or kept is None:
            return False
        for index in sorted(waiting):
            if not await self._waits(loop.body, self._iteration(loop, scope, index)):
                return False
        at_once = kept.get("at_once") or 1
        return at_once == 1 or len(waiting) == min(at_once, self._left(loop, scope, kept.get("count", 0)))

    def _left(self, loop: Loop, scope: Scope, count: int) -> int:
        """Returns how many iterations have not ended; all of them when they are too many to be looked at."""
        if count > _MOST_LOOKED_AT:
            return count
        return sum(bool(self._ready(loop.body, self._iteration(loop, scope, index))) for index in range(count))

    def _iteration(self, loop: Loop, scope: Scope, index: int) -> Scope:
        return self._known(scope.iteration(loop.step.key, index, None))
