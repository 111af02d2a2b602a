"""Saved logins: a session's cookies and storage as fields of a credential, and a session that begins with them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flow_builder.browser import tabs
from flow_builder.browser.freezing import fill_storage, storage_of, tab_of
from flow_builder.browser.session import Session
from flow_builder.errors import LimitExceeded, NodeError

TYPE = "login_state"
"""The credential type."""
MAX_CHARS = 250_000
"""The longest saved login."""


@dataclass(frozen=True, slots=True)
class SavedLogin:
    """Playwright's storage state, and sessionStorage by origin."""

    storage: dict[str, Any]
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)


async def save(session: Session, *, storage: bool = True) -> dict[str, str]:
    """Returns a credential's fields: `state`, and `session_storage` of the open tabs if they have any.

    Without `storage` only the cookies. Raises LimitExceeded `browser.login_size`.
    """
    state = await storage_of(session) if storage else {"cookies": await session.cookies(), "origins": []}
    fields = {"state": json.dumps(state)}
    if storage:
        found = [await tab_of(session, page) for page in tabs.pages(session)]
        held = {_origin(tab.url): tab.storage for tab in found if tab.storage}
        fields |= {"session_storage": json.dumps(held)} if held else {}
    if (size := sum(map(len, fields.values()))) > MAX_CHARS:
        raise LimitExceeded(
            f"The login takes {size:,} characters; {MAX_CHARS:,} can be saved.",
            code="browser.login_size",
            hint="Turn off `storage` to save the cookies only.",
        )
    return fields


def saved_login(fields: Mapping[str, Any]) -> SavedLogin:
    """Returns the login in a credential; NodeError `browser.login_unreadable`."""
    try:
        storage = json.loads(str(fields["state"]))
        sessions = json.loads(str(fields.get("session_storage") or "{}"))
        return SavedLogin({"cookies": storage["cookies"], "origins": storage.get("origins", [])}, dict(sessions))
    except (KeyError, TypeError, ValueError) as error:
        raise NodeError(
            "The saved login cannot be read.",
            code="browser.login_unreadable",
            hint="Its field `state` is Playwright's storage state as JSON; save the login again with browser.save_login.",
        ) from error


async def restore(session: Session, login: SavedLogin) -> None:
    """Gives a fresh session what its context could not be made with."""
    session.origins = login.storage["origins"]
    for origin, held in login.sessions.items():
        await fill_storage(session, origin, held)
    if login.sessions:
        with session.acting("restore the login"):
            await session.page.goto("about:blank")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
