"""Steps of a run, level by level."""

from typing import Any

import pytest

from tests.support.api import Api
from tests.support.machine import flow


def loop(key: str, over: dict[str, Any], parent: str | None = None, **config: Any) -> dict[str, Any]:
    return {"key": key, "type": "core.loop", "parent": parent, "config": {"over": over, **config}}


def check(key: str, that: str, parent: str | None = None, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": "core.assert", "parent": parent, "config": {"that": that}, **more}


NESTED = flow(
    [
        check("before", "{{ true }}"),
        loop("rows", {"kind": "count", "times": 5}, on_item_error="collect"),
        check("odd", "{{ index !== 3 }}", "rows"),
        loop("cells", {"kind": "count", "times": 3}, "rows"),
        check("cell", "{{ steps.rows.index < 2 || index < 2 }}", "cells", on_error="continue"),
        loop("others", {"kind": "count", "times": 9}),
        check("other", "{{ true }}", "others"),
    ],
    ["before>rows", "odd>cells"],
)


@pytest.fixture
async def run(host: Api) -> str:
    found = await host.run(NESTED)
    assert found["status"] == "succeeded", found
    return str(found["id"])


async def keys(host: Api, run: str, **params: Any) -> list[tuple[str, str]]:
    found = await host.ok("GET", f"/runs/{run}/steps", params=params)
    assert found["cursor"] is None
    return [(each["key"], each["path"]) for each in found["items"]]


async def test_the_outermost_level_alone(host: Api, run: str) -> None:
    assert sorted(await keys(host, run, path="")) == [("before", ""), ("others", ""), ("rows", "")]


async def test_a_loop_by_iteration(host: Api, run: str) -> None:
    found = await host.ok("GET", f"/runs/{run}/steps/rows/iterations")
    assert [(each["index"], each["path"], each["status"]) for each in found["items"]] == [
        (0, "0", "succeeded"),
        (1, "1", "succeeded"),
        (2, "2", "succeeded"),
        (3, "3", "failed"),
        (4, "4", "succeeded"),
    ]
    assert found["items"][0]["steps"] == {"succeeded": 2}
    assert found["items"][3]["steps"] == {"failed": 1}
    assert found["items"][3]["error"]["node"] == "odd"
    assert found["items"][3]["finished_at"] >= found["items"][3]["started_at"]
    assert found["cursor"] is None


async def test_the_steps_of_one_iteration(host: Api, run: str) -> None:
    assert sorted(await keys(host, run, parent="rows", path="4")) == [("cells", "4"), ("odd", "4")]
    assert await keys(host, run, parent="others", path="4") == [("other", "4")]
    assert sorted(await keys(host, run, path="4")) == [("cells", "4"), ("odd", "4"), ("other", "4")]


async def test_a_loop_in_a_loop(host: Api, run: str) -> None:
    found = await host.ok("GET", f"/runs/{run}/steps/cells/iterations", params={"path": "4"})
    assert [each["path"] for each in found["items"]] == ["4.0", "4.1", "4.2"]
    # A failure that the flow goes on after is no failure of the iteration.
    assert [each["status"] for each in found["items"]] == ["succeeded"] * 3
    assert found["items"][2]["steps"] == {"failed": 1}
    assert await keys(host, run, parent="cells", path="4.2") == [("cell", "4.2")]
    assert (await host.ok("GET", f"/runs/{run}/steps/cells/iterations", params={"path": "3"}))["items"] == []


async def test_pages_and_filters(host: Api, run: str) -> None:
    path = f"/runs/{run}/steps/others/iterations"
    seen, cursor, pages = [], "0", 0
    while cursor is not None:
        found = await host.ok("GET", path, params={"limit": 4, "cursor": cursor})
        seen += [each["index"] for each in found["items"]]
        cursor, pages = found["cursor"], pages + 1
    assert (seen, pages) == (list(range(9)), 3)
    failed = await host.ok("GET", f"/runs/{run}/steps/rows/iterations", params={"status": "failed"})
    assert [each["index"] for each in failed["items"]] == [3]
    assert await keys(host, run, status="failed") == [("cell", "2.2"), ("odd", "3"), ("cell", "4.2")]


@pytest.mark.parametrize(
    ("path", "params", "status", "code"),
    [
        ("steps", {"parent": "rows"}, 422, "run.bad_path"),
        ("steps", {"parent": "rows", "path": "1.2"}, 422, "run.bad_path"),
        ("steps", {"parent": "nope"}, 404, "step.not_found"),
        ("steps", {"path": "x"}, 422, "run.bad_path"),
        ("steps", {"status": "nope"}, 422, "input.invalid"),
        ("steps/before/iterations", {}, 422, "run.no_loop"),
        ("steps/cells/iterations", {}, 422, "run.bad_path"),
        ("steps/rows/iterations", {"cursor": "-1"}, 422, "cursor.invalid"),
    ],
)
async def test_what_does_not_fit_is_refused(
    host: Api, run: str, path: str, params: dict[str, str], status: int, code: str
) -> None:
    assert (await host.refused("GET", f"/runs/{run}/{path}", status, params=params))["code"] == code


async def test_thousands_of_iterations_are_read_a_page_at_a_time(host: Api) -> None:
    many = flow([loop("rows", {"kind": "count", "times": 2_000}), check("one", "{{ index !== 1_990 }}", "rows")])
    many["nodes"][0]["config"]["on_item_error"] = "skip"
    run = (await host.run(many))["id"]
    found = await host.ok("GET", f"/runs/{run}/steps/rows/iterations", params={"cursor": "1900", "limit": 100})
    assert [each["index"] for each in found["items"]] == list(range(1_900, 2_000))
    assert [each["index"] for each in found["items"] if each["status"] == "failed"] == [1_990]
    assert found["cursor"] is None
