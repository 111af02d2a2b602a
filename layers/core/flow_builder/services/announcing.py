"""Tells the bus what happens in runs as they go; their ends are told by `services/ends.py`."""

from collections.abc import Mapping, Sequence
from typing import Any

from flow_builder.domain.event import Event, EventType
from flow_builder.domain.run import Run
from flow_builder.services.bus import Bus

_TYPES: dict[str, EventType] = {
    "run.started": "RunStarted",
    "step.succeeded": "StepExecuted",
    "step.failed": "StepFailed",
    "step.waiting": "ApprovalRequested",
}
_STEP = ("node", "key", "path", "ms", "attempts", "error")
_APPROVAL = ("node", "key", "path", "until", "message")


class Announcer:
    """Makes events of the bus from those of runs, if anybody wants them."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def tell(self, run: Run, events: Sequence[Mapping[str, Any]]) -> None:
        """Tells the bus of a run's next events, which are stored."""
        wanted = {name for name, type_ in _TYPES.items() if self._bus.wants(type_)}
        for event in events:
            if event["type"] in wanted and event.get("kind", "approval") == "approval":
                self._bus.publish(_event(run, event))


def _event(run: Run, event: Mapping[str, Any]) -> Event:
    type_ = _TYPES[event["type"]]
    data: dict[str, Any] = {"flow": run.flow, "flow_name": run.flow_name, "trigger": run.trigger}
    subject = run.id
    if type_ == "ApprovalRequested":
        subject = event["token"]
        data |= {"run": run.id, **{name: event.get(name) for name in _APPROVAL}}
    elif type_ != "RunStarted":
        data |= {name: event[name] for name in _STEP if name in event}
    return Event(type=type_, workspace=run.workspace, subject=subject, at=event["at"], data=data)
