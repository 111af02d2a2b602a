"""What a session needs that its options only name: looked up from credentials when the session is made."""

import json
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.browser.options import SessionOptions

_TOKEN_CHARS = 16
"""Shorter values of cookies and storage are settings rather than secrets; masking `dark` would hit ordinary text."""

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


def tokens(login: Mapping[str, Any]) -> list[str]:
    """Returns what of a saved login's fields must not be shown: long values without spaces, as tokens are."""
    return sorted({each for value in login.values() for each in _texts(value) if _is_token(each)})


def _texts(value: Any) -> Iterator[str]:
    """Yields the strings in a JSON value, those in JSON within strings too; values of storage often are such."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        inner = _inner(value)
        yield from (value,) if inner is None else _texts(inner)


def _inner(text: str) -> Any:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _is_token(text: str) -> bool:
    return len(text) >= _TOKEN_CHARS and not any(each.isspace() for each in text) and "://" not in text
