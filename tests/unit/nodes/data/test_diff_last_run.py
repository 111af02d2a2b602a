from typing import Any

import pytest

from flow_builder.nodes.base import RunInfo
from flow_builder.nodes.testing import FakeContext, MemoryBackend
from tests.support.data_nodes import fail, give


class Flow:
    """Runs of one flow over one store."""

    def __init__(self) -> None:
        self.backend = MemoryBackend()
        self.runs = 0

    def context(self, *, again: bool = False, node: str = "diff") -> FakeContext:
        self.runs += 0 if again else 1
        run = f"run{self.runs}"
        return FakeContext(
            backend=self.backend, run=RunInfo(run, "w", "f", "F", 0), node=node, idempotency_key=f"{run}/{node}"
        )

    async def diff(self, rows: list[dict[str, Any]], *, again: bool = False, node: str = "diff", **config: Any) -> Any:
        raw = {"items": "{{ input }}", "by": ["sku"], **config}
        context = self.context(again=again, node=node)
        context.input = rows
        return await give("data.diff_last_run", raw, context)


@pytest.fixture
def flow() -> Flow:
    return Flow()


BEFORE = [{"sku": "a", "price": 1, "seen": 1}, {"sku": "b", "price": 2, "seen": 1}, {"sku": "c", "price": 3, "seen": 1}]
AFTER = [
    {"sku": "b", "price": 2.5, "seen": 2},
    {"sku": "c", "price": 3.0, "seen": 2},
    {"sku": "d", "price": 4, "seen": 2},
]


async def test_the_second_run_reports_what_is_new_gone_and_changed(flow: Flow) -> None:
    first = await flow.diff(BEFORE, ignore=["seen"])
    assert (first["first_run"], len(first["added"]), first["unchanged"]) == (True, 3, 0)
    second = await flow.diff(AFTER, ignore=["seen"])
    assert second["first_run"] is False
    assert second["added"] == [AFTER[2]]
    assert second["removed"] == [BEFORE[0]]
    assert second["changed"] == [
        {"key": "b", "before": BEFORE[1], "after": AFTER[0], "fields": {"price": {"before": 2, "after": 2.5}}}
    ]
    assert (second["unchanged"], second["count"], second["has_changes"]) == (1, 3, True)


async def test_a_third_run_without_changes_says_so(flow: Flow) -> None:
    for rows in (BEFORE, AFTER):
        await flow.diff(rows)
    third = await flow.diff(list(reversed(AFTER)))
    assert (third["has_changes"], third["unchanged"]) == (False, 3)


async def test_a_step_tried_again_compares_with_the_run_before(flow: Flow) -> None:
    await flow.diff(BEFORE)
    second = await flow.diff(AFTER)
    assert await flow.diff(AFTER, again=True) == second
    assert (await flow.diff(AFTER))["has_changes"] is False


async def test_the_first_step_tried_again_still_is_the_first(flow: Flow) -> None:
    first = await flow.diff(BEFORE)
    assert await flow.diff(BEFORE, again=True) == first


async def test_without_remembering_the_next_run_sees_the_same(flow: Flow) -> None:
    await flow.diff(BEFORE)
    looked = await flow.diff(AFTER, remember=False)
    assert await flow.diff(AFTER) == looked


async def test_only_compared_fields_count(flow: Flow) -> None:
    await flow.diff(BEFORE)
    changed = (await flow.diff(AFTER, compare=["price"]))["changed"]
    assert [list(each["fields"]) for each in changed] == [["price"]]


async def test_names_and_nodes_keep_their_rows_apart(flow: Flow) -> None:
    await flow.diff(BEFORE, name="shop 1")
    assert (await flow.diff(BEFORE, name="shop 2"))["first_run"]
    assert (await flow.diff(BEFORE, node="other"))["first_run"]
    assert not (await flow.diff(BEFORE, node="third", name="shop 1"))["first_run"]


async def test_other_keys_start_anew(flow: Flow) -> None:
    await flow.diff(BEFORE)
    assert (await flow.diff(BEFORE, by=["sku", "price"]))["first_run"]
    assert not (await flow.diff(BEFORE, by=["sku", "price"]))["first_run"]


async def test_several_and_computed_keys(flow: Flow) -> None:
    by = [{"name": "first", "value": "{{ item.sku.toUpperCase() }}"}, "price"]
    await flow.diff(BEFORE, by=by)
    changed = (await flow.diff([{**BEFORE[0], "seen": 9}], by=by))["changed"]
    assert changed[0]["key"] == {"first": "A", "price": 1}


async def test_of_rows_with_one_key_the_last_counts(flow: Flow) -> None:
    rows = [{"sku": "a", "n": 1}, {"sku": "a", "n": 2}]
    first = await flow.diff(rows)
    assert (first["added"], first["duplicates"]) == ([rows[1]], 1)
    error = await fail("data.diff_last_run", {"items": rows, "by": ["sku"], "duplicates": "fail"})
    assert (error.code, error.details["index"]) == ("data.duplicate_key", 1)


async def test_a_field_that_comes_or_goes_is_a_change_from_or_to_null(flow: Flow) -> None:
    await flow.diff([{"sku": "a", "old": 1}])
    fields = (await flow.diff([{"sku": "a", "new": 2}]))["changed"][0]["fields"]
    assert fields == {"old": {"before": 1, "after": None}, "new": {"before": None, "after": 2}}


async def test_ten_thousand_rows_are_compared_quickly(flow: Flow) -> None:
    rows = [{"sku": str(number), "price": number, "more": {"a": [number]}} for number in range(10_000)]
    await flow.diff(rows)
    rows[5] = {**rows[5], "price": -1}
    assert len((await flow.diff(rows))["changed"]) == 1
