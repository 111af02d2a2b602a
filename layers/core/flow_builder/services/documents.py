"""What the compiler has to say about a flow document: diagnostics, and the plan as a tree to look at."""

from collections.abc import Mapping
from typing import Any, Literal

from flow_builder.compiler import Label, compile_flow, lower
from flow_builder.compiler import explain as label_plan
from flow_builder.compiler.asl.states import every
from flow_builder.compiler.asl.write import definition
from flow_builder.compiler.lower.history import events
from flow_builder.compiler.stages import stages
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.plan import Plan
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.nodes.base import NodeType


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


def explain(
    document: FlowDocument, catalogue: Mapping[str, NodeType], target: Literal["plan", "asl"] = "plan"
) -> dict[str, Any]:
    """Returns `{"hash", "plan", "diagnostics"}`: the plan as nested `{"text", "kind", "children"}`, null if invalid.

    With the target `asl` also `machine`, as `machine_of` gives it, null if invalid.
    """
    compiled = compile_flow(document, catalogue)
    plan = compiled.plan
    found: dict[str, Any] = {
        "hash": plan.hash if plan else None,
        "plan": _shown(label_plan(plan)) if plan else None,
        "diagnostics": [each.as_dict() for each in compiled.diagnostics],
    }
    return {**found, "machine": machine_of(plan) if plan else None} if target == "asl" else found


def machine_of(plan: Plan) -> dict[str, Any]:
    """Returns `{"name", "hash", "states", "bytes", "events", "machine"}`: the state machine that AWS executes.

    `bytes` is the size of its published definition, `events` what a run adds to its history at most, retries aside.
    """
    made = lower(plan)
    return {
        "name": plan.name,
        "hash": plan.hash,
        "states": len(every(made["States"])),
        "bytes": len(definition(made).encode()),
        "events": events(stages(plan)),
        "machine": made,
    }


def _shown(label: Label) -> dict[str, Any]:
    return {"text": label.text, "kind": label.kind, "children": [_shown(each) for each in label.children]}
