"""Schedules that nothing calls for by itself: the sweep looks at what is due."""

from flow_builder.domain.schedule import Schedule


class SweptSchedules:
    """Implements Schedules; what is due is looked at within minutes, whenever somebody sweeps."""

    running = True

    async def put(self, schedule: Schedule) -> None:
        """Does nothing: when a schedule is due is in the store."""

    async def remove(self, schedule: Schedule) -> None:
        """Does nothing: it is gone from the store."""
