"""Node types described as data and as Markdown, for the API, the CLI and the documentation."""

import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from flow_builder.nodes.base import Example, NodeType

_MAX_TYPE_DEPTH = 3


def help_of(node_type: NodeType) -> str:
    """Returns a node type's help: the docstring of its file, as Markdown."""
    return inspect.getdoc(sys.modules[node_type.config.__module__]) or ""


def summary(node_type: NodeType) -> dict[str, Any]:
    """Returns what a palette shows of a node type."""
    return {
        "id": node_type.id,
        "title": node_type.title,
        "summary": help_of(node_type).partition("\n\n")[0].replace("\n", " "),
        "folder": node_type.folder,
        "kind": node_type.kind,
        "lane": node_type.lane,
        "side_effect": node_type.side_effect,
        "credits": node_type.credits,
        "icon": node_type.icon,
    }


def describe(node_type: NodeType) -> dict[str, Any]:
    """Returns everything about a node type as JSON.

    `ports` is None when they depend on the config. Schemas are JSON Schema 2020-12; `output_schema` is None when the
    output's shape depends on what the node works on.
    """
    return {
        **summary(node_type),
        "version": node_type.version,
        "help": help_of(node_type),
        "ports": None if callable(node_type.ports) else list(node_type.ports),
        "timeout_s": node_type.timeout_s,
        "config_schema": node_type.config.model_json_schema(),
        "output_schema": node_type.output.model_json_schema(mode="serialization") if node_type.output else None,
        "examples": [_example(each) for each in node_type.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    parts = {
        "title": example.title,
        "config": example.config,
        "input": example.input,
        "steps": example.steps or None,
        "output": example.output,
        "error": example.error,
        "ports": list(example.ports) if example.ports else None,
    }
    return {name: value for name, value in parts.items() if value is not None}


def markdown(node_type: NodeType) -> str:
    """Returns a node type's page: help, facts, config, output, examples."""
    described = describe(node_type)
    parts = [
        f"# {node_type.title}",
        _facts(described),
        described["help"],
        "## Config",
        *_table(described["config_schema"]),
    ]
    if (described["output_schema"] or {}).get("properties"):
        parts += ["## Output", *_table(described["output_schema"])]
    if described["examples"]:
        parts += ["## Examples", *(_example_text(node_type, each) for each in described["examples"])]
    return "\n\n".join(parts) + "\n"


def _facts(described: Mapping[str, Any]) -> str:
    price = f"{described['credits']} credit{'' if described['credits'] == 1 else 's'}"
    ports = (
        "depend on the config" if described["ports"] is None else ", ".join(f"`{each}`" for each in described["ports"])
    )
    effect = "has a side effect" if described["side_effect"] else "no side effect"
    return f"`{described['id']}` · {price} · {described['lane']} · {effect} · ports: {ports or 'none'}"


def _table(schema: Mapping[str, Any]) -> Iterator[str]:
    """Yields a table of an object schema's fields, then one for each shape it refers to."""
    definitions = schema.get("$defs", {})
    if not schema.get("properties"):
        yield "Nothing to set."
    else:
        yield _fields(schema)
    for name, each in definitions.items():
        if each.get("properties"):
            about = each.get("description", "").partition("\n")[0]
            yield f"**{name}**" + (f": {about}" if about else "")
            yield _fields(each)


def _fields(schema: Mapping[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = ["| Field | Type | Default | Meaning |", "|---|---|---|---|"]
    for name, each in schema["properties"].items():
        default = "required" if name in required else _code(each["default"]) if "default" in each else ""
        meaning = " ".join(filter(None, (_sentence(each.get("title")), each.get("description", ""), _bounds(each))))
        rows.append(f"| `{name}` | {_cell(_type(each))} | {_cell(default)} | {_cell(meaning)} |")
    return "\n".join(rows)


def _sentence(title: str | None) -> str:
    return f"{title}." if title else ""


def _code(value: Any) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _type(schema: Mapping[str, Any], depth: int = 0) -> str:  # noqa: PLR0911 - one line per kind of schema
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return _code(schema["const"])
    if "enum" in schema:
        return " | ".join(map(_code, schema["enum"]))
    several = schema.get("anyOf") or schema.get("oneOf")
    if several and depth < _MAX_TYPE_DEPTH:
        return " | ".join(dict.fromkeys(_type(each, depth + 1) for each in several))
    if "x-language" in schema:
        return str(schema["x-language"])
    if "x-per-item" in schema:
        return "value or expression per item"
    if schema.get("type") == "array":
        inner = schema.get("items")
        return f"list of {_type(inner, depth + 1)}" if isinstance(inner, dict) and inner else "list"
    return str(schema.get("type", "any"))


def _bounds(schema: Mapping[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is not None and high is not None:
        return f"({low} to {high})"
    return f"(at least {low})" if low is not None else f"(at most {high})" if high is not None else ""


def _example_text(node_type: NodeType, example: Mapping[str, Any]) -> str:
    fence = "```json\n{}\n```"

    def block(value: Any) -> str:
        return fence.format(json.dumps(value, ensure_ascii=False, indent=2))

    parts = [f"### {example['title']}"]
    if "input" in example:
        parts += ["What comes in:", block(example["input"])]
    if "steps" in example:
        parts += ["Earlier steps:", block(example["steps"])]
    parts += ["Node:", block({"type": node_type.id, "config": example["config"]})]
    if "error" in example:
        parts.append(f"Fails with `{example['error']}`.")
    elif "output" in example:
        parts += ["What comes out:", block(example["output"])]
    return "\n\n".join(parts)
