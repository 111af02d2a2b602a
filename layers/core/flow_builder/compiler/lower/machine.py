"""A plan to a state machine: what is around the states of its parts."""

from typing import Any

from flow_builder.compiler.asl.names import Names
from flow_builder.compiler.asl.states import States, choice, follow, in_order
from flow_builder.compiler.lower import tasks
from flow_builder.compiler.lower.parts import Level, Lowering
from flow_builder.compiler.lower.target import Target
from flow_builder.compiler.stages import Stages, stages
from flow_builder.domain.plan import Call, Pause, Plan, walk

_PLACEHOLDERS = Target()


def lower(plan: Plan, target: Target = _PLACEHOLDERS) -> dict[str, Any]:
    """Returns the state machine of a plan; the same plan and target always give the same one.

    Before: Sequence(a, Branch(b, true -> c), d)
    After:  Task "a … b" -> Choice on its port -> Task "c" -> Task "d" -> Task "Finish" -> Succeed or Fail

    The time limit holds for a flow without pauses and sub-flows; with them the hosts watch it, since waiting is free.
    """
    names = Names()
    finish, ended, good, bad = (names.claim(each) for each in ("Finish", "Ended well?", "Succeeded", "Failed"))
    lowering = Lowering(target, names)
    level = Level(finish)
    line = stages(plan)
    lowering.name(line)
    start = lowering.put(line, level, finish)
    states: States = {
        **level.states,
        finish: follow(tasks.call(target, "finish", "", seconds=tasks.CALL_SECONDS), ended),
        ended: choice("$.go", [("succeeded", good)], bad),
        good: {"Type": "Succeed"},
        bad: {"Type": "Fail", "Error": "Flow.Failed", "Cause": "The run says why."},
    }
    return {
        "Comment": f"{plan.name} ({plan.hash[:12]})",
        "StartAt": start,
        **_limited(plan, line),
        "States": in_order(states, start),
    }


def _limited(plan: Plan, line: Stages) -> dict[str, Any]:
    waits = any(isinstance(node, Pause | Call) for node in walk(plan.root))
    return {"TimeoutSeconds": max(1, round(plan.settings.timeout_s))} if line and not waits else {}
