"""What becomes of the dialogs a page opens: alerts, questions, prompts, and "leave this page?"."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from playwright.async_api import Dialog

from flow_builder.browser.finding import Log
from flow_builder.browser.patterns import fits
from flow_builder.browser.storms import Storm, dialog_storm
from flow_builder.errors import NodeError

DialogKind = Literal["alert", "confirm", "prompt", "beforeunload"]

MAX_DIALOGS = 50
"""Dialogs within ten seconds; a page that opens more is closed."""
_REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """How dialogs are answered whose kind and message fit; `once` answers are used up by the first."""

    accept: bool
    text: str | None = None
    message: str | None = None
    kind: DialogKind | None = None
    once: bool = True

    def fits(self, kind: str, message: str) -> bool:
        """Tells whether the answer is for such a dialog."""
        return self.kind in (None, kind) and fits(self.message, message)


@dataclass(frozen=True, slots=True)
class Seen:
    """A dialog that came and went; `default` is what a prompt suggested, `text` what was put into it."""

    kind: str
    message: str
    default: str
    accepted: bool
    text: str | None

    def as_json(self) -> dict[str, Any]:
        """Returns the dialog for outputs."""
        return asdict(self)


@dataclass(eq=False)
class Dialogs:
    """One session's answers and what has been answered; without an answer dialogs are dismissed and logged.

    `on_storm` is called when a page does not stop opening dialogs; these are not answered any more.
    """

    on_storm: Callable[[NodeError], None] = lambda _: None
    _answers: list[Answer] = field(default_factory=list)
    _seen: deque[Seen] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _storm: Storm = field(default_factory=lambda: Storm(MAX_DIALOGS))

    def prepare(self, answer: Answer) -> None:
        """Has coming dialogs answered so; the latest answer that fits wins, and one for all replaces its like."""
        if not answer.once:
            same = (answer.message, answer.kind)
            self._answers = [each for each in self._answers if each.once or (each.message, each.kind) != same]
        self._answers.append(answer)

    async def answer(self, dialog: Dialog, log: Log) -> None:
        """Answers a dialog, which blocks its page until then."""
        kind, message = dialog.type, dialog.message
        if self._storm.rages():
            self.on_storm(dialog_storm(MAX_DIALOGS, message))
            return
        given = self._take(kind, message)
        # Dismissing "leave this page?" would keep the page from navigating or closing.
        accept = given.accept if given is not None else kind == "beforeunload"
        text = given.text if given is not None and kind == "prompt" and accept else None
        if accept:
            await (dialog.accept() if text is None else dialog.accept(text))
        else:
            await dialog.dismiss()
        done = "accepted" if accept else "closed"
        log(f"A dialog was {done}: {message}", kind=kind)
        self._seen.append(Seen(kind, message, dialog.default_value, accept, text))
        self._came.set()

    async def expect(self, message: str | None, kind: DialogKind | None, timeout_s: float) -> Seen:
        """Returns the first dialog that fits of those that no step has asked about, waiting for one if need be.

        Raises NodeError `browser.dialog_missing`.
        """
        wanted = Answer(accept=True, message=message, kind=kind)
        try:
            async with asyncio.timeout(timeout_s):
                while True:
                    for seen in self._seen:
                        if wanted.fits(seen.kind, seen.message):
                            self._seen.remove(seen)
                            return seen
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            raise self._missing(message, kind) from None

    def _missing(self, message: str | None, kind: str | None) -> NodeError:
        came = [f"{seen.kind}: {seen.message[:200]}" for seen in self._seen]
        like = f" like {message!r}" if message else ""
        return NodeError(
            f"No {kind or 'dialog'}{like} came in time.",
            code="browser.dialog_missing",
            retryable=True,
            hint="`details.came` lists the dialogs that came instead." if came else None,
            details={"came": came[-10:]},
        )

    def _take(self, kind: str, message: str) -> Answer | None:
        for answer in reversed(self._answers):
            if answer.fits(kind, message):
                if answer.once:
                    self._answers.remove(answer)
                return answer
        return None
