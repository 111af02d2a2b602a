"""Schedules: what looks at them when they are due."""

from typing import Protocol

from flow_builder.domain.schedule import Schedule


class Schedules(Protocol):
    """Sees to it that a schedule is looked at when it is due; the schedules themselves are in the store."""

    @property
    def running(self) -> bool:
        """Tells whether due schedules are looked at."""
        ...

    async def put(self, schedule: Schedule) -> None:
        """Takes note of a new or changed schedule."""
        ...

    async def remove(self, schedule: Schedule) -> None:
        """Takes note of a schedule that is gone."""
        ...
