"""Tells a workspace that its credits run low or that most of a budget is used, once, whatever dies in between.

What is to be told is read off the balance, not off what changed it. It is looked at when a run starts and, as a part of
its end that is repeated until it succeeds, when it is settled. The notification is stored before that is remembered.
"""

from flow_builder.domain.credits import BUDGET_PERCENTS, Month, month_of
from flow_builder.domain.event import Event
from flow_builder.domain.ids import now
from flow_builder.services import notifications
from flow_builder.services.app import App


async def look(app: App, workspace: str, flow: str | None = None) -> None:
    """Tells what there is to tell of the balance, the workspace's budget and a flow's."""
    month = month_of(now())
    terms = await app.stores.ledger.terms(workspace, flow or "", month)
    if terms.account is not None:
        await _low(app, workspace, terms.account.balance, terms.account.filled, terms.budget.low, terms.account.told)
    for whose, used in ((None, terms.of_workspace), (flow, terms.of_flow)):
        if used is not None:
            await _used(app, workspace, whose, used)


async def _low(
    app: App, workspace: str, balance: int, filled: int, thresholds: tuple[int, ...], told: dict[str, int]
) -> None:
    reached = [each for each in thresholds if balance <= each and told.get(str(each)) != filled]
    if not reached:
        return
    lowest = min(reached)
    key = f"low:{lowest}:{filled}"
    text = f"{balance} credits are left. Runs that need more do not start."
    await _tell(app, workspace, key, balance, "Credits run low", text)
    await app.stores.ledger.mark_told(workspace, {**told, **{str(each): filled for each in reached}})


async def _used(app: App, workspace: str, flow: str | None, month: Month) -> None:
    budget = month.budget
    if budget is None:
        return
    percent = max((each for each in BUDGET_PERCENTS if month.used * 100 >= each * budget), default=0)
    if percent <= month.told:
        return
    key = f"budget:{flow or ''}:{month.month}:{budget}:{percent}"
    whose = "the workspace" if flow is None else f"flow {flow}"
    text = f"{month.used} of the {budget} credits of {whose} for {month.month} are used or reserved."
    title = "A budget is used up" if percent >= BUDGET_PERCENTS[-1] else f"{percent} % of a budget is used"
    await _tell(app, workspace, key, max(0, month.left), title, text)
    await app.stores.ledger.mark_month_told(workspace, flow, month.month, percent)


async def _tell(app: App, workspace: str, key: str, left: int, title: str, text: str) -> None:
    data = {"left": left, "key": key, "title": title, "text": text}
    event = Event(type="CreditsLow", workspace=workspace, subject=key, data=data)
    await notifications.hear(app, event)  # stores it; whoever listens to the bus may miss it
    app.bus.publish(event)
