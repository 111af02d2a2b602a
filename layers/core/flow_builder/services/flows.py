"""Flows: create, read, change, check, publish, export."""

import json
from typing import Any, Literal

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.domain.flow import Flow, FlowVersion
from flow_builder.services import schedules
from flow_builder.services.app import App
from flow_builder.services.documents import diagnose

Raw = dict[str, Any] | str | bytes


async def create_flow(app: App, workspace: str, raw: Raw) -> tuple[Flow, FlowDocument]:
    """Stores a document as a new flow's draft; it must be well-formed but may have problems still."""
    document = load_document(raw)
    return await app.stores.flows.create(workspace, document), document


async def save_flow(app: App, workspace: str, flow: str, raw: Raw, rev: int | None = None) -> tuple[Flow, FlowDocument]:
    """Replaces a flow's draft; Conflict `flow.changed` when `rev` is given and is not the stored one."""
    document = load_document(raw)
    return await app.stores.flows.save(workspace, flow, document, rev), document


async def read_flow(app: App, workspace: str, flow: str, version: int | None = None) -> tuple[Flow, FlowDocument]:
    """Returns a flow and its draft, or the document of a published version."""
    found = await app.stores.flows.get(workspace, flow)
    if version is None:
        return found, await app.stores.flows.draft(workspace, flow)
    published = await app.stores.flows.version(workspace, flow, version)
    return found, await app.stores.flows.document(workspace, published.document)


async def list_flows(
    app: App, workspace: str, limit: int = 50, cursor: str | None = None
) -> tuple[list[Flow], str | None]:
    """Returns flows, the last changed first, and the cursor of the next page."""
    return await app.stores.flows.find(workspace, limit=limit, cursor=cursor)


async def publish_flow(app: App, workspace: str, flow: str, message: str = "", rev: int | None = None) -> FlowVersion:
    """Makes the draft the next version; CompileFailed when it has problems of severity error."""
    draft = await app.stores.flows.draft(workspace, flow)
    compile_or_raise(draft, app.catalogue)
    scheduled = schedules.published(app, flow, draft)
    version = await app.stores.flows.publish(workspace, flow, message, rev)
    await schedules.follow(app, workspace, flow, scheduled)
    return version


def validate(app: App, raw: Raw) -> list[dict[str, Any]]:
    """Returns the diagnostics of a document; InvalidDocument when it is malformed."""
    return diagnose(load_document(raw), app.catalogue)


async def export_flow(
    app: App, workspace: str, flow: str, version: int | None = None, form: Literal["yaml", "json"] = "yaml"
) -> str:
    """Returns a flow's document as text that `create_flow` takes."""
    _, document = await read_flow(app, workspace, flow, version)
    return document_text(document, form)


def document_text(document: FlowDocument, form: Literal["yaml", "json"]) -> str:
    """Returns a document as YAML or JSON text."""
    value = dump_document(document)
    if form == "json":
        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    import yaml

    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)
    return text


async def list_versions(app: App, workspace: str, flow: str, limit: int = 100) -> list[FlowVersion]:
    """Returns a flow's published versions, newest first."""
    await app.stores.flows.get(workspace, flow)
    return await app.stores.flows.versions(workspace, flow, limit)
