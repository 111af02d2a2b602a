"""Templates: `/templates`."""

from base64 import b64decode
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, IfMatch, Limit, TheApp, Workspace, page, reply, revision
from flow_builder.api.routes.flows import shown
from flow_builder.api.shapes import FlowView, Page, TemplateView
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document
from flow_builder.domain.template import About, Category, Template
from flow_builder.errors import InvalidInput
from flow_builder.services import templates

router = APIRouter(prefix="/templates", tags=["templates"])

_PICTURES: dict[int | str, dict[str, Any]] = {200: {"content": {"image/webp": {}, "image/png": {}, "image/jpeg": {}}}}


class Use(BaseModel):
    """How the new flow is called; without a name as the template's flow."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = Field(default=None, min_length=1, max_length=200)


class _Saved(About):
    model_config = ConfigDict(extra="forbid", defer_build=False)

    version: int | None = Field(default=None, ge=1, description="A version of the flow; without it the draft.")
    picture: str | None = Field(
        default=None, max_length=1_000_000, description="PNG, JPEG or WebP of at most 300 kB, in Base64."
    )

    def about(self) -> About:
        """Returns what is said about the template."""
        return About(**{name: getattr(self, name) for name in About.model_fields})

    def picture_bytes(self) -> bytes | None:
        """Returns the picture; InvalidInput when it is no Base64."""
        if self.picture is None:
            return None
        try:
            return b64decode(self.picture, validate=True)
        except ValueError as error:
            raise InvalidInput("The picture is not Base64.", code="template.picture", field="/picture") from error


class NewTemplate(_Saved):
    """A flow to keep as a template."""

    flow: str


class TemplateChange(_Saved):
    """What is said about a template from now on; with `flow` it becomes that flow, without `picture` it keeps its own."""

    flow: str | None = None


def _shown(template: Template, document: FlowDocument, status: int = 200) -> Response:
    value = {**template.model_dump(mode="json"), "document": dump_document(document)}
    return reply(value, status, {"etag": f'"{template.rev}"'})


@router.get("", response_model=Page[Template])
async def find(
    app: TheApp,
    workspace: Workspace,
    q: Annotated[str, Query(max_length=200, description="Words that all occur in what is said about it.")] = "",
    category: Category | None = None,
    tag: str | None = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Lists templates, those that come with the product first, by title."""
    return page(*await templates.list_templates(app, workspace, q, category, tag, limit, cursor))


@router.post("", status_code=201, response_model=TemplateView)
async def save(body: NewTemplate, app: TheApp, workspace: Workspace) -> Response:
    """Keeps a flow as a template of the workspace."""
    picture = body.picture_bytes()
    made = await templates.save_template(app, workspace, body.flow, body.about(), body.version, picture)
    return _shown(*made, 201)


@router.get("/{template}", response_model=TemplateView)
async def read(template: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a template with its flow."""
    return _shown(*await templates.read_template(app, workspace, template))


@router.get("/{template}/picture", response_class=Response, responses=_PICTURES)
async def picture(template: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns the picture of a template, made from a run of it."""
    data, media = await templates.read_picture(app, workspace, template)
    return Response(data, 200, {"cache-control": "private, max-age=3600"}, media)


@router.post("/{template}/use", status_code=201, response_model=FlowView)
async def use(template: str, app: TheApp, workspace: Workspace, body: Use | None = None) -> Response:
    """Stores a template's flow as a new flow."""
    flow, document = await templates.use_template(app, workspace, template, body.name if body else None)
    return shown(app, flow, document, 201)


@router.put("/{template}", response_model=TemplateView)
async def change(
    template: str, body: TemplateChange, app: TheApp, workspace: Workspace, if_match: IfMatch = None
) -> Response:
    """Changes a template of the workspace; those that come with the product stay as they are."""
    changed = await templates.change_template(
        app,
        workspace,
        template,
        body.about(),
        flow=body.flow,
        version=body.version,
        picture=body.picture_bytes(),
        rev=revision(if_match),
    )
    return _shown(*changed)


@router.delete("/{template}", status_code=204)
async def delete(template: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a template of the workspace; flows that were made from it stay."""
    await templates.delete_template(app, workspace, template)
    return Response(status_code=204)
