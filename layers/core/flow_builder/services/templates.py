"""Templates: list, read, use; save, change and delete those of a workspace."""

import re

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.flow import Flow
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.template import About, Template, fits
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.services import flows
from flow_builder.services.app import App
from flow_builder.services.searching import search
from flow_builder.store.templates import StoredTemplate
from flow_builder.templates import bundled, types_of

MAX_PICTURE_BYTES = 300_000
_OWN = "own:"
"""Begins cursors into the workspace's own templates; others count the bundled ones that were given."""
_MAGIC = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): "image/png",
    re.compile(rb"\xff\xd8\xff"): "image/jpeg",
    re.compile(rb"RIFF....WEBP", re.DOTALL): "image/webp",
}


async def list_templates(
    app: App,
    workspace: str,
    text: str = "",
    category: str | None = None,
    tag: str | None = None,
    limit: int = 100,
    cursor: str | None = None,
) -> tuple[list[Template], str | None]:
    """Returns the bundled templates, then the workspace's own, each by title, and the cursor of the next page.

    `text` are words that all have to occur in what is said about a template.
    """
    found: list[Template] = []
    own = cursor is not None and cursor.startswith(_OWN)
    if not own:
        wanted = [each.template for each in bundled().values() if fits(each.template, text, category, tag)]
        end = _start(cursor) + limit
        found = wanted[end - limit : end]
        if end < len(wanted):
            return found, str(end)
        if len(found) == limit:
            return found, _OWN
    more, onward = await search(
        lambda size, place: app.stores.templates.find(workspace, size, place),
        lambda each: fits(each, text, category, tag),
        limit - len(found),
        (cursor or "").removeprefix(_OWN) or None if own else None,
    )
    return found + more, onward and _OWN + onward


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit()):
        raise InvalidInput("This cursor does not belong to this list.", code="cursor.invalid", field="?cursor")
    return int(cursor)


async def read_template(app: App, workspace: str, template: str) -> tuple[Template, FlowDocument]:
    """Returns a template and its flow; NotFound."""
    if (known := bundled().get(template)) is not None:
        return known.template, known.document
    found = await app.stores.templates.get(workspace, template)
    return found.template, await app.stores.flows.document(workspace, found.document)


async def read_picture(app: App, workspace: str, template: str) -> tuple[bytes, str]:
    """Returns a template's picture and its media type; NotFound when there is none."""
    known = bundled().get(template)
    shown = known.template if known else (await app.stores.templates.get(workspace, template)).template
    if shown.picture is None:
        raise NotFound(f"The template {template!r} has no picture.", code="template.no_picture")
    data = known.picture.read_bytes() if known else await app.stores.templates.picture(workspace, shown.picture)
    return data, picture_type(data)


async def use_template(app: App, workspace: str, template: str, name: str | None = None) -> tuple[Flow, FlowDocument]:
    """Stores a template's flow as a new flow of the workspace, with the template's tags; NotFound."""
    shown, document = await read_template(app, workspace, template)
    fresh = document.model_copy(update={"id": None, "name": name or document.name})
    created = await app.stores.flows.create(workspace, fresh)
    return await app.stores.flows.change(created, tags=shown.tags), fresh


async def save_template(
    app: App, workspace: str, flow: str, about: About, version: int | None = None, picture: bytes | None = None
) -> tuple[Template, FlowDocument]:
    """Keeps a flow's draft, or one of its versions, as a template of the workspace; NotFound, InvalidInput."""
    _, document = await flows.read_flow(app, workspace, flow, version)
    at = now()
    shown = Template(
        **about.model_dump(), id=new_id("tpl", at), origin="workspace", created_at=at, updated_at=at,
        **await _of(app, workspace, document, picture),
    )  # fmt: skip
    hash_ = await app.stores.flows.put_document(workspace, document)
    return (await app.stores.templates.create(workspace, StoredTemplate(shown, hash_))).template, document


async def change_template(
    app: App,
    workspace: str,
    template: str,
    about: About,
    *,
    flow: str | None = None,
    version: int | None = None,
    picture: bytes | None = None,
    rev: int | None = None,
) -> tuple[Template, FlowDocument]:
    """Says other things about a template of the workspace; with `flow` it becomes that flow, else it stays what it was.

    Raises NotFound, Conflict `template.bundled`, `template.changed`.
    """
    before = await _own(app, workspace, template)
    document = await app.stores.flows.document(workspace, before.document)
    if flow is not None:
        _, document = await flows.read_flow(app, workspace, flow, version)
    fields = {**about.model_dump(), **await _of(app, workspace, document, picture)}
    if picture is None:
        del fields["picture"]
    fields["rev"] = before.template.rev if rev is None else rev
    hash_ = await app.stores.flows.put_document(workspace, document)
    changed = StoredTemplate(before.template.model_copy(update=fields), hash_)
    return (await app.stores.templates.save(workspace, changed)).template, document


async def delete_template(app: App, workspace: str, template: str) -> None:
    """Removes a template of the workspace; flows that were made from it stay. NotFound, Conflict `template.bundled`."""
    await _own(app, workspace, template)
    await app.stores.templates.delete(workspace, template)


async def _own(app: App, workspace: str, template: str) -> StoredTemplate:
    if template in bundled():
        raise Conflict(
            f"The template {template!r} comes with the product and cannot be changed.",
            code="template.bundled",
            hint="Use it, change the flow, and save that as a template of your own.",
        )
    return await app.stores.templates.get(workspace, template)


async def _of(app: App, workspace: str, document: FlowDocument, picture: bytes | None) -> dict[str, object]:
    name = None
    if picture is not None:
        name = await app.stores.templates.put_picture(workspace, picture, picture_type(picture))
    return {"nodes": len(document.nodes), "node_types": types_of(document), "picture": name}


def picture_type(data: bytes) -> str:
    """Returns the media type of a PNG, JPEG or WebP picture; InvalidInput `template.picture` for anything else."""
    found = next((type_ for magic, type_ in _MAGIC.items() if magic.match(data)), None)
    if found is None or len(data) > MAX_PICTURE_BYTES:
        raise InvalidInput(
            f"A picture is a PNG, JPEG or WebP of at most {MAX_PICTURE_BYTES // 1_000} kB.",
            code="template.picture",
            field="/picture",
        )
    return found
