"""Pass 9: the parts that run in one browser worker, with their pages open from step to step."""

from collections.abc import Iterable
from dataclasses import replace

from flow_builder.compiler.model import Context, Draft
from flow_builder.compiler.pages import ANY, Pages, is_page
from flow_builder.compiler.sessions import hand_over
from flow_builder.domain.plan import Branch, Fork, Group, Loop, PlanNode, Region, Sequence, steps


def regions(draft: Draft, context: Context) -> Draft:
    """Wraps browser regions, marks the sessions that pass from one to another, and reports pages that nobody opened.

    Before: Sequence((open, click, approval, click2))
    After:  Sequence((Region(open, Sequence((open, click)), carries=main), approval, Region(click2, ..., takes=main)))

    A region reaches from the first to the last use of a session (and of sessions used in between), with whatever lies
    between in the same sequence: steps of any lane, conditions, loops, try. It ends at a pause, a sub-flow, a fan-out of several parts that
    use pages, and at the border of a loop with concurrent iterations. Reports browser.session_missing.
    """
    if draft.root is None or not any(
        vertex.type and vertex.type.lane == "browser" for vertex in draft.vertices.values()
    ):
        return draft
    pages = Pages(draft)
    root = _Wrapper(pages).wrap(draft.root)
    return replace(draft, root=hand_over(root, draft, pages, context.report))


class _Wrapper:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def wrap(self, node: PlanNode) -> PlanNode:
        """Returns a part of the plan that lies in no region with the regions inside it."""
        if not self._pages.sessions(node):
            return node
        items = self._items(node)
        if len(items) > 1:
            return Sequence(tuple(self._sequence(items)))
        return self._narrow(items[0]) if self._pages.is_solid(items[0]) else self._inside(items[0])

    def _items(self, node: PlanNode) -> list[PlanNode]:
        """Returns a part as what runs one after the other, pulled apart where that lets pages live on."""
        if isinstance(node, Sequence):
            return [part for each in node.items for part in self._items(each)]
        if isinstance(node, Branch) and not self._pages.is_solid(node):
            return self._split(node)
        return [node]

    def _split(self, node: Branch) -> list[PlanNode]:
        """Takes out of a branch's cases what follows a pause or a fan-out, so that what comes before can be in a region.

        Links guard what was taken out, so it is skipped where it would have been.
        """
        heads: list[tuple[str, PlanNode]] = []
        tails: list[PlanNode] = []
        for port, body in node.cases:
            items = self._items(body)
            solid = next((at for at, each in enumerate(items) if not self._pages.is_solid(each)), len(items))
            heads += [(port, _sequence_of(items[:solid]))] if solid else []
            tails += [_sequence_of(items[solid:])] if solid < len(items) else []
        head = Branch(node.step, tuple(heads))
        if not self._pages.sessions(head) or not self._pages.is_solid(head):
            return [node]
        return [head, tails[0] if len(tails) == 1 else Fork(tuple(tails))]

    def _sequence(self, items: list[PlanNode]) -> Iterable[PlanNode]:
        """Yields items with regions in the place of what they wrap; what is not solid separates them."""
        run: list[PlanNode] = []
        for each in items:
            if self._pages.is_solid(each):
                run.append(each)
            else:
                yield from self._spans(run)
                yield self.wrap(each) if isinstance(each, Sequence) else self._inside(each)
                run = []
        yield from self._spans(run)

    def _spans(self, run: list[PlanNode]) -> Iterable[PlanNode]:
        """Yields a solid run with a region from the first to the last use of sessions that overlap."""
        used = [self._pages.sessions(each) for each in run]
        last = {session: index for index, sessions in enumerate(used) for session in sessions}
        if ANY in last:
            last = dict.fromkeys(last, max(last.values()))
        at = 0
        while at < len(run):
            end = seen = at
            while seen <= end and seen < len(run):
                end = max([end, *(last[session] for session in used[seen])])
                seen += 1
            if end > at:
                yield _region(run[at : end + 1])
            else:
                yield self._narrow(run[at]) if used[at] else run[at]
            at = end + 1

    def _narrow(self, node: PlanNode) -> PlanNode:
        """Returns a part that shares its pages with nothing around it, with regions as small as that allows.

        So a case without pages needs no worker. A loop stays whole: a worker per iteration would cost more than it saves.
        """
        if isinstance(node, (Fork, Group)) or (isinstance(node, Branch) and not is_page(node.step)):
            return self._inside(node)
        return _region([node]) if self._pages.sessions(node) else node

    def _inside(self, node: PlanNode) -> PlanNode:
        """Returns a plan node that is in no region itself, with the regions of its parts."""
        match node:
            case Fork(branches):
                return Fork(tuple(self.wrap(each) for each in branches))
            case Branch(step, cases):
                return Branch(step, tuple((port, self.wrap(body)) for port, body in cases))
            case Loop() | Group():
                return replace(node, body=self.wrap(node.body))
            case _:
                return node


def _region(items: list[PlanNode]) -> Region:
    body = _sequence_of(items)
    return Region(next(steps(body)).node, "browser", body)


def _sequence_of(items: list[PlanNode]) -> PlanNode:
    return items[0] if len(items) == 1 else Sequence(tuple(items))
