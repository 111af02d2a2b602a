"""E-mail messages: addresses that cannot smuggle headers in, texts in two forms, files and inline images."""

import hashlib
from collections.abc import Iterable
from email.errors import NonASCIILocalPartDefect
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes.notify._files import File

_POLICY = SMTP.clone(max_line_length=76)
_BREAKS = ("\r", "\n", "\0")


def addresses(texts: str | Iterable[str], field: str) -> list[Address]:
    """Returns the addresses of texts such as `Ada <ada@example.com>, bob@example.com`; NodeError `email.address`.

    International domains come back in their ASCII form, which every server understands.
    """
    found: list[Address] = []
    for text in [texts] if isinstance(texts, str) else texts:
        if text.strip():
            found += _parsed(text, field)
    return found


def _parsed(text: str, field: str) -> list[Address]:
    if any(each in text for each in _BREAKS):
        raise _bad("An address holds a line break.", field)
    header = _POLICY.header_factory("To", text)
    wrong = [each for each in header.defects if not isinstance(each, NonASCIILocalPartDefect)]
    if wrong or any(group.display_name for group in header.groups):
        raise _bad(f"{text!r} is not an e-mail address.", field)
    return [_plain(each, text, field) for each in header.addresses]


def _plain(address: Address, text: str, field: str) -> Address:
    import idna

    if not address.username or not address.domain or "@" in address.domain:
        raise _bad(f"{text!r} is not an e-mail address.", field)
    try:
        domain = address.domain if address.domain.isascii() else idna.encode(address.domain, uts46=True).decode()
    except idna.IDNAError as error:
        raise _bad(f"{address.domain!r} is not a domain.", field) from error
    return Address(address.display_name, address.username, domain)


def _bad(message: str, field: str) -> NodeError:
    return NodeError(message, code="email.address", field=field, hint="Write `name@example.com` or `Name <…>`.")


def compose(
    *, headers: dict[str, Any], text: str | None, html: str | None, files: list[File], identity: str
) -> EmailMessage:
    """Returns a message with these headers; addresses are lists of `Address`.

    A text is derived from the HTML when there is none. The Message-ID comes from `identity`, so that a message that is
    sent again can be told by its receiver.
    """
    people = [each.addr_spec for value in headers.values() if isinstance(value, list) for each in value]
    message = EmailMessage(_POLICY.clone(utf8=not "".join(people).isascii()))
    for name, value in headers.items():
        if value:
            _set(message, name, value)
    message["Date"] = formatdate(localtime=False)
    digest = hashlib.sha256(identity.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{digest}@{headers['From'][0].domain}>"
    message.set_content(text if text is not None else plain_text(html or ""))
    if html is not None:
        message.add_alternative(html, subtype="html")
        _add_images(message, files)
    for each in files:
        if each.inline is None:
            main, sub = _type(each)
            message.add_attachment(each.data, main, sub, filename=each.name)
    return message


def _set(message: EmailMessage, name: str, value: Any) -> None:
    try:
        message[name] = value
    except ValueError as error:
        raise NodeError(
            f"The header {name} cannot hold a line break.", code="email.header", field=f"/{name.lower()}"
        ) from error


def _add_images(message: EmailMessage, files: list[File]) -> None:
    body = message.get_body(("html",))
    assert isinstance(body, EmailMessage)
    for each in files:
        if each.inline is not None:
            main, sub = _type(each)
            body.add_related(each.data, main, sub, cid=f"<{each.inline}>", filename=each.name, disposition="inline")


def _type(file: File) -> tuple[str, str]:
    main, _, sub = file.content_type.partition(";")[0].strip().partition("/")
    # A message within a message, or text in an unknown charset, would be rewritten on the way: these go as bytes.
    return (
        (main, sub)
        if main and sub and main not in {"message", "multipart", "text"}
        else ("application", "octet-stream")
    )


def plain_text(html: str) -> str:
    """Returns what HTML says as text, links behind their words."""
    from selectolax.lexbor import LexborHTMLParser

    from flow_builder.nodes.extract._text import Writer, events

    writer = Writer("inline")
    root = LexborHTMLParser(html).body
    for entering, node in events(root) if root is not None else ():
        (writer.enter if entering else writer.leave)(node)
    return writer.text() + "\n"
