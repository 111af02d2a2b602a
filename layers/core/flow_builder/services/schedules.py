"""Schedules: create, change, pause, list; and what happens when one is due."""

import logging
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from flow_builder.domain import limits
from flow_builder.domain.document import FlowDocument, Node
from flow_builder.domain.event import Event, EventType
from flow_builder.domain.guest import guest_of
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.schedule import Schedule, ScheduleSpec, next_times, shortest_interval_s
from flow_builder.domain.schedule_state import advanced, armed, not_started, settled, started
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.wording import plain_message
from flow_builder.errors import Conflict, FlowBuilderError, InvalidInput, NotFound, StorageError
from flow_builder.services import dead_letters
from flow_builder.services.app import App
from flow_builder.services.ends import Taker
from flow_builder.services.inputs import accept_input
from flow_builder.services.runs import Start, start_run

log = logging.getLogger(__name__)

TRIGGER = "trigger.schedule"
_SHOWN_TIMES = 5


async def create_schedule(app: App, workspace: str, flow: str, spec: ScheduleSpec, name: str = "") -> Schedule:
    """Stores a flow's schedule and arms it.

    Raises NotFound, InvalidInput `schedule.too_often`, `schedule.never`, `input.schema`.
    """
    return await _create(app, workspace, flow, new_id("sched"), spec, name)


async def _create(
    app: App, workspace: str, flow: str, id_: str, spec: ScheduleSpec, name: str, node: str | None = None
) -> Schedule:
    at = now()
    await _check(app, workspace, flow, spec, at)
    schedule = Schedule(
        **spec.model_dump(),
        id=id_,
        workspace=workspace,
        flow=flow,
        name=name,
        node=node,
        created_at=at,
        updated_at=at,
    )
    created = await app.stores.schedules.create(armed(schedule, at))
    await app.clock.put(created)
    return created


async def get_schedule(app: App, workspace: str, schedule: str) -> Schedule:
    """Returns a schedule; NotFound."""
    return await app.stores.schedules.get(workspace, schedule)


async def list_schedules(
    app: App, workspace: str, flow: str | None = None, limit: int = 100, cursor: str | None = None
) -> tuple[list[Schedule], str | None]:
    """Returns schedules by flow and the cursor of the next page."""
    return await app.stores.schedules.find(workspace, flow=flow, limit=limit, cursor=cursor)


async def change_schedule(
    app: App, workspace: str, schedule: str, spec: ScheduleSpec, name: str | None = None, rev: int | None = None
) -> Schedule:
    """Replaces what can be set of a schedule and arms it anew; Conflict `schedule.changed`."""
    before = await _at_rev(app, workspace, schedule, rev)
    at = now()
    await _check(app, workspace, before.flow, spec, at)
    fields = {key: getattr(spec, key) for key in ScheduleSpec.model_fields}
    after = before.model_copy(update={**fields, "name": before.name if name is None else name})
    return await _save(app, armed(after, at))


async def pause_schedule(app: App, workspace: str, schedule: str, *, paused: bool, rev: int | None = None) -> Schedule:
    """Pauses a schedule, or lets it go on, which also ends its being disabled; what came due meanwhile is left out."""
    before = await _at_rev(app, workspace, schedule, rev)
    update: dict[str, Any] = {"paused": paused}
    if paused:
        update["waiting"] = ()
    else:
        update |= {"disabled": None, "failures": 0, "error": None}
    return await _save(app, armed(before.model_copy(update=update), now()))


async def delete_schedule(app: App, workspace: str, schedule: str) -> None:
    """Removes a schedule; runs under way go on. NotFound."""
    before = await app.stores.schedules.get(workspace, schedule)
    await app.stores.schedules.delete(workspace, schedule)
    await app.clock.remove(before)


def upcoming(schedule: Schedule, at: int, count: int = _SHOWN_TIMES) -> list[int]:
    """Returns the next times a schedule comes due; none while it is paused, disabled or over."""
    return next_times(schedule, schedule.created_at, at, count) if schedule.next_at is not None else []


def preview(spec: ScheduleSpec, at: int, count: int = _SHOWN_TIMES) -> list[int]:
    """Returns the next times such a schedule would come due; InvalidInput as for a new one."""
    _check_times(spec, at, limits.MIN_SCHEDULE_INTERVAL_S)
    return next_times(spec, at, at, count)


async def published(
    app: App, workspace: str, flow: str, document: FlowDocument
) -> dict[str, tuple[Node, ScheduleSpec]]:
    """Returns what schedules a document's triggers ask for, by schedule id; InvalidInput for one that cannot be."""
    config = app.catalogue[TRIGGER].config
    at, least_s = now(), await _least_interval_s(app, workspace)
    found: dict[str, tuple[Node, ScheduleSpec]] = {}
    for node in document.nodes:
        if node.type == TRIGGER and not node.disabled:
            try:
                spec = ScheduleSpec.model_validate(config.model_validate(node.config).model_dump())
            except ValidationError as error:
                said = plain_message(error.errors()[0]["msg"])
                raise InvalidInput(
                    f"The schedule of `{node.key}` cannot be used: {said}.",
                    code="schedule.invalid",
                    hint="A schedule is set when the flow is published, so it cannot hold expressions.",
                    details={"node": node.id},
                ) from error
            accept_input(document.input_schema, spec.input)
            _check_times(spec, at, least_s)
            found[f"{flow}.{node.id}"] = node, spec
    return found


async def rest(app: App, workspace: str, flow: str, *, resting: bool = True) -> None:
    """Lets a flow's schedules rest while it is in the trash, and arms them again afterwards."""
    for schedule in await _of_flow(app, workspace, flow):
        await _save(app, armed(schedule.model_copy(update={"resting": resting, "waiting": ()}), now()))


async def follow(
    app: App, workspace: str, flow: str, wanted: Mapping[str, tuple[Node, ScheduleSpec]], *, all_: bool = False
) -> None:
    """Makes a flow's schedules follow its `published` triggers; those made by themselves stay, unless `all_` go."""
    known = {each.id: each for each in await _of_flow(app, workspace, flow) if each.node is not None or all_}
    for id_ in known.keys() - wanted.keys():
        await delete_schedule(app, workspace, id_)
    for id_, (node, spec) in wanted.items():
        name = node.name or node.key
        if id_ not in known:
            await _create(app, workspace, flow, id_, spec, name, node.id)
        elif _spec_of(known[id_]) != spec or known[id_].name != name:
            await change_schedule(app, workspace, id_, spec, name)


async def _of_flow(app: App, workspace: str, flow: str) -> list[Schedule]:
    found: list[Schedule] = []
    cursor: str | None = None
    while True:
        page, cursor = await app.stores.schedules.find(workspace, flow=flow, cursor=cursor)
        found += page
        if cursor is None:
            return found


def _spec_of(schedule: Schedule) -> ScheduleSpec:
    return ScheduleSpec.model_validate(schedule.model_dump(include=set(ScheduleSpec.model_fields)))


async def look(app: App, schedule: Schedule) -> Schedule:
    """Settles ended runs, advances what is due and starts what is claimed; another host's change comes first.

    What comes due while the workspace is in the trash is left out, and counts as no failure.
    """
    try:
        schedule = await _settle(app, schedule)
        if await _in_trash(app, schedule.workspace):
            left_out = schedule.model_copy(update={"waiting": (), "starting": {}})
            return await app.stores.schedules.save(armed(left_out, now()))
        moved = advanced(schedule, now(), lambda: new_id("r"))
        if moved != schedule:
            schedule = await app.stores.schedules.save(moved)
        for run, due in tuple(schedule.starting.items()):
            schedule = await _start(app, schedule, run, due)
    except Conflict as error:
        if error.code != "schedule.changed":
            raise
        return await app.stores.schedules.get(schedule.workspace, schedule.id)
    return schedule


async def _in_trash(app: App, workspace: str) -> bool:
    try:
        await app.environment.admit(workspace)
    except NotFound:
        return True
    return False


def taker(app: App) -> Taker:
    """Returns what looks at a schedule when a run of it ends: another may wait for that, or it may be one too many."""

    async def take(run: Run) -> None:
        try:
            looked = await look(app, await app.stores.schedules.get(run.workspace, run.schedule or ""))
        except NotFound:
            return  # deleted meanwhile
        await app.clock.put(looked)

    return Taker("its schedule", lambda run: run.schedule is not None, take)


async def _settle(app: App, schedule: Schedule) -> Schedule:
    ended: dict[str, Status] = {}
    for run in schedule.open_runs:
        try:
            status = (await app.stores.runs.get(schedule.workspace, run)).status
        except NotFound:
            status = Status.CANCELED  # purged
        if is_final(status):
            ended[run] = status
    after = settled(schedule, ended)
    return schedule if after == schedule else await _saved(app, schedule, after)


async def _start(app: App, schedule: Schedule, run: str, due: int) -> Schedule:
    what = Start(
        flow=schedule.flow,
        input=schedule.input,
        trigger="schedule",
        idempotency_key=f"schedule:{schedule.id}:{due}",
        id=run,
        schedule=schedule.id,
        scheduled_at=due,
    )
    try:
        await start_run(app, schedule.workspace, what)
    except StorageError:
        raise  # the claim stays, and is started when the store works again
    except FlowBuilderError as error:
        await dead_letters.bury(app, schedule.workspace, "schedule", what, error)
        said = {"code": error.code, "message": error.message}
        return await _saved(app, schedule, not_started(schedule, run, said))
    saved = await app.stores.schedules.save(started(schedule, run))
    _tell(app, "ScheduleFired", saved, run=run, scheduled_at=due)
    return saved


async def _saved(app: App, before: Schedule, after: Schedule) -> Schedule:
    """Saves a schedule and tells when that disables it."""
    saved = await app.stores.schedules.save(after)
    if saved.disabled is not None and before.disabled is None:
        _tell(app, "ScheduleDisabled", saved, reason=saved.disabled, error=saved.error)
    return saved


def _tell(app: App, type_: EventType, schedule: Schedule, **data: Any) -> None:
    said = {"flow": schedule.flow, "name": schedule.name, **data}
    app.bus.publish(Event(type=type_, workspace=schedule.workspace, subject=schedule.id, data=said))


async def _check(app: App, workspace: str, flow: str, spec: ScheduleSpec, at: int) -> None:
    document, _, _ = await app.stores.flows.live(workspace, flow)
    accept_input(document.input_schema, spec.input)
    _check_times(spec, at, await _least_interval_s(app, workspace))


async def _least_interval_s(app: App, workspace: str) -> float:
    """Returns the shortest interval that a workspace's schedules may have."""
    guest = await app.stores.guests.standing(guest_of(workspace))
    return limits.MIN_SCHEDULE_INTERVAL_S if guest is None else limits.MIN_GUEST_SCHEDULE_INTERVAL_S


def _check_times(spec: ScheduleSpec, at: int, least_s: float) -> None:
    if not next_times(spec, at, at, 1):
        raise InvalidInput(
            "The schedule never comes due again.", code="schedule.never", field="/timing", hint="Look at its end."
        )
    shortest = shortest_interval_s(spec, at, at)
    if shortest is not None and shortest < least_s:
        raise InvalidInput(
            f"The schedule comes due {shortest:g} s after the time before; the shortest interval is {least_s:g} s.",
            code="schedule.too_often",
            field="/timing",
        )


async def _at_rev(app: App, workspace: str, schedule: str, rev: int | None) -> Schedule:
    found = await app.stores.schedules.get(workspace, schedule)
    return found if rev is None else found.model_copy(update={"rev": rev})


async def _save(app: App, schedule: Schedule) -> Schedule:
    saved = await app.stores.schedules.save(schedule)
    await app.clock.put(saved)
    return saved
