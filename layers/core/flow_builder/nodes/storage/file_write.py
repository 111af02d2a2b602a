"""Writes a file and keeps it as an artifact of the run, to be looked at, downloaded or sent on.

The content is a text, a value as JSON, bytes in Base64, or another artifact under a new name. The name is made safe;
folders in it are dropped.
"""

import base64
import binascii
import json
import mimetypes
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType
from flow_builder.nodes.file_names import safe_name
from flow_builder.nodes.stored_file import StoredFile
from flow_builder.nodes.text import Text as TextField
from flow_builder.nodes.text import as_text


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Content):
    """A text; a value that is no text is written as JSON."""

    kind: Literal["text"]
    text: Any = Field(title="Text")
    bom: bool = Field(default=False, title="Byte order mark", description="For spreadsheets that expect one.")


class Json(_Content):
    """A value as JSON."""

    kind: Literal["json"]
    value: Any = Field(title="Value")
    indent: int | None = Field(default=2, ge=0, le=8, title="Indent", description="Empty: one line.")


class Base64(_Content):
    """Bytes in Base64."""

    kind: Literal["base64"]
    data: str = Field(title="Base64")


class File(_Content):
    """Another artifact."""

    kind: Literal["artifact"]
    artifact: Any = Field(title="Artifact", description="Such as `{{ steps.download.artifact }}`.")


class Config(NodeConfig):
    """The file."""

    name: TextField = Field(title="File name", min_length=1, max_length=500, examples=["prices-{{ input.day }}.json"])
    content: Annotated[Text | Json | Base64 | File, Field(discriminator="kind")] = Field(title="Content")
    content_type: str | None = Field(default=None, title="Content type", description="Empty: by the name's extension.")


class Output(StoredFile):
    """The file."""


async def run(config: Config, ctx: Context) -> Output:
    """Stores the file; NodeError `storage.bad_base64`, `artifact.missing`."""
    name = safe_name(config.name)
    data = await _bytes(config.content, ctx)
    artifact = await ctx.save_artifact(name, data, config.content_type or _type(name, config.content))
    return Output.of(artifact)


async def _bytes(content: Text | Json | Base64 | File, ctx: Context) -> bytes:
    match content:
        case Text():
            return as_text(content.text).encode("utf-8-sig" if content.bom else "utf-8")
        case Json():
            return json.dumps(content.value, ensure_ascii=False, indent=content.indent).encode()
        case File():
            return await ctx.read_artifact(content.artifact)
        case _:
            return _unpacked(content.data)


def _unpacked(data: str) -> bytes:
    packed = data.partition(",")[2] if data.startswith("data:") else data
    try:
        return base64.b64decode("".join(packed.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NodeError("The content is not valid Base64.", code="storage.bad_base64", field="/content/data") from error


def _type(name: str, content: Text | Json | Base64 | File) -> str:
    if isinstance(content, Json):
        return "application/json"
    if isinstance(content, File) and isinstance(content.artifact, dict) and content.artifact.get("content_type"):
        return str(content.artifact["content_type"])
    guessed = mimetypes.guess_type(name)[0] or (
        "text/plain" if isinstance(content, Text) else "application/octet-stream"
    )
    return f"{guessed}; charset=utf-8" if isinstance(content, Text) and guessed.startswith("text/") else guessed


EXAMPLES = (
    Example(
        "A report as text",
        {"name": "report.txt", "content": {"kind": "text", "text": "Total: {{ input.total }}"}},
        input={"total": 3},
        check=lambda out: out["bytes"] == len("Total: 3") and out["content_type"] == "text/plain; charset=utf-8",
        needs="backend",
    ),
    Example(
        "Rows as JSON; folders in the name are dropped",
        {"name": "../../etc/rows.json", "content": {"kind": "json", "value": "{{ input }}", "indent": None}},
        input=[{"n": 1}],
        check=lambda out: out["name"] == "rows.json" and out["bytes"] == len('[{"n": 1}]'),
        needs="backend",
    ),
    Example(
        "Bytes that are none", {"name": "a.png", "content": {"kind": "base64", "data": "?"}}, error="storage.bad_base64"
    ),
)

NODE = NodeType(
    id="storage.file_write",
    title="Write file",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="file-output",
    examples=EXAMPLES,
)
