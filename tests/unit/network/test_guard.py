"""Which URLs and addresses the network guard lets through."""

import pytest

from flow_builder.errors import NetworkBlocked
from flow_builder.network.guard import NetworkPolicy, Resolver, check_address, check_url, resolve

CLOUD = NetworkPolicy()
LOCAL = NetworkPolicy(allow_private=True)


def resolver_of(*addresses: str) -> Resolver:
    async def look_up(host: str, port: int) -> list[str]:
        if not addresses:
            raise OSError("no such name")
        return list(addresses)

    return look_up


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("0.0.0.0", "loopback"),
        ("::1", "loopback"),
        ("::", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("fc00::1", "private"),
        ("fdff::1", "private"),
        ("fec0::1", "private"),
        ("169.254.1.1", "link-local"),
        ("fe80::1", "link-local"),
        ("169.254.169.254", "metadata"),
        ("169.254.170.2", "metadata"),
        ("100.100.100.200", "metadata"),
        ("168.63.129.16", "metadata"),
        ("192.0.0.192", "metadata"),
        ("fd00:ec2::254", "metadata"),
        ("fd20:ce::254", "metadata"),
        ("100.64.0.1", "shared"),
        ("100.127.255.255", "shared"),
        ("224.0.0.1", "multicast"),
        ("ff02::1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("0.1.2.3", "reserved"),
        ("192.0.2.1", "reserved"),
        ("198.18.0.1", "reserved"),
        ("198.51.100.7", "reserved"),
        ("203.0.113.7", "reserved"),
        ("2001:db8::1", "reserved"),
        ("4000::1", "reserved"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:10.0.0.1", "private"),
        ("::ffff:169.254.169.254", "metadata"),
        ("::127.0.0.1", "loopback"),
        ("64:ff9b::a00:1", "private"),
        ("64:ff9b::169.254.169.254", "metadata"),
        ("64:ff9b:1::1", "private"),
        ("2002:7f00:1::", "loopback"),
        ("2002:a9fe:a9fe::1", "metadata"),
        ("2002:808:808::1", "tunnel"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "reserved"),
        ("2001:0:808:808:0:0:f7f7:f7f7", "tunnel"),
        ("2a00:1450::5efe:10.0.0.1", "private"),
        ("2a00:1450::200:5efe:127.0.0.1", "loopback"),
    ],
)
def test_addresses_that_are_not_public_are_blocked_by_default(address: str, why: str) -> None:
    with pytest.raises(NetworkBlocked) as blocked:
        check_address(address, CLOUD)
    assert blocked.value.code == "network.blocked"
    assert blocked.value.retryable is False
    assert blocked.value.details["why"] == why


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_public_addresses_pass(address: str) -> None:
    check_address(address, CLOUD)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "::1", "fe80::1", "100.64.0.1"])
def test_private_addresses_pass_where_the_machine_is_ones_own(address: str) -> None:
    check_address(address, LOCAL)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"]
)
def test_metadata_addresses_stay_blocked_unless_listed_themselves(address: str) -> None:
    with pytest.raises(NetworkBlocked):
        check_address(address, LOCAL)
    with pytest.raises(NetworkBlocked):
        check_address(address, NetworkPolicy(allow_hosts=frozenset({"meta.example"})), host="meta.example")
    check_address("169.254.169.254", NetworkPolicy(allow_hosts=frozenset({"169.254.169.254"})))


def test_the_hint_names_the_setting() -> None:
    with pytest.raises(NetworkBlocked) as blocked:
        check_address("10.0.0.1", CLOUD)
    assert "FLOW_ALLOW_PRIVATE_NETWORK" in (blocked.value.hint or "")


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://010.8.8.8/",
        "http://127.1/",
        "http://127.0.1/",
        "http://0/",
        "http://0x7f.1/",
        "http://0x/",
        "http://8.8.8.8.8/",
        "http://256.1.1.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://[::1%25eth0]/",
        "http://[::1/",
        "http://[v1.x]/",
        "http://user@8.8.8.8/",
        "http://8.8.8.8:80@127.0.0.1/",
        "http://8.8.8.8\\@127.0.0.1/",
        "http://8.8.8.8\t/",
        " http://8.8.8.8/",
        "http://exa mple.com/",
        "http://exam%70le.com/",
        "http://example.com:99999/",
        "http://example.com:x/",
        "http:///path",
        "http://",
        "http:example.com",
        "//example.com/",
        "example.com",
        "",
        "http://.example.com/",
        "http://a..b/",
        "http://xn--/\u0000",
        "file:///etc/passwd",
        "data:text/plain,hello",
        "ftp://example.com/",
        "gopher://example.com/",
        "javascript:alert(1)",
        "unix:///run/docker.sock",
    ],
)
@pytest.mark.parametrize("policy", [CLOUD, LOCAL], ids=["cloud", "local"])
def test_urls_that_could_be_read_in_two_ways_are_refused_everywhere(url: str, policy: NetworkPolicy) -> None:
    with pytest.raises(NetworkBlocked):
        check_url(url, policy)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://example.com", "example.com", 80),
        ("HTTPS://Example.COM./a?b#c", "example.com", 443),
        ("https://8.8.8.8:8443/", "8.8.8.8", 8443),
        ("http://[2606:4700:0::1111]/", "2606:4700::1111", 80),
        ("https://bücher.example/", "xn--bcher-kva.example", 443),
        ("https://\uff45xample.com/", "example.com", 443),
        ("http://a_b.example.com/?x=http://127.0.0.1/", "a_b.example.com", 80),
        ("http://localhost:0/", "localhost", 0),
    ],
)
def test_ordinary_urls_are_read(url: str, host: str, port: int) -> None:
    target = check_url(url, CLOUD)
    assert (target.host, target.port) == (host, port)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1./", "http://[::ffff:7f00:1]/", "http://[0:0:0:0:0:0:0:1]/", "https://[64:ff9b::7f00:1]:444/"],
)
def test_usual_spellings_of_blocked_addresses_are_blocked(url: str) -> None:
    with pytest.raises(NetworkBlocked) as blocked:
        check_url(url, CLOUD)
    assert blocked.value.details["why"] == "loopback"


async def test_one_blocked_address_blocks_the_name() -> None:
    with pytest.raises(NetworkBlocked) as blocked:
        await resolve("mixed.example", 80, CLOUD, resolver_of("8.8.8.8", "10.0.0.1"))
    assert blocked.value.details["host"] == "mixed.example"
    assert "10.0.0.1" not in blocked.value.message
    assert await resolve("fine.example", 80, CLOUD, resolver_of("8.8.8.8", "2606:4700::1")) == [
        "8.8.8.8",
        "2606:4700::1",
    ]


async def test_an_allowed_name_may_lead_anywhere_but_to_metadata() -> None:
    policy = NetworkPolicy(allow_hosts=frozenset({"db.internal"}))
    assert await resolve("db.internal", 80, policy, resolver_of("10.0.0.1")) == ["10.0.0.1"]
    with pytest.raises(NetworkBlocked):
        await resolve("other.internal", 80, policy, resolver_of("10.0.0.1"))
    with pytest.raises(NetworkBlocked):
        await resolve("db.internal", 80, policy, resolver_of("169.254.169.254"))


async def test_the_systems_own_resolver_is_used_by_default() -> None:
    with pytest.raises(NetworkBlocked) as blocked:
        await resolve("localhost", 80, CLOUD)
    assert blocked.value.details["why"] == "loopback"
