"""How a request's connections are made."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.network.client import GuardedClient
from flow_builder.network.variants import ConnectionOptions
from flow_builder.nodes.base import Context, credential_field
from flow_builder.nodes.credential_fields import credential_fields


class Connection(BaseModel):
    """HTTP version and TLS."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    http2: bool = Field(default=False, title="HTTP/2", description="Offered; servers without it get HTTP/1.1.")
    verify: bool = Field(
        default=True, title="Verify", description="Off, anybody on the way can read and change everything."
    )
    authority: str | None = Field(
        default=None,
        title="Authority",
        max_length=100_000,
        description="Certificates (PEM) to trust besides the usual ones, for a company's own servers.",
    )
    credential: str | None = credential_field("client_certificate")
    min_tls: Literal["1.2", "1.3"] = Field(default="1.2", title="Lowest TLS version")


@asynccontextmanager
async def connected(connection: Connection, ctx: Context) -> AsyncIterator[httpx.AsyncClient]:
    """Yields the client for requests with these connections.

    A credential `client_certificate` has certificate and key as PEM text, and perhaps a passphrase.
    """
    if connection == Connection():
        yield ctx.http
        return
    shown = {}
    if connection.credential:
        found = await credential_fields(
            ctx,
            connection.credential,
            "client_certificate",
            needs=("certificate", "key"),
            field="/connection/credential",
        )
        shown = {name: str(found.get(name) or "") for name in ("certificate", "key", "passphrase")}
    options = ConnectionOptions(
        http2=connection.http2,
        verify=connection.verify,
        authority=connection.authority or "",
        min_tls=connection.min_tls,
        **shown,
    )
    assert isinstance(ctx.http, GuardedClient), "made by make_client"
    async with ctx.http.variants.using(options) as client:
        yield client
