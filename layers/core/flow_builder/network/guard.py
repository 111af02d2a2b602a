"""Decides which URLs and addresses a flow may reach.

Two checks make it hold: `check_url` reads the URL as strictly as possible (what two parsers could read differently is
refused), and `resolve` checks **every** address a name stands for and returns them, for the caller to connect to
exactly these. A name that changes its address between check and connection (DNS rebinding) therefore gains nothing.
"""

import asyncio
import re
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from flow_builder.errors import NetworkBlocked
from flow_builder.network.addresses import Address, place_of

Resolver: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""(host, port) -> addresses as text; raises OSError when there are none."""

SETTING = "FLOW_ALLOW_PRIVATE_NETWORK"

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"^(?:[0-9]+|0[xX][0-9a-fA-F]*)$")
_NAME = re.compile(
    r"^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$"
)


@dataclass(frozen=True, slots=True)
class NetworkPolicy:
    """What is off limits. The default is the cloud's: public addresses only.

    Attributes:
        allow_private: Whether this machine and its networks may be reached; metadata addresses still may not.
        allow_hosts: Lower-case names and addresses that may be reached whatever they stand for. A metadata address
            has to be listed itself, a name that leads to it is not enough.
    """

    allow_private: bool = False
    allow_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a URL leads: `host` is a lower-case ASCII name or an address in its usual spelling."""

    scheme: str
    host: str
    port: int


def check_url(url: str, policy: NetworkPolicy, *, schemes: frozenset[str] = frozenset({"http", "https"})) -> Target:
    """Returns where a URL leads; NetworkBlocked if it is malformed, uses another scheme or names a blocked address.

    A host name is not looked up here; `resolve` does that.
    """
    if _AMBIGUOUS.search(url):
        raise _blocked("The URL contains a space, a control character or a backslash.", why="spelling")
    parts = _split(url)
    if parts.scheme not in schemes:
        raise _blocked(
            f"The URL must begin with {' or '.join(f'{each}://' for each in sorted(schemes))}.", why="scheme"
        )
    if "@" in parts.netloc:
        raise _blocked(
            "The URL contains a user name or password.", why="userinfo", hint="Use the node's authentication instead."
        )
    try:
        port = parts.port
    except ValueError as error:
        raise _blocked("The URL's port is not a number from 0 to 65535.", why="spelling") from error
    host = canonical_host(parts.hostname or "")
    address = literal(host)
    if address is None and "[" in parts.netloc:
        raise _blocked("What stands in brackets is not an IPv6 address.", why="spelling")
    if address is not None:
        check_address(address, policy)
    return Target(parts.scheme, host, _PORTS[parts.scheme] if port is None else port)


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError as error:
        raise _blocked("The URL is malformed.", why="spelling") from error


def canonical_host(host: str) -> str:
    """Returns a host as it will be looked up: ASCII, lower case, without a final dot; addresses in their usual spelling.

    Raises NetworkBlocked for other spellings of an address (`127.1`, `0x7f000001`, `017700000001`, `①②⑦.⓪.⓪.①`), which
    programs read differently.
    """
    text = unicodedata.normalize("NFKC", host).replace("。", ".").lower().removesuffix(".")
    if not text:
        raise _blocked("The URL names no host.", why="spelling")
    address = literal(text)
    if address is not None:
        if text != host.lower().removesuffix("."):
            raise _blocked(f"{host!r} is an unusual spelling of an address.", why="spelling", host=host)
        return str(address)
    if _NUMBER.match(text.rpartition(".")[2]):
        raise _blocked(
            f"{host!r} is an unusual spelling of an address.",
            why="spelling",
            host=host,
            hint="Write it as four decimal numbers, such as 192.0.2.1.",
        )
    return _name(text)


def _name(text: str) -> str:
    import idna

    try:
        name = text if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise _blocked(f"{text!r} is not a valid host name.", why="spelling", host=text) from error
    if not _NAME.match(name):
        raise _blocked(f"{text!r} is not a valid host name.", why="spelling", host=text)
    return name


def literal(host: str) -> Address | None:
    """Returns the address that a host is, or None for a name; one with a zone (`fe80::1%eth0`) is no address here."""
    try:
        return None if "%" in host else ip_address(host)
    except ValueError:
        return None


def check_address(address: Address | str, policy: NetworkPolicy, *, host: str | None = None) -> None:
    """Raises NetworkBlocked unless an address may be reached; `host` is the name that led to it."""
    found = ip_address(address) if isinstance(address, str) else address
    place = place_of(found)
    if place == "public" or str(found) in policy.allow_hosts:
        return
    if place != "metadata" and (policy.allow_private or host in policy.allow_hosts):
        return
    subject = f"{host!r} leads to" if host else f"{found} is"
    kind = "an address of the machine's own metadata" if place == "metadata" else f"a {place} address"
    hint = (
        "List it as an allowed host if you must reach it."
        if place == "metadata"
        else f"On your own machine, set {SETTING}=1."
    )
    raise _blocked(f"{subject} {kind}, which flows may not reach.", why=place, host=host or str(found), hint=hint)


async def resolve(host: str, port: int, policy: NetworkPolicy, resolver: Resolver | None = None) -> list[str]:
    """Returns the addresses of a canonical host, all of them allowed; connect to these and look nothing up again.

    Raises NetworkBlocked when any address is blocked, OSError when the name has none.
    """
    address = literal(host)
    texts = [str(address)] if address is not None else list(await (resolver or system_resolver)(host, port))
    if not texts:
        raise OSError(f"The name {host!r} has no address.")
    name = None if address is not None else host
    for text in texts:
        check_address(text, policy, host=name)
    return texts


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """Returns the addresses the operating system gives for a name, in its order of preference."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def _blocked(message: str, *, why: str, hint: str | None = None, host: str | None = None) -> NetworkBlocked:
    details = {"why": why} | ({"host": host} if host else {})
    return NetworkBlocked(message, hint=hint, details=details)
