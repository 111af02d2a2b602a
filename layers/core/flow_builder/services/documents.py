"""What the compiler has to say about a flow document: diagnostics, and the plan as a tree to look at."""

from collections.abc import Mapping
from typing import Any

from flow_builder.compiler import Label, compile_flow
from flow_builder.compiler import explain as label_plan
from flow_builder.domain.document import FlowDocument
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.nodes.base import NodeType


def diagnose(document: FlowDocument, catalogue: Mapping[str, NodeType]) -> list[dict[str, Any]]:
    """Returns what the compiler has to say about a document, errors and warnings."""
    return [each.as_dict() for each in compile_flow(document, catalogue).diagnostics]


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
