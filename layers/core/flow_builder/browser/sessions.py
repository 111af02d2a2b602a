"""One region's sessions by name: what nodes get as `ctx.browser`, and what the engine asks about them."""

import asyncio
from typing import Any

from flow_builder.browser.factory import SessionFactory
from flow_builder.browser.failures import crashed
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.recovery import Lost, SessionState
from flow_builder.browser.session import Session
from flow_builder.errors import LimitExceeded, NodeError

MAX_SESSIONS = 20
"""Sessions of one region at the same time."""


class Sessions:
    """Implements `nodes.base.BrowserRuntime`; every session belongs to one region and dies with it."""

    def __init__(self, factory: SessionFactory) -> None:
        self._factory = factory
        self._sessions: dict[str, Session] = {}

    async def open(self, name: str, options: SessionOptions | None = None) -> Session:
        """Opens a fresh session, replacing one of the same name.

        Raises HostError `browser.missing`, NodeError `browser.start_failed`, LimitExceeded `browser.sessions`.
        """
        await self.close_session(name)
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
        if session.crashed:
            raise crashed({"session": name, "url": session.url})
        return session

    async def close_session(self, name: str) -> bool:
        """Closes a session; tells whether there was one."""
        session = self._sessions.pop(name, None)
        if session is not None:
            await session.close()
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
        return {"sessions": {name: session.facts() for name, session in self._sessions.items()}}

    async def secrets(self) -> dict[str, Any]:
        """Returns what rebuilding the sessions needs and no record may hold: cookies and headers by session name."""
        return {
            name: {"cookies": await session.cookies(), "headers": session.options.headers}
            for name, session in self._sessions.items()
        }

    async def restore(self, state: dict[str, SessionState], secrets: dict[str, Any] | None = None) -> None:
        """Reopens lost sessions with their options and goes to their addresses, with cookies and headers if known.

        Raises NodeError `browser.state_lost` when a session had headers that are not known any more, or its page
        cannot be opened again.
        """
        for name, each in state.items():
            known = (secrets or {}).get(name)
            if each.had_headers and known is None:
                raise Lost(f"The headers of session {name!r} are not known any more.")
            headers = known["headers"] if known else {}
            session = await self.open(name, SessionOptions.model_validate({**each.options, "headers": headers}))
            await session.rebuild(each, known["cookies"] if known else [])

    async def close(self) -> None:
        """Closes every session of the region."""
        sessions, self._sessions = tuple(self._sessions.values()), {}
        await asyncio.gather(*(session.close() for session in sessions))
