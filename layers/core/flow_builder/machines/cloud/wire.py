"""What the state machine asks of a host and what it is answered; `compiler.lower` says what each answer means."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from flow_builder.domain.step import Path, parse_path, path_text

Do: TypeAlias = Literal[
    "region", "begin", "next", "enter", "end", "pause", "hold", "call", "called", "stop", "lost", "finish"
]
Said: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """One call: do something about the part at a node, for the iteration at `path`."""

    do: Do
    at: str
    workspace: str
    run: str
    path: Path = ()
    form: str = ""
    """Shape of the loop that begins; `again` for a region that is asked for again when it is left."""
    most: int = 0
    """Iterations of a batch; 0 for no limit."""
    token: str = ""
    """Of a task that is answered later."""
    error: dict[str, Any] | None = None
    """Why a region was lost, as `{"Error", "Cause"}`."""

    @classmethod
    def read(cls, event: dict[str, Any]) -> "Ask":
        """Returns what a task's parameters ask for; what is unknown is left out."""
        known = {name: event[name] for name in cls.__slots__ if name in event}
        return cls(**{**known, "path": parse_path(event.get("path", ""))})

    def said(self, go: str, path: Path, **more: Any) -> Said:
        """Returns an answer; with it the next task knows run and path again."""
        return {"workspace": self.workspace, "run": self.run, "path": path_text(path), "go": go, **more}
