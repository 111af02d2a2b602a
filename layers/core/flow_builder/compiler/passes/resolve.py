"""Pass 2: every node gets its type, its ports and a checked config."""

from dataclasses import replace
from difflib import get_close_matches

from flow_builder.compiler.configs import check_config
from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.domain.document import Node
from flow_builder.nodes.base import NodeType

ERROR_PORT = "error"


def resolve(draft: Draft, context: Context) -> Draft:
    """Resolves types and ports and checks the literal parts of every config.

    Before: Draft(document)    After: Draft(document, vertices), first of each id

    Reports node.duplicate_id, node.unknown_type, node.unsupported_version, node.older_version and config.*.
    """
    vertices: dict[str, Vertex] = {}
    for index, node in enumerate(draft.document.nodes):
        if node.id in vertices:
            context.report.add("node.duplicate_id", f"Two nodes have the id {node.id!r}.", field=f"/nodes/{index}/id")
            continue
        vertices[node.id] = _vertex(node, index, context)
    return replace(draft, vertices=vertices)


def _vertex(node: Node, index: int, context: Context) -> Vertex:
    type_ = context.catalogue.get(node.type)
    if type_ is None:
        _unknown_type(node, context)
        return Vertex(node, index)
    _check_version(node, type_, context)
    check_config(node, type_, context.report)
    return Vertex(node, index, type_, _ports(node, type_))


def _ports(node: Node, type_: NodeType) -> tuple[str, ...]:
    ports = type_.ports_of(node.config)
    return (*ports, ERROR_PORT) if node.on_error == "branch" and ERROR_PORT not in ports else ports


def _unknown_type(node: Node, context: Context) -> None:
    close = get_close_matches(node.type, list(context.catalogue), n=1)
    context.report.add(
        "node.unknown_type",
        f"There is no node type {node.type!r}.",
        node=node.id,
        field="/type",
        hint=f"Did you mean `{close[0]}`?" if close else "`flow nodes` lists all node types.",
    )


def _check_version(node: Node, type_: NodeType, context: Context) -> None:
    if node.type_version == type_.version:
        return
    newer = node.type_version > type_.version
    context.report.add(
        "node.unsupported_version" if newer else "node.older_version",
        f"The node was made for version {node.type_version} of {type_.title!r}, here it has version {type_.version}.",
        node=node.id,
        field="/type_version",
        hint="Update Flow Builder." if newer else "Check the node's settings, then set `type_version`.",
    )
