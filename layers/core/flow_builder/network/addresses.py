"""What kind of place an IP address is, as far as safety is concerned."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Literal, TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Place: TypeAlias = Literal[
    "public", "metadata", "loopback", "link-local", "private", "shared", "multicast", "reserved", "tunnel"
]


def _networks(*texts: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(text) for text in texts)


_METADATA = _networks(
    "169.254.169.0/24",  # AWS, Google, Azure, DigitalOcean and others; .253 is the VPC's DNS, .123 its clock
    "169.254.170.0/24",  # AWS container and pod credentials
    "100.100.100.200/32",  # Alibaba
    "168.63.129.16/32",  # Azure's wire server, an address that looks public
    "192.0.0.192/32",  # Oracle
    "fd00:ec2::/32",  # AWS: ::254 metadata, ::23 pod credentials, ::253 DNS
    "fd20:ce::254/128",  # Google
    "fe80::a9fe:a9fe/128",  # OpenStack
)
"""Addresses that hand out a machine's own credentials; blocked even where private networks are allowed."""

_PLACES: tuple[tuple[Place, tuple[IPv4Network | IPv6Network, ...]], ...] = (
    ("loopback", _networks("127.0.0.0/8", "::1/128", "0.0.0.0/32", "::/128")),  # 0.0.0.0 connects to this machine
    ("link-local", _networks("169.254.0.0/16", "fe80::/10")),
    ("private", _networks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10", "64:ff9b:1::/48")),
    ("shared", _networks("100.64.0.0/10")),
    ("multicast", _networks("224.0.0.0/4", "ff00::/8")),
    (
        "reserved",
        _networks(
            "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "240.0.0.0/4", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16",
        ),
    ),
    ("tunnel", _networks("2001::/32", "2002::/16")),
)  # fmt: skip

_NAT64 = IPv6Network("64:ff9b::/96")
_GLOBAL_V6 = IPv6Network("2000::/3")
_LOW_32_BITS = 0xFFFFFFFF
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = 0x5EFE
_NOT_A_GROUP_NOR_UNIVERSAL = 0xFCFF


def place_of(address: Address) -> Place:
    """Returns what kind of place an address is; one that embeds an IPv4 address is at least as bad as that one."""
    inner = [place_of(each) for each in embedded(address)]
    if "metadata" in inner or any(address in network for network in _METADATA):
        return "metadata"
    for place in inner:
        if place != "public":
            return place
    for place, networks in _PLACES:
        if any(address in network for network in networks):
            return place
    if inner:
        return "public"
    if isinstance(address, IPv6Address) and address not in _GLOBAL_V6:
        return "reserved"
    return "public" if address.is_global else "reserved"


def embedded(address: Address) -> Iterator[IPv4Address]:
    """Yields the IPv4 addresses to which a packet for an IPv6 address may be sent on."""
    if isinstance(address, IPv4Address):
        return
    low = IPv4Address(int(address) & _LOW_32_BITS)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        yield low
    elif address.sixtofour:
        yield address.sixtofour
    elif address.teredo:
        yield from address.teredo
    elif (int(address) >> 32) & _LOW_32_BITS & ((_NOT_A_GROUP_NOR_UNIVERSAL << 16) | 0xFFFF) == _ISATAP:
        yield low
