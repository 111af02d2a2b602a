"""Events in groups that fit into one frame of a WebSocket."""

from typing import Any

from pydantic_core import to_json

MAX_FRAME_BYTES = 30_000
"""Of one group as JSON; API Gateway's frames end at 32 KB."""

_KEPT = ("seq", "at", "type", "node", "key", "path", "run", "flow")
"""What stays of an event that does not fit into a frame; the rest is in the run's events."""


def frames(events: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Returns events in groups that fit into a frame; one too large by itself loses all but its type and step."""
    groups: list[list[dict[str, Any]]] = []
    room = 0
    for event in events:
        size = len(to_json(event))
        if size > MAX_FRAME_BYTES:
            event, size = _small(event), 500  # noqa: PLW2901 - it stands in for the event
        if size > room:
            groups.append([])
            room = MAX_FRAME_BYTES
        groups[-1].append(event)
        room -= size + 1
    return groups


def _small(event: dict[str, Any]) -> dict[str, Any]:
    return {**{name: event[name] for name in _KEPT if name in event}, "truncated": True}
