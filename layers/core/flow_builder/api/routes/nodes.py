"""Node types: `/nodes`."""

from fastapi import APIRouter, Response

from flow_builder.api.deps import TheApp, page, reply
from flow_builder.api.shapes import NodeSummary, NodeView, Page
from flow_builder.services import nodes

router = APIRouter(prefix="/nodes", tags=["nodes"])


@router.get("", response_model=Page[NodeSummary])
async def find(app: TheApp) -> Response:
    """Lists all node types."""
    return page(nodes.list_nodes(app.catalogue), None)


@router.get("/{type_id}", response_model=NodeView)
async def read(type_id: str) -> Response:
    """Returns one node type with its help, schemas and examples."""
    return reply(nodes.describe_node(type_id))
