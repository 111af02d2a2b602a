"""Files that go with a message."""

from dataclasses import dataclass
from typing import Any

from flow_builder.domain.value import Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context
from flow_builder.nodes.file_names import safe_name


@dataclass(frozen=True, slots=True)
class File:
    """A file of a message; one with an `inline` id is an image that the HTML of an e-mail shows as `cid:<id>`."""

    name: str
    content_type: str
    data: bytes
    inline: str | None = None


async def file_of(
    ctx: Context, reference: Any, *, name: str | None = None, inline: str | None = None, most: int | None = None
) -> File:
    """Returns the file of an artifact; NodeError `artifact.missing`, and `message.too_large` above `most` bytes."""
    known = Artifact.model_validate(reference) if isinstance(reference, dict) else None
    data = await ctx.read_artifact(reference)
    if most is not None and len(data) > most:
        raise NodeError(
            f"The file has {len(data):,} bytes; at most {most:,} can be sent.",
            code="message.too_large",
            hint="Send a link to large files instead.",
            details={"bytes": len(data), "max_bytes": most},
        )
    kind = known.content_type if known else "application/octet-stream"
    return File(safe_name(name or (known.name if known else "file")), kind, data, inline)
