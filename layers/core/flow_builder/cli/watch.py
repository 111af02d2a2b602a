"""Follows a run: a live tree on a terminal, a line per event elsewhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from flow_builder.cli.show import duration, visible

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.tree import Tree

    from flow_builder.cli.client import Client

ENDS = frozenset({"run.succeeded", "run.failed", "run.canceled", "run.timed_out"})
_POLL_S = 20
_MARKS = {
    "pending": ("·", "dim"),
    "running": ("●", "cyan"),
    "waiting": ("◌", "magenta"),
    "retrying": ("↻", "yellow"),
    "succeeded": ("✓", "green"),
    "failed": ("✗", "red"),
    "skipped": ("-", "dim"),
    "canceled": ("⊘", "yellow"),
}


async def events(client: "Client", run: str) -> AsyncIterator[dict[str, Any]]:
    """Yields a run's events as they come, up to its end."""
    after = 0
    while True:
        answer = await client.get(f"/runs/{run}/events", after=after, wait=_POLL_S)
        for event in answer["items"]:
            yield event
            if event["type"] in ENDS:
                return
        after = answer["after"]


async def follow(client: "Client", run: str, *, live: bool) -> None:
    """Shows a run's progress on stderr until it ends."""
    from rich.console import Console

    console = Console(stderr=True)
    if live and console.is_terminal:
        await _follow_live(client, run, console)
        return
    async for event in events(client, run):
        line = event_line(event)
        if line and (live or event["type"] == "step.waiting"):
            typer.echo(line, err=True)


async def _follow_live(client: "Client", run: str, console: Any) -> None:
    from rich.live import Live

    document = await client.get(f"/runs/{run}/document")
    progress = Progress(document)
    with Live(progress.render(), console=console, refresh_per_second=8, transient=False) as screen:
        async for event in events(client, run):
            progress.take(event)
            screen.update(progress.render())


@dataclass(slots=True)
class _State:
    """What is known of one node; inside loops it is counted over the iterations."""

    status: str = "pending"
    counts: dict[str, int] = field(default_factory=dict)
    note: str = ""
    ms: float | None = None
    repeated: bool = False


class Progress:
    """The tree of a flow's nodes with their state, fed by events."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._name = document.get("name", "")
        self._nodes: list[dict[str, Any]] = document.get("nodes", [])
        self._states = {node["id"]: _State() for node in self._nodes}
        self._status = "queued"
        self._logs: list[str] = []

    def take(self, event: dict[str, Any]) -> None:
        """Takes in one event."""
        kind, _, what = event["type"].partition(".")
        if kind == "run":
            self._status = "running" if what == "started" else what
        elif event["type"] == "log":
            self._logs = [*self._logs[-4:], visible(str(event.get("message", "")))]
        elif (state := self._states.get(event.get("node", ""))) is not None:
            self._step(state, what, event)

    def _step(self, state: _State, what: str, event: dict[str, Any]) -> None:
        state.status = "running" if what == "started" else what
        state.repeated = bool(event.get("path"))
        if what in {"succeeded", "failed", "skipped"}:
            state.counts[what] = state.counts.get(what, 0) + 1
            state.ms = event.get("ms")
            state.note = _note(event)
        elif what == "waiting":
            state.note = _waiting(event)
        elif what == "retrying":
            state.note = f"attempt {event['attempt']} failed: {event['error']['message']}"

    def render(self) -> "RenderableType":
        """Returns what is shown now."""
        from rich.console import Group
        from rich.text import Text
        from rich.tree import Tree

        tree = Tree(Text(f"{self._name}  {self._status}", style="bold"))
        self._add(tree, None)
        return Group(tree, *(Text(f"  {line}", style="dim", overflow="ellipsis", no_wrap=True) for line in self._logs))

    def _add(self, branch: "Tree", parent: str | None) -> None:
        for node in self._nodes:
            if node.get("parent") == parent:
                self._add(branch.add(self._label(node)), node["id"])

    def _label(self, node: dict[str, Any]) -> Any:
        from rich.text import Text

        state = self._states[node["id"]]
        mark, style = _MARKS.get(state.status, ("·", ""))
        label = Text.assemble((f"{mark} ", style), node["key"], ("  " + node["type"], "dim"))
        if state.repeated:
            done = ", ".join(f"{count} {name}" for name, count in state.counts.items())
            label.append(f"  {done}", "dim")
        elif state.ms is not None:
            label.append(f"  {duration(state.ms)}", "dim")
        if state.note:
            label.append(f"  {visible(state.note)}", "red" if state.status == "failed" else "dim")
        return label


def event_line(event: dict[str, Any]) -> str | None:
    """Returns an event as one line, or None when it says nothing to people."""
    kind, _, what = event["type"].partition(".")
    if event["type"] == "log":
        return visible(f"{event.get('level', 'info')}: {event.get('key', '')}: {event.get('message', '')}")
    if kind == "run":
        error = event.get("error") or {}
        return visible(f"run {what}" + (f": {error['message']} ({error['code']})" if error else ""))
    if kind != "step" or what in {"started", "skipped"}:
        return None
    place = event["key"] + (f"[{event['path']}]" if event.get("path") else "")
    note = _waiting(event) if what == "waiting" else _note(event)
    if what == "retrying":
        note = f"attempt {event['attempt']}: {event['error']['message']}"
    taken = f" {duration(event['ms'])}" if "ms" in event else ""
    return visible(f"{place} {what}{taken}" + (f", {note}" if note else ""))


def _note(event: dict[str, Any]) -> str:
    if event.get("error"):
        return f"{event['error']['message']} ({event['error']['code']})"
    return f"{event['items']} items" if "items" in event else ""


def _waiting(event: dict[str, Any]) -> str:
    if event.get("kind") == "approval":
        return f"answer with: flow approve {event['token']}"
    if event.get("kind") == "webhook":
        return f"waits for a request to /hooks/wait/{event['token']}"
    return "until its time comes"
