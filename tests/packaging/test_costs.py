"""The page of costs says what its script computes."""

import pytest

from tests.benchmarks.costs import CASES, PAGE, Case, bill_of, page


def test_the_page_is_what_the_script_writes() -> None:
    assert PAGE.read_text("utf-8") == page(), "stale page: run `python -m tests.benchmarks.costs`"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.template)
def test_fewer_regions_cost_less(case: Case) -> None:
    step, balanced, fast = (bill_of(case, durability) for durability in ("step", "balanced", "fast"))
    assert step.states >= balanced.states >= fast.states
    assert step.dollars("lean") >= balanced.dollars("lean") >= fast.dollars("lean")
    assert step.records == balanced.records == fast.records
