"""notify.email through a real SMTP server."""

from pathlib import Path
from typing import Any

import pytest

from flow_builder.errors import NetworkBlocked, NodeError
from tests.support.certificates import Certificate, make_certificate
from tests.support.mail_server import PASSWORD, USER, MailServer, mail_server
from tests.support.nodes import Bench, client
from tests.support.web import serve

PNG = b"\x89PNG\r\n\x1a\nnot really"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("tls"), "localhost", "127.0.0.1")


def account(bench: Bench, server: MailServer, **more: Any) -> None:
    bench.backend.credentials["mail"] = {
        "type": "smtp",
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "from": "Flows <flows@example.com>",
        **more,
    }


async def send(bench: Bench, **config: Any) -> Any:
    usual = {"via": {"kind": "smtp", "credential": "mail"}, "to": "ada@example.com", "text": "Hello"}
    return await bench("notify.email", {**usual, **config})


async def refused(bench: Bench, **config: Any) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await send(bench, **config)
    return failed.value


async def test_a_message_arrives_as_it_was_meant(bench: Bench) -> None:
    async with mail_server() as server:
        account(bench, server)
        output = await send(
            bench,
            to=["Ada Lovelace <ada@example.com>", "Jörg Müller <j@müller.example>"],
            cc="b@example.com, c@example.com",
            bcc=["hidden@example.com", "ada@example.com"],
            reply_to="answers@example.com",
            subject="Prüfung ✓ of a subject that is so long that it has to go on in the next line of the message",
            text="Grüße\n.\nA line with a dot alone",
        )
        (mail,) = server.taken
    message = mail.message
    everybody = ["ada@example.com", "j@xn--mller-kva.example", "b@example.com", "c@example.com", "hidden@example.com"]
    assert (mail.sender, mail.recipients) == ("flows@example.com", everybody)
    assert message["to"].addresses[0].display_name == "Ada Lovelace"
    assert message["to"].addresses[1].display_name == "Jörg Müller"
    assert message["subject"].startswith("Prüfung ✓ of a subject")
    assert message["reply-to"] == "answers@example.com"
    assert b"hidden@" not in mail.raw
    assert message.get_content().replace("\r\n", "\n") == "Grüße\n.\nA line with a dot alone\n"
    assert (output["recipients"], output["reply"]) == (everybody, "taken as number 1")
    assert output["message_id"] == message["message-id"]
    assert output["bytes"] == len(mail.raw)


async def test_html_gets_a_text_beside_it_with_files_and_images(bench: Bench) -> None:
    photo = (await bench.backend.blob_put(PNG, "logo.png", "image/png")).model_dump()
    rows = (await bench.backend.blob_put("a;ü\r\n".encode("latin-1"), "rows.csv", "text/csv")).model_dump()
    async with mail_server() as server:
        account(bench, server)
        await send(
            bench,
            text=None,
            html='<h1>Prices</h1><p>See <a href="https://shop.test/">the shop</a>. <img src="cid:logo"></p>',
            attachments=[
                {"artifact": photo, "inline": "logo"},
                {"artifact": rows, "name": "Preise ü.csv"},
                {"artifact": photo["artifact"]},
            ],
        )
        message = server.taken[0].message
    assert message.get_content_type() == "multipart/mixed"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert plain.get_content().split() == ["Prices", "See", "the", "shop", "(https://shop.test/)."]
    assert html is not None
    assert "<h1>Prices</h1>" in html.get_content()
    images = [each for each in message.walk() if each["content-id"]]
    assert [(each["content-id"], each.get_content(), each.get_content_type()) for each in images] == [
        ("<logo>", PNG, "image/png")
    ]
    files = list(message.iter_attachments())
    assert [(each.get_filename(), each.get_content()) for each in files] == [
        ("Preise ü.csv", "a;ü\r\n".encode("latin-1")),
        ("file", PNG),
    ]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_the_connection_is_encrypted_and_the_password_accepted(
    bench: Bench, certificate: Certificate, security: Any
) -> None:
    async with mail_server(security, tls=certificate.server, auth=security == "starttls") as server:
        more = {"username": USER, "password": PASSWORD} if security == "starttls" else {}
        account(bench, server, host="localhost", security=security, ca=certificate.authority, **more)
        await send(bench)
    assert [(mail.encrypted, mail.user) for mail in server.taken] == [(True, more.get("username"))]


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_that_does_not_fit_ends_it_before_anything_is_said(
    bench: Bench, tmp_path: Path, security: Any
) -> None:
    foreign = make_certificate(tmp_path, "elsewhere.example")
    async with mail_server(security, tls=foreign.server) as server:
        account(bench, server, host="localhost", security=security)
        unknown = await refused(bench)
        account(bench, server, host="localhost", security=security, ca=foreign.authority)
        other_name = await refused(bench)
    assert (unknown.code, unknown.retryable, other_name.code) == ("email.tls", False, "email.tls")
    assert "localhost" in other_name.message
    assert server.taken == []


async def test_a_server_without_starttls_gets_neither_password_nor_message(bench: Bench) -> None:
    async with mail_server() as server:
        account(bench, server, security="starttls", username=USER, password=PASSWORD)
        error = await refused(bench)
    assert (error.code, error.retryable) == ("email.tls", False)
    assert server.taken == []


@pytest.mark.parametrize(
    ("reply", "code", "retryable"),
    [(None, "email.auth", False), ("454 4.7.0 come back later", "email.unavailable", True)],
)
async def test_a_password_that_is_not_accepted(
    bench: Bench, certificate: Certificate, reply: str | None, code: str, retryable: bool
) -> None:
    async with mail_server("starttls", tls=certificate.server, auth=True) as server:
        if reply:
            server.replies["AUTH"] = reply
        account(
            bench, server, host="localhost", security="starttls", ca=certificate.authority, username=USER, password="no"
        )
        error = await refused(bench)
    assert (error.code, error.retryable) == (code, retryable)
    assert server.taken == []


@pytest.mark.parametrize(
    ("who", "reply", "code", "retryable"),
    [
        ("bob@example.com", "550 5.1.1 no such user", "email.refused", False),
        ("bob@example.com", "451 4.7.1 greylisted", "email.unavailable", True),
        ("flows@example.com", "553 5.7.1 not your sender", "email.refused", False),
        ("DATA", "554 5.7.1 looks like spam", "email.refused", False),
        ("DATA", "452 4.3.1 disk full", "email.unavailable", True),
    ],
)
async def test_nothing_is_sent_when_the_server_refuses_anything(
    bench: Bench, who: str, reply: str, code: str, retryable: bool
) -> None:
    async with mail_server() as server:
        server.replies[who] = reply
        account(bench, server)
        error = await refused(bench, to=["ada@example.com", "bob@example.com"])
    assert (error.code, error.retryable) == (code, retryable)
    assert reply in error.message
    assert error.details["reply"] == int(reply[:3])
    assert error.details.get("address", "DATA") == who
    assert server.taken == []


async def test_a_server_that_is_gone_is_worth_another_try(bench: Bench) -> None:
    async with mail_server() as server:
        account(bench, server)
    error = await refused(bench)
    assert (error.code, error.retryable) == ("network.connect", True)


async def test_the_network_guard_decides_where_mail_goes(bench: Bench) -> None:
    async with mail_server() as server, client(private=False) as http:
        account(bench, server)
        bench.http = http
        with pytest.raises(NetworkBlocked):
            await send(bench)
        assert server.connections == 0


@pytest.mark.parametrize(
    ("config", "code", "field"),
    [
        ({"to": "ada@example.com\nBcc: all@example.com"}, "email.address", "/to"),
        ({"to": "nobody"}, "email.address", "/to"),
        ({"to": "a@b@c"}, "email.address", "/to"),
        ({"to": "all: ada@example.com;"}, "email.address", "/to"),
        ({"to": []}, "email.address", "/to"),
        ({"to": [f"a{number}@example.com" for number in range(51)]}, "email.address", "/to"),
        ({"from": "a@example.com, b@example.com"}, "email.address", "/from"),
        ({"reply_to": "x\r\ny@example.com"}, "email.address", "/reply_to"),
        ({"subject": "Hello\r\nBcc: all@example.com"}, "email.header", "/subject"),
        ({"max_bytes": 100}, "email.too_large", None),
    ],
)
async def test_what_cannot_be_sent_is_refused_before_a_connection_is_made(
    bench: Bench, config: dict[str, Any], code: str, field: str | None
) -> None:
    async with mail_server() as server:
        account(bench, server)
        error = await refused(bench, **config)
        assert (error.code, error.field, error.retryable) == (code, field, False)
        assert server.connections == 0


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"type": "basic"}, "'basic'"),
        ({"type": "smtp"}, "'host'"),
        ({"type": "smtp", "host": "h", "security": "ssl"}, "security"),
        ({"type": "smtp", "host": "h", "port": "many"}, "port"),
        ({"type": "smtp", "host": "h", "ca": "nothing"}, "ca"),
    ],
)
async def test_a_credential_that_does_not_fit(bench: Bench, fields: dict[str, Any], word: str) -> None:
    bench.backend.credentials["mail"] = {**fields, "from": "a@example.com"}
    error = await refused(bench)
    assert error.code == "credential.unfit"
    assert word in error.message


async def test_a_local_part_beyond_ascii_needs_a_server_that_takes_it(bench: Bench) -> None:
    async with mail_server(utf8=True) as new, mail_server() as old:
        account(bench, new)
        await send(bench, to="jörg@example.com")
        assert new.taken[0].recipients == ["jörg@example.com"]
        account(bench, old)
        error = await refused(bench, to="jörg@example.com")
    assert (error.code, old.taken) == ("email.unsupported", [])


async def test_a_message_larger_than_the_server_takes_is_refused_by_it(bench: Bench) -> None:
    async with mail_server(largest=2_000) as server:
        account(bench, server)
        error = await refused(bench, text="x" * 5_000)
    assert (error.code, error.retryable) == ("email.refused", False)


async def test_a_message_that_is_sent_again_can_be_told(bench: Bench) -> None:
    async with mail_server() as server:
        account(bench, server)
        first, second = await send(bench), await send(bench)
        bench.idempotency_key = "run2/node"
        third = await send(bench)
    assert first["message_id"] == second["message_id"] != third["message_id"]


async def test_a_server_that_says_nothing_does_not_hold_the_step(bench: Bench) -> None:
    async with serve({}) as silent:  # a web server waits for the client to speak first
        account(bench, MailServer(port=silent.port))
        error = await refused(bench, timeout_s=0.2)
        await silent.left.wait()
    assert (error.code, error.retryable) == ("email.unavailable", True)
