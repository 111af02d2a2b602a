"""One region's sessions by name: what nodes get as `ctx.browser`, and what the engine asks about them."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flow_builder.browser.factory import SessionFactory
from flow_builder.browser.failures import crashed
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.recovery import Lost, SessionState
from flow_builder.browser.session import Session
from flow_builder.errors import LimitExceeded, NodeError

Secrets = dict[str, dict[str, Any]]
"""Session name -> its cookies and headers."""

MAX_SESSIONS = 20
"""Sessions of one region at the same time."""


class Sessions:
    """Implements `nodes.base.BrowserRuntime`; every session belongs to one region and dies with it.

    `remember` is told the sessions' secrets whenever a page was loaded; `known` are those of a lost worker. They are
    kept in the host's memory only, never in records.
    """

    def __init__(
        self,
        factory: SessionFactory,
        known: Secrets | None = None,
        remember: Callable[[Secrets], None] | None = None,
    ) -> None:
        self._factory = factory
        self._known = known or {}
        self._remember = remember
        self._remembered: dict[str, tuple[str, int]] = {}
        self._remembering: asyncio.Task[None] | None = None
        self._sessions: dict[str, Session] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self, name: str, options: SessionOptions | None = None) -> Session:
        """Opens a fresh session, replacing one of the same name.

        Raises HostError `browser.missing`, NodeError `browser.start_failed`, LimitExceeded `browser.sessions`.
        """
        self.close_session(name)
        while self._closing and len(self._sessions) + len(self._closing) >= MAX_SESSIONS:
            await asyncio.wait(self._closing, return_when=asyncio.FIRST_COMPLETED)
        if len(self._sessions) >= MAX_SESSIONS:
            raise LimitExceeded(
                f"A flow can have {MAX_SESSIONS} browser sessions open at once.", code="browser.sessions"
            )
        session = await self._factory.make(name, options or SessionOptions())
        self._sessions[name] = session
        return session

    def get(self, name: str) -> Session:
        """Returns an open session; NodeError `browser.no_session`, or `browser.crashed` if its page died."""
        session = self._sessions.get(name)
        if session is None:
            raise NodeError(
                f"No browser session {name!r} is open.",
                code="browser.no_session",
                hint="Put a browser.open step before this one, with the same session name.",
                details={"session": name, "open": sorted(self._sessions)},
            )
        if session.doomed is not None:
            raise session.doomed
        if session.crashed:
            raise crashed({"session": name, "url": session.url})
        return session

    def close_session(self, name: str) -> bool:
        """Closes a session, which goes away while the steps go on; tells whether there was one."""
        session = self._sessions.pop(name, None)
        if session is not None:
            closing = asyncio.create_task(session.close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
        return session is not None

    async def evidence(self, node: str) -> list[tuple[str, bytes, str]]:
        """Returns (name, bytes, content type) of every session's screenshot and HTML; never raises."""
        shown = await asyncio.gather(*(session.evidence() for session in self._sessions.values()))
        return [
            (f"{node}-{name}.{suffix}", data, content_type)
            for name, files in zip(tuple(self._sessions), shown, strict=False)
            for suffix, data, content_type in files
        ]

    async def page_state(self) -> dict[str, Any]:
        """Returns the facts about the open sessions for a step's `meta`: `{"sessions": {name: {...}}}`."""
        self._remember_soon()
        return {"sessions": {name: session.facts() for name, session in self._sessions.items()}}

    async def restore(self, state: Mapping[str, SessionState]) -> None:
        """Reopens lost sessions with their options and goes to their addresses, with cookies and headers if known.

        Raises NodeError `browser.state_lost` when a session had headers that are not known any more.
        """
        for name, each in state.items():
            known = self._known.get(name)
            if each.had_headers and known is None:
                raise Lost(f"The headers of session {name!r} are not known any more.")
            headers = known["headers"] if known else {}
            session = await self.open(name, SessionOptions.model_validate({**each.options, "headers": headers}))
            await session.rebuild(each, known["cookies"] if known else [])

    def _remember_soon(self) -> None:
        """Passes the secrets on in the background when a page was loaded since the last time."""
        now = {name: (session.opened, session.visits) for name, session in self._sessions.items()}
        busy = self._remembering is not None and not self._remembering.done()
        if self._remember is not None and not busy and now != self._remembered:
            self._remembered = now
            self._remembering = asyncio.create_task(self._tell_secrets(self._remember))

    async def _tell_secrets(self, remember: Callable[[Secrets], None]) -> None:
        found: Secrets = {}
        for name, session in tuple(self._sessions.items()):
            with suppress(NodeError):  # a page that is gone has nothing to keep
                found[name] = {"cookies": await session.cookies(), "headers": session.options.headers}
        remember(found)

    async def close(self) -> None:
        """Closes every session of the region."""
        if self._remembering is not None:
            self._remembering.cancel()
        sessions, self._sessions = tuple(self._sessions.values()), {}
        await asyncio.gather(*self._closing, *(session.close() for session in sessions))
