"""What the post room has received, read from what the services' own clients send."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections import deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import Any, Literal

MOST = 200
"""Messages that are kept; the oldest go first."""
_LONGEST = 200_000

Kind = Literal["slack", "mail", "webhook"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `html` is a mail's, as it came."""

    number: int
    kind: Kind
    sender: str
    to: str
    subject: str
    text: str
    html: str = ""
    files: tuple[tuple[str, int], ...] = ()
    """Names and bytes."""

    def as_json(self) -> dict[str, Any]:
        """Returns the message as the truth tells it."""
        return {
            "number": self.number, "kind": self.kind, "from": self.sender, "to": self.to, "subject": self.subject,
            "text": self.text, "html": self.html, "files": [{"name": name, "bytes": size} for name, size in self.files],
        }  # fmt: skip


class Room:
    """Keeps the last messages; numbers start at 1 and are never used twice."""

    def __init__(self) -> None:
        self.messages: deque[Message] = deque(maxlen=MOST)
        self.count = 0

    def take(self, kind: Kind, *, text: str, sender: str = "", to: str = "", subject: str = "", **more: Any) -> Message:
        """Keeps a message and returns it with its number."""
        self.count += 1
        message = Message(self.count, kind, sender, to, subject[:_LONGEST], text[:_LONGEST], **more)
        self.messages.append(message)
        return message

    def get(self, number: int) -> Message | None:
        """Returns a message that is still kept."""
        return next((each for each in self.messages if each.number == number), None)


def read_mail(data: str) -> dict[str, Any] | None:
    """Returns what a mail holds, given as Base64 as Amazon SES takes it; None when it is none."""
    try:
        mail = message_from_bytes(b64decode(data, validate=True), policy=policy.default)
    except (Base64Error, ValueError):
        return None
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    return {
        "sender": str(mail["From"] or ""),
        "to": str(mail["To"] or ""),
        "subject": str(mail["Subject"] or ""),
        "text": _content(plain).strip(),
        "html": _content(html)[:_LONGEST],
        "files": tuple(
            (each.get_filename() or "file", len(each.get_payload(decode=True))) for each in mail.iter_attachments()
        ),
    }


def _content(part: Any) -> str:
    return str(part.get_content()) if part is not None else ""


def slack_text(body: dict[str, Any]) -> str:
    """Returns what a Slack message says: its text, else the texts of its blocks."""
    if text := str(body.get("text") or ""):
        return text
    blocks = [each for each in body.get("blocks") or [] if isinstance(each, dict)]
    return "\n".join(str(each["text"].get("text", "")) for each in blocks if isinstance(each.get("text"), dict))
