"""How many history events a part of a plan makes, so that what may outgrow a history gets one of its own."""

from collections.abc import Mapping
from typing import Any

from flow_builder.compiler.lower.leaving import leaves, may_be_left
from flow_builder.compiler.stages import Boxed, Cases, Repeat, Stage, Stages, Together, Work
from flow_builder.domain.plan import Call, Loop, Pause
from flow_builder.nodes.core.loop import Config
from flow_builder.nodes.core.wait import Condition

LIMIT = 25_000
"""Events after which AWS ends an execution."""
_SHARED = 2_500
"""What a loop may make of the history that it shares with what is around it; a larger one gets histories of its own."""
_OWN = 10_000
"""What a batch of iterations may make of a history of its own; retries of lost calls need the rest."""
_TASK = 5
"""Entered, scheduled, started, succeeded, exited."""
_CHOICE = 2
_AROUND = 4
"""Of a Parallel or a Map: entered, started, succeeded, exited."""
_BRANCH = 6
"""Where few at once are allowed, an iteration and the Choice of its branch; and the state that ends one."""
_LOOK = 9
"""A task that looks whether something holds, the Choice behind it, and the wait until the next."""
_MOST_MAPPED = 40
"""Iterations that an inline Map runs at once."""
_LOOK_EVERY_S: float = Condition.model_fields["every_s"].default
_LOOK_MOST_S: float = Condition.model_fields["max_s"].default
_DEFAULT_ITERATIONS: int = Config.model_fields["max_iterations"].default


def events(line: Stages) -> int:
    """Returns how many events a part makes at most; retries of lost calls come on top."""
    return sum(_of(stage) for stage in line)


def _of(stage: Stage) -> int:  # noqa: PLR0911 - one return for each kind of stage
    match stage:
        case Cases(_, cases):
            return _AROUND + sum(2 * _CHOICE + events(body) for _, body in cases)
        case Together(branches):
            return _AROUND + sum(_BRANCH + events(each) for each in branches)
        case Boxed(_, body):
            return 2 * _TASK + _CHOICE + events(body)
        case Repeat():
            around = 3 * _TASK + _CHOICE
            if shape(stage) == "distributed":
                return around + _TASK
            if shape(stage) == "batches":
                return around + (most(stage.loop) // batch(stage) + 1) * (_TASK + _CHOICE)
            return around + most(stage.loop) * per_iteration(stage)
        case Pause(step):
            return 4 * _TASK + looks(step.config) * _LOOK
        case Call():
            return 4 * _TASK
        case Work() if may_be_left(stage):
            return (_TASK + _CHOICE) + leaves(stage) * (_TASK + 2 * _CHOICE)
        case _:
            return _TASK


def looks(config: Mapping[str, Any]) -> int:
    """Returns how often a wait looks whether a condition holds, as far as its config says so literally."""
    until = config.get("until")
    if not isinstance(until, Mapping) or until.get("kind") != "condition":
        return 0
    every, most_s = until.get("every_s", _LOOK_EVERY_S), until.get("max_s", _LOOK_MOST_S)
    literal = isinstance(every, int | float) and isinstance(most_s, int | float) and every > 0
    return int(most_s / every) + 1 if literal else int(_LOOK_MOST_S / _LOOK_EVERY_S)


def per_iteration(repeat: Repeat) -> int:
    """Returns how many events one iteration makes, that which asks for the next one included."""
    return events(repeat.body) + _TASK + 2 * _CHOICE


def batch(repeat: Repeat) -> int:
    """Returns how many iterations one after the other share a history."""
    return max(1, _OWN // per_iteration(repeat))


def shape(repeat: Repeat) -> str:
    """Returns how a loop is lowered.

    counted      one iteration after the other, in the history around it
    batches      the same, a number of iterations to a history
    mapped       side by side, in the history around it
    distributed  side by side, each with a history of its own
    """
    fits = most(repeat.loop) * per_iteration(repeat) <= _SHARED
    if is_sequential(repeat.loop):
        return "counted" if fits else "batches"
    concurrency = repeat.loop.step.config.get("concurrency", 1)
    few = isinstance(concurrency, int) and concurrency <= _MOST_MAPPED
    return "mapped" if fits and few else "distributed"


def is_sequential(loop: Loop) -> bool:
    """Tells whether iterations are known to come one after the other."""
    return loop.step.config.get("concurrency", 1) == 1 or _over(loop).get("kind") == "while"


def most(loop: Loop) -> int:
    """Returns how often a loop may run: what its config says literally, else its limit."""
    config = loop.step.config
    limit = config.get("max_iterations", _DEFAULT_ITERATIONS)
    limit = limit if isinstance(limit, int) else _DEFAULT_ITERATIONS
    over = _over(loop)
    times, items = over.get("times"), over.get("items")
    if isinstance(items, list):
        times = len(items)
    return min(times, limit) if isinstance(times, int) else limit


def _over(loop: Loop) -> Mapping[str, Any]:
    over = loop.step.config.get("over")
    return over if isinstance(over, Mapping) else {}
