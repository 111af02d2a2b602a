"""Downloads a file and keeps it as an artifact of the run.

The name is the one given here, else the one the server suggests, else the last part of the URL, always made safe. A
file larger than the limit stops the download; with `sha256` set, a file with another checksum is refused.
"""

from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType
from flow_builder.nodes.http._answer import is_expected, refusal
from flow_builder.nodes.http._auth import Auth, NoAuth
from flow_builder.nodes.http._body import pairs
from flow_builder.nodes.http._call import Ask, calling
from flow_builder.nodes.http._connection import Connection
from flow_builder.nodes.http._names import file_name
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.stored_file import StoredFile
from flow_builder.nodes.text import Text

_DEFAULT = 100 * 1024 * 1024
_LARGEST = 5 * 1024 * 1024 * 1024


class Config(NodeConfig):
    """Which file."""

    url: str = Field(title="URL", min_length=1, max_length=8_192)
    query: dict[str, Any] = Field(default_factory=dict, title="Query")
    headers: dict[str, Text] = Field(default_factory=dict, title="Headers")
    auth: Auth = Field(default=NoAuth(), title="Authentication")
    name: Text | None = Field(default=None, title="File name", description="Empty: as the server suggests.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-fA-F]{64}$")] | None = Field(default=None, title="Expected SHA-256")
    timeout_s: float = Field(default=300.0, gt=0, le=3_600, title="Time limit (seconds)")
    max_bytes: int = Field(default=_DEFAULT, ge=1, le=_LARGEST, title="Largest file (bytes)")
    connection: Connection = Field(default=Connection(), title="Connection")


class Output(StoredFile):
    """The file."""

    url: str
    """Where it came from, after redirects."""


async def run(config: Config, ctx: Context) -> Output:
    """Downloads and stores the file; errors are listed in `flow_builder.network.exchange`, and `http.checksum`."""
    ask = Ask(config.url, query=pairs(config.query), headers=config.headers, timeout_s=config.timeout_s)
    async with (
        calling(ctx, config.url, config.auth, config.connection) as calls,
        calls.open(ask) as answer,
    ):
        if not is_expected(answer.status, ["2xx"]):
            raise await refusal(answer, "GET")
        content_type = answer.headers.get("content-type") or "application/octet-stream"
        pieces = _verified(answer.pieces(config.max_bytes), config.sha256)
        artifact = await ctx.save_artifact(file_name(answer, config.name), pieces, content_type)
    return Output.of(artifact, url=answer.url)


async def _verified(pieces: AsyncIterator[bytes], expected: str | None) -> AsyncIterator[bytes]:
    """Yields the pieces; raises at their end, and so keeps the file from being stored, if the checksum is another."""
    digest = sha256()
    async for piece in pieces:
        digest.update(piece)
        yield piece
    if expected is not None and digest.hexdigest() != expected.lower():
        raise NodeError(
            "The file is not the expected one: its SHA-256 differs.",
            code="http.checksum",
            details={"sha256": digest.hexdigest()},
        )


EXAMPLES = (
    Example("Keep a file", {"url": "{{ env.SITE }}/report.pdf"}, needs="network"),
    Example(
        "Under another name, 10 MB at most",
        {"url": "{{ env.SITE }}/report.pdf", "name": "march.pdf", "max_bytes": 10_000_000},
        needs="network",
    ),
    Example("Local files are no URLs", {"url": "file:///etc/passwd"}, error="network.blocked"),
)

NODE = NodeType(
    id="http.download",
    title="Download",
    config=Config,
    output=Output,
    run=run,
    side_effect=True,
    icon="download",
    timeout_s=3_600,
    dependency=lambda config: host_and_port(config.url),
    examples=EXAMPLES,
)
