"""Notifications: what happened is told once, and failures of a flow are folded into one.

Each event is told under an id made of what happened, in one transaction with its deliveries and with what is known of
its flow. So it may be told again after a crash, or by several hosts at once, and nothing is told or counted twice.
"""

import asyncio
import random
from typing import Any

from flow_builder.domain.event import Event
from flow_builder.domain.ids import now
from flow_builder.domain.notification import Delivery, FlowState, Notice, Notification, first
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.errors import Conflict, NotFound
from flow_builder.services.app import App
from flow_builder.services.approval_pages import approval_link
from flow_builder.store.notifications import flow_write

_FAILED = frozenset({Status.FAILED, Status.TIMED_OUT})
_LONGEST_TEXT = 2_000
_PAGE = 200
_FLOWS_KNOWN = 10_000


class Outcomes:
    """Tells of runs that ended: of failures, and of the first success after one; a taker of ends.

    Sub-flows are told of by their callers, and trials of single nodes by nobody.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._well: set[tuple[str, str]] = set()
        """Flows that are known not to be failing: of their successes there is nothing to tell."""

    def concerns(self, run: Run) -> bool:
        """Tells whether there may be something to tell of a run's end."""
        if run.parent is not None or run.only is not None:
            return False
        return run.status in _FAILED or (run.status is Status.SUCCEEDED and (run.workspace, run.flow) not in self._well)

    async def take(self, run: Run) -> None:
        """Tells of a run's end, once."""
        flow = (run.workspace, run.flow)
        if run.status in _FAILED:
            await tell_folded(self._app, run.workspace, _failure(run))
            self._well.discard(flow)
        elif run.status is Status.SUCCEEDED:
            if len(self._well) >= _FLOWS_KNOWN:
                self._well.clear()
            self._well.add(flow)
            await _succeeded(self._app, run)


async def hear(app: App, event: Event) -> None:
    """Tells of an event of the bus: an approval that is asked for, a schedule that was disabled, credits that run low."""
    match event.type:
        case "ApprovalRequested":
            await tell(app, event.workspace, _approval(event, await _link(app, event)))
        case "ScheduleDisabled":
            await tell_disabled(app, event.workspace, event.subject)
        case "CreditsLow":
            await tell(app, event.workspace, _credits(event))
        case _:
            return


async def tell(app: App, workspace: str, notice: Notice) -> Notification | None:
    """Tells of an event and returns the notification, None when it was told before."""
    store = app.stores.notifications
    event = notice.id_in(workspace)
    if await store.was_told(workspace, event):
        return None
    notification = first(workspace, notice)
    try:
        await store.tell(event, notification, await _deliveries(app, notification))
    except Conflict:
        return None  # somebody else was faster
    _announce(app, notification)
    return notification


async def tell_disabled(app: App, workspace: str, schedule: str) -> None:
    """Tells that a schedule is disabled, once for each time that happens; nothing when it is not."""
    try:
        found = await app.stores.schedules.get(workspace, schedule)
    except NotFound:
        return  # deleted meanwhile
    if found.disabled is None:
        return
    name = await _flow_name(app, workspace, found.flow)
    notice = Notice(
        kind="schedule_disabled",
        key=f"{found.id}#{found.last_at}",  # it has to come due again before it can be disabled again
        at=now(),
        title=f"A schedule of {name} was disabled",
        text=f"{found.disabled} It starts nothing until it is let go on.",
        flow=found.flow,
        flow_name=name,
        schedule=found.id,
        error=found.error,
    )
    await tell(app, workspace, notice)


async def catch_up(app: App, workspace: str) -> None:
    """Tells of schedules that were disabled by a host that died before it could say so."""
    cursor: str | None = None
    while True:
        found, cursor = await app.stores.schedules.find(workspace, limit=_PAGE, cursor=cursor)
        for each in found:
            if each.disabled is not None:
                await tell_disabled(app, workspace, each.id)
        if cursor is None:
            return


async def tell_folded(app: App, workspace: str, notice: Notice) -> None:
    """Tells of a failure of a flow; those within an hour of the first one are counted by one notification."""
    assert notice.flow is not None
    store = app.stores.notifications
    event, about = notice.id_in(workspace), f"{notice.kind}#{notice.flow}"
    while not await store.was_told(workspace, event):
        state, rev = await store.flow_state(workspace, about)
        before = await _open(app, workspace, state, notice.at)
        notification = first(workspace, notice) if before is None else before[0].again(notice)
        after = state.failed(notice.at)
        if before is None:
            after = after.model_copy(update={"open": notification.id, "opened_at": notice.at})
        news = before is None or not state.failing
        deliveries = await _deliveries(app, notification) if news else []
        known = flow_write(workspace, about, after, rev)
        try:
            await store.tell(event, notification, deliveries, known, rev=before[1] if before else 0)
        except Conflict:
            await step_aside()
            continue
        _announce(app, notification)
        return


async def _open(app: App, workspace: str, state: FlowState, at: int) -> tuple[Notification, int] | None:
    """Returns the notification that counts a flow's failures at a time, and its revision."""
    if not state.folds(at) or state.open is None:
        return None
    try:
        item = await app.stores.notifications.item(workspace, state.open)
    except NotFound:
        return None  # deleted by its reader
    return Notification(**item.doc), item.rev


async def _succeeded(app: App, run: Run) -> None:
    store = app.stores.notifications
    at, about = run.finished_at or now(), f"run_failed#{run.flow}"
    while True:
        state, rev = await store.flow_state(run.workspace, about)
        if not state.recovers(at):
            return
        notice = Notice(
            kind="run_recovered",
            key=run.id,
            at=at,
            title=f"{_named(run)} works again",
            text="The first run after a failure succeeded.",
            flow=run.flow,
            flow_name=run.flow_name,
            run=run.id,
        )
        notification = first(run.workspace, notice)
        known = flow_write(run.workspace, about, state.recovered(at), rev)
        try:
            await store.tell(notification.id, notification, await _deliveries(app, notification), known)
        except Conflict:
            if await store.was_told(run.workspace, notification.id):
                return
            await step_aside()
            continue
        _announce(app, notification)
        return


async def step_aside() -> None:
    """Lets others who tell of the same flow go first."""
    await asyncio.sleep(random.uniform(0.0, 0.01))  # noqa: S311 - spreading load, not secrecy


async def _deliveries(app: App, notification: Notification) -> list[Delivery]:
    return [
        Delivery(
            workspace=notification.workspace,
            channel=each.id,
            notification=notification.id,
            count=notification.count,
            due_at=now(),
        )
        for each in await app.stores.notifications.channels(notification.workspace)
        if each.carries(notification)
    ]


def _announce(app: App, notification: Notification) -> None:
    """Tells the workspace's live feed and whoever delivers."""
    what = "created" if notification.count == 1 else "updated"
    said = {"type": f"notification.{what}", "at": now(), "flow": notification.flow, "run": notification.run}
    app.machine.hub.feed(notification.workspace, {**said, "notification": notification.model_dump(mode="json")})
    app.outbox.set()


def _failure(run: Run) -> Notice:
    error = run.error or {}
    what = "timed out" if run.status is Status.TIMED_OUT else "failed"
    return Notice(
        kind="run_failed",
        key=run.id,
        at=run.finished_at or now(),
        title=f"{_named(run)} {what}",
        text=str(error.get("message") or "")[:_LONGEST_TEXT],
        flow=run.flow,
        flow_name=run.flow_name,
        run=run.id,
        schedule=run.schedule,
        error={name: error[name] for name in ("code", "message", "node") if error.get(name)},
    )


async def _link(app: App, event: Event) -> str:
    """Returns a link to answer an approval by, empty when it is for some people only."""
    pause = await app.stores.runs.pause_by_token(event.subject)
    if pause is None or pause["request"].get("approvers") or not app.url:
        return ""
    return app.url + await approval_link(app, pause)


def _approval(event: Event, link: str) -> Notice:
    data = event.data
    text = str(data.get("message") or data.get("title") or "")[:_LONGEST_TEXT]
    return Notice(
        kind="approval_requested",
        key=event.subject,
        at=event.at,
        title=f"{_short(data.get('flow_name') or 'A flow')} waits for an answer",
        text=f"{text}\n{link}".strip(),
        flow=data.get("flow"),
        flow_name=data.get("flow_name"),
        run=data.get("run"),
    )


def _credits(event: Event) -> Notice:
    data = event.data
    left = data.get("left")
    text = data.get("text") or ("" if left is None else f"{left} credits are left.")
    key = data.get("key") or f"{event.subject}#{event.at}"
    title = data.get("title") or "Credits run low"
    return Notice(kind="credits_low", key=key, at=event.at, title=title, text=text)


def _named(run: Run) -> str:
    return _short(run.flow_name or run.flow)


async def _flow_name(app: App, workspace: str, flow: str) -> str:
    try:
        return _short((await app.stores.flows.get(workspace, flow)).name)
    except NotFound:
        return flow


def _short(text: Any) -> str:
    """Returns a name as it fits into a line."""
    return " ".join(str(text).split())[:200]
