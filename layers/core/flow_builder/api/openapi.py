"""`openapi.json` and its page: operation ids that read well, one shape for every problem, bodies that are documents."""

import re
import warnings
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.warnings import UnsupportedFieldAttributeWarning
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from flow_builder.api.deps import KEY, MAX_KEY_CHARS
from flow_builder.api.openapi_details import describe
from flow_builder.api.shapes import Problem

DOCUMENT_BODY = {
    "requestBody": {
        "required": True,
        "description": "A flow document, as JSON or as YAML text.",
        "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/FlowDocument"}},
            "application/yaml": {"schema": {"type": "string"}},
        },
    }
}
"""For routes that read the body themselves."""

_ABOUT = """Flows, their versions and runs, schedules, live events.

Errors are `application/problem+json` with a stable `code`. Lists are paged by `cursor`. Documents that can be edited
carry an `ETag`; send it back as `If-Match` to notice that somebody else was faster. Every POST takes an
`Idempotency-Key`: the same request with the same key is executed once and answered alike, for 24 hours. Times are milliseconds since the
epoch unless they say otherwise. Live events: a WebSocket at `/api/v1/live`, described in the documentation."""

_SENTENCE = re.compile(r"[.;:]\s|\.$")
"""Where what a route does in short ends."""

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Flow Builder API</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/docs/favicon.png">
<link rel="stylesheet" href="/docs/swagger-ui.css"><div id="page"></div>
<script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></html>"""
_START = """SwaggerUIBundle({url: "/openapi.json", dom_id: "#page", deepLinking: true, validatorUrl: null});"""
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'"
)


def install(api: FastAPI) -> None:
    """Gives an API its `openapi.json` and `/docs`, whose scripts come from this host."""

    def build() -> dict[str, Any]:
        if api.openapi_schema is None:
            with warnings.catch_warnings():
                # FastAPI names the body of models that are built late in a way that pydantic remarks on.
                warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
                found = get_openapi(title=api.title, version=api.version, description=_ABOUT, routes=api.routes)
            api.openapi_schema = _finished(found)
        return api.openapi_schema

    api.openapi = build  # type: ignore[method-assign]
    api.add_route("/docs", _page)
    api.add_route("/docs/{name}", _asset)


def _finished(schema: dict[str, Any]) -> dict[str, Any]:
    """Replaces FastAPI's own error shape by ours, and the routes' names by what they do."""
    schemas = schema["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas["Problem"] = problem
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in schema["paths"].values():
        for method, operation in path.items():
            if method == "post":
                _take_key(operation)
            operation["summary"] = _SENTENCE.split(operation["description"], maxsplit=1)[0]
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = {"description": "What went wrong.", "content": content}
    describe(schema)
    return schema


def _take_key(operation: dict[str, Any]) -> None:
    """Adds the Idempotency-Key, which every POST takes, to those that leave it to `api.idempotency`."""
    parameters = operation.setdefault("parameters", [])
    if any(each["name"].lower() == "idempotency-key" for each in parameters):
        return
    schema = {"type": "string", "minLength": 1, "maxLength": MAX_KEY_CHARS}
    parameters.append(
        {"name": "Idempotency-Key", "in": "header", "required": False, "schema": schema, "description": KEY}
    )


async def _page(_: Request) -> Response:
    return HTMLResponse(_PAGE, headers={"content-security-policy": _CSP})


async def _asset(request: Request) -> Response:
    import fastapi_offline

    name = request.path_params["name"]
    if name == "start.js":
        return Response(_START, media_type="text/javascript")
    if name not in {"swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"}:
        return Response(status_code=404)
    return FileResponse(Path(fastapi_offline.__file__).parent / "static" / name)
