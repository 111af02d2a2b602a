"""Secrets of a command, which no flow may hold: each becomes a field of a credential that the report asks for."""

import base64
import binascii
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from flow_builder.network.headers import SENSITIVE

_SECRET_HEADER = re.compile(r"token|secret|api-?key|password|session-?id|credential|^x-.*auth", re.IGNORECASE)
_SECRET_QUERY = re.compile(
    r"^(api-?_?key|(access|auth|refresh|id|session|private)?_?-?token|secret|client_secret|password|passwd|pwd|sig|"
    r"signature|x-amz-(signature|security-token|credential))$",
    re.IGNORECASE,
)
_KEY_CHARS = 16
"""A parameter that is just called `key` is a secret when it is as long as one."""
SECRET_FIELD = re.compile(r"passw(or)?d|secret|token|api_?-?key", re.IGNORECASE)


def is_secret(header: str) -> bool:
    """Tells whether a header's value is one to keep."""
    return header.lower() in SENSITIVE or _SECRET_HEADER.search(header) is not None


@dataclass(slots=True)
class Secrets:
    """What a command proves its sender with; values are looked at, never kept."""

    login: bool = False
    """User name and password."""
    digest: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    """By name: the kind of credential that would send it alone."""
    query: list[str] = field(default_factory=list)

    def add_header(self, name: str, value: str) -> None:
        """Takes a header that `is_secret`."""
        scheme, _, rest = value.strip().partition(" ")
        kind = "header"
        if name.lower() == "authorization" and scheme.lower() == "bearer" and rest.strip():
            kind = "bearer"
        elif name.lower() == "authorization" and scheme.lower() == "basic" and _is_login(rest):
            kind = "basic"
        self.headers[name] = kind

    def credential(self) -> tuple[str, list[str], str] | None:
        """Returns type, fields and a description of the credential that sends all of it, or None without secrets.

        Keys in the address are sent only by one that has nothing else to send.
        """
        names = list(self.headers)
        if self.login and not names:
            return "digest" if self.digest else "basic", ["username", "password"], "The user name and password of -u."
        if self.login:
            names = ["Authorization", *(name for name in names if name.lower() != "authorization")]
        if len(names) > 1:
            return "headers", names, f"One field for each of the headers {', '.join(names)}, with its whole value."
        if names:
            return _alone(names[0], self.headers[names[0]])
        if self.query:
            return "api_key", ["query", "key"], f"`query` is {self.query[0]}, `key` its value in the address."
        return None


def _alone(name: str, kind: str) -> tuple[str, list[str], str]:
    match kind:
        case "bearer":
            return "bearer", ["token"], "The token of the header Authorization, without `Bearer`."
        case "basic":
            return "basic", ["username", "password"], "The user name and password of the header Authorization."
        case _:
            return "header", ["name", "value"], f"`name` is {name}, `value` the header's value."


def without_secrets(url: str) -> tuple[str, list[str]]:
    """Returns an address without the parameters of its query that are secrets, and their names."""
    address, mark, query = url.partition("?")
    pairs = query.split("&") if mark else []
    secret = [pair for pair in pairs if _is_secret_pair(*pair.partition("="))]
    kept = "&".join(pair for pair in pairs if pair not in secret)
    names = [unquote_plus(pair.partition("=")[0]) for pair in secret]
    return (f"{address}?{kept}" if kept else address) if secret else url, list(dict.fromkeys(names))


def _is_secret_pair(name: str, _: str, value: str) -> bool:
    plain = unquote_plus(name)
    return bool(value and _SECRET_QUERY.match(plain)) or (plain.lower() == "key" and len(value) >= _KEY_CHARS)


def _is_login(text: str) -> bool:
    try:
        return ":" in base64.b64decode(text.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return False
