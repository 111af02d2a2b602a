"""What is written of a recording so far."""

from collections.abc import Mapping
from typing import Any

from flow_builder.browser.options import DEFAULT_TIMEOUT_S
from flow_builder.browser.targets import Target
from flow_builder.domain.document import Node
from flow_builder.importers.devtools_recorder.course import MAIN, PLACEHOLDER
from flow_builder.importers.devtools_recorder.selectors import frame_indexes, to_selectors
from flow_builder.importers.literals import plain, said
from flow_builder.importers.report import ImportNote

CODE = frozenset({"expression", "script"})
"""Config fields that are program code, where braces mean nothing else."""
_LONGEST_MS = 30_000
"""The most patience that the Recorder allows."""


class Tape:
    """Collects the steps of a recording, in the page and frame that the flow is in."""

    def __init__(self) -> None:
        self.steps: list[dict[str, Any]] = []
        self.notes: list[ImportNote] = []
        self.node = Node(id="none", key="none", type="none.none")
        """The one that is written."""
        self.page = MAIN
        self.pages = [MAIN]
        self.session: str | None = None
        self.frames: tuple[Target, ...] = ()

    def turn_to(self, node: Node) -> None:
        """Goes on to a node, and reports if a run of the flow is needed to know all of it."""
        self.node = node
        if _is_computed(node.config):
            self.note("A value of it is computed while the flow runs; put what you mean in its place.")

    def note(self, message: str) -> None:
        """Reports that the current node is exported, but not just as it is."""
        self.notes.append(ImportNote(message=message, node=self.node.key))

    def leave_out(self, reason: str) -> None:
        """Reports that the current node is not exported."""
        self.note(f"Left out. {reason}")

    def restore(self) -> bool:
        """Writes the step that the current node stands for, if it is a placeholder, and tells whether it is."""
        node = self.node
        data = node.config.get("data")
        step = data.get(PLACEHOLDER) if node.type == "core.log" and isinstance(data, Mapping) else None
        if not node.disabled or not isinstance(step, dict):
            return False
        self.steps.append(plain(step))
        return True

    def ours(self, session: str) -> bool:
        """Tells whether the current node is of the session that is recorded, the first one."""
        if self.session is None:
            self.session = session
        if session != self.session:
            self.leave_out("The Recorder has one session only.")
        return session == self.session

    def add(self, kind: str, fields: Mapping[str, Any], timeout_s: float | None = None) -> dict[str, Any]:
        """Writes a step in the current page and returns it."""
        step: dict[str, Any] = {"type": kind, **fields}
        if self.page != MAIN:
            step["target"] = self.page
        if timeout_s is not None and timeout_s != DEFAULT_TIMEOUT_S:
            step["timeout"] = min(max(round(timeout_s * 1_000), 1), _LONGEST_MS)
            if timeout_s * 1_000 > _LONGEST_MS:
                self.note("The Recorder waits for 30 seconds at most.")
        self.steps.append(step)
        return step

    def place(self, targets: tuple[Target, ...]) -> dict[str, Any] | None:
        """Returns `selectors` and `frame` of targets; None, and a report, when they cannot be written."""
        frames = frame_indexes((*self.frames, *targets[0].frame))
        same = [target for target in targets if target.frame == targets[0].frame]
        selectors = to_selectors(same)
        if frames is None or selectors is None:
            lacking = "frames are known by their index only" if frames is None else "none of its targets is a selector"
            self.leave_out(f"The Recorder cannot find its element: {lacking}.")
            return None
        if any(not to_selectors([target]) for target in same) or len(same) < len(targets):
            self.note("Some of its targets are left out, as the Recorder has no selectors like them.")
        return {"selectors": selectors, **({"frame": frames} if frames else {})}

    def frame(self, frames: tuple[Target, ...] = ()) -> dict[str, Any] | None:
        """Returns `frame` of a step without an element; None, and a report, when it cannot be written."""
        indexes = frame_indexes((*self.frames, *frames))
        if indexes is None:
            self.leave_out("The Recorder knows frames by their index only.")
            return None
        return {"frame": indexes} if indexes else {}


def _is_computed(value: Any) -> bool:
    match value:
        case str():
            return said(value) is None
        case Mapping():
            return any(_is_computed(each) for name, each in value.items() if name not in CODE)
        case list() | tuple():
            return any(map(_is_computed, value))
        case _:
            return False
