"""Requests that come through proxies whose word counts: who they say sends them is who does."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_HOPS = 50


class Proxies:
    """ASGI middleware: of `X-Forwarded-For` the last address counts that is no trusted proxy's.

    What stands before that one may be made up by whoever sent it. From a peer that is not trusted the header is ignored.
    """

    def __init__(self, app: ASGIApp, trusted: Iterable[str]) -> None:
        self.app = app
        self._trusted = tuple(ip_network(each, strict=False) for each in trusted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, as from its sender."""
        if scope["type"] in {"http", "websocket"} and scope.get("client"):
            peer, _ = scope["client"]
            found = self._sender(peer, scope["headers"])
            if found != peer:
                scope = {**scope, "client": (found, 0)}
        await self.app(scope, receive, send)

    def _sender(self, peer: str, headers: Sequence[tuple[bytes, bytes]]) -> str:
        given = b",".join(value for name, value in headers if name == b"x-forwarded-for").decode("latin-1")
        hops = [each.strip() for each in given.split(",") if each.strip()][-_MOST_HOPS:]
        sender = peer
        while hops and _is_in(sender, self._trusted):
            address = _address(hops.pop())
            if address is None:
                break
            sender = address
        return sender


def _is_in(address: str, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or found
    return any(mapped in each for each in networks if each.version == mapped.version)


def _address(text: str) -> str | None:
    """Returns the address of a hop, which may have a port; None for what is no address."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return str(ip_address(text))
    except ValueError:
        return None
