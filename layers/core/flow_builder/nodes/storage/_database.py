"""Where a database is and who asks, from a credential of the type `database`."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from flow_builder.network.connect import Checked, tls_context
from flow_builder.nodes.credential_fields import unfit

Kind = Literal["postgresql", "mysql"]
Tls = Literal["verify", "require", "off"]

FIELD = "/source/credential"
_SCHEMES: dict[str, Kind] = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}
_PORTS: dict[Kind, int] = {"postgresql": 5432, "mysql": 3306}
_MODES: dict[str, Tls] = {
    "verify": "verify",
    "verify-full": "verify",
    "require": "require",
    "off": "off",
    "disable": "off",
}


@dataclass(frozen=True, slots=True)
class Account:
    """A database server and a user of it. `tls` is None when the credential does not say."""

    kind: Kind
    host: str
    port: int
    user: str
    password: str
    database: str
    tls: Tls | None
    authority: str | None

    def security(self, place: Checked) -> Tls:
        """Returns how to connect: verified unless told otherwise, or the server is on this machine itself."""
        return self.tls or ("off" if place.is_this_machine else "verify")

    def tls_context(self, security: Tls) -> ssl.SSLContext:
        """Returns what verifies the server, or takes any for `require`; NodeError `credential.unfit`."""
        try:
            context = tls_context(self.authority)
        except ValueError:
            raise unfit("The credential's `ca` is not a PEM certificate.", FIELD) from None
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT  # servers make certificates of their own that lack some marks
        if security == "require":
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def account_of(fields: Mapping[str, Any]) -> Account:
    """Returns the account of a credential's fields; NodeError `credential.unfit` says what is wrong, without values.

    Fields: `url`, or `kind` (postgresql | mysql), `host`, `port`, `username`, `password` and `database`; with either, `tls`
    (verify | require | off) and `ca` (PEM). Options of the URL other than the TLS mode are refused: a driver would
    take files of this machine and other addresses from them.
    """
    known = {**_from_url(str(fields["url"])), **fields} if fields.get("url") else dict(fields)
    kind = _SCHEMES.get(str(known.get("kind")))
    if kind is None:
        raise unfit(f"The credential's `kind` must be one of {', '.join(_PORTS)}.", FIELD)
    for name in ("host", "username"):
        if not known.get(name):
            raise unfit(f"The credential lacks the field {name!r}.", FIELD)
    tls = known.get("tls") or None
    if tls is not None and tls not in _MODES:
        raise unfit("The credential's `tls` must be one of verify, require, off.", FIELD)
    try:
        port = int(known.get("port") or _PORTS[kind])
    except ValueError:
        raise unfit("The credential's `port` is not a number.", FIELD) from None
    return Account(
        kind=kind,
        host=str(known["host"]),
        port=port,
        user=str(known["username"]),
        password=str(known.get("password") or ""),
        database=str(known.get("database") or ""),
        tls=None if tls is None else _MODES[tls],
        authority=known.get("ca") or None,
    )


def _from_url(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port, options = parts.port, dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise unfit("The credential's `url` cannot be read.", FIELD) from None
    modes = [options.pop(name, None) for name in ("sslmode", "tls")]
    if options:
        raise unfit(f"The credential's `url` has the option {next(iter(options))!r}, which is not supported.", FIELD)
    found = {
        "kind": parts.scheme.partition("+")[0],
        "host": parts.hostname,
        "port": port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": unquote(parts.path.removeprefix("/")),
        "tls": next((each for each in modes if each), None),
    }
    return {name: value for name, value in found.items() if value}
