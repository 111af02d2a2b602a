"""What a session needs that its options only name: looked up from credentials when the session is made."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.browser.options import SessionOptions

LookUp = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Credential reference -> its fields, `type` included; whoever gives it sees to it that they are redacted."""


@dataclass(frozen=True, slots=True)
class SessionSecrets:
    """The fields of the credentials that a session's options name; never part of records, logs or facts."""

    endpoint: Mapping[str, Any] | None = None
    """Of type `cdp`: `url`."""
    basic_auth: Mapping[str, Any] | None = None
    """Of type `basic`: `username`, `password`."""
    login: Mapping[str, Any] | None = None
    """Of type `login_state`: `state`, Playwright's storage state as JSON text, and what else *Save login* kept."""
    proxy: Mapping[str, Any] | None = None
    """Of type `proxy`: `server` or `servers`, `username`, `password`."""


NO_SECRETS = SessionSecrets()
"""Of a session that needs none."""


async def look_up(options: SessionOptions, credential: LookUp) -> SessionSecrets:
    """Returns the secrets of a session; NodeError `credential.missing`."""
    choice = options.proxy.credential if options.proxy else None
    named = {
        "endpoint": options.endpoint_credential,
        "basic_auth": options.basic_auth,
        "login": options.login,
        "proxy": choice,
    }
    return SessionSecrets(**{name: await credential(ref) for name, ref in named.items() if ref is not None})
