"""Mails of accounts over a real SMTP server: encrypted, with a login; kept while the server is out of order."""

import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from flow_builder.services import mail
from tests.support.api import Api, api
from tests.support.certificates import Certificate, make_certificate
from tests.support.conditions import eventually
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.support.signed_in import PASSWORD as CHOSEN

EMAIL = "bob@example.com"
# aiosmtpd does not see that TLS was there from the start.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
_TOKEN = re.compile(r"#token=([\w-]+)")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("authority")
    made = make_certificate(folder, "localhost", "127.0.0.1")
    (folder / "authority.pem").write_text(made.authority)
    return made


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "FIRST_PAUSE_S", 0.05)


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What the host says of its mails in its log."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger(mail.__name__).addHandler(handler)
    yield lines
    logging.getLogger(mail.__name__).removeHandler(handler)


def address(certificate: Certificate, port: int, scheme: str = "smtp", password: str = PASSWORD) -> str:
    login = f"{USER}:{password.replace(' ', '%20')}"
    return f"{scheme}://{login}@localhost:{port}?ca={certificate.chain.with_name('authority.pem')}"


@asynccontextmanager
async def hosting(folder: Path, url: str) -> AsyncIterator[Api]:
    async with api(folder, accounts="required", mail=url, mail_from="flows@example.com") as host:
        yield host


def kept(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("state.db*"))


async def one_mail(server: MailServer) -> Any:
    async def taken() -> Any:
        return server.taken[0] if server.taken else None

    return await eventually(taken)


@pytest.mark.parametrize(("scheme", "security"), [("smtp", "starttls"), ("smtps", "tls")])
async def test_an_account_is_made_and_its_password_replaced_by_mail(
    tmp_path: Path, certificate: Certificate, scheme: str, security: Any
) -> None:
    async with (
        mail_server(security, tls=certificate.server, auth=True) as server,
        hosting(tmp_path, address(certificate, server.port, scheme)) as host,
    ):
        assert (await host.ok("GET", "/auth"))["mails"] == "sent"
        await host.ok("POST", "/auth/sign-up", json={"email": EMAIL})
        first = await one_mail(server)
        assert (first.encrypted, first.user, first.recipients) == (True, USER, [EMAIL])
        assert first.sender == "flows@example.com"
        assert str(first.message["From"]) == "Flow Builder <flows@example.com>"
        (token,) = _TOKEN.findall(first.message.get_content())
        await host.ok("POST", "/auth/verify", json={"token": token, "password": CHOSEN})
        await host.ok("POST", "/auth/forgot", json={"email": EMAIL})
        await host.app.mail.settled()
        (reset,) = _TOKEN.findall(server.taken[1].message.get_content())
        await host.ok("POST", "/auth/reset", json={"token": reset, "password": "another tidy lantern"})
        await host.ok("POST", "/auth/sign-in", json={"email": EMAIL, "password": "another tidy lantern"})
        assert await host.app.stores.mails.next_due() is None
        assert not (tmp_path / "mail").exists()


async def test_a_server_that_is_down_gets_the_mail_when_it_is_back_also_from_the_next_host(
    tmp_path: Path, certificate: Certificate, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with mail_server("starttls", tls=certificate.server, auth=True) as gone:
        port = gone.port
    url = address(certificate, port)
    async with hosting(tmp_path, url) as host:
        assert await host.ok("POST", "/auth/sign-up", json={"email": EMAIL}) == {"accepted": True}
        await host.app.mail.settled()
        monkeypatch.setattr(mail, "FIRST_PAUSE_S", 3_600.0)
    assert "has to wait" in said[0]
    assert b"choose a password here" not in kept(tmp_path)
    async with (
        hosting(tmp_path, url),
        mail_server("starttls", tls=certificate.server, auth=True, port=port) as server,
    ):
        monkeypatch.setattr(mail, "FIRST_PAUSE_S", 0.05)
        assert (await one_mail(server)).recipients == [EMAIL]


@pytest.mark.parametrize(
    ("reply", "waits"), [("451 try later", True), ("550 nobody here", False)], ids=["busy", "refused"]
)
async def test_a_mail_that_is_not_taken_is_tried_again_unless_that_is_for_good(
    tmp_path: Path, certificate: Certificate, said: list[str], reply: str, waits: bool
) -> None:
    async with (
        mail_server("starttls", tls=certificate.server, auth=True) as server,
        hosting(tmp_path, address(certificate, server.port)) as host,
    ):
        server.replies[EMAIL] = reply
        await host.ok("POST", "/auth/sign-up", json={"email": EMAIL})
        await host.app.mail.settled()
        assert said[0].startswith("a mail has to wait" if waits else "a mail is given up")
        assert reply[4:] in said[0]
        server.replies.clear()
        if waits:
            assert (await one_mail(server)).recipients == [EMAIL]
        else:
            assert await host.app.stores.mails.next_due() is None


@pytest.mark.parametrize("wrong", ["password", "authority"])
async def test_no_mail_and_no_password_goes_to_a_server_that_is_not_ours(
    tmp_path: Path, certificate: Certificate, said: list[str], monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(mail, "FIRST_PAUSE_S", 3_600.0)
    async with mail_server("starttls", tls=certificate.server, auth=True) as server:
        url = address(certificate, server.port, password="another" if wrong == "password" else PASSWORD)
        async with hosting(tmp_path, url if wrong == "password" else url.partition("?")[0]) as host:
            await host.ok("POST", "/auth/sign-up", json={"email": EMAIL})
            await host.app.mail.settled()
            assert {"password": "email.auth", "authority": "email.tls"}[wrong] in said[0]
            assert "another" not in said[0]
            assert server.taken == []
            assert await host.app.stores.mails.next_due() is not None
