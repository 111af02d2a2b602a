"""Which sessions reach which regions: what a region takes over from earlier ones, and what it has to leave to later ones.

A session is followed from the region that opens it through the tree. It survives pauses, sub-flows and everything else
that comes one after the other, sequential loops included. It does not survive two parts that may run side by side and
both use it, and neither enters nor leaves a loop with concurrent iterations.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flow_builder.compiler.exclusive import takes_many
from flow_builder.compiler.pages import Pages, is_concurrent, is_page, may_be, session_of
from flow_builder.compiler.tree import rebuild
from flow_builder.domain.plan import Branch, Fork, Loop, Passed, PlanNode, Region, Step, StepHolder, children

OPEN, CLOSE, _FOLDER = "browser.open", "browser.close", "browser."

Open = Mapping[str, frozenset[str]]
"""Session -> regions that may have opened it; a session that is not open is not in it."""

_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Place:
    """A region on its way."""

    order: int
    loops: tuple[str, ...]
    """Loops around it, outermost first."""
    opens: set[str] = field(default_factory=set)
    takes: dict[str, set[str]] = field(default_factory=dict)
    """Session -> the regions that may have opened it."""


class Handover:
    """Follows the sessions of a plan with regions; `missing` are the page steps whose session is not open."""

    def __init__(self, root: PlanNode, pages: Pages) -> None:
        self._pages = pages
        self._places: dict[str, _Place] = {}
        self._same: dict[str, str] = {}
        """Region -> an earlier one that may have opened the same session."""
        self.missing: list[Step] = []
        self._walk(root, {}, None, ())

    def mark(self, root: PlanNode) -> PlanNode:
        """Returns the plan with what its regions take and carry."""
        return rebuild(root, lambda node: self._marked(node) if isinstance(node, Region) else node)

    # ---- following the sessions

    def _walk(self, node: PlanNode, opened: Open, region: str | None, loops: tuple[str, ...]) -> Open:
        """Returns what is open after a part of the plan."""
        if isinstance(node, Region):
            self._places[node.id] = _Place(len(self._places), loops)
            return self._walk(node.body, opened, node.id, loops)
        if isinstance(node, StepHolder) and is_page(node.step) and region and node.step.type.startswith(_FOLDER):
            opened = self._use(node.step, opened, region)
        if isinstance(node, Loop):
            return self._loop(node, opened, region, loops)
        if region is None and _forks(node):
            return self._side_by_side(children(node), opened, loops)
        if isinstance(node, (Branch, Fork)):
            return _merged([opened, *(self._walk(each, opened, region, loops) for each in children(node))])
        for each in children(node):
            opened = self._walk(each, opened, region, loops)
        return opened

    def _loop(self, node: Loop, opened: Open, region: str | None, loops: tuple[str, ...]) -> Open:
        alone = region is None and is_concurrent(node)
        end = self._walk(node.body, {} if alone else opened, region, (*loops, node.step.node))
        return opened if alone else _merged([opened, end])

    def _side_by_side(self, parts: tuple[PlanNode, ...], opened: Open, loops: tuple[str, ...]) -> Open:
        """Follows parts that may run at the same time: what two of them use is nobody's."""
        wanted = [(each, _wanted(each, set())) for each in parts]
        torn = {
            name for name in opened if self._pages.meet([part for part, some in wanted if _among(name, some)], name)
        }
        ends = [self._walk(each, _without(opened, torn), None, loops) for each in parts]
        after: dict[str, frozenset[str]] = {}
        for name in {each for end in (opened, *ends) for each in end}:
            users = [at for at, part in enumerate(parts) if _among(name, self._pages.sessions(part))]
            if self._pages.meet([parts[at] for at in users], name):
                continue
            kept = [ends[users[0]]] if len(users) == 1 else [opened, *(ends[at] for at in users)]
            if found := _NONE.union(*(end.get(name, _NONE) for end in kept)):
                after[name] = found
        return after

    def _use(self, step: Step, opened: Open, region: str) -> Open:
        session, place = session_of(step), self._places[region]
        if step.type == OPEN:
            place.opens.add(session)
            return {**opened, session: frozenset({region})}
        openers = _NONE.union(*(each for name, each in opened.items() if may_be(name, session)))
        if not openers:
            self.missing.append(step)
            return opened
        for each in openers:
            self._join(each, next(iter(openers)))
        if earlier := openers - {region}:
            place.takes.setdefault(session, set()).update(earlier)
        return _without(opened, {session}) if step.type == CLOSE else opened

    # ---- naming what is passed on

    def _join(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)), key=lambda each: self._places[each].order)
        if first != second:
            self._same[second] = first

    def _root(self, region: str) -> str:
        while region in self._same:
            region = self._same[region]
        return region

    def _depth(self, opener: str) -> int:
        """Returns how many loops lie around all regions that open or take the sessions of an opener."""
        return min(
            len(place.loops)
            for region, place in self._places.items()
            if (place.opens and self._root(region) == opener) or opener in self._roots(place)
        )

    def _roots(self, place: _Place) -> set[str]:
        return {self._root(each) for openers in place.takes.values() for each in openers}

    def _marked(self, region: Region) -> Region:
        place = self._places[region.id]
        takes = {(session, self._root(each)) for session, openers in place.takes.items() for each in openers}
        held = takes | {(session, self._root(region.id)) for session in place.opens}
        carries = {each for each in held if self._is_wanted(region.id, *each)}
        return replace(region, takes=self._passed(takes), carries=self._passed(carries))

    def _is_wanted(self, region: str, session: str, opener: str) -> bool:
        """Tells whether a region that comes later, or again, takes a session over from this one."""
        here = self._places[region]
        return any(
            may_be(session, name)
            and opener in {self._root(each) for each in openers}
            and (there.order > here.order or self._comes_again(here, there, opener))
            for there in self._places.values()
            for name, openers in there.takes.items()
        )

    def _comes_again(self, here: _Place, there: _Place, opener: str) -> bool:
        """Tells whether the next iteration of a loop around both meets a session from outside the loop."""
        shared = sum(one == other for one, other in zip(here.loops, there.loops, strict=False))
        return shared > self._depth(opener)

    def _passed(self, found: Iterable[tuple[str, str]]) -> tuple[Passed, ...]:
        return tuple(Passed(session, opener, self._depth(opener)) for session, opener in sorted(found))


def _forks(node: PlanNode) -> bool:
    """Tells whether the parts of a plan node may run at the same time."""
    return isinstance(node, Fork) or (isinstance(node, Branch) and takes_many(node.step.type, node.step.config))


def _wanted(node: PlanNode, opened: set[str]) -> set[str]:
    """Returns the sessions that a part uses before it opens them; adds to `opened` what it opens."""
    found: set[str] = set()
    if isinstance(node, StepHolder) and is_page(node.step) and node.step.type.startswith(_FOLDER):
        session = session_of(node.step)
        if node.step.type == OPEN:
            opened.add(session)
        elif session not in opened:
            found.add(session)
    if isinstance(node, (Branch, Fork)):
        ends = [set(opened) for _ in children(node)]
        for each, end in zip(children(node), ends, strict=True):
            found |= _wanted(each, end)
        opened.update(*ends)
    else:
        for each in children(node):
            found |= _wanted(each, opened)
    return found


def _among(session: str, sessions: Iterable[str]) -> bool:
    return any(may_be(session, each) for each in sessions)


def _without(opened: Open, sessions: set[str]) -> Open:
    return {name: openers for name, openers in opened.items() if name not in sessions}


def _merged(ends: list[Open]) -> Open:
    """Returns what is open after one of several ways was taken."""
    return {name: _NONE.union(*(end.get(name, _NONE) for end in ends)) for end in ends for name in end}
