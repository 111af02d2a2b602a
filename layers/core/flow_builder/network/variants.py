"""Clients with connections of their own kind: HTTP/2, another authority, a client certificate. The guard stays the same."""

import os
import ssl
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import httpx

from flow_builder.errors import NodeError

if TYPE_CHECKING:
    from flow_builder.network.client import GuardedClient

_IDLE_KEPT = 8

_VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


@dataclass(frozen=True, slots=True, repr=False)
class ConnectionOptions:
    """How connections are made; certificates and the key are PEM text.

    Attributes:
        http2: Whether HTTP/2 is offered; a server that does not speak it gets HTTP/1.1.
        verify: Whether the server's certificate and name are checked.
        authority: Trusted besides the usual authorities.
        certificate: Shown to a server that asks for one, with `key`.
    """

    http2: bool = False
    verify: bool = True
    authority: str = ""
    certificate: str = ""
    key: str = ""
    passphrase: str = ""
    min_tls: Literal["1.2", "1.3"] = "1.2"


class Variants:
    """The clients made for one guarded client; those used last stay connected."""

    def __init__(self, client: "GuardedClient") -> None:
        self._client = client
        self._made: OrderedDict[ConnectionOptions, GuardedClient] = OrderedDict()
        self._users: dict[ConnectionOptions, int] = {}

    @asynccontextmanager
    async def using(self, options: ConnectionOptions) -> AsyncIterator[httpx.AsyncClient]:
        """Yields a client for the block; NodeError `http.tls` when a certificate or key cannot be read."""
        if options == ConnectionOptions():
            yield self._client
            return
        if options not in self._made:
            self._made[options] = self._client.like(ssl_context=_tls(options), http2=options.http2)
        self._made.move_to_end(options)
        self._users[options] = self._users.get(options, 0) + 1
        try:
            yield self._made[options]
        finally:
            self._users[options] -= 1
            await self._tidy()

    async def close(self) -> None:
        """Closes all of them."""
        while self._made:
            await self._made.popitem()[1].aclose()

    async def _tidy(self) -> None:
        idle = [options for options in self._made if not self._users[options]]
        for options in idle[: max(0, len(idle) - _IDLE_KEPT)]:
            del self._users[options]
            await self._made.pop(options).aclose()


def _tls(options: ConnectionOptions) -> ssl.SSLContext:
    context = httpx.create_ssl_context()
    context.minimum_version = _VERSIONS[options.min_tls]
    if not options.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if options.authority:
        try:
            context.load_verify_locations(cadata=options.authority)
        except (ssl.SSLError, ValueError) as error:
            raise _unreadable("The authority's certificate is not a PEM certificate.") from error
    if options.certificate:
        _load_certificate(context, options)
    return context


def _load_certificate(context: ssl.SSLContext, options: ConnectionOptions) -> None:
    """Loads the client's certificate and key; OpenSSL takes them from a file only, which is gone afterwards."""
    handle, name = tempfile.mkstemp()  # nobody else may read it
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"{options.certificate}\n{options.key}\n")
        # Without a callback OpenSSL would ask on the terminal.
        context.load_cert_chain(name, password=lambda: options.passphrase)
    except (ssl.SSLError, ValueError) as error:
        raise _unreadable("The client certificate and its key cannot be read, or do not belong together.") from error
    finally:
        Path(name).unlink()


def _unreadable(message: str) -> NodeError:
    return NodeError(
        message,
        code="http.tls",
        hint="Both are PEM texts; a key that is locked needs its passphrase.",
        field="/connection",
    )
