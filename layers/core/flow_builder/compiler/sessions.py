"""Checks that every page node finds its session open, and says why not."""

from collections.abc import Iterator, Mapping

from flow_builder.compiler.diagnostics import Diagnostics
from flow_builder.compiler.exclusive import takes_many
from flow_builder.compiler.handover import CLOSE, OPEN, Handover
from flow_builder.compiler.model import Draft
from flow_builder.compiler.pages import Pages, is_concurrent, may_be, session_of
from flow_builder.domain.plan import Branch, Fork, Loop, PlanNode, Region, Step, children, steps, walk


def hand_over(root: PlanNode, draft: Draft, pages: Pages, report: Diagnostics) -> PlanNode:
    """Returns the plan with what its regions take and carry; reports browser.session_missing."""
    handover = Handover(root, pages)
    if handover.missing:
        why = _Reasons(root, draft)
        for step in handover.missing:
            _report(step, why.reason(step), report)
    return handover.mark(root)


def _report(step: Step, reason: str, report: Diagnostics) -> None:
    report.add(
        "browser.session_missing",
        f"`{step.key}` needs the browser session `{session_of(step)}`, which is not open there.",
        node=step.node,
        field="/config/session",
        hint=reason,
    )


class _Reasons:
    """Finds what stands between a page step and the nearest step before it that opens its session."""

    def __init__(self, root: PlanNode, draft: Draft) -> None:
        self._draft = draft
        self._steps = list(steps(root))
        self._position: Mapping[str, int] = {step.node: index for index, step in enumerate(self._steps)}
        self._breakers = list(_breakers(root, self._position))
        self._side = {each.step.node for each in walk(root) if isinstance(each, Loop) and is_concurrent(each)}
        """Loops whose iterations run side by side."""

    def reason(self, step: Step) -> str:
        """Returns the hint for one step."""
        at, session = self._position[step.node], session_of(step)
        opens = [each for each in self._steps[:at] if each.type == OPEN and may_be(session_of(each), session)]
        if not opens:
            return f"Add an Open browser node for the session `{session}` before it."
        begin = self._position[opens[-1].node]
        if any(each.type == CLOSE and session_of(each) == session for each in self._steps[begin + 1 : at]):
            return f"The session is closed before `{step.key}`; open it again."
        if (loop := self._left_loop(opens[-1], step)) is not None:
            return f"Sessions opened in the loop `{loop}`, whose iterations run side by side, end with their iteration."
        for position, text in reversed(self._breakers):
            if begin < position <= at:
                return f"{text} since `{opens[-1].key}`; open the session again before `{step.key}`."
        return f"`{opens[-1].key}` does not come before `{step.key}`; connect them."

    def _left_loop(self, opener: Step, step: Step) -> str | None:
        """Returns the concurrent loop that a session is opened in and the step is not."""
        around = {each.id for each in self._draft.chain(step.node)}
        return next(
            (
                each.node.key
                for each in self._draft.chain(opener.node)
                if each.id in self._side and each.id not in around
            ),
            None,
        )


def _breakers(root: PlanNode, position: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yields (position of the first step it affects, what separates it from before) in the order of the tree."""
    for each in walk(root):
        if isinstance(each, Loop) and is_concurrent(each):
            yield (
                position[each.step.node],
                f"The iterations of `{each.step.key}` run side by side, each with its own pages,",
            )
        elif (isinstance(each, Fork) or _takes_many(each)) and _separates(each):
            first = next(step for part in children(each) for step in steps(part))
            yield position[first.node], "The flow has split into parallel parts that cannot share a page"


def _takes_many(node: PlanNode) -> bool:
    return isinstance(node, Branch) and takes_many(node.step.type, node.step.config)


def _separates(node: PlanNode) -> bool:
    return any(isinstance(each, Region) for part in children(node) for each in walk(part))
