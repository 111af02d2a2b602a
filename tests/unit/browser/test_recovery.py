"""Whether lost pages can be rebuilt from what was recorded."""

from typing import Any

import pytest

from flow_builder.browser.recovery import Lost, restorable


def at(url: str, visits: int, edits: int = 0, *, opened: str = "a", name: str = "main") -> dict[str, Any]:
    facts = {"url": url, "visits": visits, "edits": edits, "opened": opened, "options": {}, "headers": False}
    return {"sessions": {name: facts}}


def test_nothing_recorded_needs_nothing() -> None:
    assert restorable([]).sessions == {}
    assert restorable([("again", {})]).sessions == {}


def test_what_was_filled_in_since_the_page_was_loaded_is_applied_again() -> None:
    recorded = [
        ("again", at("/a", 1)),
        ("again", at("/a", 1, 1)),
        ("again", at("/b", 2, 1)),
        ("again", at("/b", 2, 2)),
        ("again", at("/b", 2, 2)),
        ("again", at("/b", 2, 3)),
    ]
    plan = restorable(recorded)
    assert plan.again == (3, 5)
    assert plan.sessions["main"].url == "/b"


def test_a_click_that_led_to_another_page_is_over() -> None:
    plan = restorable([("again", at("/a", 1)), ("never", at("/b", 2, 1))])
    assert plan.sessions["main"].url == "/b"
    assert plan.again == ()


def test_a_page_that_came_some_time_after_its_click_counts_too() -> None:
    plan = restorable([("again", at("/a", 1)), ("never", at("/a", 1, 1)), ("again", at("/b", 2, 1))])
    assert plan.sessions["main"].url == "/b"


def test_a_click_that_stayed_on_its_page_cannot_be_rebuilt() -> None:
    recorded = [("again", at("/a", 1)), ("never", at("/a", 1, 1)), ("again", at("/a", 1, 1))]
    with pytest.raises(Lost) as caught:
        restorable(recorded)
    assert caught.value.code == "browser.state_lost"
    assert caught.value.details == {"session": "main", "step": 1, "url": "/a"}
    assert "Resume" in (caught.value.hint or "")


def test_a_session_that_was_closed_or_opened_anew_starts_over() -> None:
    clicked = [("again", at("/a", 1)), ("never", at("/a", 1, 1))]
    assert restorable([*clicked, ("again", {"sessions": {}})]).sessions == {}
    plan = restorable([*clicked, ("again", at("/a", 1, 0, opened="b"))])
    assert plan.sessions["main"].opened == "b"


def test_sessions_are_judged_one_by_one() -> None:
    both = at("/a", 1, 1)["sessions"] | at("/x", 1, name="other")["sessions"]
    moved = at("/b", 2, 1)["sessions"] | at("/x", 1, 1, name="other")["sessions"]
    plan = restorable([("again", {"sessions": both}), ("never", {"sessions": both}), ("again", {"sessions": moved})])
    assert plan.again == (2,)
    assert {name: state.url for name, state in plan.sessions.items()} == {"main": "/b", "other": "/x"}
