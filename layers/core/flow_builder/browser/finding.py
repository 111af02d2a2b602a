"""How a session finds elements: ranked targets, waiting, and reads in one round trip."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import Any, Literal, Protocol

from playwright.async_api import Error, Locator, Page

from flow_builder.browser import failures
from flow_builder.browser.hand import Hand
from flow_builder.browser.healing import Healer, appears, element, missing, report
from flow_builder.browser.locators import any_of, first_present, locate
from flow_builder.browser.matches import is_replaced, on_matches
from flow_builder.browser.options import DEFAULT_TIMEOUT_S
from flow_builder.browser.scripts import script
from flow_builder.browser.targets import Target, describe
from flow_builder.browser.text import well_formed
from flow_builder.errors import NodeError

State = Literal["visible", "hidden", "attached", "detached"]
"""What can be waited for of an element."""

Level = Literal["debug", "info", "warning", "error"]


class Log(Protocol):
    """Where a session reports dialogs, popups and downloads: a run's log."""

    def __call__(self, message: str, level: Level = "info", **fields: Any) -> None:
        """Adds a line."""
        ...


class Finding(ABC):
    """The part of a session that finds elements on its page."""

    page: Page
    log: Log
    hand: Hand
    patience_s: float = DEFAULT_TIMEOUT_S
    """Seconds that the current step gives the page to answer."""
    frames: tuple[Target, ...] = ()
    """The frames that steps act in, outermost first; see browser.frame."""
    healer: Healer = Healer()
    """How the current step finds its elements."""

    @property
    def url(self) -> str:
        """The page's address now."""
        return self.page.url

    @abstractmethod
    def acting(
        self, action: str, targets: tuple[Target, ...] = (), *, url: str | None = None
    ) -> AbstractContextManager[None]:
        """Maps Playwright's errors in a block to NodeErrors that name action, page and target."""

    def locate(self, target: Target) -> Locator:
        """Returns a target's locator in the frame that the session is in."""
        return locate(self.page, target, self.frames)

    async def element(self, targets: tuple[Target, ...], action: str, timeout_s: float = DEFAULT_TIMEOUT_S) -> Locator:
        """Returns the locator of the one element that ranked targets mean; what a lower one finds is verified.

        Raises NodeError `browser.target_missing`, `browser.target_ambiguous`, `browser.target_changed`; see `healing`.
        """
        return await element(self, targets, action, timeout_s)

    async def find(self, targets: tuple[Target, ...], action: str, timeout_s: float = DEFAULT_TIMEOUT_S) -> Locator:
        """Returns the locator of the best target that matches, for reading lists: it may match many elements.

        With several targets, waits until any matches. Raises NodeError `browser.target_missing`.
        """
        if len(targets) == 1:
            return self.locate(targets[0])
        locators = [self.locate(target) for target in targets]
        with self.acting(action, targets):
            found = await first_present(locators)
            if found is None and await appears(locators, timeout_s):
                found = await first_present(locators)
        if found is None:
            raise await missing(self, targets, action)
        self._note_fallback(targets, found, action)
        return locators[found]

    def _note_fallback(self, targets: tuple[Target, ...], used: int, action: str) -> None:
        if used:
            report(self, action, targets[0], describe((targets[used],)), None, (targets[used], *targets))

    async def on_matches(
        self, action: str, targets: tuple[Target, ...], function: str, argument: Any = None
    ) -> Any | None:
        """Returns what a script makes of the elements of the best target that matches, in one round trip.

        None when nothing matches now, or only a locator can tell; see `matches`. The function gets (elements, argument).
        """
        matched = await self._on_matches(action, targets, function, argument)
        if matched is None:
            return None
        self._note_fallback(targets, matched[0], action)
        return matched[1]

    async def _on_matches(
        self, action: str, targets: tuple[Target, ...], function: str, argument: Any
    ) -> tuple[int, Any] | None:
        if self.frames:
            return None
        with self.acting(action, targets):
            try:
                async with failures.answering(action, self.url, self.patience_s):
                    return await on_matches(self.page, targets, function, argument)
            except Error as error:
                if not is_replaced(error):
                    raise
                return None  # another page was just coming; a locator waits for it

    async def read_all(
        self, targets: tuple[Target, ...], script: str, argument: Any = None, *, many: bool, timeout_s: float
    ) -> list[Any]:
        """Returns what `script` makes of all matching elements, at least one; it gets (elements, argument).

        Raises NodeError `browser.target_missing`, and `browser.target_ambiguous` unless `many` is set.
        """
        found = await self._read_now(targets, script, argument, many=many)
        if found is None:
            locator = await (self.find if many else self.element)(targets, "read", timeout_s)
            with self.acting("read", targets):
                found = await locator.evaluate_all(script, argument)
                if not found:
                    await locator.first.wait_for(state="attached", timeout=timeout_s * 1_000)
                    found = await locator.evaluate_all(script, argument)
        if not found or (len(found) > 1 and not many):
            details = {"action": "read", "url": self.url, "target": describe(targets)}
            raise failures.ambiguous(len(found), "read", details) if found else failures.missing("read", details)
        return [well_formed(each) for each in found]

    async def _read_now(
        self, targets: tuple[Target, ...], function: str, argument: Any, *, many: bool
    ) -> list[Any] | None:
        """Returns what can be read in one round trip; a single element only when the first target finds it."""
        if many:
            found: list[Any] | None = await self.on_matches("read", targets, function, argument)
            return found
        look = self.healer.wants(targets[0])
        wrapped = f"(all, [look, rest]) => [({function})(all, rest), look ? ({script('identity')})(all[0]) : null]"
        matched = await self._on_matches("read", targets[:1], wrapped, [look, argument])
        if matched is None:
            return None
        values: list[Any]
        values, looks = matched[1]
        if looks is not None and len(values) == 1:
            await self.healer.learn(targets[0], looks)
        return values

    async def wait_for(self, targets: tuple[Target, ...], state: State, timeout_s: float) -> None:
        """Waits until any match is visible or attached, or until none is (hidden, detached).

        Raises NodeError `browser.target_missing` when nothing matches in time, else `browser.timeout`.
        """
        union = any_of([self.locate(target) for target in targets])
        seen = union.filter(visible=True) if state in ("visible", "hidden") else union
        try:
            with self.acting(f"find it {state}", targets):
                await seen.first.wait_for(state=state, timeout=timeout_s * 1_000)
        except NodeError as error:
            if error.code not in ("browser.timeout", "browser.target_missing"):
                raise
            raise await self._not_reached(union, targets, state) from error

    async def _not_reached(self, union: Locator, targets: tuple[Target, ...], state: State) -> NodeError:
        details = {"action": "wait", "url": self.url, "target": describe(targets), "state": state}
        with self.acting("wait", targets):
            async with failures.answering("wait", self.url, self.patience_s):
                present = await union.count()
        if not present:
            return await missing(self, targets, "wait")
        message = f"{describe(targets)} is on the page but did not become {state} in time."
        return NodeError(message, code="browser.timeout", retryable=True, details=details)

    async def first_usable(self, targets: tuple[Target, ...]) -> Locator | None:
        """Returns the first match that is visible and enabled, by rank of the targets, or None."""
        for target in targets:
            locator = self.locate(target)
            index: int | None = await self.on_matches("look for an element", (target,), script("usable"))
            if index is None:
                with self.acting("look for an element", targets):
                    index = await locator.evaluate_all(script("usable"))
            if index >= 0:
                return locator.nth(index)
        return None
