"""Checks that every page node finds its session open in its region, and says why not."""

from collections.abc import Iterator, Mapping

from flow_builder.compiler.diagnostics import Diagnostics
from flow_builder.compiler.model import Draft, Vertex
from flow_builder.compiler.pages import ANY, is_concurrent, is_page, session_of
from flow_builder.domain.plan import (
    Branch,
    Call,
    Fork,
    Loop,
    Pause,
    PlanNode,
    Region,
    Step,
    StepHolder,
    children,
    steps,
    walk,
)

_OPEN, _CLOSE, _FOLDER = "browser.open", "browser.close", "browser."


def check_sessions(root: PlanNode, draft: Draft, report: Diagnostics) -> None:
    """Reports browser.session_missing for page nodes whose session nothing opens before them in their region."""
    why = _Reasons(root, draft)
    for each in walk(root):
        if isinstance(each, Region):
            for step in _unopened(each.body, set()):
                _report(step, why.reason(step), report)


def _unopened(node: PlanNode, opened: set[str]) -> Iterator[Step]:
    """Yields the page steps without a session, in order; adds to `opened` what is open at the end.

    What one case of a branch opens counts as open after it, because the nodes there may depend on that case.
    """
    if isinstance(node, StepHolder) and is_page(node.step) and node.step.type.startswith(_FOLDER):
        yield from _use(node.step, opened)
    if isinstance(node, (Branch, Fork)):
        ends: list[set[str]] = []
        for each in children(node):
            ends.append(set(opened))
            yield from _unopened(each, ends[-1])
        opened.update(*ends)
    else:
        for each in children(node):
            yield from _unopened(each, opened)


def _use(step: Step, opened: set[str]) -> Iterator[Step]:
    session = session_of(step)
    if step.type == _OPEN:
        opened.add(session)
    elif session not in opened and ANY not in opened and (session != ANY or not opened):
        yield step
    elif step.type == _CLOSE:
        opened.discard(session)


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

    def reason(self, step: Step) -> str:
        """Returns the hint for one step."""
        at, session = self._position[step.node], session_of(step)
        opens = [each for each in self._steps[:at] if each.type == _OPEN and session_of(each) in (session, ANY)]
        if not opens:
            return f"Add an Open browser node for the session `{session}` before it."
        begin = self._position[opens[-1].node]
        if any(each.type == _CLOSE and session_of(each) == session for each in self._steps[begin + 1 : at]):
            return f"The session is closed before `{step.key}`; open it again."
        for position, text in reversed(self._breakers):
            if begin < position <= at:
                return f"{text} since `{opens[-1].key}`; open the session again before `{step.key}`."
        around = self._holder(step)
        if around is not None:
            return f"A pause, sub-flow or fan-out in `{around.node.key}` keeps its nodes apart; open the session inside it."
        return f"`{opens[-1].key}` does not come before `{step.key}`; connect them."

    def _holder(self, step: Step) -> Vertex | None:
        return next(iter(self._draft.chain(step.node)), None)


def _breakers(root: PlanNode, position: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    """Yields (position of the first step it affects, what breaks regions there) in the order of the tree."""
    for each in walk(root):
        if isinstance(each, Pause):
            yield position[each.step.node], f"Pages do not survive the pause `{each.step.key}`"
        elif isinstance(each, Call):
            yield position[each.step.node], f"Pages do not survive the sub-flow `{each.step.key}`"
        elif isinstance(each, Loop) and is_concurrent(each):
            yield (
                position[each.step.node],
                f"The iterations of `{each.step.key}` run side by side, each with its own pages,",
            )
        elif isinstance(each, Fork) and _separates(each):
            first = next(steps(each))
            yield position[first.node], "The flow has split into parallel parts that cannot share a page"


def _separates(fork: Fork) -> bool:
    return any(isinstance(each, Region) for branch in fork.branches for each in walk(branch))
