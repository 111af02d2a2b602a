"""Older flow documents to the current version, one function per version."""

from collections.abc import Callable
from typing import Any

from flow_builder.domain.document import SCHEMA_VERSION
from flow_builder.errors import InvalidDocument

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]


def upgrade_0(raw: dict[str, Any]) -> dict[str, Any]:
    """Schema 0 -> 1: edges were `[source, target]` or `[source, port, target]`, a node's `config` was `params`.

    Before: {"schema": 0, "name": "F", "nodes": [{..., "params": {"a": 1}}], "edges": [["n1", "n2"]]}
    After:  {"schema": 1, "name": "F", "nodes": [{..., "config": {"a": 1}}],
             "edges": [{"source": "n1", "target": "n2"}]}
    """
    nodes, edges = raw.get("nodes", []), raw.get("edges", [])
    return {
        **raw,
        "schema": 1,
        "nodes": [_node_0(each) for each in nodes] if isinstance(nodes, list) else nodes,
        "edges": [_edge_0(each) for each in edges] if isinstance(edges, list) else edges,
    }


def _node_0(node: Any) -> Any:
    if not isinstance(node, dict) or "params" not in node:
        return node
    return {("config" if name == "params" else name): value for name, value in node.items()}


def _edge_0(edge: Any) -> Any:
    match edge:
        case [source, target]:
            return {"source": source, "target": target}
        case [source, port, target]:
            return {"source": source, "source_port": port, "target": target}
        case _:
            return edge


UPGRADES: dict[int, Upgrade] = {0: upgrade_0}
"""Version -> the function that makes the next one; each has a test."""


def upgrade(raw: dict[str, Any]) -> dict[str, Any]:
    """Returns `raw` in the current version; one without `schema` is taken to be current.

    Raises:
        InvalidDocument: `document.version`, when it is newer than this code or no version at all.
    """
    version = raw.get("schema", SCHEMA_VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 0:
        raise _version(
            "`schema` is the document's version, a whole number.", f"The current version is {SCHEMA_VERSION}."
        )
    if version > SCHEMA_VERSION:
        raise _version(
            f"The document has version {version}, this program reads versions up to {SCHEMA_VERSION}.",
            "Update Flow Builder, or export the flow from a newer one in an older version.",
        )
    for each in range(version, SCHEMA_VERSION):
        raw = UPGRADES[each](raw)
    return raw


def _version(message: str, hint: str) -> InvalidDocument:
    return InvalidDocument(message, code="document.version", hint=hint, field="/schema")
