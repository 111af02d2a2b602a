"""Datasets: `/datasets`."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from starlette.responses import StreamingResponse

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import DatasetView, Page, Rows
from flow_builder.services import datasets

router = APIRouter(prefix="/datasets", tags=["datasets"])


@router.get("", response_model=Page[DatasetView])
async def find(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists the datasets by name."""
    return page(*await datasets.list_datasets(app, workspace, limit, cursor))


@router.get("/{name}", response_model=Rows, responses={200: {"content": {"text/csv; charset=utf-8": {}}}})
async def read(
    name: str,
    app: TheApp,
    workspace: Workspace,
    limit: Limit = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
    form: Annotated[Literal["json", "csv"], Query(alias="format")] = "json",
) -> Response:
    """Returns rows in order of first insertion, or the whole dataset as CSV."""
    if form == "csv":
        parts = await datasets.export_csv(app, workspace, name)
        return StreamingResponse(parts, media_type="text/csv; charset=utf-8")
    return reply(await datasets.read_dataset(app, workspace, name, limit, offset))
