"""A person's ways: paths that bend and slow down, keys with a rhythm, all of it bounded and repeatable."""

import math
from itertools import pairwise

import pytest

from flow_builder.browser.human import Human

WAYS = [
    ((0, 0), (800, 500)),
    ((700, 20), (10, 600)),
    ((5, 5), (9, 7)),
    ((0, 0), (1900, 1000)),
    ((300, 300), (300, 900)),
]


@pytest.mark.parametrize(("start", "goal"), WAYS)
def test_a_path_ends_at_its_goal_within_a_second_and_without_leaps(
    start: tuple[float, float], goal: tuple[float, float]
) -> None:
    for seed in range(30):
        path = Human(str(seed)).path(start, goal)
        assert path[-1] == goal
        assert len(path) * 0.012 <= 1.2
        longest = max(math.dist(a, b) for a, b in pairwise([start, *path]))
        assert longest <= max(8.0, math.dist(start, goal) / 5)


def test_a_path_bends_and_is_slow_at_both_ends() -> None:
    bent = 0
    for seed in range(30):
        path = Human(str(seed)).path((0.0, 0.0), (600.0, 0.0))
        bent += max(abs(y) for _, y in path) > 3
        steps = [math.dist(a, b) for a, b in pairwise(path)]
        assert steps[0] < max(steps) / 2
        assert steps[-1] < max(steps) / 2
    assert bent > 20


def test_some_long_ways_overshoot_and_short_ones_never_do() -> None:
    far = [max(x for x, _ in Human(str(seed)).path((0.0, 0.0), (900.0, 0.0))) for seed in range(60)]
    near = [max(x for x, _ in Human(str(seed)).path((0.0, 0.0), (100.0, 0.0))) for seed in range(60)]
    assert 5 < sum(x > 905 for x in far) < 40
    assert max(near) < 101


def test_the_same_seed_moves_the_same_way_and_another_does_not() -> None:
    def ways(seed: str) -> object:
        human = Human(seed)
        return human.path((0.0, 0.0), (500.0, 300.0)), human.rhythm("Hello, world.")

    assert ways("a") == ways("a")
    assert ways("a") != ways("b")


def test_keys_have_a_rhythm_with_pauses_after_words_and_sentences() -> None:
    text = "some words, and more. " * 20
    delays = Human("x").rhythm(text)
    mean = {
        kind: sum(chosen) / len(chosen)
        for kind in ("a letter", ",.")
        if (chosen := [d for c, d in zip(text, delays, strict=True) if (c in ",.") is (kind == ",.")])
    }
    assert 0.05 < mean["a letter"] < 0.15
    assert mean[",."] > 1.5 * mean["a letter"]
    assert len({round(delay, 4) for delay in delays}) > 50


def test_a_long_text_is_typed_faster_instead_of_for_ever() -> None:
    assert sum(Human("x").rhythm("x" * 5_000)) == pytest.approx(30)
    assert Human("x").rhythm("") == []
