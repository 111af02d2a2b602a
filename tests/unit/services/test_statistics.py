"""Dashboard statistics over the API: totals, hours and days of a timezone, the flows that stand out."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.domain.statistics import DAY_MS, HOUR_MS
from flow_builder.services.statistics import span_starts
from flow_builder.store.statistics import chunks, count_ops
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

TODAY = now() // DAY_MS * DAY_MS


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


async def count(host: Api, *runs: Run) -> None:
    """Counts runs as if they had ended."""
    for chunk in chunks(runs, 100):
        await host.app.stores.runs.table.write(*count_ops(chunk))


def ended(at: int, flow_id: str = "f", status: str = "succeeded", ms: int = 10, **more: Any) -> Run:
    facts: dict[str, Any] = {"workspace": "local", "flow": flow_id, "flow_name": flow_id.upper(), "status": status}
    return Run(id=f"r_{at}_{flow_id}_{status}", started_at=at - ms, finished_at=at, **facts, **more)


async def read(host: Api, **asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = await host.ok("GET", "/statistics", params=asked)
    return found


def runs_by_start(found: dict[str, Any]) -> dict[int, int]:
    return {each["at"]: each["runs"] for each in found["series"] if each["runs"]}


async def test_a_run_is_counted_once_it_has_ended(host: Api) -> None:
    document = flow(
        [
            {"key": "a", "type": "core.merge"},
            {"key": "b", "type": "core.assert", "config": {"that": False, "message": "no"}},
        ],
        ("a>b",),
        id="f",
    )
    await host.ok("POST", "/flows", json=document)
    for _ in range(3):
        await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": "f"})

    async def counted() -> dict[str, Any]:
        found = await read(host)
        return found if found["totals"]["runs"] == 3 else {}

    found = await eventually(counted)
    runs = (await host.ok("GET", "/runs"))["items"]
    totals = found["totals"]
    assert totals["by_status"] == {"failed": 3}
    assert totals["by_trigger"] == {"api": 3}
    assert totals["success_rate"] == 0
    assert totals["steps"] == sum(run["steps_done"] for run in runs) == 6
    assert totals["steps_failed"] == 3
    assert totals["credits"] == sum(run["credits"] for run in runs) == 6
    assert totals["duration"]["sum_ms"] == sum(run["finished_at"] - run["started_at"] for run in runs)
    assert [each["flow"] for each in found["flows"]["failing"]] == ["f"]
    assert sum(each["runs"] for each in found["series"]) == 3


async def test_a_cached_or_skipped_step_costs_nothing(host: Api) -> None:
    nodes: list[dict[str, Any]] = [
        {"key": "when", "type": "core.condition", "config": {"when": True}},
        {"key": "yes", "type": "core.merge"},
        {"key": "no", "type": "core.merge"},
        {"key": "off", "type": "core.merge", "disabled": True},
    ]
    run = await host.run(flow(nodes, ("when.true>yes", "when.false>no", "yes>off")))
    assert run["credits"] == 2


async def test_hours_have_no_gaps(host: Api) -> None:
    await count(host, ended(TODAY - HOUR_MS), ended(TODAY - 1), ended(TODAY + 1))
    found = await read(host, since=TODAY - 2 * HOUR_MS - 5, until=TODAY + HOUR_MS)
    assert found["step"] == "hour"
    assert found["since"] == TODAY - 3 * HOUR_MS
    assert [(each["at"] - TODAY) // HOUR_MS for each in found["series"]] == [-3, -2, -1, 0]
    assert runs_by_start(found) == {TODAY - HOUR_MS: 2, TODAY: 1}
    assert found["totals"]["runs"] == 3


async def test_days_are_those_of_the_timezone(host: Api) -> None:
    # In Tokyo it is nine hours later, all year.
    midnight = TODAY - 3 * DAY_MS - 9 * HOUR_MS
    await count(host, ended(midnight - 1), ended(midnight), ended(midnight + DAY_MS - 1), ended(midnight + DAY_MS))
    asked = {"since": midnight - DAY_MS, "until": midnight + 2 * DAY_MS, "step": "day"}
    tokyo = await read(host, **asked, timezone="Asia/Tokyo")
    assert runs_by_start(tokyo) == {midnight - DAY_MS: 1, midnight: 2, midnight + DAY_MS: 1}
    utc = await read(host, **asked)
    assert all(start % DAY_MS == 0 for start in runs_by_start(utc))
    assert (tokyo["timezone"], utc["timezone"]) == ("Asia/Tokyo", "UTC")


def test_the_day_of_a_clock_change_is_longer_or_shorter() -> None:
    october = 1_792_800_000_000  # the 24th in 2026; on the 25th the clocks of Berlin are set back
    starts = span_starts("day", october, october + 4 * DAY_MS, ZoneInfo("Europe/Berlin"))
    lengths = [later - earlier for earlier, later in pairwise(starts)]
    assert lengths == [DAY_MS, DAY_MS + HOUR_MS, DAY_MS, DAY_MS]
    assert starts[0] <= october < starts[1]


async def test_what_is_older_than_hours_are_kept_is_shown_by_days_of_utc(host: Api) -> None:
    at = TODAY - 60 * DAY_MS
    await count(host, ended(at))
    found = await read(host, since=at - DAY_MS, until=TODAY, timezone="Asia/Tokyo")
    assert (found["timezone"], found["step"], runs_by_start(found)) == ("UTC", "day", {at: 1})


async def test_one_flow_is_shown_alone(host: Api) -> None:
    await count(host, ended(TODAY, "a"), ended(TODAY, "a", "failed"), ended(TODAY, "b"))
    found = await read(host, flow="a")
    assert found["totals"]["by_status"] == {"failed": 1, "succeeded": 1}
    assert found["flows"] == {"busiest": [], "failing": [], "slowest": []}
    assert (await read(host, flow="nobody"))["totals"]["runs"] == 0


@pytest.mark.parametrize("days", [1, 30])
async def test_flows_that_stand_out_are_ranked(host: Api, days: int) -> None:
    runs = [ended(TODAY - number, "busy", ms=1) for number in range(12)]
    runs += [ended(TODAY - number, "bad", "failed", ms=5) for number in range(3)]
    runs += [ended(TODAY, "slow", ms=60_000), ended(TODAY, "worse", "timed_out", ms=900)]
    await count(host, *runs)
    found = await read(host, since=TODAY - days * DAY_MS, until=TODAY + HOUR_MS)
    ranked = {name: [each["flow"] for each in flows] for name, flows in found["flows"].items()}
    assert ranked == {
        "busiest": ["busy", "bad", "slow", "worse"],
        "failing": ["bad", "worse"],
        "slowest": ["slow", "worse", "bad", "busy"],
    }
    assert found["flows"]["slowest"][0]["flow_name"] == "SLOW"
    assert found["ranked_since"] == found["since"]


async def test_at_most_ten_flows_are_named(host: Api) -> None:
    await count(host, *(ended(TODAY, f"f{number:02d}") for number in range(30)))
    found = await read(host)
    assert [each["flow"] for each in found["flows"]["busiest"]] == [f"f{number:02d}" for number in range(10)]


async def test_what_is_under_way_is_counted_by_status(host: Api) -> None:
    document = flow(
        [{"key": "ask", "type": "core.approval", "config": {"message": "?"}}], id="f", settings={"concurrency": 1}
    )
    await host.ok("POST", "/flows", json=document)
    runs = [await host.ok("POST", "/runs", json={"flow": "f"})]

    async def waiting() -> bool:
        return bool((await read(host, flow="f"))["under_way"]["waiting"])

    await eventually(waiting)
    assert (await read(host))["under_way"] == {"queued": 0, "running": 0, "waiting": 1}
    assert (await read(host, flow="g"))["under_way"] == {"queued": 0, "running": 0, "waiting": 0}
    await host.ok("POST", f"/runs/{runs[0]['id']}/cancel")


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"timezone": "Mars/Base"}, "statistics.timezone", "?timezone"),
        ({"timezone": "../etc/passwd"}, "statistics.timezone", "?timezone"),
        ({"since": 10, "until": 10}, "statistics.range", "?since"),
        ({"since": TODAY - 60 * DAY_MS, "step": "hour"}, "statistics.range", "?since"),
        ({"since": 0}, "statistics.range", "?since"),
        ({"until": 5}, "statistics.range", "?until"),
    ],
)
async def test_what_cannot_be_counted_is_refused(host: Api, asked: dict[str, Any], code: str, field: str) -> None:
    said = await host.refused("GET", "/statistics", 422, params=asked)
    assert (said["code"], said["field"]) == (code, field)
