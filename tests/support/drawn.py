"""Flows and plans as short texts, for tests of the compiler.

    draw("s:test.start c:core.condition l:core.loop l/a b", "s>c c.true>l c.false>b")
    outline(plan)  ->  "s ; c{true: l*{a}, false: b}"

A node is `[parent/]id[:type][!]`, with `test.echo` as the type and `!` for on_error: branch; its key is its id.
"""

from typing import Any

from flow_builder.compiler import Compiled, compile_flow
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan import Branch, Fork, Group, Loop, Plan, PlanNode, Region, Sequence
from tests.support.catalogue import CATALOGUE

CONFIGS: dict[str, dict[str, Any]] = {
    "core.condition": {"when": True},
    "core.loop": {"over": {"kind": "count", "times": 2}},
    "core.wait": {"until": {"kind": "seconds", "seconds": 1}},
    "core.subflow": {"flow": "other"},
    "core.switch": {"cases": [{"name": "a", "when": True}, {"name": "b", "when": True}]},
    "core.approval": {"message": "Go on?"},
    "core.set_vars": {"values": {"x": 1}},
}


def draw(nodes: str, edges: str = "", configs: dict[str, Any] | None = None, **more: Any) -> FlowDocument:
    """Returns a document; `configs` are by node id, `more` are fields of the document."""
    made = [_node(text, configs or {}) for text in nodes.split()]
    return load_document({"name": "drawn", "nodes": made, "edges": [_edge(each) for each in edges.split()], **more})


def _node(text: str, configs: dict[str, Any]) -> dict[str, Any]:
    place, _, type_ = text.removesuffix("!").partition(":")
    parent, _, name = place.rpartition("/")
    type_ = type_ or "test.echo"
    config = {**CONFIGS.get(type_, {}), **configs.get(name, {})}
    made = {"id": name, "key": name, "type": type_, "parent": parent or None, "config": config}
    return {**made, "on_error": "branch"} if text.endswith("!") else made


def _edge(text: str) -> dict[str, str]:
    source, target = text.split(">")
    name, _, port = source.partition(".")
    return {"source": name, "target": target, **({"source_port": port} if port else {})}


def compiled(*drawing: Any, **more: Any) -> Compiled:
    """Compiles a drawing."""
    return compile_flow(draw(*drawing, **more), CATALOGUE)


def plan_of(*drawing: Any, **more: Any) -> Plan:
    """Returns the plan of a drawing without errors."""
    found = compiled(*drawing, **more)
    assert found.plan is not None, found.errors
    return found.plan


def codes(*drawing: Any, **more: Any) -> list[tuple[str, str | None]]:
    """Returns (code, node) of the diagnostics of a drawing, the estimate of its cost left out."""
    found = compiled(*drawing, **more).diagnostics
    return [(each.code, each.node) for each in found if each.code != "cost.estimate"]


def outline(part: Plan | PlanNode) -> str:
    """Returns a plan as one line: `;` in order, `|` together, `{}` cases and bodies, `*` loops, `[]` browser regions."""
    match part:
        case Plan():
            return outline(part.root)
        case Sequence(items):
            return " ; ".join(map(outline, items))
        case Fork(branches):
            return f"({' | '.join(map(outline, branches))})"
        case Branch(step, cases):
            inside = ", ".join(f"{port}: {outline(body)}" for port, body in cases)
            return f"{step.key}{{{inside}}}" if cases else step.key
        case Loop(step, body):
            return f"{step.key}*{{{outline(body)}}}"
        case Group(step, body):
            return f"{step.key}{{{outline(body)}}}"
        case Region(_, _, body):
            return f"[{outline(body)}]"
        case _:
            return part.step.key
