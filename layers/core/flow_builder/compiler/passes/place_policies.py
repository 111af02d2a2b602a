"""Pass 5: retry, timeout, error route and cache of every step."""

from dataclasses import replace

from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.domain import limits
from flow_builder.domain.document import Retry
from flow_builder.domain.plan import Policy

_ONCE = Retry()
_TIMED = frozenset({"step", "branch", "trigger"})
"""Kinds that get a timeout even when none is set; containers, pauses and sub-flows may take as long as they need."""

_COMPUTING = frozenset({"core", "data", "trigger"})
"""Folders whose nodes without a side effect only compute."""


def place_policies(draft: Draft, context: Context) -> Draft:  # noqa: ARG001 - the signature all passes share
    """Decides for every node what it and its type say about attempts.

    Before: Draft(vertices)    After: Draft(..., policies): Policy(retry, timeout_s, on_error, cache) by node id
    """
    return replace(draft, policies={vertex.id: _policy(vertex) for vertex in draft.vertices.values()})


def _policy(vertex: Vertex) -> Policy:
    node = vertex.node
    return Policy(node.retry or _ONCE, _timeout(vertex), node.on_error, node.cache)


def _timeout(vertex: Vertex) -> float | None:
    own = vertex.node.timeout_s or (vertex.type.timeout_s if vertex.type else None)
    return own or (limits.DEFAULT_STEP_TIMEOUT_S if _may_wait(vertex) else None)


def _may_wait(vertex: Vertex) -> bool:
    """Tells whether a step can hang: one that only computes never waits, and a timer around it costs time."""
    if vertex.kind not in _TIMED or vertex.type is None:
        return False
    return vertex.type.side_effect or vertex.type.folder not in _COMPUTING
