"""Finds the one element that a step means, also when the page has changed; never takes another one for it silently.

The first target is what the step means. If it matches nothing, the others are tried in their order; what they find must
be alike to what the first one found in earlier runs (or to the target's own `fingerprint`). If none of them matches, the
page is searched for an element that surely is the one. What was used instead is reported, with targets that match it
alone, to be taken over into the flow.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from playwright.async_api import ElementHandle, Locator
from playwright.async_api import TimeoutError as Late

from flow_builder.browser import failures
from flow_builder.browser.closed_roots import closed_hosts
from flow_builder.browser.identity import SAME, Fingerprint, best, fingerprint, score
from flow_builder.browser.locators import first_present, frame_root
from flow_builder.browser.memory import Memory, key_of
from flow_builder.browser.scripts import script
from flow_builder.browser.targets import Target, describe
from flow_builder.browser.text import well_formed
from flow_builder.errors import NodeError

if TYPE_CHECKING:
    from flow_builder.browser.finding import Finding

Heal = Literal["verify", "strict", "off"]
"""What to do when the first target finds nothing: use others that are verified, none, or others as they are."""

_PATIENCE_S = 10.0
"""Time the targets have, at most, before the page is searched for an element like the one meant."""
_CANDIDATES = 500
_SUGGESTED = 4
_ALONE = "(found, wanted) => found.length === 1 && found[0] === wanted"


@dataclass(frozen=True, slots=True)
class Healer:
    """How one step finds its elements: what is remembered of them, and what it may do about a changed page."""

    memory: Memory = field(default_factory=Memory)
    node: str = ""
    mode: Heal = "off"

    def key(self, target: Target) -> str:
        """Returns the name under which a target of the step is remembered."""
        return key_of(self.node, target)

    def wants(self, target: Target) -> bool:
        """Tells whether a look at the target's element would teach something."""
        return self.mode == "verify" and self.memory.wants(self.key(target))

    async def learn(self, target: Target, looks: dict[str, Any]) -> None:
        """Remembers what the target's element is like."""
        await self.memory.learn(self.key(target), looks)


async def element(session: "Finding", targets: tuple[Target, ...], action: str, timeout_s: float) -> Locator:
    """Returns the locator of the one element that ranked targets mean.

    Raises NodeError `browser.target_missing`, `browser.target_ambiguous`, or `browser.target_changed` when lower-ranked
    targets find something else.
    """
    healer = session.healer
    ranked = targets[:1] if healer.mode == "strict" else targets
    if len(ranked) == 1 and healer.mode != "verify":
        return session.locate(ranked[0])
    with session.acting(action, targets):
        return await _Search(session, ranked, action).run(timeout_s)


class _Search:
    def __init__(self, session: "Finding", targets: tuple[Target, ...], action: str) -> None:
        self._session = session
        self._healer = session.healer
        self._action = action
        self._meant = targets[0]
        again = self._healer.memory.found.get(self._healer.key(self._meant))
        self._targets = targets if again is None else (*targets, again)
        self._locators = [session.locate(each) for each in self._targets]
        self._refused: dict[int, NodeError] = {}

    async def run(self, timeout_s: float) -> Locator:
        clock = asyncio.get_running_loop().time
        start = clock()
        patience = start + min(timeout_s / 2, _PATIENCE_S)
        if (found := await self._ranked(patience, clock)) is not None:
            return found
        if self._healer.mode == "verify" and (found := await self._by_looks()) is not None:
            return found
        if (found := await self._ranked(start + timeout_s, clock)) is not None:
            return found
        raise await self._nothing()

    async def _ranked(self, until: float, clock: Any) -> Locator | None:
        """Returns the best target's locator that may be used, waiting for one."""
        while True:
            open_ = [index for index in range(len(self._locators)) if index not in self._refused]
            present = await first_present([self._locators[index] for index in open_])
            if present is not None:
                if await self._accept(open_[present]):
                    return self._locators[open_[present]]
                continue
            left = until - clock()
            if left <= 0 or not await appears([self._locators[index] for index in open_], left):
                return None

    async def _accept(self, index: int) -> bool:
        """Tells whether what a target found may be used; a fallback must be alike to what was meant."""
        locator = self._locators[index]
        if index == 0:
            await self._look(locator)
            return True
        if (count := await locator.count()) != 1:
            self._refused[index] = failures.ambiguous(count, self._action, self._details(self._targets[index]))
            return False
        value = None
        if self._healer.mode == "verify" and (wanted := await self._wanted()) is not None:
            looks = fingerprint(await locator.evaluate(script("identity"), timeout=2_000))
            value = score(wanted, looks)
            if value < SAME:
                self._refused[index] = self._changed(self._targets[index], wanted, looks, value)
                return False
        handle = await locator.element_handle(timeout=2_000)
        suggested = [self._targets[index], *await self._suggestions(handle, self._targets[index].frame)]
        self._report(describe((self._targets[index],)), value, suggested)
        return True

    async def _look(self, locator: Locator) -> None:
        """Learns what the first target's element is like, unless that is known well enough."""
        key = self._healer.key(self._meant)
        if self._healer.wants(self._meant) and not await self._healer.memory.is_fresh(key):
            await self._healer.memory.learn(key, await locator.evaluate(script("identity"), timeout=2_000))

    async def _wanted(self) -> Fingerprint | None:
        return self._meant.fingerprint or await self._healer.memory.recall(self._healer.key(self._meant))

    async def _by_looks(self) -> Locator | None:
        """Returns the locator of an element that surely is the one meant, if there is one."""
        wanted = await self._wanted()
        if wanted is None or self._meant.nth is not None:
            return None
        root = frame_root(self._session.page, (*self._session.frames, *self._meant.frame))
        about = {"tag": wanted.tag, "role": wanted.role, "limit": _CANDIDATES}
        try:
            looks = await root.evaluate(script("candidates"), about, timeout=2_000)
        except Late:
            return None  # the frame itself is gone
        chosen = best(wanted, [fingerprint(each) for each in looks])
        if chosen is None:
            return None
        pick = "(_, index) => globalThis[Symbol.for('flow_builder.candidates')][index]"
        handle = (await root.evaluate_handle(pick, chosen[0])).as_element()
        suggested = await self._suggestions(handle, self._meant.frame) if handle else []
        if not suggested:
            return None
        self._healer.memory.found[self._healer.key(self._meant)] = suggested[0]
        self._report(fingerprint(looks[chosen[0]]).describe(), chosen[1], suggested)
        return self._session.locate(suggested[0])

    async def _suggestions(self, handle: ElementHandle, frame: tuple[Target, ...]) -> list[Target]:
        """Returns targets that match an element and no other, the ones that last longest first."""
        looks = await handle.evaluate(script("identity"))
        found: list[Target] = []
        for each in await handle.evaluate(script("suggest"), looks):
            target = Target.model_validate({**well_formed(each), "frame": frame})
            alone = len(found) < _SUGGESTED and await self._session.locate(target).evaluate_all(_ALONE, handle)
            if alone:
                found.append(target)
        return found

    def _report(self, used: str, value: float | None, suggested: Sequence[Target]) -> None:
        report(self._session, self._action, self._meant, used, value, suggested)

    def _changed(self, used: Target, wanted: Fingerprint, looks: Fingerprint, value: float) -> NodeError:
        return NodeError(
            f"Cannot {self._action}: nothing on the page matches {describe((self._meant,))}, and {used.describe()} is "
            f"{looks.describe()}, not {wanted.describe()}.",
            code="browser.target_changed",
            hint="Pick the element again. If the targets are meant as alternatives, set `heal` to off.",
            details=self._details(used) | {"wanted": wanted.describe(), "found": looks.describe(), "score": value},
        )

    async def _nothing(self) -> NodeError:
        if self._refused:
            return next(iter(self._refused.values()))
        return await missing(self._session, self._targets, self._action)

    def _details(self, target: Target) -> dict[str, Any]:
        return {"action": self._action, "url": self._session.url, "target": target.describe()}


def report(
    session: "Finding", action: str, meant: Target, used: str, value: float | None, suggested: Sequence[Target]
) -> None:
    """Reports that something else than the first target was used, with targets to take over into the flow."""
    wanted = meant.describe()
    verified = "not verified" if value is None else f"{value:.0%} alike"
    session.log(
        f"{wanted} is not on the page; {used} was used instead ({verified}).",
        level="warning",
        wanted=wanted,
        used=used,
        score=value,
    )
    unique = {each.describe(): each.dump() for each in suggested}
    memory = session.healer.memory
    if memory.keeper is None:
        return
    healed = {"action": action, "wanted": wanted, "target": meant.dump(), "used": used, "score": value}
    memory.healed.append({**healed, "suggested": list(unique.values())})


async def missing(session: "Finding", targets: tuple[Target, ...], action: str) -> NodeError:
    """Returns the error for targets that match nothing; says so if part of the page is closed to all targets."""
    details = {"action": action, "url": session.url, "target": describe((*session.frames, *targets[:1]))}
    details["target"] = " | ".join([details["target"], *(each.describe() for each in targets[1:])])
    error = failures.missing(action, details)
    hosts = await closed_hosts(session.page)
    if hosts:
        error.hint = (
            f"Part of the page is in a closed shadow root ({', '.join(hosts[:3])}), which the page keeps from everybody; "
            "keys still reach it: focus what is before it and use browser.press and browser.type."
        )
        error.details["closed_shadow_roots"] = hosts[:20]
    return error


async def appears(locators: Sequence[Locator], seconds: float) -> bool:
    """Waits until any of the locators matches; tells whether one did in time."""
    waits = [asyncio.ensure_future(each.first.wait_for(state="attached", timeout=seconds * 1_000)) for each in locators]
    if not waits:
        await asyncio.sleep(seconds)
        return False
    try:
        finished, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for each in finished:
            await each
    except Late:
        return False
    finally:
        for each in waits:
            each.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
    return True
