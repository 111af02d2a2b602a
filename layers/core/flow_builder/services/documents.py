"""What the compiler has to say about a flow document: diagnostics, and the plan as a tree to look at."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flow_builder.compiler import Label, compile_flow
from flow_builder.compiler import explain as label_plan
from flow_builder.domain.document import FlowDocument
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.nodes.base import NodeType

_REMEMBERED = 256

_UNSEEN: Any = {"description": True, "notes": True, "nodes": {"__all__": {"position", "notes"}}}
"""What the compiler does not look at."""


class Diagnoses:
    """Tells what the compiler has to say about documents, and remembers it: each look at a flow asks for it."""

    def __init__(self, catalogue: Mapping[str, NodeType]) -> None:
        self._catalogue = catalogue
        self._found: dict[bytes, list[dict[str, Any]]] = {}

    def of(self, document: FlowDocument) -> list[dict[str, Any]]:
        """Returns what there is to say, errors and warnings, to be read only."""
        seen = document.model_dump_json(by_alias=True, exclude_defaults=True, exclude=_UNSEEN)
        key = hashlib.sha256(seen.encode()).digest()
        found = self._found.pop(key, None)
        if found is None:
            found = [each.as_dict() for each in compile_flow(document, self._catalogue).diagnostics]
        self._found[key] = found
        if len(self._found) > _REMEMBERED:
            del self._found[next(iter(self._found))]
        return found


def check(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> dict[str, Any]:
    """Returns `{"valid", "diagnostics", "estimate"}`; the credits of a run from least to most, null if it cannot run."""
    compiled = compile_flow(document, catalogue)
    found = [each.as_dict() for each in compiled.diagnostics]
    estimate = PreparedPlan(compiled.plan, catalogue).estimate if compiled.plan else None
    return {
        "valid": not any(each["severity"] == "error" for each in found),
        "diagnostics": found,
        "estimate": estimate.credits if estimate else None,
    }


def explain(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> dict[str, Any]:
    """Returns `{"hash", "plan", "diagnostics"}`: the plan as nested `{"text", "kind", "children"}`, null if invalid."""
    compiled = compile_flow(document, catalogue)
    return {
        "hash": compiled.plan.hash if compiled.plan else None,
        "plan": _shown(label_plan(compiled.plan)) if compiled.plan else None,
        "diagnostics": [each.as_dict() for each in compiled.diagnostics],
    }


def _shown(label: Label) -> dict[str, Any]:
    return {"text": label.text, "kind": label.kind, "children": [_shown(each) for each in label.children]}
