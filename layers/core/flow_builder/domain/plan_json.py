"""Plans as JSON values and back; the same plan always gives the same text."""

import json
from dataclasses import fields
from typing import Any

from flow_builder.domain.document import Cache, Retry, Settings
from flow_builder.domain.plan import (
    Branch,
    Call,
    Fork,
    Group,
    Link,
    Loop,
    Passed,
    Pause,
    Plan,
    PlanNode,
    Policy,
    Region,
    Sequence,
    Step,
    StepHolder,
    Stop,
    Task,
)

_LEAVES: dict[str, type[Task] | type[Pause] | type[Call] | type[Stop]] = {
    "task": Task,
    "pause": Pause,
    "call": Call,
    "stop": Stop,
}
_HOLDERS: dict[str, type[Loop] | type[Group]] = {"loop": Loop, "group": Group}
_NAMES: dict[type, str] = {kind: name for name, kind in {**_LEAVES, **_HOLDERS}.items()}
_PLAIN = tuple(each.name for each in fields(Step) if each.name not in ("links", "ports", "policy", "reads"))
_DEFAULTS = Step(node="", key="", type="", version=1, name="", config={})


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Returns the plan as a JSON value, without what equals its default."""
    return {
        "hash": plan.hash,
        "name": plan.name,
        "settings": plan.settings.model_dump(mode="json", exclude_defaults=True),
        "input_schema": plan.input_schema,
        "root": _node(plan.root),
        "compensations": {node: _step(step) for node, step in plan.compensations.items()},
    }


def plan_from_dict(raw: dict[str, Any]) -> Plan:
    """Returns the plan that `plan_to_dict` wrote."""
    return Plan(
        hash=raw["hash"],
        name=raw["name"],
        settings=Settings.model_validate(raw["settings"]),
        root=_read_node(raw["root"]),
        input_schema=raw["input_schema"],
        compensations={node: _read_step(step) for node, step in raw["compensations"].items()},
    )


def plan_text(plan: Plan) -> str:
    """Returns the plan as indented JSON text that ends with a line break."""
    return json.dumps(plan_to_dict(plan), indent=2, ensure_ascii=False) + "\n"


def _node(node: PlanNode) -> dict[str, Any]:
    match node:
        case Sequence(items):
            return {"kind": "sequence", "items": [_node(each) for each in items]}
        case Fork(branches):
            return {"kind": "fork", "branches": [_node(each) for each in branches]}
        case Branch(step, cases):
            return {"kind": "branch", "step": _step(step), "cases": [[port, _node(body)] for port, body in cases]}
        case Loop(step, body, sinks) | Group(step, body, sinks):
            return {"kind": _NAMES[type(node)], "step": _step(step), "sinks": list(sinks), "body": _node(body)}
        case Region(name, lane, body, takes, carries):
            passed = {"takes": takes, "carries": carries}
            written = {key: [[each.session, each.opener, each.depth] for each in some] for key, some in passed.items()}
            kept = {key: some for key, some in written.items() if some}
            return {"kind": "region", "id": name, "lane": lane, **kept, "body": _node(body)}
        case _:
            assert isinstance(node, StepHolder)
            return {"kind": _NAMES[type(node)], "step": _step(node.step)}


def _read_node(raw: dict[str, Any]) -> PlanNode:
    match raw["kind"]:
        case "sequence":
            return Sequence(tuple(map(_read_node, raw["items"])))
        case "fork":
            return Fork(tuple(map(_read_node, raw["branches"])))
        case "branch":
            return Branch(_read_step(raw["step"]), tuple((port, _read_node(body)) for port, body in raw["cases"]))
        case "region":
            takes, carries = (tuple(Passed(*each) for each in raw.get(key, ())) for key in ("takes", "carries"))
            return Region(raw["id"], raw["lane"], _read_node(raw["body"]), takes, carries)
        case kind if kind in _HOLDERS:
            return _HOLDERS[kind](_read_step(raw["step"]), _read_node(raw["body"]), tuple(raw["sinks"]))
        case kind:
            return _LEAVES[kind](_read_step(raw["step"]))


def _step(step: Step) -> dict[str, Any]:
    written: dict[str, Any] = {
        name: value
        for name in _PLAIN
        if (value := getattr(step, name)) != getattr(_DEFAULTS, name) or name in ("version", "config")
    }
    if step.links:
        written["links"] = [[link.source, link.port] for link in step.links]
    if step.ports != _DEFAULTS.ports:
        written["ports"] = list(step.ports)
    if step.reads:
        written["reads"] = list(step.reads)
    if policy := _policy(step.policy):
        written["policy"] = policy
    return written


def _read_step(raw: dict[str, Any]) -> Step:
    return Step(
        **{
            **raw,
            "links": tuple(Link(source, port) for source, port in raw.get("links", ())),
            "ports": tuple(raw.get("ports", _DEFAULTS.ports)),
            "reads": tuple(raw.get("reads", ())),
            "name": raw.get("name", ""),
            "policy": _read_policy(raw.get("policy", {})),
        }
    )


def _policy(policy: Policy) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if retry := policy.retry.model_dump(mode="json", exclude_defaults=True):
        written["retry"] = retry
    if policy.timeout_s is not None:
        written["timeout_s"] = policy.timeout_s
    if policy.on_error != "fail":
        written["on_error"] = policy.on_error
    if policy.cache is not None:
        written["cache"] = policy.cache.model_dump(mode="json", exclude_defaults=True)
    return written


def _read_policy(raw: dict[str, Any]) -> Policy:
    return Policy(
        retry=Retry.model_validate(raw.get("retry", {})),
        timeout_s=raw.get("timeout_s"),
        on_error=raw.get("on_error", "fail"),
        cache=Cache.model_validate(raw["cache"]) if "cache" in raw else None,
    )
