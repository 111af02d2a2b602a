"""A real SMTP server (aiosmtpd) on loopback that keeps what it takes, and can refuse."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTPUTF8
from typing import Any, Literal, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "ada", "opens the mail"


@dataclass
class Mail:
    """What came in: the envelope and the message."""

    sender: str
    recipients: list[str]
    raw: bytes
    encrypted: bool
    user: str | None

    @property
    def message(self) -> EmailMessage:
        return cast("EmailMessage", message_from_bytes(self.raw, policy=SMTPUTF8))


@dataclass
class MailServer:
    """A running server; `replies` maps an address, `DATA` or `AUTH` to what the server says instead of yes."""

    port: int = 0
    taken: list[Mail] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    connections: int = 0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.replies.get(address, "250 OK")

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.replies:
            return self.replies["DATA"]
        user = session.auth_data.login.decode() if session.authenticated else None
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        encrypted = server.transport.get_extra_info("sslcontext") is not None
        self.taken.append(Mail(envelope.mail_from or "", envelope.rcpt_tos, raw, encrypted, user))
        return "250 taken as number 1"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any) -> AuthResult:
        if "AUTH" in self.replies:
            return AuthResult(success=False, handled=False, message=self.replies["AUTH"])
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False, auth_data=data)


@asynccontextmanager
async def mail_server(
    security: Literal["starttls", "tls", "none"] = "none",
    *,
    tls: ssl.SSLContext | None = None,
    auth: bool = False,
    largest: int = 10_000_000,
    utf8: bool = False,
    port: int = 0,
) -> AsyncIterator[MailServer]:
    """Serves mail until the block ends."""
    made = MailServer()
    sessions: list[SMTP] = []

    def connected() -> SMTP:
        made.connections += 1
        session = SMTP(
            made,
            hostname="mail.test",
            data_size_limit=largest,
            enable_SMTPUTF8=utf8,
            decode_data=False,
            tls_context=tls if security == "starttls" else None,
            require_starttls=security == "starttls",
            auth_required=auth,
            auth_require_tls=security == "starttls",
            authenticator=made.authenticate,
        )
        sessions.append(session)
        return session

    loop = asyncio.get_running_loop()
    listening = await loop.create_server(connected, "127.0.0.1", port, ssl=tls if security == "tls" else None)
    made.port = listening.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        listening.close()
        for each in sessions:
            if each.transport is not None:
                each.transport.abort()
        # Python 3.11's wait_closed does not wait for connections, such as those whose TLS handshake is failing.
        while listening._active_count:
            await asyncio.sleep(0)
