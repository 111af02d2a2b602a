"""Imports and exports: what other tools wrote becomes a flow, and a flow what they read."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import dump_document, load_document, read_value
from flow_builder.domain.flow import Flow
from flow_builder.importers.report import Imported, ImportReport
from flow_builder.services import flows
from flow_builder.services.app import App

Format = Literal["auto", "json", "yaml", "recorder", "curl"]


@dataclass(frozen=True, slots=True)
class Import:
    """A flow made of something else; `flow` is None when nothing was stored."""

    flow: Flow | None
    document: FlowDocument
    diagnostics: list[dict[str, Any]]
    report: ImportReport

    def as_dict(self) -> dict[str, Any]:
        """Returns it as routes answer it."""
        return {
            "flow": self.flow,
            "document": dump_document(self.document),
            "diagnostics": self.diagnostics,
            "report": self.report,
        }


async def import_flow(app: App, workspace: str, raw: bytes, form: Format = "auto", *, dry: bool = False) -> Import:
    """Stores what `raw` holds as a new flow, unless it is `dry`; raises what `read_import` raises."""
    imported = read_import(raw, form)
    document, flow = imported.document, None
    if not dry:
        flow, document = await flows.create_flow(app, workspace, dump_document(document))
    return Import(flow, document, app.diagnoses.of(document), imported.report)


def read_import(raw: bytes, form: Format = "auto") -> Imported:
    """Returns the flow that a document, a recording or a command is, `auto` telling them apart by how they begin.

    Raises InvalidInput and LimitExceeded with the place in the text: `document.*` for what is no JSON or YAML, or no
    flow; `recording.*`; `curl.*`.
    """
    from flow_builder.importers.curl import import_curl, is_curl
    from flow_builder.importers.devtools_recorder import import_recording, is_recording

    if raw.lstrip().startswith(b'"') and isinstance(inner := _unquoted(raw), str):
        raw = inner.encode(errors="surrogatepass")
    text = raw.decode("utf-8-sig", errors="replace") if form in ("auto", "curl") else ""
    if form == "curl" or (form == "auto" and is_curl(text)):
        return import_curl(text)
    if form in ("auto", "recorder"):
        value = read_value(raw)
        if form == "recorder" or is_recording(value):
            return import_recording(value)
    document = load_document(raw)
    kind = "json" if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "yaml"
    count = len(document.nodes)
    return Imported(document, ImportReport(format=kind, steps=count, imported=count))


def _unquoted(raw: bytes) -> Any:
    """Returns what a body that is one JSON string holds."""
    try:
        return json.loads(raw)
    except ValueError:
        return None


async def export_recorder(app: App, workspace: str, flow: str, version: int | None = None) -> str:
    """Returns the recording of a flow's browser nodes as JSON text.

    Its `notes`, which the Recorder passes over, list what is not in it.
    """
    from flow_builder.importers.devtools_recorder import export_recording

    _, document = await flows.read_flow(app, workspace, flow, version)
    exported = export_recording(document)
    notes = [{"node": note.node, "message": note.message} for note in exported.notes]
    value = {**exported.value, **({"notes": notes} if notes else {})}
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
