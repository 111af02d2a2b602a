"""What a request carries."""

import json
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context
from flow_builder.nodes.text import Text, as_text


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoBody(_Body):
    """Nothing."""

    kind: Literal["none"] = "none"


class JsonBody(_Body):
    """A value as JSON."""

    kind: Literal["json"]
    value: Any = Field(default=None, title="Value")


class FormBody(_Body):
    """Fields as an HTML form sends them; a list gives a field several times, null leaves it out."""

    kind: Literal["form"]
    fields: dict[str, Any] = Field(title="Fields")


class TextBody(_Body):
    """A text as it is."""

    kind: Literal["text"]
    text: Text = Field(title="Text")
    content_type: str = Field(default="text/plain; charset=utf-8", title="Content type")


class Part(_Body):
    """A field of a multipart form: a text, or a file that is an artifact."""

    name: str = Field(title="Name", min_length=1)
    value: Any = Field(default=None, title="Value")
    artifact: Any = Field(
        default=None, title="File", description="An artifact, such as `{{ steps.download.artifact }}`."
    )
    filename: str | None = Field(default=None, title="File name", description="Empty: the artifact's own.")
    content_type: str | None = Field(default=None, title="Content type")


class MultipartBody(_Body):
    """Fields and files."""

    kind: Literal["multipart"]
    parts: list[Part] = Field(title="Parts", min_length=1, max_length=100)


class ArtifactBody(_Body):
    """A file."""

    kind: Literal["artifact"]
    artifact: Any = Field(title="File", description="An artifact, such as `{{ steps.download.artifact }}`.")
    content_type: str | None = Field(default=None, title="Content type", description="Empty: the artifact's own.")


Body = Annotated[NoBody | JsonBody | FormBody | TextBody | MultipartBody | ArtifactBody, Field(discriminator="kind")]


async def encode(body: Body, ctx: Context) -> tuple[bytes, str | None]:
    """Returns a body's bytes and its content type, None for no body."""
    match body:
        case JsonBody():
            text = json.dumps(body.value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            return text.encode(), "application/json"
        case FormBody():
            return urlencode(pairs(body.fields)).encode(), "application/x-www-form-urlencoded"
        case TextBody():
            return body.text.encode(), body.content_type
        case MultipartBody():
            return await _multipart(body, ctx)
        case ArtifactBody():
            data, _, content_type = await _file(body.artifact, ctx)
            return data, body.content_type or content_type
        case _:
            return b"", None


def pairs(fields: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns names and texts of a form or query; lists repeat the name, null is left out, objects become JSON."""
    return [
        (name, as_text(each))
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
        if each is not None
    ]


async def _file(reference: Any, ctx: Context) -> tuple[bytes, str, str]:
    data = await ctx.read_artifact(reference)
    known = reference if isinstance(reference, Artifact) else None
    if isinstance(reference, dict):
        known = Artifact.model_validate(reference)
    return data, known.name if known else "file", known.content_type if known else "application/octet-stream"


async def _multipart(body: MultipartBody, ctx: Context) -> tuple[bytes, str]:
    files: list[tuple[str, Any]] = []
    for part in body.parts:
        if part.artifact is None:
            value = "" if part.value is None else as_text(part.value)
            files.append((part.name, (part.filename, value.encode(), part.content_type)))
        else:
            data, name, content_type = await _file(part.artifact, ctx)
            files.append((part.name, (part.filename or name, data, part.content_type or content_type)))
    request = httpx.Request("POST", "http://multipart.invalid/", files=files)
    return request.read(), request.headers["content-type"]
