"""Node types as the palette, the help pages and the CLI show them."""

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from flow_builder.nodes import node_type
from flow_builder.nodes.base import NodeType


def list_nodes(catalogue: Mapping[str, NodeType]) -> list[dict[str, Any]]:
    """Returns id, title, summary, lane, kind, credits, icon and side effect of every node type."""
    return [_summary(catalogue[type_id]) for type_id in catalogue]


def describe_node(type_id: str) -> dict[str, Any]:
    """Returns everything about one node type, its schemas, help and examples included; NotFound."""
    found = node_type(type_id)
    return {
        **_summary(found),
        "help": _help(found),
        "version": found.version,
        "ports": list(found.ports) if not callable(found.ports) else None,
        "config_schema": found.config.model_json_schema(),
        "output_schema": found.output.model_json_schema() if found.output else None,
        "examples": [_example(each) for each in found.examples],
    }


def _example(example: Any) -> dict[str, Any]:
    shown = {"title": example.title, "config": example.config, "input": example.input, "steps": example.steps}
    return {**shown, "output": example.output, "error": example.error}


def _summary(found: NodeType) -> dict[str, Any]:
    return {
        "id": found.id,
        "title": found.title,
        "summary": _help(found).partition("\n")[0],
        "folder": found.folder,
        "kind": found.kind,
        "lane": found.lane,
        "side_effect": found.side_effect,
        "credits": found.credits,
        "icon": found.icon,
    }


def _help(found: NodeType) -> str:
    """Returns the docstring of the node type's file."""
    return inspect.getdoc(sys.modules[found.config.__module__]) or ""
