"""Whose turn it is at a site, over all processes of a workspace, and the workspace's politeness policy.

Keys (W = workspace, D = domain):

    POLITE#W   POLICY   the policy
    SITE#W     D        next_at, until (the end of a back-off), strikes (refusals in a row), leases {id: expiry}; ms

A site is one item that changes at its revision only, so two processes never take the same turn. A lease that is not
given back, because its process was killed, ends by itself. Processes on several machines should have the same time to
within a second.
"""

import asyncio
import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.ids import new_id, now
from flow_builder.domain.politeness import Politeness, Rules
from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, Item, Put, RevIs, Table

LEASE_S = 120.0
"""A lease that was not given back counts no more after this time."""
MAX_BACKOFF_S = 3_600.0
_FIRST_BACKOFF_S = 5.0
_LONGEST_UNASKED_S = 300.0
"""Without a Retry-After a back-off is 5 s, then twice as long each time up to this."""
_STRIKES_KEPT_MS = 600_000
_KEPT_S = 86_400
_REFUSALS = frozenset({429, 503})
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer to who wants to visit: a `lease` (None when nothing is limited), or the seconds to wait.

    `backing_off` says that the site itself asked for it; `full` that a lease has to be given back first, so that
    asking again sooner may help.
    """

    lease: str | None = None
    wait_s: float = 0.0
    backing_off: bool = False
    full: bool = False


class PolitenessStore:
    """The repository of policies and turns; every method is scoped by workspace. `clock` gives milliseconds."""

    def __init__(self, table: Table, *, clock: Callable[[], int] = now) -> None:
        self.table = table
        self._clock = clock

    async def policy(self, workspace: str) -> Politeness:
        """Returns the workspace's policy; an empty one when none was set."""
        item = await self.table.get(f"POLITE#{workspace}", "POLICY")
        return Politeness() if item is None else Politeness.model_validate(item.doc["policy"])

    async def set_policy(self, workspace: str, policy: Politeness) -> None:
        """Replaces the workspace's policy."""
        doc = {"policy": policy.model_dump(mode="json", exclude_none=True)}
        await self.table.write(Put(Item(f"POLITE#{workspace}", "POLICY", doc)))

    async def take(self, workspace: str, rules: Rules) -> Turn:
        """Takes a turn at a site if there is one now. Writes nothing when nothing is limited."""
        for _ in range(_TRIES):
            item = await self.table.get(f"SITE#{workspace}", rules.domain)
            doc = item.doc if item else {}
            at = self._clock()
            turn = _refused(doc, rules, at)
            if turn is not None or rules.unlimited:
                return turn or Turn()
            lease = new_id("l", at)
            leases = {**_alive(doc, at), lease: at + round(LEASE_S * 1_000)}
            changed = {**doc, "next_at": at + round(rules.delay_s * 1_000), "leases": leases}
            if await self._write(workspace, rules.domain, item, changed, at):
                return Turn(lease)
        raise _busy(rules.domain)

    async def give_back(
        self, workspace: str, domain: str, lease: str | None, status: int | None, retry_after_s: float | None
    ) -> None:
        """Ends a visit. A status of 429 or 503 makes all visitors of the site stay away for a while."""
        refused = status in _REFUSALS
        if lease is None and not refused:
            return
        for _ in range(_TRIES):
            item = await self.table.get(f"SITE#{workspace}", domain)
            doc, at = item.doc if item else {}, self._clock()
            leases = {each: expiry for each, expiry in _alive(doc, at).items() if each != lease}
            changed = {**doc, "leases": leases}
            if refused:
                changed |= _backed_off(doc, at, retry_after_s)
            elif status is not None:
                changed["strikes"] = 0
            if await self._write(workspace, domain, item, changed, at):
                return
        raise _busy(domain)

    async def _write(self, workspace: str, domain: str, before: Item | None, doc: dict[str, Any], at: int) -> bool:
        """Tells whether nobody else was faster."""
        rev = before.rev if before else 0
        ttl = math.ceil(max(at, doc.get("until", 0), doc.get("next_at", 0)) / 1_000) + _KEPT_S
        item = Item(f"SITE#{workspace}", domain, doc, ttl=ttl, rev=rev + 1)
        try:
            await self.table.write(Put(item, RevIs(rev) if before else Absent()))
        except Conflict:
            await asyncio.sleep(random.uniform(0.001, 0.02))  # noqa: S311 - spreading load, not secrecy
            return False
        return True


def _alive(doc: dict[str, Any], at: int) -> dict[str, int]:
    return {lease: expiry for lease, expiry in doc.get("leases", {}).items() if expiry > at}


def _refused(doc: dict[str, Any], rules: Rules, at: int) -> Turn | None:
    """Returns how long to wait, or None when a visit may start now."""
    until, next_at = doc.get("until", 0), doc.get("next_at", 0) if rules.delay_s else 0
    if max(until, next_at) > at:
        return Turn(wait_s=(max(until, next_at) - at) / 1_000, backing_off=until > at)
    leases = _alive(doc, at)
    if rules.concurrency and len(leases) >= rules.concurrency:
        return Turn(wait_s=(min(leases.values()) - at) / 1_000, full=True)
    return None


def _backed_off(doc: dict[str, Any], at: int, asked_s: float | None) -> dict[str, int]:
    forgotten = at > doc.get("until", 0) + _STRIKES_KEPT_MS
    strikes = 0 if forgotten else int(doc.get("strikes", 0))
    own_s = min(_FIRST_BACKOFF_S * 2 ** min(strikes, 10), _LONGEST_UNASKED_S)
    seconds = min(own_s if asked_s is None else asked_s, MAX_BACKOFF_S)
    return {"strikes": strikes + 1, "until": max(doc.get("until", 0), at + round(seconds * 1_000))}


def _busy(domain: str) -> Conflict:
    return Conflict(f"Too many visitors of {domain} at once.", code="politeness.busy")
