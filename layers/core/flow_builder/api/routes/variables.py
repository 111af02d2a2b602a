"""Workspace variables: `/variables`, what flows read as `env.NAME`."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import IfMatch, TheApp, Workspace, reply, revision
from flow_builder.domain.variable import MAX_VARIABLES, Name, Value
from flow_builder.services import variables

router = APIRouter(prefix="/variables", tags=["variables"])


class NewVariables(BaseModel):
    """Variables that replace those there are."""

    model_config = ConfigDict(extra="forbid")

    variables: dict[Name, Value] = Field(max_length=MAX_VARIABLES)


class SomeVariables(BaseModel):
    """Variables to set; null removes one."""

    model_config = ConfigDict(extra="forbid")

    variables: dict[Name, Value | None] = Field(max_length=MAX_VARIABLES)


class VariableWarning(BaseModel):
    """A remark about a variable."""

    code: Literal["variable.looks_secret"]
    name: str
    message: str
    hint: str


class VariablesView(BaseModel):
    """The variables of a workspace."""

    variables: dict[str, str]
    provided: dict[str, str] = Field(description="What the host adds; the workspace's own go before it.")
    warnings: list[VariableWarning]
    updated_at: int | None
    rev: int


def _shown(found: dict[str, Any]) -> Response:
    return reply(found, headers={"etag": f'"{found["rev"]}"'})


@router.get("", response_model=VariablesView)
async def read(app: TheApp, workspace: Workspace) -> Response:
    """Returns the workspace's variables, and those that the host provides."""
    return _shown(await variables.read_variables(app, workspace))


@router.put("", response_model=VariablesView)
async def replace(body: NewVariables, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Replaces all variables; runs that start from then on see them."""
    return _shown(await variables.replace_variables(app, workspace, body.variables, revision(if_match)))


@router.patch("", response_model=VariablesView)
async def change(body: SomeVariables, app: TheApp, workspace: Workspace, if_match: IfMatch = None) -> Response:
    """Sets some variables, removes those that are null, and leaves the others."""
    return _shown(await variables.change_variables(app, workspace, body.variables, revision(if_match)))


@router.delete("/{name}", status_code=204)
async def delete(name: Annotated[str, Path(max_length=100)], app: TheApp, workspace: Workspace) -> Response:
    """Removes a variable."""
    await variables.delete_variable(app, workspace, name)
    return Response(status_code=204)
