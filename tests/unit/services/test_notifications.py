"""Notifications on a real host: what is told, once, folded; how it is read."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.event import Event
from flow_builder.domain.ids import now
from flow_builder.domain.notification import FOLD_MS, Notice
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.services import notifications
from flow_builder.services.notifications import Outcomes, tell, tell_folded
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

W = "local"
SECOND = 1_000


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


def ended(number: int, status: Status = Status.FAILED, at: int | None = None, **more: Any) -> Run:
    """Returns a run that ended `at`, or `number` seconds after a day ago."""
    when = now() - 86_400_000 + number * SECOND if at is None else at
    error = {"code": "assert.failed", "message": f"It was {number}.", "node": "check"}
    facts = {"flow": "f", "flow_name": "Prices", "error": error if status is Status.FAILED else None, **more}
    return Run(id=f"r_{number}", workspace=W, status=status, finished_at=when, **facts)


async def told(host: Api, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await host.ok("GET", "/notifications", params=query))["items"]
    return found


async def kinds(host: Api) -> list[tuple[str, int]]:
    return [(each["kind"], each["count"]) for each in await told(host)]


def checked(**config: Any) -> dict[str, Any]:
    check = {"key": "check", "type": "core.assert", "config": {"that": "{{ input.ok }}"}, **config}
    return flow([{"key": "go", "type": "trigger.manual"}, check], ("go>check",), name="Prices")


async def test_a_failure_is_told_and_the_first_success_after_it(host: Api) -> None:
    flow_id = (await host.ok("POST", "/flows", json=checked()))["id"]

    async def run(*, ok: bool) -> str:
        body = {"flow": flow_id, "input": {"ok": ok}}
        return str((await host.ok("POST", "/runs", params={"wait": 20}, json=body))["id"])

    await run(ok=True)
    failed = await run(ok=False)
    (notification,) = await eventually(lambda: told(host))
    assert (notification["kind"], notification["title"]) == ("run_failed", "Prices failed")
    assert (notification["run"], notification["flow"]) == (failed, flow_id)
    assert notification["error"]["code"] == "assert.failed"
    works = await run(ok=True)
    (recovered,) = await eventually(lambda: told(host, kind="run_recovered"))
    assert (recovered["run"], recovered["title"]) == (works, "Prices works again")
    await run(ok=True)
    await run(ok=False)
    await eventually(lambda: _has(host, ("run_failed", 2)))
    assert sorted(await kinds(host)) == [("run_failed", 2), ("run_recovered", 1)]


async def _has(host: Api, wanted: tuple[str, int]) -> bool:
    return wanted in await kinds(host)


async def test_failures_within_an_hour_are_one_notification_with_a_count(host: Api) -> None:
    outcomes = Outcomes(host.app)
    for number in (0, 10, 20):
        await outcomes.take(ended(number))
    (notification,) = await told(host)
    assert (notification["count"], notification["run"], notification["text"]) == (3, "r_20", "It was 20.")
    await outcomes.take(ended(FOLD_MS // SECOND + 1))
    await outcomes.take(ended(30, flow="another"))
    assert [each["count"] for each in await told(host, flow="f")] == [1, 3]
    assert [each["count"] for each in await told(host, flow="another")] == [1]


async def test_an_end_that_is_told_again_is_not_counted_again(host: Api) -> None:
    for run in (ended(1), ended(2), ended(3, Status.SUCCEEDED), ended(1), ended(3, Status.SUCCEEDED), ended(2)):
        outcomes = Outcomes(host.app)  # as after a restart
        assert outcomes.concerns(run)
        await outcomes.take(run)
    assert await kinds(host) == [("run_recovered", 1), ("run_failed", 2)]


async def test_64_failures_at_once_are_counted_exactly(host: Api) -> None:
    runs = [ended(number) for number in range(64)]
    await asyncio.gather(*(Outcomes(host.app).take(run) for run in runs * 2))
    (notification,) = await told(host)
    assert notification["count"] == 64


async def test_64_tellings_of_one_event_are_one_notification(host: Api) -> None:
    notice = Notice(kind="credits_low", key="once", at=now(), title="Credits run low")
    results = await asyncio.gather(*(tell(host.app, W, notice) for _ in range(64)))
    assert sum(each is not None for each in results) == 1
    assert await kinds(host) == [("credits_low", 1)]


async def test_runs_that_are_nobodys_business_are_not_told(host: Api) -> None:
    outcomes = Outcomes(host.app)
    assert not outcomes.concerns(ended(1, parent="r_0"))
    assert not outcomes.concerns(ended(1, only=["check"]))
    assert not outcomes.concerns(ended(1, Status.CANCELED))
    await outcomes.take(ended(1, Status.SUCCEEDED))
    assert not outcomes.concerns(ended(2, Status.SUCCEEDED))
    assert outcomes.concerns(ended(3))
    assert await told(host) == []


async def test_a_success_from_before_the_failure_is_no_recovery(host: Api) -> None:
    outcomes = Outcomes(host.app)
    await outcomes.take(ended(5))
    await outcomes.take(ended(4, Status.SUCCEEDED))
    assert await kinds(host) == [("run_failed", 1)]
    await outcomes.take(ended(6, Status.SUCCEEDED))
    assert await kinds(host) == [("run_recovered", 1), ("run_failed", 1)]


async def test_a_failure_from_before_the_recovery_leaves_the_flow_well(host: Api) -> None:
    outcomes = Outcomes(host.app)
    for run in (ended(5), ended(7, Status.SUCCEEDED), ended(6), ended(8, Status.SUCCEEDED)):
        await outcomes.take(run)
    assert sorted(await kinds(host)) == [("run_failed", 2), ("run_recovered", 1)]


async def test_a_notification_that_was_deleted_comes_anew(host: Api) -> None:
    await Outcomes(host.app).take(ended(1))
    (before,) = await told(host)
    await host.ok("DELETE", f"/notifications/{before['id']}")
    await Outcomes(host.app).take(ended(1))
    assert await told(host) == []
    await Outcomes(host.app).take(ended(2))
    (after,) = await told(host)
    assert (after["count"], after["run"]) == (1, "r_2")


async def test_an_approval_is_told_once_although_it_is_asked_again_after_a_restart(tmp_path: Path) -> None:
    ask = flow([{"key": "ask", "type": "core.approval", "config": {"message": "Go on?"}}], name="Careful")
    async with api(tmp_path / "data") as host:
        flow_id = (await host.ok("POST", "/flows", json=ask))["id"]
        run = await host.ok("POST", "/runs", json={"flow": flow_id})
        (notification,) = await eventually(lambda: told(host))
        assert notification["kind"] == "approval_requested"
        assert (notification["run"], notification["title"]) == (run["id"], "Careful waits for an answer")
    async with api(tmp_path / "data") as host:
        heard: list[Event] = []

        async def hear(event: Event) -> None:
            heard.append(event)

        host.app.bus.subscribe(hear, "ApprovalRequested")
        await eventually(lambda: _waiting(host, run["id"]))
        for event in [*heard, *heard]:
            await notifications.hear(host.app, event)
        assert [each["id"] for each in await told(host)] == [notification["id"]]


async def _waiting(host: Api, run: str) -> bool:
    return bool((await host.ok("GET", f"/runs/{run}"))["status"] == "waiting")


async def test_a_disabled_schedule_is_told_also_by_the_next_host(tmp_path: Path) -> None:
    hourly = {"timing": {"kind": "every", "n": 1, "unit": "hours"}, "disable_after": 1}
    async with api(tmp_path / "data") as host:
        flow_id = (await host.ok("POST", "/flows", json=checked()))["id"]
        made = await host.ok("POST", "/schedules", json={"flow": flow_id, "spec": hourly})
        found = await host.app.stores.schedules.get(W, made["id"])
        dead = {"disabled": "The last run failed.", "next_at": None, "last_at": 1_000}
        await host.app.stores.schedules.save(found.model_copy(update=dead))  # and the host dies before it can tell
        assert await told(host) == []
    for _ in range(2):
        async with api(tmp_path / "data") as host:
            (notification,) = await told(host)
            assert (notification["kind"], notification["schedule"]) == ("schedule_disabled", made["id"])
            await notifications.hear(host.app, Event(type="ScheduleDisabled", workspace=W, subject=made["id"]))
            assert len(await told(host)) == 1


async def test_reading_one_many_and_all(host: Api) -> None:
    for number in range(5):
        await Outcomes(host.app).take(ended(number, flow=f"f{number}"))
    first, second, *_ = await told(host)
    assert (await host.ok("GET", "/notifications/unread")) == {"unread": 5, "more": False}
    assert (await host.ok("POST", f"/notifications/{first['id']}/read"))["read"] is True
    assert (await host.ok("POST", "/notifications/read", json={"ids": [second["id"], "gone"]})) == {"marked": 1}
    assert (await host.ok("GET", "/notifications/unread"))["unread"] == 3
    assert [each["flow"] for each in await told(host, unread=True)] == ["f2", "f1", "f0"]
    ordered = await told(host, order="unread_first")
    assert [each["flow"] for each in ordered] == ["f2", "f1", "f0", "f4", "f3"]
    assert (await host.ok("POST", f"/notifications/{first['id']}/read", json={"read": False}))["read"] is False
    assert (await host.ok("POST", "/notifications/read", json={})) == {"marked": 4}
    assert (await host.ok("GET", "/notifications/unread"))["unread"] == 0


async def test_one_more_failure_makes_a_notification_unread_again(host: Api) -> None:
    await Outcomes(host.app).take(ended(1))
    await host.ok("POST", "/notifications/read", json={})
    await Outcomes(host.app).take(ended(2))
    assert (await host.ok("GET", "/notifications/unread"))["unread"] == 1


async def test_pages_of_a_list_are_whole(host: Api) -> None:
    for number in range(7):
        await Outcomes(host.app).take(ended(number, flow=f"f{number}"))
    found: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": 3, "order": "unread_first", **({"cursor": cursor} if cursor else {})}
        page = await host.ok("GET", "/notifications", params=query)
        found += [each["flow"] for each in page["items"]]
        if (cursor := page["cursor"]) is None:
            break
    assert found == [f"f{number}" for number in reversed(range(7))]


async def test_the_live_feed_of_the_workspace_tells_of_it(host: Api) -> None:
    hub = host.app.machine.hub
    before = hub.heard(W, None).last
    await Outcomes(host.app).take(ended(1))
    await Outcomes(host.app).take(ended(2))
    events = hub.heard(W, before).events
    assert [each["type"] for each in events] == ["notification.created", "notification.updated"]
    assert events[1]["notification"]["count"] == 2


async def test_another_workspaces_notification_is_not_found(host: Api) -> None:
    notice = Notice(kind="run_failed", key="r", at=now(), title="Failed", flow="f")
    await tell_folded(host.app, "elsewhere", notice)
    assert await told(host) == []
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/read")):
        said = await host.refused(method, f"/notifications/{notice.id_in('elsewhere')}{path}", 404)
        assert said["code"] == "notification.not_found"
