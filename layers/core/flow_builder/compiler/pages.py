"""What the region pass asks about parts of a plan: where pages are used, and what one worker can run in one go."""

from collections.abc import Iterator, Sequence

from flow_builder.compiler.exclusive import Exclusion, takes_many
from flow_builder.compiler.model import Draft
from flow_builder.domain.plan import Branch, Call, Fork, Group, Loop, Pause, PlanNode, Step, StepHolder, children

ANY = "*"
"""A session named by an expression: it may be any."""
_SEVERAL = 2


def is_page(step: Step) -> bool:
    """Tells whether a step needs a browser."""
    return step.lane == "browser"


def session_of(step: Step) -> str:
    """Returns the name of the session a browser step acts on; ANY when an expression names it."""
    name = step.config.get("session", "main")
    return name if isinstance(name, str) and "{{" not in name else ANY


def may_be(one: str, other: str) -> bool:
    """Tells whether two names may mean the same session."""
    return one == other or ANY in (one, other)


def is_concurrent(loop: Loop) -> bool:
    """Tells whether iterations of a loop may run at the same time; an expression might say so."""
    return loop.step.config.get("concurrency", 1) not in (1, None)


class Pages:
    """Answers about plan nodes, each computed once."""

    def __init__(self, draft: Draft) -> None:
        self._exclusion = Exclusion(draft)
        self._sessions: dict[int, frozenset[str]] = {}
        self._solid: dict[int, bool] = {}
        self._kept: list[PlanNode] = []
        """Keeps what was asked about alive, so that an identity is never used again."""

    def sessions(self, node: PlanNode) -> frozenset[str]:
        """Returns the names of the sessions used at or below a plan node."""
        if id(node) not in self._sessions:
            self._kept.append(node)
            own = {session_of(node.step)} if isinstance(node, StepHolder) and is_page(node.step) else set()
            self._sessions[id(node)] = frozenset(own).union(*map(self.sessions, children(node)))
        return self._sessions[id(node)]

    def is_solid(self, node: PlanNode) -> bool:
        """Tells whether one worker can run a plan node in one go with its pages open.

        Pauses and sub-flows end a region. Parts that may run side by side can share no page, so a fan-out is solid only
        when at most one of the parts that can run uses pages.
        """
        if id(node) not in self._solid:
            self._kept.append(node)
            self._solid[id(node)] = self._look(node)
        return self._solid[id(node)]

    def meet(self, parts: Sequence[PlanNode], session: str) -> bool:
        """Tells whether two of these parts of one scope that use a session may both run."""
        using = [list(self._users(each, session)) for each in parts if self._uses(each, session)]
        return len(using) >= _SEVERAL and self._exclusion.any_together(using)

    def _look(self, node: PlanNode) -> bool:
        if isinstance(node, (Pause, Call)) or not all(map(self.is_solid, children(node))):
            return False
        match node:
            case Fork(branches):
                return not self._fans_out(branches)
            case Branch(step, cases) if takes_many(step.type, step.config):
                return sum(bool(self.sessions(body)) for _, body in cases) < _SEVERAL
            case Loop():
                return not (self.sessions(node.body) and is_concurrent(node))
            case _:
                return True

    def _fans_out(self, branches: tuple[PlanNode, ...]) -> bool:
        return self.meet(branches, ANY)

    def _uses(self, node: PlanNode, session: str) -> bool:
        return any(may_be(each, session) for each in self.sessions(node))

    def _users(self, node: PlanNode, session: str) -> Iterator[str]:
        """Yields the nodes of the scope of `node` that use a session, containers in the place of what is in them."""
        if isinstance(node, (Loop, Group)):
            if self._uses(node, session):
                yield node.step.node
            return
        if isinstance(node, StepHolder) and is_page(node.step) and may_be(session_of(node.step), session):
            yield node.step.node
        for each in children(node):
            yield from self._users(each, session)
