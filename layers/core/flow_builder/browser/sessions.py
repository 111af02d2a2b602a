"""One region's sessions by name: what nodes get as `ctx.browser`, and what the engine asks about them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from flow_builder.browser import logins
from flow_builder.browser.captcha.solving import in_the_way
from flow_builder.browser.factory import SessionFactory, Visitor
from flow_builder.browser.failures import crashed
from flow_builder.browser.finding import Log
from flow_builder.browser.freezing import each_tab, freeze, note, thaw, verify
from flow_builder.browser.frozen import Frozen, Tab
from flow_builder.browser.memory import Memory
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.politeness import Sites
from flow_builder.browser.recordings import Recorded
from flow_builder.browser.recovery import Dormant, Revival
from flow_builder.browser.secrets import NO_SECRETS, SessionSecrets
from flow_builder.browser.session import Session
from flow_builder.errors import LimitExceeded, NodeError

if TYPE_CHECKING:
    from playwright.async_api import StorageState

MAX_SESSIONS = 20
"""Sessions of one region at the same time."""
_NOTE_SECONDS = 5.0
"""Time for a browser to say its cookies, which takes it milliseconds; one that hangs holds nothing up."""


class Keeper(Protocol):
    """Keeps sessions at rest, sealed, for the same run."""

    async def keep(self, frozen: Frozen, name: str) -> None:
        """Keeps a session in the place of what was kept of it before."""
        ...

    async def forget(self, name: str) -> None:
        """Drops what is kept of a session."""
        ...


class Sessions:
    """The browser sessions of a region; every open session belongs to one region and is closed at its end.

    Sessions of earlier regions, or of a worker that was lost, are dormant: they are opened again when a step uses them.
    """

    def __init__(self, factory: SessionFactory) -> None:
        self._factory = factory
        self._keeper: Keeper | None = None
        self._dormant: dict[str, Dormant] = {}
        self._noted: dict[str, tuple[str, int]] = {}
        self._noting: asyncio.Task[None] | None = None
        self._sessions: dict[str, Session] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self.memory = Memory()
        """What the flow's elements are like."""
        self.run = ""
        """The run, whose sessions may share a proxy."""
        self.sites: Sites | None = None
        """Who gives turns at sites to the sessions opened from now on."""
        self.keep_recording: Callable[[str, Recorded], Awaitable[None]] | None = None
        """Takes (session's name, recording) when a session ends; without it recordings are dropped."""
        self.recording = False
        """Whether a session records, or did: then closing takes its time."""

    @property
    def count(self) -> int:
        """How many sessions are open."""
        return len(self._sessions)

    def begin(self, dormant: Mapping[str, Dormant], keeper: Keeper) -> None:
        """Takes over the sessions of earlier regions, and who keeps those of this one."""
        self._dormant, self._keeper = dict(dormant), keeper

    async def open(
        self, name: str, options: SessionOptions | None = None, secrets: SessionSecrets = NO_SECRETS
    ) -> Session:
        """Opens a fresh session, with its saved login if it has one, replacing one of the same name.

        Raises HostError `browser.missing`, NodeError `browser.start_failed`, `browser.login_unreadable`, LimitExceeded
        `browser.sessions`.
        """
        if secrets.login is None:
            return await self._open(name, options or SessionOptions(), secrets, None)
        login = logins.saved_login(secrets.login)
        session = await self._open(name, options or SessionOptions(), secrets, login.storage)
        await logins.restore(session, login)
        return session

    async def _open(
        self,
        name: str,
        options: SessionOptions,
        secrets: SessionSecrets,
        storage: dict[str, Any] | None,
        opened: str | None = None,
    ) -> Session:
        self._dormant.pop(name, None)
        self._drop(name)
        while self._closing and len(self._sessions) + len(self._closing) >= MAX_SESSIONS:
            await asyncio.wait(self._closing, return_when=asyncio.FIRST_COMPLETED)
        if len(self._sessions) >= MAX_SESSIONS:
            raise LimitExceeded(
                f"A flow can have {MAX_SESSIONS} browser sessions open at once.", code="browser.sessions"
            )
        state = cast("StorageState | None", storage)
        visitor = Visitor(self.run, opened) if opened else Visitor(self.run)
        session = await self._factory.make(name, options, secrets, state, visitor)
        session.sites = self.sites
        if options.record and self.keep_recording is not None:
            self.recording, session.keep_recording = True, partial(self.keep_recording, name)
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

    async def close_session(self, name: str) -> bool:
        """Closes a session, which goes away while the steps go on; tells whether there was one."""
        dormant = self._dormant.pop(name, None)
        found = self._drop(name) or dormant is not None
        if found and self._keeper is not None:
            await self._settle_notes()
            await self._keeper.forget(name)
        return found

    def _drop(self, name: str) -> bool:
        session = self._sessions.pop(name, None)
        if session is not None:
            closing = asyncio.create_task(self._leave(session))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
        return session is not None

    async def _leave(self, session: Session) -> None:
        """Closes a session when nothing is read from it: an answer that is under way while it closes may never come."""
        await self._settle_notes()
        await session.close()

    def asleep(self, name: str) -> Dormant | None:
        """Returns a session that has to be opened again before a step can use it."""
        return self._dormant.get(name)

    async def wake(self, plan: Revival, secrets: SessionSecrets, log: Log) -> Session:
        """Opens a dormant session again, at the page where it was; the steps on that page are to be done again next.

        Raises what `open` raises, NodeError `browser.state_lost`, and what a navigation raises.
        """
        dormant = self._dormant[plan.name]
        storage = plan.frozen.storage if plan.frozen else None
        session = await self._open(plan.name, plan.options, secrets, storage, plan.opened)
        session.log = log
        try:
            await thaw(session, plan)
        except BaseException:
            self.fall_asleep(plan.name, dormant)
            raise
        return session

    def each_tab(self, plan: Revival) -> Iterator[Tab]:
        """Yields the tabs of a session that was woken, each being the one that steps act on meanwhile."""
        if plan.whole and plan.frozen is not None:
            yield from each_tab(self._sessions[plan.name], plan.frozen)

    async def confirm(self, plan: Revival, *, strict: bool) -> None:
        """Sees to it that a session that was woken is where it was; see `freezing.verify`."""
        session = self._sessions[plan.name]
        await verify(session, plan, strict=strict)
        session.logged_in = plan.frozen.logged_in if plan.frozen else ()
        session.step = None

    def fall_asleep(self, name: str, dormant: Dormant) -> None:
        """Closes a session whose waking failed, so that another attempt begins as the first one did."""
        self._drop(name)
        self._dormant[name] = dormant

    async def freeze(self, names: Callable[[str], bool]) -> list[NodeError]:
        """Keeps the open sessions with such names, and forgets the others; returns what went wrong with them."""
        await self._settle_notes()
        problems: list[NodeError] = []
        if self._keeper is None:
            return problems
        for name, session in tuple(self._sessions.items()):
            try:
                if names(name):
                    await self._keeper.keep(await freeze(session), name)
                elif name in self._noted:
                    await self._keeper.forget(name)
            except NodeError as error:
                problems.append(error)
        return problems

    async def evidence(self, node: str) -> list[tuple[str, bytes, str]]:
        """Returns (name, bytes, content type) of every session's screenshot and HTML; never raises."""
        shown = await asyncio.gather(*(session.evidence() for session in self._sessions.values()))
        return [
            (f"{node}-{name}.{suffix}", data, content_type)
            for name, files in zip(tuple(self._sessions), shown, strict=False)
            for suffix, data, content_type in files
        ]

    async def explain(self, error: NodeError) -> NodeError:
        """Returns what a step's failure is really about: a captcha in the way, or else the error itself."""
        return await in_the_way([session.page for session in self._sessions.values()], error)

    async def page_state(self) -> dict[str, Any]:
        """Returns facts for a step's `meta`: `{"sessions": {name: {...}}}`, and `healed` if targets were healed."""
        for session in self._sessions.values():
            session.note_changes()
        self._note_soon()
        await self.memory.keep()
        healed = self.memory.take_healed()
        asleep = {name: dormant.facts for name, dormant in self._dormant.items()}
        awake = {name: session.facts() for name, session in self._sessions.items()}
        facts: dict[str, Any] = {"sessions": {**asleep, **awake}}
        return facts | ({"healed": healed} if healed else {})

    def _note_soon(self) -> None:
        """Keeps the cookies in the background when a page was loaded since the last time."""
        now = {name: (session.opened, session.visits) for name, session in self._sessions.items()}
        busy = self._noting is not None and not self._noting.done()
        if self._keeper is not None and not busy and now != self._noted:
            changed = [name for name, seen in now.items() if self._noted.get(name) != seen]
            self._noted = now
            self._noting = asyncio.create_task(self._note(self._keeper, changed))

    async def _note(self, keeper: Keeper, names: list[str]) -> None:
        for name in names:
            session = self._sessions.get(name)
            if session is None:
                continue
            with suppress(NodeError, TimeoutError):  # a page that is gone, or hangs, has nothing to keep
                async with asyncio.timeout(_NOTE_SECONDS):
                    noted = await note(session)
                await keeper.keep(noted, name)

    async def _settle_notes(self) -> None:
        """Waits for what is being kept: it must not come after what is kept next."""
        if self._noting is not None:
            await asyncio.wait([self._noting])

    async def close(self) -> None:
        """Closes every session of the region."""
        if self._noting is not None:
            self._noting.cancel()
        sessions, self._sessions = tuple(self._sessions.values()), {}
        await asyncio.gather(*self._closing, *(session.close() for session in sessions))
