"""Datasets: `/datasets`."""

from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import StreamingResponse

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Appended, DatasetDetails, DatasetView, Page, Removed, Rows
from flow_builder.errors import InvalidInput
from flow_builder.services import datasets
from flow_builder.services.dataset_views import View, view_of
from flow_builder.services.exports import MEDIA

router = APIRouter(prefix="/datasets", tags=["datasets"])

_FORMS: tuple[datasets.Form, ...] = ("csv", "jsonl", "json", "xlsx")
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA[form]: {} for form in _FORMS}}}

Text = Annotated[str, Query(max_length=200, description="Text in any cell, whatever its case.")]
Where = Annotated[
    list[str],
    Query(
        max_length=20,
        description="A condition, `field:operator:value`, such as `price:less:10` or `url:empty`; all have to hold.",
    ),
]


async def _wanted(q: Text = "", where: Where = []) -> View:  # noqa: B006 - FastAPI copies defaults
    return view_of(q, where)


async def _shown(
    q: Text = "",
    where: Where = [],  # noqa: B006 - FastAPI copies defaults
    sort: Annotated[
        str,
        Query(max_length=500, description="Fields by commas, `-` in front for descending; else by first insertion."),
    ] = "",
) -> View:
    return view_of(q, where, sort)


Wanted = Annotated[View, Depends(_wanted)]
Shown = Annotated[View, Depends(_shown)]


class Import(BaseModel):
    """Rows to add: as a list, as CSV with a heading row, or as JSON lines."""

    model_config = ConfigDict(extra="forbid")

    rows: list[dict[str, Any]] | None = None
    csv: str | None = None
    jsonl: str | None = None
    key: list[Annotated[str, Field(min_length=1)]] = Field(
        default=[], max_length=10, description="Fields that say which row it is; without any, every row is added."
    )
    mode: Literal["upsert", "ignore"] = Field(default="upsert", description="For a row that is there already.")

    def given(self) -> list[dict[str, Any]]:
        """Returns the rows; InvalidInput when they come in no form, in several, or are none."""
        if sum(each is not None for each in (self.rows, self.csv, self.jsonl)) != 1:
            raise InvalidInput("Give rows, csv or jsonl.", code="dataset.no_rows", hint="Exactly one of them.")
        if self.csv is not None:
            return datasets.rows_of_csv(self.csv)
        return datasets.rows_of_lines(self.jsonl) if self.jsonl is not None else self.rows or []


@router.get("", response_model=Page[DatasetView])
async def find(
    app: TheApp,
    workspace: Workspace,
    q: Annotated[str, Query(max_length=200, description="Text in the name.")] = "",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists the datasets by name."""
    return page(*await datasets.list_datasets(app, workspace, q, limit, cursor))


@router.get("/{name}", response_model=Rows)
async def read(
    name: str,
    app: TheApp,
    workspace: Workspace,
    view: Shown,
    limit: Limit = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """Returns rows; those that are wanted are counted in `total`."""
    return reply(await datasets.read_dataset(app, workspace, name, view, limit, offset))


@router.get("/{name}/schema", response_model=DatasetDetails)
async def schema(name: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the columns of a dataset with the types of their values."""
    return reply(await datasets.describe_dataset(app, workspace, name))


@router.get("/{name}/export", response_class=StreamingResponse, responses=_FILES)
async def export(
    name: str,
    app: TheApp,
    workspace: Workspace,
    view: Shown,
    form: Annotated[datasets.Form, Query(alias="format")] = "csv",
) -> Response:
    """Returns the rows as a file."""
    parts = await datasets.export_dataset(app, workspace, name, form, view)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"}
    return StreamingResponse(parts, 200, headers, MEDIA[form])


@router.post("/{name}/import", response_model=Appended)
async def import_(name: str, body: Import, app: TheApp, workspace: Workspace) -> Response:
    """Adds rows to a dataset, which is made if there is none."""
    return reply(await datasets.import_rows(app, workspace, name, body.given(), body.key, body.mode))


@router.delete("/{name}/rows", response_model=Removed)
async def delete_rows(
    name: str,
    app: TheApp,
    workspace: Workspace,
    view: Wanted,
    number: Annotated[list[int], Query(max_length=1_000, description="Numbers, as reading gives them.")] = [],  # noqa: B006
) -> Response:
    """Removes rows: those with these numbers, or those that are wanted."""
    return reply({"removed": await datasets.delete_rows(app, workspace, name, number, view)})


@router.delete("/{name}", status_code=204)
async def delete(name: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a dataset with all its rows."""
    await datasets.delete_dataset(app, workspace, name)
    return Response(status_code=204)
