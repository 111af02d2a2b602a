"""Downloads a file and keeps it as an artifact of the run.

The name is the one given here, else the one the server suggests, else the last part of the URL, always made safe. A
file larger than the limit stops the download; with `sha256` set, a file with another checksum is refused.
"""

from typing import Annotated, Any

import httpx
from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.network.exchange import Private, exchange
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType
from flow_builder.nodes.http._answer import is_expected, status_error
from flow_builder.nodes.http._auth import Auth, NoAuth, auth_headers
from flow_builder.nodes.http._body import pairs
from flow_builder.nodes.http._names import file_name
from flow_builder.nodes.http.request import host_and_port
from flow_builder.nodes.stored_file import StoredFile
from flow_builder.nodes.text import Text

_DEFAULT = 100 * 1024 * 1024
_LARGEST = 512 * 1024 * 1024


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


class Output(StoredFile):
    """The file."""

    url: str
    """Where it came from, after redirects."""


async def run(config: Config, ctx: Context) -> Output:
    """Downloads and stores the file; errors are listed in `flow_builder.network.exchange`, and `http.checksum`."""
    secrets = await auth_headers(config.auth, ctx)
    answer = await exchange(
        ctx.http,
        _request(config, ctx, secrets),
        timeout_s=config.timeout_s,
        max_bytes=config.max_bytes,
        private=Private(frozenset(secrets)),
    )
    if not is_expected(answer.status, ["2xx"]):
        raise status_error(answer, "GET")
    content_type = answer.headers.get("content-type") or "application/octet-stream"
    digest = _digest(answer.content)
    if config.sha256 is not None and digest != config.sha256.lower():
        raise NodeError(
            "The file is not the expected one: its SHA-256 differs.", code="http.checksum", details={"sha256": digest}
        )
    artifact = await ctx.save_artifact(file_name(answer, config.name), answer.content, content_type)
    return Output.of(artifact, url=answer.url)


def _request(config: Config, ctx: Context, secrets: dict[str, str]) -> httpx.Request:
    try:
        url = httpx.URL(config.url)
        if config.query:
            url = url.copy_with(params=[*url.params.multi_items(), *pairs(config.query)])
        return ctx.http.build_request("GET", url, headers={**config.headers, **secrets})
    except httpx.InvalidURL as error:
        raise NodeError(f"The URL cannot be used: {error}", code="http.url", field="/url") from error


def _digest(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()


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
