"""From where somebody calls, and what they show for who they are."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

_HOUSEHOLD = 64
"""Bits of an IPv6 address that a provider gives to one household; the rest is theirs to choose."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A request's sender, before anything of it is believed."""

    token: str | None = None
    """What stands after `Bearer`."""
    workspace: str | None = None
    """The workspace that is asked for; None for the caller's own."""
    address: str = ""
    """Network address of the other end of the connection."""
    agent: str = ""
    """What the client calls itself."""
    here: bool = False
    """Whether the request was made on this machine, and by no proxy."""

    @property
    def network(self) -> str:
        """What counts as one place: an IPv4 address, or the /64 network of an IPv6 address."""
        return network_of(self.address)


def network_of(address: str) -> str:
    """Returns what counts as one place, the address itself if it is none of the Internet's."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found, _HOUSEHOLD), strict=False))
