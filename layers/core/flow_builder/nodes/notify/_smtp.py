"""Delivers a message to an SMTP server behind the network guard.

email.auth           the server does not accept user name and password
email.refused        it does not accept the sender, a recipient or the message
email.unavailable    it cannot take the message now, or the connection was lost; retryable
email.tls            no secure connection: the certificate is not acceptable, or the server offers no STARTTLS
email.unsupported    the server lacks what the message needs, such as addresses beyond ASCII
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.connect import Checked, check_host, open_socket, tls_context
from flow_builder.nodes.credential_fields import unfit

if TYPE_CHECKING:
    from aiosmtplib import SMTP, SMTPResponseException

Security = Literal["starttls", "tls", "none"]
_PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
_TEMPORARY = range(400, 500)
_LONGEST_REPLY = 300


async def deliver(
    http: httpx.AsyncClient, credential: Mapping[str, Any], sender: str, recipients: list[str], message: bytes
) -> str:
    """Sends a message and returns what the server said of it; nothing is sent unless it accepts all recipients.

    Addresses beyond ASCII need a server with SMTPUTF8. Waits for ever if the server does: set a limit around it.
    """
    async with _logged_in(http, credential) as client:
        return await _send(client, sender, recipients, message)


async def check_login(http: httpx.AsyncClient, credential: Mapping[str, Any]) -> None:
    """Logs in and sends nothing."""
    async with _logged_in(http, credential):
        pass


@asynccontextmanager
async def _logged_in(http: httpx.AsyncClient, credential: Mapping[str, Any]) -> "AsyncIterator[SMTP]":
    security, port = _security(credential)
    context = None if security == "none" else _trust(credential)
    place = await check_host(http, str(credential["host"]), port)
    with _mapped(place):
        async with _session(place, security, context) as client:
            if credential.get("username"):
                await client.login(str(credential["username"]), str(credential.get("password") or ""))
            yield client


def _security(credential: Mapping[str, Any]) -> tuple[Security, int]:
    security: Security = credential.get("security") or "starttls"
    if security not in _PORTS:
        raise unfit(f"The credential's `security` must be one of {', '.join(_PORTS)}.")
    try:
        return security, int(credential.get("port") or _PORTS[security])
    except ValueError:
        raise unfit("The credential's `port` is not a number.") from None


def _trust(credential: Mapping[str, Any]) -> ssl.SSLContext:
    try:
        return tls_context(credential.get("ca"))
    except ValueError:
        raise unfit("The credential's `ca` is not a PEM certificate.") from None


@asynccontextmanager
async def _session(place: Checked, security: Security, context: ssl.SSLContext | None) -> "AsyncIterator[SMTP]":
    from aiosmtplib import SMTP, SMTPException, SMTPHeloError

    connection = await open_socket(place)
    client = SMTP(
        hostname=place.host,  # what the certificate is checked against; the socket says where the server is
        sock=connection,
        use_tls=security == "tls",
        start_tls=security == "starttls",
        tls_context=context,
        timeout=None,
        local_hostname="localhost",  # looking the machine's own name up can block, and it is nobody's business
    )
    try:
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            try:
                await client.ehlo()
            except SMTPHeloError:
                await client.helo()
        yield client
        with suppress(SMTPException):  # the server has taken the message, whatever it says to a goodbye
            await client.quit()
    finally:
        transport = client.transport
        client.close()
        if isinstance(transport, asyncio.Transport):
            transport.abort()  # closing TLS politely would wait for the server


async def _send(client: "SMTP", sender: str, recipients: list[str], message: bytes) -> str:
    beyond_ascii = not all(each.isascii() for each in (sender, *recipients))
    encoding = "utf-8" if beyond_ascii else "ascii"
    if beyond_ascii and not client.supports_extension("smtputf8"):
        raise NodeError(
            "The mail server does not take addresses with characters beyond ASCII before the @.",
            code="email.unsupported",
        )
    options = ["SMTPUTF8"] if beyond_ascii else []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(message)}")
    await client.mail(sender, options=options, encoding=encoding)
    for each in recipients:
        await client.rcpt(each, encoding=encoding)
    return (await client.data(message)).message


@contextmanager
def _mapped(place: Checked) -> Iterator[None]:
    """Turns what aiosmtplib and the connection raise into this module's errors."""
    from aiosmtplib import SMTPAuthenticationError, SMTPException, SMTPResponseException

    details = {"host": place.host, "port": place.port}
    try:
        yield
    except SMTPAuthenticationError as error:
        temporary = error.code in _TEMPORARY
        raise NodeError(
            f"{place.host} does not accept the user name and password: {_reply(error)}",
            code="email.unavailable" if temporary else "email.auth",
            retryable=temporary,
            details={**details, "reply": error.code},
        ) from error
    except SMTPResponseException as error:
        raise _refused(error, place, details) from error
    except OSError as error:
        problem = error if isinstance(error, ssl.SSLError) else error.__cause__
        if isinstance(problem, ssl.SSLError):
            raise _insecure(problem, place, details) from error
        raise NodeError(
            f"The connection to {place.host}:{place.port} was lost: {error or 'no answer'}",
            code="email.unavailable",
            retryable=True,
            details=details,
        ) from error
    except SMTPException as error:
        code = "email.tls" if "STARTTLS" in str(error) else "email.unsupported"
        raise NodeError(f"{place.host}: {error}", code=code, details=details) from error


def _insecure(problem: ssl.SSLError, place: Checked, details: dict[str, Any]) -> NodeError:
    reason = getattr(problem, "verify_message", None) or problem.reason or "the handshake failed"
    return NodeError(
        f"No secure connection to {place.host}: {reason}.",
        code="email.tls",
        hint="The certificate must be for the host's name; `ca` of the credential names another authority.",
        details=details,
    )


def _refused(error: "SMTPResponseException", place: Checked, details: dict[str, Any]) -> NodeError:
    temporary = error.code in _TEMPORARY
    who = getattr(error, "recipient", None) or getattr(error, "sender", None)
    what = f"the address {who}" if who else "the message"
    verb = "cannot take" if temporary else "refused"
    return NodeError(
        f"{place.host} {verb} {what}: {_reply(error)}",
        code="email.unavailable" if temporary else "email.refused",
        retryable=temporary,
        details={**details, "reply": error.code} | ({"address": who} if who else {}),
    )


def _reply(error: "SMTPResponseException") -> str:
    return f"{error.code} {' '.join(error.message.split())}"[:_LONGEST_REPLY]
