"""Whether and how sessions that are gone can be opened again: from what was recorded about them, and what was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from flow_builder.browser.frozen import Frozen
from flow_builder.browser.options import SessionOptions
from flow_builder.errors import NodeError

Replay = Literal["again", "never"]
"""Whether a step may be applied once more; `nodes.base.NodeType.replay`."""


class Lost(NodeError):
    """A session cannot be opened again as it was."""

    code = "browser.state_lost"

    def __init__(self, message: str, **rest: Any) -> None:
        hint = "Resume the run from the step that opens the page."
        super().__init__(message, **{"hint": hint, **rest})


@dataclass(frozen=True, slots=True)
class Change:
    """A recorded step that changed a page; `index` is its place among the records, `edits` the count after it."""

    index: int
    replay: Replay
    edits: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the records tell of a session: its last facts, and what changed its page since that was loaded."""

    facts: Mapping[str, Any]
    changes: tuple[Change, ...] = ()
    since: int = 0
    """Index of the first record that knows the page as it was loaded last."""


@dataclass(frozen=True, slots=True)
class Dormant:
    """A session that is not open: what the records tell of it, and what was kept of it; one of them is there."""

    known: Remembered | None
    frozen: Frozen | None = None
    records: tuple[Any, ...] = ()
    """The records that `known` was made of."""

    @property
    def facts(self) -> dict[str, Any]:
        """The facts for records of steps that do not concern it."""
        if self.known is not None:
            return dict(self.known.facts)
        assert self.frozen is not None
        plan = revival("", None, self.frozen)
        counts = {"visits": plan.number, "edits": plan.edits}
        options = self.frozen.options
        return {
            "url": plan.url,
            "opened": plan.opened,
            **counts,
            "options": options.facts(),
            "headers": bool(options.headers),
        }


@dataclass(frozen=True, slots=True)
class Revival:
    """How to open a session again: at `url` or as `frozen` says, then the recorded steps `again`, in order."""

    name: str
    options: SessionOptions
    opened: str
    url: str
    number: int
    edits: int
    frozen: Frozen | None = None
    """What was kept of it: cookies and storage, and its tabs if `whole`."""
    whole: bool = False
    again: tuple[int, ...] = ()


def remembered(recorded: Sequence[tuple[Replay, Mapping[str, Any]]]) -> dict[str, Remembered]:
    """Returns what the records tell of the sessions that were open after the last of them.

    `recorded` holds, in order of recording, every recorded step's replay kind and its `meta` with the facts of
    `Sessions.page_state`. Steps without such facts say nothing.
    """
    known = [(index, replay, meta["sessions"]) for index, (replay, meta) in enumerate(recorded) if "sessions" in meta]
    return {name: _of(name, facts, known) for name, facts in known[-1][2].items()} if known else {}


def _of(name: str, last: Mapping[str, Any], known: Sequence[tuple[int, Replay, Mapping[str, Any]]]) -> Remembered:
    """Looks at the records that show the page that the last one shows."""
    same = [
        (index, replay, facts)
        for index, replay, sessions in known
        if (facts := sessions.get(name)) and (facts["opened"], facts["visits"]) == (last["opened"], last["visits"])
    ]
    changes = tuple(
        Change(index, replay, facts["edits"])
        for (_, _, before), (index, replay, facts) in pairwise(same)
        if facts["edits"] != before["edits"]
    )
    return Remembered(last, changes, same[0][0])


def revival(name: str, known: Remembered | None, frozen: Frozen | None) -> Revival:
    """Returns how to open a session again; one of the two must be there.

    Raises NodeError `browser.state_lost` when a step changed the page that must not be applied twice, or when the
    session sent headers that are not known any more.
    """
    if known is None:
        assert frozen is not None
        tab = frozen.tab
        url, number, edits = (tab.url, tab.number, tab.edits) if tab else ("about:blank", 0, 0)
        return Revival(name, frozen.options, frozen.opened, url, number, edits, frozen, whole=tab is not None)
    facts = known.facts
    if frozen is not None and frozen.opened != facts["opened"]:
        frozen = None  # of an earlier session with the same name
    whole = frozen is not None and frozen.tab is not None and frozen.tab.number == facts["visits"]
    applied = frozen.tab.edits if whole and frozen is not None and frozen.tab is not None else -1
    left = [change for change in known.changes if change.edits > applied]
    for change in left:
        if change.replay == "never":
            raise Lost(
                f"The page of session {name!r} cannot be opened as it was: a step that must not be done twice has changed it.",
                details={"session": name, "step": change.index, "url": facts["url"]},
            )
    if frozen is None and facts["headers"]:
        raise Lost(f"The headers of session {name!r} are not known any more.", details={"session": name})
    options = frozen.options if frozen is not None else SessionOptions.model_validate(facts["options"])
    again = tuple(change.index for change in left)
    return Revival(name, options, facts["opened"], facts["url"], facts["visits"], facts["edits"], frozen, whole, again)
