"""Whether and how pages that died with their worker can be rebuilt from what was recorded about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from flow_builder.errors import NodeError

Replay = Literal["again", "never"]
"""Whether a step may be applied once more; `nodes.base.NodeType.replay`."""


class Lost(NodeError):
    """The state of a lost page cannot be rebuilt."""

    code = "browser.state_lost"

    def __init__(self, message: str, **rest: Any) -> None:
        hint = "Resume the run from the step that opens the page."
        super().__init__(message, **{"hint": hint, **rest})


@dataclass(frozen=True, slots=True)
class SessionState:
    """One lost session: where its page was, with which options, and whether it sent headers of its own."""

    url: str
    options: dict[str, Any]
    opened: str
    visits: int
    edits: int
    had_headers: bool = False


@dataclass(frozen=True, slots=True)
class Restoration:
    """How to rebuild lost pages: `Sessions.restore(sessions)`, then apply the steps `again`, in order.

    `again` holds indices into the recorded steps: those that filled in the page since it was loaded.
    """

    sessions: dict[str, SessionState]
    again: tuple[int, ...]


def restorable(recorded: Sequence[tuple[Replay, Mapping[str, Any]]]) -> Restoration:
    """Returns how to rebuild the pages as they were after the last recorded step.

    `recorded` holds, in order of recording, every recorded step's replay kind and its `meta` with the facts of
    `Sessions.page_state`. Steps without such facts say nothing. Raises NodeError `browser.state_lost` when a step that
    must not be applied again came after the last navigation of a session that is still open.
    """
    known = [(index, replay, meta["sessions"]) for index, (replay, meta) in enumerate(recorded) if "sessions" in meta]
    if not known:
        return Restoration({}, ())
    last = known[-1][2]
    again: set[int] = set()
    for name in last:
        again |= _to_apply(name, known)
    return Restoration({name: _state(facts) for name, facts in last.items()}, tuple(sorted(again)))


def _state(facts: Mapping[str, Any]) -> SessionState:
    return SessionState(
        url=facts["url"],
        options=dict(facts["options"]),
        opened=facts["opened"],
        visits=facts["visits"],
        edits=facts["edits"],
        had_headers=facts["headers"],
    )


def _to_apply(name: str, known: Sequence[tuple[int, Replay, Mapping[str, Any]]]) -> set[int]:
    """Returns the steps that changed a session's page since its last navigation; Lost if one cannot be repeated."""
    again: set[int] = set()
    lost_by: int | None = None
    before: Mapping[str, Any] = {}
    for index, replay, sessions in known:
        facts = sessions.get(name)
        if facts is None:  # not open: closed since, or not yet opened
            again, lost_by, before = set(), None, {}
            continue
        if (facts["opened"], facts["visits"]) != (before.get("opened"), before.get("visits")):
            again, lost_by = set(), None
        elif facts["edits"] != before["edits"]:
            if replay == "never":
                lost_by = index
            again.add(index)
        before = facts
    if lost_by is not None:
        raise Lost(
            f"The page of session {name!r} cannot be rebuilt: a step changed it that must not be applied twice.",
            details={"session": name, "step": lost_by, "url": before["url"]},
        )
    return again
