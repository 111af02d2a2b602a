"""Expressions: `/expressions`. Nothing is stored and nothing outside is reached."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import TheApp, Workspace, reply
from flow_builder.domain.documents import load_document
from flow_builder.services.app import App
from flow_builder.services.previews import Preview, describe_scope, preview
from flow_builder.services.samples import Samples, samples_for
from flow_builder.services.steps import step_path

router = APIRouter(prefix="/expressions", tags=["expressions"])


class Around(BaseModel):
    """Where an expression stands, and whose data it reads: without `run` that of the flow's last run."""

    model_config = ConfigDict(extra="forbid")

    flow: str | None = Field(default=None, description="Its draft is meant, unless a document comes along.")
    document: dict[str, Any] | str | None = Field(default=None, description="The document as it is in the editor.")
    run: str | None = None
    at: str | None = Field(default=None, description="Key of the step that the expression is in.")
    path: Annotated[str | None, Field(max_length=100, description="Iteration, such as `3.0`.")] = None


class PreviewBody(Around):
    """A text or a config with templates, and values to use instead of recorded ones."""

    value: Any
    input: Any = None
    item: Any = None
    index: int | None = None
    vars: dict[str, Any] | None = None
    steps: dict[str, Any] | None = Field(default=None, description="Outputs by key.")


class StepScope(BaseModel):
    """A step whose output can be read as `steps.<key>`; `recorded` unless the sample is a pinned output or null."""

    key: str
    name: str
    type: str
    schema_: dict[str, Any] = Field(alias="schema", description="JSON Schema of the output, empty when unknown.")
    sample: Any
    recorded: bool


class InputScope(BaseModel):
    """The run's input."""

    schema_: dict[str, Any] = Field(alias="schema")
    sample: Any


class IterationScope(BaseModel):
    """`item` and `index` of the innermost loop."""

    item: Any
    index: int


class ScopeView(BaseModel):
    """What an expression can read at its place; samples are cut to what is worth looking at."""

    input: InputScope
    steps: list[StepScope]
    iteration: IterationScope | None = Field(description="Null outside of loops.")
    vars: dict[str, Any]
    env: dict[str, str]
    run: dict[str, Any]
    recorded_by: str | None = Field(description="Run that the samples are of.")


_GIVEN = ("input", "item", "index", "vars", "steps")


async def _samples(app: App, workspace: str, body: Around, given: dict[str, Any]) -> Samples:
    return await samples_for(
        app,
        workspace,
        document=None if body.document is None else load_document(body.document),
        flow=body.flow,
        run=body.run,
        at=body.at,
        path=None if body.path is None else step_path(body.path),
        given=given,
    )


@router.post("/preview", response_model=Preview)
async def preview_(body: PreviewBody, app: TheApp, workspace: Workspace) -> Response:
    """Evaluates a text or config as a step would, on recorded data; a mistake is an answer with `error`."""
    said = body.model_dump(include=body.model_fields_set & set(_GIVEN))
    given = {name: value for name, value in said.items() if value is not None or name in ("input", "item")}
    return reply(await preview(await _samples(app, workspace, body, given), body.value))


@router.post("/scope", response_model=ScopeView)
async def scope(body: Around, app: TheApp, workspace: Workspace) -> Response:
    """Lists what an expression can read at a step, with schemas and sample values."""
    return reply(await describe_scope(app, await _samples(app, workspace, body, {})))
