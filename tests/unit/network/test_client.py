"""The guarded client against real servers on loopback."""

import datetime as dt
import ssl
from pathlib import Path

import httpcore
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from flow_builder.errors import NetworkBlocked
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from tests.support.web import Reply, Request, Wire, serve

CLOUD = NetworkPolicy()
LOCAL = NetworkPolicy(allow_private=True)
SHOP_ONLY = NetworkPolicy(allow_hosts=frozenset({"shop.example"}))


class Answers:
    """A resolver that gives another answer at each question, as an attacker's name server does."""

    def __init__(self, *answers: list[str]) -> None:
        self.left = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked += 1
        return self.left.pop(0) if len(self.left) > 1 else self.left[0]


def hello(request: Request, wire: Wire) -> Reply:
    return Reply(request.headers["host"].encode())


async def test_a_private_server_is_out_of_reach_in_the_cloud_and_never_sees_a_connection() -> None:
    async with serve({"/": hello}) as web, make_client(CLOUD) as client:
        for url in (web.url(), web.url(host="localhost"), web.url(host="[::ffff:127.0.0.1]")):
            with pytest.raises(NetworkBlocked):
                await client.get(url)
        assert web.connections == 0


async def test_a_private_server_is_reachable_on_ones_own_machine() -> None:
    async with serve({"/": hello}) as web, make_client(LOCAL) as client:
        assert (await client.get(web.url())).text == f"127.0.0.1:{web.port}"


async def test_the_server_sees_the_name_while_the_connection_goes_to_the_checked_address() -> None:
    answers = Answers(["127.0.0.1"])
    async with serve({"/": hello}) as web, make_client(SHOP_ONLY, resolver=answers) as client:
        assert (await client.get(web.url(host="shop.example"))).text == f"shop.example:{web.port}"


async def test_a_name_is_looked_up_once_so_rebinding_gains_nothing() -> None:
    answers = Answers(["8.8.8.8", "127.0.0.1"])
    async with serve({"/": hello}) as web, make_client(CLOUD, resolver=answers) as client:
        with pytest.raises(NetworkBlocked):
            await client.get(web.url(host="evil.example"))
    rebinding = Answers(["127.0.0.1"], ["10.9.9.9"])
    policy = NetworkPolicy(allow_hosts=frozenset({"127.0.0.1"}))
    async with serve({"/": hello}) as web, make_client(policy, resolver=rebinding) as client:
        assert (await client.get(web.url(host="evil.example"))).status_code == 200
        assert rebinding.asked == 1
        assert (await client.get(web.url(host="evil.example"))).status_code == 200  # the same, checked connection
        with pytest.raises(NetworkBlocked):  # a new connection, so a new look-up, which is checked
            await client.get(web.url(host="evil.example").replace(f":{web.port}", ":81"))


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0x7f000001/",
        "file:///etc/passwd",
        "http://other.example/",
    ],
)
async def test_every_hop_of_a_redirect_is_checked(location: str) -> None:
    answers = Answers(["127.0.0.1"])
    routes = {"/": lambda *_: Reply(status=302, headers={"location": location})}
    async with serve(routes) as web, make_client(SHOP_ONLY, resolver=answers) as client:
        with pytest.raises((NetworkBlocked, httpx.UnsupportedProtocol)):
            await client.get(web.url(host="shop.example"), follow_redirects=True)
        assert len(web.requests) == 1


async def test_ten_redirects_are_the_most() -> None:
    routes = {"/": lambda *_: Reply(status=302, headers={"location": "/"})}
    async with serve(routes) as web, make_client(LOCAL) as client:
        with pytest.raises(httpx.TooManyRedirects):
            await client.get(web.url(), follow_redirects=True)
        assert len(web.requests) == 11


async def test_cookies_of_one_request_do_not_reach_the_next() -> None:
    def setting(request: Request, wire: Wire) -> Reply:
        return Reply(request.headers.get("cookie", "none").encode(), headers={"set-cookie": "session=1; Path=/"})

    async with serve({"/": setting}) as web, make_client(LOCAL) as client:
        assert [(await client.get(web.url())).text for _ in range(2)] == ["none", "none"]
        assert web.connections == 1


async def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    async with serve({"/": hello}) as web, make_client(LOCAL) as client:
        assert (await client.get(web.url())).status_code == 200


async def test_the_next_address_is_tried_when_one_refuses() -> None:
    answers = Answers(["127.0.0.2", "127.0.0.1"])
    async with serve({"/": hello}) as web, make_client(LOCAL, resolver=answers) as client:
        assert (await client.get(web.url(host="two.example"))).status_code == 200


async def test_unix_sockets_are_refused() -> None:
    async with make_client(LOCAL) as client:
        backend = client._transport._pool._network_backend
        with pytest.raises(httpcore.ConnectError):
            await backend.connect_unix_socket("/run/docker.sock")


def self_signed(name: str, folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


async def test_tls_is_verified_for_the_name_not_for_the_address(tmp_path: Path) -> None:
    seen = []
    server = self_signed("shop.example", tmp_path)
    server.sni_callback = lambda _, name, __: seen.append(name)
    trusting = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    policy = NetworkPolicy(allow_private=True)
    async with serve({"/": hello}, tls=server) as web:
        async with make_client(policy, resolver=Answers(["127.0.0.1"]), ssl_context=trusting) as client:
            assert (await client.get(web.url(host="shop.example"))).status_code == 200
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate|hostname"):
                await client.get(web.url(host="other.example"))
        async with make_client(policy, resolver=Answers(["127.0.0.1"])) as client:
            with pytest.raises(httpx.ConnectError, match=r"(?i)certificate"):
                await client.get(web.url(host="shop.example"))
    assert seen == ["shop.example", "other.example", "shop.example"]
