"""Who is told of what happens: subscribers of a host's bus, and takers of the ends of runs."""

from flow_builder.services import canaries, credential_upkeep, followups, notifications, schedules
from flow_builder.services.app import App
from flow_builder.services.credits import taker as credits_taker
from flow_builder.services.ends import Taker


def listen(app: App) -> None:
    """Subscribes to the bus of a host what makes notifications of events."""
    app.bus.subscribe(
        lambda event: notifications.hear(app, event), "ApprovalRequested", "ScheduleDisabled", "CreditsLow"
    )
    app.bus.subscribe(lambda event: credential_upkeep.hear(app, event), "CredentialFailed")


def takers(app: App) -> tuple[Taker, ...]:
    """Returns who is concerned by the ends of runs."""
    outcomes = notifications.Outcomes(app)
    return (
        schedules.taker(app),
        followups.error_flow_taker(app),
        followups.listeners_taker(app),
        Taker("notifications", outcomes.concerns, outcomes.take),
        credits_taker(app),
        canaries.taker(app),
    )
