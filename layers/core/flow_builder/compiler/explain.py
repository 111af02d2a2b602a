"""A plan as a small tree of labels, for `flow compile --explain`."""

from dataclasses import dataclass

from flow_builder.compiler.inline import inline_regions
from flow_builder.domain.plan import (
    Branch,
    Call,
    Fork,
    Group,
    Loop,
    Pause,
    Plan,
    PlanNode,
    Region,
    Sequence,
    Step,
    StepHolder,
    Stop,
)


@dataclass(frozen=True, slots=True)
class Label:
    """One line of the tree and what is below it; `kind` is for colours: flow, step, case, region, group."""

    text: str
    children: tuple["Label", ...] = ()
    kind: str = "step"


def explain(plan: Plan) -> Label:
    """Returns the plan as labels: how it is ordered, and which steps are executed in one go in the cloud.

    A number such as `#2` behind a step names its region; steps of one region share it.
    """
    number = {node: index for index, each in enumerate(inline_regions(plan), 1) for node in each.nodes}
    body = _Explainer(number).labels(plan.root)
    undo = tuple(Label(f"{step.key} ({step.type})") for step in plan.compensations.values())
    rest = (Label("compensation, on failure", undo, "group"),) if undo else ()
    return Label(f"{plan.name} · {plan.hash[:12]} · {plan.settings.durability}", (*body, *rest), "flow")


class _Explainer:
    def __init__(self, number: dict[str, int]) -> None:
        self._number = number

    def labels(self, node: PlanNode) -> tuple[Label, ...]:
        match node:
            case Sequence(items):
                return tuple(label for each in items for label in self.labels(each))
            case Fork(branches):
                return (Label("together", tuple(self._strand(each) for each in branches), "group"),)
            case Region(_, lane, body):
                return (Label(f"{lane} region", self.labels(body), "region"),)
            case Branch(step, cases):
                below = (Label(port, self.labels(body), "case") for port, body in cases)
                return (Label(self._step(step), tuple(below)),)
            case Loop(step, body) | Group(step, body):
                return (Label(self._step(step), self.labels(body)),)
            case _:
                return (Label(self._step(node.step, _word(node))),)

    def _strand(self, node: PlanNode) -> Label:
        labels = self.labels(node)
        return labels[0] if len(labels) == 1 else Label("in order", labels, "group")

    def _step(self, step: Step, word: str = "") -> str:
        notes = [
            step.type,
            word,
            "disabled" if step.disabled else "",
            f"on error {step.policy.on_error}" if step.policy.on_error != "fail" else "",
            f"{step.policy.retry.max_attempts} attempts" if step.policy.retry.max_attempts > 1 else "",
            f"#{self._number[step.node]}" if step.node in self._number else "",
        ]
        return f"{step.key} ({', '.join(note for note in notes if note)})"


def _word(node: StepHolder) -> str:
    match node:
        case Pause():
            return "pause"
        case Call():
            return "sub-flow"
        case Stop():
            return "stop"
        case _:
            return ""
