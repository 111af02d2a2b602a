"""Pass 7: retry, timeout, error route and cache of every step."""

from dataclasses import replace

from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.compiler.tree import map_steps
from flow_builder.domain import limits
from flow_builder.domain.document import Retry
from flow_builder.domain.plan import Policy, Step

_TIMED = frozenset({"step", "branch", "trigger"})
"""Kinds that get a timeout even when none is set; containers, pauses and sub-flows may take as long as they need."""

_COMPUTING = frozenset({"core", "data", "trigger"})
"""Folders whose nodes without a side effect only compute."""


def place_policies(draft: Draft, context: Context) -> Draft:  # noqa: ARG001 - the signature all passes share
    """Gives every step what its node and its node type say about attempts.

    Before: steps with Policy()    After: Policy(retry, timeout_s, on_error, cache)
    """
    if draft.root is None:
        return draft

    def place(step: Step) -> Step:
        return replace(step, policy=_policy(draft.vertices[step.node]))

    compensations = {node: place(step) for node, step in draft.compensations.items()}
    return replace(draft, root=map_steps(draft.root, place), compensations=compensations)


def _policy(vertex: Vertex) -> Policy:
    node = vertex.node
    return Policy(node.retry or Retry(), _timeout(vertex), node.on_error, node.cache)


def _timeout(vertex: Vertex) -> float | None:
    own = vertex.node.timeout_s or (vertex.type.timeout_s if vertex.type else None)
    return own or (limits.DEFAULT_STEP_TIMEOUT_S if _may_wait(vertex) else None)


def _may_wait(vertex: Vertex) -> bool:
    """Tells whether a step can hang: one that only computes never waits, and a timer around it costs time."""
    if vertex.kind not in _TIMED or vertex.type is None:
        return False
    return vertex.type.side_effect or vertex.type.folder not in _COMPUTING
