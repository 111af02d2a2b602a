"""Windows never let more through than a limit in any span, whatever the times."""

from hypothesis import given
from hypothesis import strategies as st

from flow_builder.domain.rates import CATEGORIES, PENALTY_FREE, Window, limit_of, penalty_s

_STEPS = st.lists(st.floats(0, 20, allow_nan=False), min_size=1, max_size=120)


@given(_STEPS, st.integers(1, 8))
def test_in_no_span_happens_more_than_the_limit(steps: list[float], limit: int) -> None:
    window, now, taken = Window(60), 1_000.0, []
    for step in steps:
        now += step
        window = window.at(now)
        if window.used < limit:
            window = window.add(now, 1)
            taken.append(now)
    for first in taken:
        assert sum(first <= each < first + 60 for each in taken) <= limit


@given(_STEPS)
def test_who_waits_as_long_as_told_gets_a_place(steps: list[float]) -> None:
    window, now = Window(60), 1_000.0
    for step in steps:
        now += step
        window = window.at(now).add(now, 1)
    later = now + window.frees_in(now)
    assert window.at(later).used < window.used
    assert window.frees_in(now) <= 61


def test_what_a_wrong_clock_counted_in_the_future_is_forgotten() -> None:
    window = Window(60).add(10_000, 5)
    assert window.at(1_000).used == 0
    assert window.at(9_990).used == 5


def test_a_host_whose_clock_is_behind_counts_with_the_others() -> None:
    window = Window(60).add(1_000, 1).add(998.5, 2)
    assert window.counts == ((1_000, 3),)


def test_the_numbers_of_the_limits() -> None:
    assert [limit_of("guest", each) for each in CATEGORIES] == [20, 10, 5, 10, 5]
    assert [limit_of("user", each) for each in CATEGORIES] == [100, 50, 30, 30, 20]
    assert [limit_of("key", each) for each in CATEGORIES] == [100, 50, 30, 30, 20]
    assert [limit_of("address", each) for each in CATEGORIES] == [20, 10, 5, 10, 5]


def test_a_penalty_is_a_fiftieth_minute_per_request_and_an_hour_at_most() -> None:
    assert penalty_s(PENALTY_FREE) == 0
    assert penalty_s(101) == 101 / 50 * 60
    assert penalty_s(3_000) == penalty_s(1_000_000) == 3_600
