"""Stages to states: one method per kind of stage.

States are made from the last to the first, since each names what comes after it; `in_order` turns them round.
"""

from dataclasses import dataclass, field
from typing import Any

from flow_builder.compiler.asl.names import Names
from flow_builder.compiler.asl.states import AGAIN, State, States, caught, choice, follow, in_order
from flow_builder.compiler.exclusive import takes_many
from flow_builder.compiler.lower import loops, tasks
from flow_builder.compiler.lower.leaving import AGAIN_FORM, may_be_left
from flow_builder.compiler.lower.naming import name_all
from flow_builder.compiler.lower.target import Target
from flow_builder.compiler.stages import Boxed, Cases, Repeat, Stage, Stages, Together, Work
from flow_builder.domain.plan import Call, Pause, Step, Stop

_SHOWN = 12
_TIMED = "core.wait"
"""The one pause that only time ends."""


@dataclass(slots=True)
class Level:
    """One map of states: the machine's own, or that of a branch or iteration."""

    finish: str | None = None
    """The state that ends the run, in the machine's own level; from others only a failure leads there."""
    states: States = field(default_factory=dict)
    exit: str | None = None
    """The state that ends a branch or iteration, if a Choice needs one."""

    def caught(self) -> dict[str, Any]:
        """Returns the Catch of a state whose failure ends the run."""
        return {"Catch": caught(self.finish)} if self.finish else {}


class Lowering:
    """Makes the states of one machine."""

    def __init__(self, target: Target, names: Names) -> None:
        self.target = target
        self.names = names
        self._named: dict[str, str] = {}

    def name(self, line: Stages) -> None:
        """Claims the names of the stages' first states in reading order, so that a number goes to the later one."""
        name_all(line, self.names, self._named)

    def named(self, place: str) -> str:
        """Returns the name claimed for a node (its id), or for several side by side."""
        return self._named[place]

    # ---- levels

    def put(self, line: Stages, level: Level, following: str | None) -> str:
        """Adds the states of stages to a level; returns the first one's name."""
        first = following
        for stage in reversed(line):
            first = self.stage(stage, level, first)
        return self.end(level) if first is None else first

    def inside(self, line: Stages) -> dict[str, Any]:
        """Returns the machine of a branch or iteration."""
        level = Level()
        return self.closed(level, self.put(line, level, None))

    def closed(self, level: Level, start: str) -> dict[str, Any]:
        """Returns a level as a machine of its own."""
        return {"StartAt": start, "States": in_order(level.states, start)}

    def end(self, level: Level) -> str:
        """Returns the state that ends a branch or iteration."""
        if level.exit is None:
            level.exit = self.names.claim("Done")
            level.states[level.exit] = {"Type": "Succeed"}
        return level.exit

    def add(self, level: Level, name: str, state: State) -> str:
        """Adds a state and returns its name."""
        level.states[name] = state
        return name

    def control(self, level: Level, do: str, node: str, following: str | None, **more: Any) -> State:
        """Returns a state that asks the function for something about a node."""
        return follow({**tasks.call(self.target, do, node, **more), **level.caught()}, following)

    def choose(self, level: Level, name: str, cases: list[tuple[str, str]], default: str | None) -> str:
        """Adds a Choice on the label of the task before it."""
        return self.add(level, name, choice("$.go", cases, default or self.end(level)))

    # ---- stages

    def stage(  # noqa: PLR0911 - one return for each kind of stage
        self, stage: Stage, level: Level, following: str | None
    ) -> str | None:
        """Adds the states of one stage; returns the first one's name."""
        match stage:
            case Work():
                return self._work(stage, level, following)
            case Cases():
                return self._cases(stage, level, following)
            case Together(branches):
                state = {"Type": "Parallel", "Branches": [self.inside(each) for each in branches], "ResultPath": None}
                name = self.named(f"together {id(stage)}")
                return self.add(level, name, follow({**state, **level.caught()}, following))
            case Boxed():
                return self._boxed(stage, level, following)
            case Repeat():
                return loops.put(self, stage, level, following)
            case Pause(step):
                return self._pause(step, level, following)
            case Call(step):
                return self._call(step, level, following)
            case Stop(step):
                return self._stop(step, level, following)

    def _work(self, work: Work, level: Level, following: str | None) -> str:
        region, name = work.region, self.named(work.region.id)
        lost = self.names.claim(name, ": lost")
        told = self.control(level, "lost", region.id, following, **{"error.$": "$.error"})
        self.add(level, lost, told)
        if region.lane == "inline":
            more = {"form": AGAIN_FORM} if may_be_left(work) else {}
            state = {**_told(work), **tasks.call(self.target, "region", region.id, seconds=tasks.CALL_SECONDS, **more)}
            after = self._again(name, level, following) if more else following
            return self.add(level, name, follow({**state, "Catch": caught(lost)}, after))
        last = self.names.claim(name, ": on demand")
        state = {**_told(work), **tasks.page_work(self.target, region.id, on_demand=True)}
        self.add(level, last, follow({**state, "Catch": caught(lost)}, following))
        state = {**_told(work), **tasks.page_work(self.target, region.id, on_demand=False)}
        return self.add(level, name, follow({**state, "Catch": caught(last)}, following))

    def _again(self, name: str, level: Level, following: str | None) -> str:
        """Adds what comes after a region that may be left in its middle: it is asked for again at the moment it said."""
        later = self.add(
            level, self.names.claim(name, ": later"), {"Type": "Wait", "TimestampPath": "$.until", "Next": name}
        )
        return self.choose(level, self.names.claim(name, ": again?"), [("again", later)], following)

    def _cases(self, stage: Cases, level: Level, following: str | None) -> str | None:
        filled = [(index, port, body) for index, (port, body) in enumerate(stage.cases) if body]
        if not filled:
            return following
        name = self.named(f"cases {stage.step.node}")
        if not takes_many(stage.step.type, stage.step.config):
            cases = [(port, self.put(body, level, following)) for _, port, body in filled]
            return self.choose(level, name, cases, following)
        branches = [self._gated(stage.step, index, port, body) for index, port, body in filled]
        state = {"Type": "Parallel", "Branches": branches, "ResultPath": None, **level.caught()}
        return self.add(level, name, follow(state, following))

    def _gated(self, step: Step, index: int, port: str, body: Stages) -> dict[str, Any]:
        """Returns the branch of a port that may be live together with others."""
        level = Level()
        start = self.put(body, level, None)
        gate = self.names.claim(step.name or step.key, f": {port}?"[:40])
        rule = choice(f"$.ports.c{index}", [("yes", start)], self.end(level))
        return self.closed(level, self.add(level, gate, rule))

    def _boxed(self, stage: Boxed, level: Level, following: str | None) -> str:
        step = stage.group.step
        name = self.named(step.node)
        leave = self.names.claim(name, ": leave")
        self.add(level, leave, self.control(level, "end", step.node, following))
        if step.config.get("concurrency") is not None and len(stage.body) == 1 and isinstance(stage.body[0], Together):
            start = self._limited(name, stage.body[0], level, leave)
        else:
            start = self.put(stage.body, level, leave)
        entered = self.choose(level, self.names.claim(name, ": entered?"), [("run", start)], following)
        return self.add(level, name, self.control(level, "begin", step.node, entered))

    def _limited(self, name: str, stage: Together, level: Level, following: str) -> str:
        """Adds branches of which only some run at once: a Map over their numbers, which a Choice routes by."""
        inner = Level()
        cases = [(str(index), self.put(body, inner, None)) for index, body in enumerate(stage.branches)]
        start = self.choose(inner, self.names.claim(name, ": which?"), cases, None)
        state = {
            "Type": "Map",
            "ItemsPath": "$.items",
            "MaxConcurrencyPath": "$.at_once",
            "ItemSelector": {**tasks.WHERE, "go.$": "$$.Map.Item.Value.go"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE"}, **self.closed(inner, start)},
            "ResultPath": None,
        }
        together = self.named(f"together {id(stage)}")
        return self.add(level, together, follow({**state, **level.caught()}, following))

    def _pause(self, step: Step, level: Level, following: str | None) -> str:
        name = self.named(step.node)
        go, waiting = self._time(step, level) if step.type == _TIMED else self._answer(step, level)
        wait = self.choose(level, self.names.claim(name, ": wait?"), [(go, waiting)], following)
        return self.add(level, name, self.control(level, "pause", step.node, wait))

    def _time(self, step: Step, level: Level) -> tuple[str, str]:
        name = self.named(step.node)
        state = {"Type": "Wait", "TimestampPath": "$.until", "Next": name}
        return "timer", self.add(level, self.names.claim(name, ": time"), state)

    def _answer(self, step: Step, level: Level) -> tuple[str, str]:
        name = self.named(step.node)
        late = {"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": name}
        again = {
            "Retry": [{**AGAIN[0], "ErrorEquals": ["States.TaskFailed"]}],
            "Catch": [late, *level.caught().get("Catch", ())],
        }
        state = follow({**tasks.hold(self.target, step.node), **again}, name)
        return "hold", self.add(level, self.names.claim(name, ": answer"), state)

    def _call(self, step: Step, level: Level, following: str | None) -> str:
        name = self.named(step.node)
        run, result = self.names.claim(name, ": run"), self.names.claim(name, ": result")
        self.add(level, result, self.control(level, "called", step.node, following))
        self.add(level, run, follow({**tasks.called_run(), "Catch": caught(result)}, result))
        started = self.choose(level, self.names.claim(name, ": started?"), [("run", run)], following)
        return self.add(level, name, self.control(level, "call", step.node, started))

    def _stop(self, step: Step, level: Level, following: str | None) -> str:
        name = self.named(step.node)
        stopped = level.finish
        if stopped is None:
            stopped = self.names.claim(name, ": stopped")
            self.add(level, stopped, {"Type": "Fail", "Error": "Flow.Stopped", "Cause": "The flow stopped itself."})
        chosen = self.choose(level, self.names.claim(name, ": stop?"), [("stop", stopped)], following)
        return self.add(level, name, self.control(level, "stop", step.node, chosen))


def _told(work: Work) -> dict[str, str]:
    """Returns the Comment of a state that executes several steps: their keys."""
    if len(work.steps) == 1:
        return {}
    shown = ", ".join(step.key for step in work.steps[:_SHOWN])
    more = len(work.steps) - _SHOWN
    return {"Comment": f"{shown} and {more} more" if more > 0 else shown}
