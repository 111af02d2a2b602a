"""Connections for protocols other than HTTP: to addresses that the guard has checked, and to no others.

network.blocked       the guard does not allow an address of the host
network.unresolved    the host's name has no address; retryable
network.connect       no address of the host accepts a connection in time; retryable
"""

import asyncio
import os
import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.client import GuardedClient
from flow_builder.network.guard import canonical_host, resolve

_CONNECT_S = 10.0


@dataclass(frozen=True, slots=True)
class Checked:
    """A host with its checked addresses; connect to these, and verify TLS against `host`."""

    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def is_this_machine(self) -> bool:
        """Whether the host can only be this machine itself."""
        return all(ip_address(each).is_loopback for each in self.addresses)


async def check_host(http: httpx.AsyncClient, host: str, port: int) -> Checked:
    """Returns where a host is, as the guard behind a node's HTTP client sees it; NetworkBlocked, `network.unresolved`."""
    assert isinstance(http, GuardedClient), "made by make_client"
    name = canonical_host(host)
    try:
        addresses = await resolve(name, port, http.policy, http.resolver)
    except OSError as error:
        raise NodeError(
            f"The host {name!r} cannot be found.", code="network.unresolved", retryable=True, details={"host": name}
        ) from error
    return Checked(name, port, tuple(addresses))


async def open_socket(place: Checked) -> socket.socket:
    """Returns a connected, non-blocking socket to the first address that answers; NodeError `network.connect`."""
    reason = "no connection within the time limit"
    for address in place.addresses:
        try:
            async with asyncio.timeout(_CONNECT_S):
                return await _connected(address, place.port)
        except TimeoutError:
            continue
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
    raise NodeError(
        f"{place.host}:{place.port} cannot be reached: {reason}.",
        code="network.connect",
        retryable=True,
        details={"host": place.host, "port": place.port},
    )


async def _connected(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connection, (address, port))
    except BaseException:
        connection.close()
        raise
    return connection


def tls_context(authority: str | None = None) -> ssl.SSLContext:
    """Returns what verifies a server's certificate and name; `authority` (PEM) is trusted besides the usual ones.

    Raises ValueError when `authority` is no certificate.
    """
    context = httpx.create_ssl_context()
    if authority:
        try:
            context.load_verify_locations(cadata=authority)
        except ssl.SSLError as error:
            raise ValueError("This is not a PEM certificate.") from error
    return context
