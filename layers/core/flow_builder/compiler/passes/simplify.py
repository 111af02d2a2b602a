"""Pass 7: the smallest tree of the same meaning."""

from dataclasses import replace

from flow_builder.compiler.model import Context, Draft
from flow_builder.compiler.tree import rebuild
from flow_builder.domain.plan import Branch, Fork, PlanNode, Sequence


def simplify(draft: Draft, context: Context) -> Draft:  # noqa: ARG001 - the signature all passes share
    """Flattens nested sequences and forks, drops empty ones and unwraps those with one part.

    Before: Sequence((Sequence((a, b)), Fork((c,)), Sequence(())))    After: Sequence((a, b, c))
    """
    return draft if draft.root is None else replace(draft, root=rebuild(draft.root, _smaller))


def _smaller(node: PlanNode) -> PlanNode:
    match node:
        case Sequence(items):
            parts = tuple(part for each in items for part in (each.items if isinstance(each, Sequence) else (each,)))
            return parts[0] if len(parts) == 1 else Sequence(parts)
        case Fork(branches):
            parts = tuple(
                part
                for each in branches
                if each != EMPTY
                for part in (each.branches if isinstance(each, Fork) else (each,))
            )
            return (parts[0] if parts else EMPTY) if len(parts) < _SEVERAL else Fork(parts)
        case Branch(step, cases):
            return Branch(step, tuple(case for case in cases if case[1] != EMPTY))
        case _:
            return node


EMPTY = Sequence(())
_SEVERAL = 2
