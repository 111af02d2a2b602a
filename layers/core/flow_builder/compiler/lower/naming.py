"""What states are called: as the user called the steps they stand for."""

from flow_builder.compiler.asl.names import Names
from flow_builder.compiler.stages import Boxed, Cases, Repeat, Stage, Stages, Together, Work
from flow_builder.domain.plan import Step


def name_all(line: Stages, names: Names, named: dict[str, str]) -> None:
    """Claims a name for each stage and those inside it, in reading order, into `named` by node id.

    `cases <id>` is the name of what routes by a branching step, `together <identity>` that of stages side by side.
    """
    for stage in line:
        match stage:
            case Work(region):
                named[region.id] = names.claim(_title(stage))
            case Cases(step, cases):
                named[f"cases {step.node}"] = names.claim(_of(step), ": which way?")
                for _, body in cases:
                    name_all(body, names, named)
            case Together(branches):
                named[f"together {id(stage)}"] = names.claim("Together: " + _firsts(branches))
                for branch in branches:
                    name_all(branch, names, named)
            case Boxed() | Repeat():
                step = stage.group.step if isinstance(stage, Boxed) else stage.loop.step
                named[step.node] = names.claim(_of(step))
                name_all(stage.body, names, named)
            case _:
                named[stage.step.node] = names.claim(_of(stage.step))


def _of(step: Step) -> str:
    return step.name or step.key


def _firsts(branches: tuple[Stages, ...]) -> str:
    return ", ".join(_title(branch[0]) for branch in branches if branch)


def _title(stage: Stage) -> str:
    match stage:
        case Work(_, steps):
            return _of(steps[0]) if len(steps) == 1 else f"{_of(steps[0])} … {_of(steps[-1])}"
        case Together(branches):
            return _firsts(branches)
        case Boxed(group):
            return _of(group.step)
        case Repeat(loop):
            return _of(loop.step)
        case _:
            return _of(stage.step)
