"""The browser sessions of one region: woken when a step uses them, and kept at its end for later regions."""

import time
from typing import TYPE_CHECKING, Any

from flow_builder.browser.frozen import Frozen
from flow_builder.browser.recovery import Dormant, Lost, Remembered, Revival, remembered, revival
from flow_builder.browser.secrets import look_up
from flow_builder.domain.plan import Passed, Region
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord, path_text
from flow_builder.engine.context import StepContext
from flow_builder.engine.scope import Scope
from flow_builder.errors import NodeError
from flow_builder.nodes.base import NodeConfig

if TYPE_CHECKING:
    from flow_builder.engine.host import RegionRequest
    from flow_builder.engine.state import RunState

_ANY = "*"


def thread(passed: Passed, path: Path) -> str:
    """Returns the name under which a session is kept on its way from region to region; `path` is a region's."""
    return f"{passed.opener}@{path_text(path[: passed.depth])}"


def page_records(state: "RunState", records: list[StepRecord]) -> list[StepRecord]:
    """Returns what the records of page steps tell of sessions, in order and without the steps' results."""
    return [
        StepRecord(each.node, each.key, each.type, each.path, each.status, seq=each.seq, meta=each.meta)
        for each in sorted(records, key=lambda each: each.seq)
        if state.prepared.steps[each.node].lane == "browser" and each.status is not Status.SKIPPED
    ]


def known_of(state: "RunState", records: list[StepRecord]) -> dict[str, Remembered]:
    """Returns what records of page steps, in order, tell of the sessions open after them."""
    return remembered([(state.prepared[record.node].type.replay, record.meta) for record in records])


def tail(state: "RunState", records: list[StepRecord]) -> list[StepRecord]:
    """Returns those of the records that opening the sessions again needs: from when their pages were loaded on."""
    known = known_of(state, records)
    return records[min((each.since for each in known.values()), default=len(records)) :]


class Pages:
    """Implements browser.sessions.Keeper for one region, and does what the engine has to do with its sessions."""

    def __init__(self, state: "RunState", region: Region, scope: Scope, request: "RegionRequest") -> None:
        self._state = state
        self._region = region
        self._scope = scope
        self._request = request
        self._own = thread(Passed("", region.id, len(request.path)), request.path)
        self._by_key = {step.key: node for node, step in state.prepared.steps.items()}

    async def begin(self) -> None:
        """Tells the browser which sessions are there from before: of earlier regions, or of a worker that was lost."""
        known: dict[str, Dormant] = {}
        own = page_records(self._state, self._request.recorded)
        kept = await self._kept()
        for passed in self._region.takes:
            where = thread(passed, self._request.path)
            records = [*self._request.earlier.get(where, []), *own]
            known = self._dormant(passed.session, records, kept.get(where, {}), kept) | known
        if own:
            known = self._dormant(_ANY, own, {}, kept) | known
        self._state.browser.begin(known, self)

    def _dormant(
        self,
        session: str,
        records: list[StepRecord],
        alone: dict[str, Frozen],
        kept: dict[str, dict[str, Frozen]],
    ) -> dict[str, Dormant]:
        """Returns the sessions with this name (or any); without records, those that were kept."""
        known = known_of(self._state, records)
        if not any("sessions" in each.meta for each in records):
            return {name: Dormant(None, frozen) for name, frozen in alone.items() if session in (name, _ANY)}
        found = {}
        for name, each in known.items():
            if session in (name, _ANY):
                of_it = [some[name] for some in kept.values() if name in some]
                frozen = next((some for some in of_it if some.opened == each.facts["opened"]), None)
                found[name] = Dormant(each, frozen, tuple(records))
        return found

    async def _kept(self) -> dict[str, dict[str, Frozen]]:
        """Returns what was kept, by thread and session."""
        threads = {thread(each, self._request.path) for each in self._region.takes}
        if self._request.recorded or self._request.attempt > 1:
            threads |= {self._own, *(thread(each, self._request.path) for each in self._region.carries)}
        found = {}
        for each in sorted(threads):
            packed = await self._state.backend.sessions_kept(each)
            found[each] = {name: Frozen.unpack(text) for name, text in packed.items()}
        return found

    async def awaken(self, config: NodeConfig, context: StepContext) -> None:
        """Opens the session that a step uses again if it is dormant, and sees to it that it is the same page.

        Raises NodeError `browser.state_lost` when it is not, and what opening a session and a page raises.
        """
        name = getattr(config, "session", None)
        if name is None or not getattr(config, "wakes", True):
            return
        dormant = self._state.browser.asleep(name)
        if dormant is None:
            return
        started = time.monotonic()
        plan = revival(name, dormant.known, dormant.frozen)
        await self._state.browser.wake(plan, await look_up(plan.options, context.credential), context.log)
        try:
            strict = await self._redo(plan, dormant)
            await self._state.browser.confirm(plan, strict=strict)
        except BaseException:
            self._state.browser.fall_asleep(name, dormant)
            raise
        ms = round((time.monotonic() - started) * 1_000)
        self._state.journal.emit("session.opened_again", session=name, node=context.node, url=plan.url, ms=ms)

    async def _redo(self, plan: Revival, dormant: Dormant) -> bool:
        """Applies the steps that had changed the pages; tells whether one on the current page cannot be applied again."""
        strict = False
        for tab in self._state.browser.each_tab(plan):
            for applied in tab.trail:
                prepared = self._state.prepared[self._by_key[applied.step]]
                if prepared.type.replay == "never":
                    strict = strict or (plan.frozen is not None and tab is plan.frozen.tab)
                else:
                    await self._apply(prepared, prepared.type.config.model_validate(applied.config), self._scope)
        for index in plan.again:
            record = dormant.records[index]
            if record.path != self._request.path:
                raise Lost(
                    "The page was filled in within a loop and cannot be filled in again.", details={"step": record.key}
                )
            prepared = self._state.prepared[record.node]
            scope = self._as_it_was()
            await self._apply(prepared, prepared.config(scope.roots), scope)
        return strict

    def _as_it_was(self) -> Scope:
        """Returns the region's scope with the results that it had when its worker was lost."""
        probe = Scope(self._scope.roots, self._scope.parent, self._scope.loop, self._scope.index, self._scope.item)
        probe.values |= self._scope.values
        for record in self._request.recorded:
            if record.path == self._scope.path:
                probe.remember(record)
        return probe

    async def _apply(self, prepared: Any, config: NodeConfig, scope: Scope) -> None:
        try:
            await prepared.type.run(config, StepContext(self._state, prepared.step, scope, None, 1))
        except NodeError as error:
            raise Lost(
                f"The page cannot be filled in again as `{prepared.step.key}` did: {error.message}",
                details={"step": prepared.step.key, **error.details},
            ) from error

    async def rest(self) -> None:
        """Keeps the sessions that later regions use, at the end of the region."""
        names = {each.session for each in self._region.carries}
        started = time.monotonic()
        for error in await self._state.browser.freeze(lambda name: name in names or _ANY in names):
            self._state.journal.emit("session.not_kept", region=self._region.id, code=error.code, message=error.message)
        if names:
            ms = round((time.monotonic() - started) * 1_000)
            self._state.journal.emit("session.kept", region=self._region.id, sessions=sorted(names), ms=ms)

    async def rest_all(self) -> None:
        """Keeps all sessions, in the middle of the region: another worker goes on with it."""
        for error in await self._state.browser.freeze(lambda _: True):
            self._state.journal.emit("session.not_kept", region=self._region.id, code=error.code, message=error.message)

    async def keep(self, frozen: Frozen, name: str) -> None:
        """Keeps a session, sealed by the host."""
        await self._state.backend.session_keep(self._thread(name), name, frozen.pack())

    async def forget(self, name: str) -> None:
        """Drops what is kept of a session."""
        await self._state.backend.session_forget(self._thread(name), name)

    def _thread(self, name: str) -> str:
        marks = (*self._region.carries, *self._region.takes)
        passed = next((each for each in marks if each.session in (name, _ANY)), None)
        return self._own if passed is None else thread(passed, self._request.path)
