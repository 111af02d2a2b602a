"""Mails to people with accounts: through the SMTP server of the settings, or, without one, into the data folder.

Mails are sent in the background, so that how long an answer takes says nothing about who has an account. Each is kept,
sealed, until the server has taken it: one that is out of order gets it later, also after a restart of the host.
"""

import asyncio
import logging
from collections.abc import Coroutine
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from flow_builder.background import BackgroundJob
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import FlowBuilderError, HostError
from flow_builder.settings import Settings
from flow_builder.store.files import write_whole
from flow_builder.store.mails import Letter, MailStore

FIRST_PAUSE_S = 10.0
_LONGEST_PAUSE_S = 900.0
_LONGEST_REST_S = 60.0
_SHORTEST_REST_MS = 50
_USE_S = 86_400
_LONGEST_S = 60.0
_LEASE_MS = 90_000
"""A mail that was being sent for longer belonged to a host that died."""
_CLOSING_S = 5.0
_FOR_GOOD = frozenset({"email.refused", "email.unsupported"})
"""What another try would not change; a wrong password or certificate is mended by whoever runs the host."""

log = logging.getLogger(__name__)


class Carrier(Protocol):
    """Takes mails to where people find them."""

    async def send(self, to: str, subject: str, text: str) -> None:
        """Sends one mail; raises a FlowBuilderError when that fails."""
        ...

    async def forget(self, to: str) -> None:
        """Removes mails to somebody, where they are still here."""
        ...


class FolderCarrier:
    """Leaves mails in a folder, for hosts without a mail server; whoever runs the host finds them there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, to: str, subject: str, text: str) -> None:
        """Writes one mail as a file that only the host's user can read, and says in the log where it is."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._folder / f"{new_id('mail')}.eml"
        write_whole(path, _message("flow-builder@localhost", to, subject, text).as_bytes(), sync=False)
        log.warning("no mail server is set (FLOW_MAIL): a mail for %s is in %s", to, path)

    async def forget(self, to: str) -> None:
        """Removes the files of mails to somebody."""
        for path in self._folder.glob("*.eml"):
            if message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == to:
                path.unlink()


class SmtpCarrier:
    """Sends mails through an SMTP server; `url` is `smtp://user:password@host:587`, with `smtps` for TLS from the start."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        security = options.get("security", "tls" if parts.scheme == "smtps" else "starttls")
        self._server: dict[str, Any] = {"host": parts.hostname or "", "port": parts.port, "security": security}
        if parts.username:
            self._server |= {"username": unquote(parts.username), "password": unquote(parts.password or "")}
        if "ca" in options:
            self._server["ca"] = Path(options["ca"]).read_text("ascii")
        self._sender = sender

    async def send(self, to: str, subject: str, text: str) -> None:
        """Sends one mail; NodeError `email.*`, HostError `mail.timeout`."""
        from flow_builder.network.client import make_client
        from flow_builder.network.guard import NetworkPolicy
        from flow_builder.nodes.notify._smtp import deliver

        message = _message(self._sender, to, subject, text).as_bytes()
        # The server is of whoever runs the host, who may have one in a network that flows must not reach.
        async with make_client(NetworkPolicy(allow_private=True)) as http:
            try:
                async with asyncio.timeout(_LONGEST_S):
                    await deliver(http, self._server, self._sender, [to], message)
            except TimeoutError as error:
                raise HostError(
                    f"The mail server did not take a mail in {_LONGEST_S:g} s.", code="mail.timeout"
                ) from error

    async def forget(self, to: str) -> None:
        """Does nothing: what was sent is not here."""


class Mail:
    """Sends mails in the background, and does what comes before."""

    def __init__(self, carrier: Carrier, store: MailStore) -> None:
        self._carrier = carrier
        self._store = store
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._job = BackgroundJob(self._work, "mails have to wait", wake=self._wake)

    def start(self) -> None:
        """Begins to send again what was not taken."""
        self._job.start()

    async def send(self, to: str, subject: str, text: str, seconds: int = _USE_S) -> None:
        """Sends a mail now, or keeps it and tries again for as long as it is of use to anybody."""
        letter = await self._store.keep(to, subject, text, seconds, now() + _LEASE_MS)
        await self._carry(letter)

    async def forget(self, to: str) -> None:
        """Removes mails to somebody, where they are still here."""
        await self._store.forget(to)
        await self._carrier.forget(to)

    async def _work(self) -> float:
        """Sends what is due and returns how many seconds to rest."""
        await self.carry_due()
        following = await self._store.next_due()
        if following is None:
            return _LONGEST_REST_S
        return min(max(following - now(), _SHORTEST_REST_MS) / 1_000, _LONGEST_REST_S)

    async def carry_due(self) -> int:
        """Sends what is due and returns how much that was."""
        due = await self._store.due(now())
        for letter in due:
            claimed = await self._store.put_off(letter, now() + _LEASE_MS, attempts=letter.attempts)
            if claimed is not None:
                await self._carry(claimed)
        return len(due)

    async def _carry(self, letter: Letter) -> None:
        try:
            await self._carrier.send(letter.to, letter.subject, letter.text)
        except FlowBuilderError as error:
            attempts = letter.attempts + 1
            pause_s = min(FIRST_PAUSE_S * 3.0**letter.attempts, _LONGEST_PAUSE_S)
            due_at = now() + round(pause_s * 1_000)
            if error.code in _FOR_GOOD or due_at >= letter.until:
                log.error("a mail is given up: %s (%s)", error.message, error.code)  # noqa: TRY400 - no bug of ours
                await self._store.done(letter)
                return
            log.error("a mail has to wait for %d s: %s (%s)", pause_s, error.message, error.code)  # noqa: TRY400 - see above
            await self._store.put_off(letter, due_at, attempts=attempts)
            self._wake.set()
        else:
            await self._store.done(letter)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something that ends in a mail, after the request; what fails is logged."""
        task = asyncio.create_task(_logged(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Waits until all that was asked for so far is done."""
        await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Gives mails under way a few seconds; the next host on this store sends what is left."""
        await self._job.close()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_CLOSING_S)
            for task in late:
                task.cancel()


def carrier(settings: Settings) -> Carrier:
    """Returns what carries the mails of a host."""
    if settings.mail is None:
        return FolderCarrier(settings.data / "mail")
    return SmtpCarrier(settings.mail, settings.mail_from)


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except FlowBuilderError as error:
        log.error("a mail could not be sent: %s (%s)", error.message, error.code)  # noqa: TRY400 - no bug of ours
    except Exception:
        log.exception("a mail could not be sent")


def _message(sender: str, to: str, subject: str, text: str) -> EmailMessage:
    from email.policy import SMTP
    from email.utils import formatdate, make_msgid

    message = EmailMessage(SMTP.clone(utf8=not to.isascii()))
    _, _, domain = sender.rpartition("@")
    message["From"] = Address("Flow Builder", addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message
