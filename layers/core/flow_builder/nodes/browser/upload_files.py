"""The files that browser.upload gives to pages: read, loaded or made."""

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from flow_builder.browser.uploads import MAX_UPLOAD_BYTES, Payload
from flow_builder.domain.cells import cell_text, fields_of
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context
from flow_builder.nodes.file_names import safe_name

if TYPE_CHECKING:
    from flow_builder.nodes.browser.upload import Source


async def payload(source: "Source", ctx: Context, timeout_s: float) -> Payload:
    """Returns a file with its content."""
    match source.kind:
        case "artifact":
            return await _artifact(source.artifact, source.name, ctx)
        case "url":
            return await _loaded(source.url, source.name, ctx, timeout_s)
        case "text":
            return _made(source.name, source.text, "text/plain")
        case "json":
            return _made(source.name, json.dumps(source.value, ensure_ascii=False, indent=1), "application/json")
        case "csv":
            return _made(source.name, _csv(source.rows), "text/csv")


async def _artifact(reference: Any, name: str | None, ctx: Context) -> Payload:
    known = Artifact.model_validate(reference) if isinstance(reference, dict) else None
    content_type = known.content_type if known else "application/octet-stream"
    data = await ctx.read_artifact(reference)
    return Payload(safe_name(name or (known.name if known else "file")), content_type.partition(";")[0], data)


async def _loaded(url: str, name: str | None, ctx: Context, timeout_s: float) -> Payload:
    from flow_builder.network.exchange import exchange
    from flow_builder.nodes.http._answer import is_expected, status_error
    from flow_builder.nodes.http._names import file_name

    request = ctx.http.build_request("GET", url)
    answer = await exchange(ctx.http, request, timeout_s=timeout_s, max_bytes=MAX_UPLOAD_BYTES)
    if not is_expected(answer.status, ["2xx"]):
        raise status_error(answer, "GET")
    content_type = answer.headers.get("content-type", "").partition(";")[0] or "application/octet-stream"
    return Payload(file_name(answer, name), content_type, answer.content)


def _made(name: str, text: str, usual: str) -> Payload:
    import mimetypes

    return Payload(safe_name(name), mimetypes.guess_type(name)[0] or usual, text.encode())


def _csv(rows: list[dict[str, Any]]) -> str:
    names = fields_of(rows)
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(names)
    writer.writerows([cell_text(row.get(name)) for name in names] for row in rows)
    return target.getvalue()
