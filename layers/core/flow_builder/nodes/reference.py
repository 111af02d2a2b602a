"""Node types described as data, for the API, the CLI and the documentation."""

import inspect
import sys
from typing import Any

from flow_builder.nodes.base import Example, NodeType


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
