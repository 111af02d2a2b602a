"""What records and what was kept tell of a session that is to be opened again."""

from typing import Any

import pytest

from flow_builder.browser.frozen import Applied, Frozen, Tab
from flow_builder.browser.options import SessionOptions
from flow_builder.browser.recovery import Dormant, Lost, Revival, remembered, revival


def at(url: str, visits: int, edits: int = 0, *, opened: str = "a", name: str = "main") -> dict[str, Any]:
    facts = {"url": url, "visits": visits, "edits": edits, "opened": opened, "options": {}, "headers": False}
    return {"sessions": {name: facts}}


def plans(recorded: Any, frozen: Frozen | None = None) -> dict[str, Revival]:
    """Returns how to open the recorded sessions again."""
    return {name: revival(name, known, frozen) for name, known in remembered(recorded).items()}


def kept(*, opened: str = "a", number: int = 0, edits: int = 0, trail: tuple[Applied, ...] = ()) -> Frozen:
    tab = Tab(url="/kept", number=number, edits=edits, trail=trail)
    return Frozen(opened=opened, options=SessionOptions(headers={"X-Key": "s"}), storage={"cookies": []}, tabs=(tab,))


def test_nothing_recorded_needs_nothing() -> None:
    assert remembered([]) == {}
    assert remembered([("again", {})]) == {}


def test_what_was_filled_in_since_the_page_was_loaded_is_applied_again() -> None:
    recorded = [
        ("again", at("/a", 1)),
        ("again", at("/a", 1, 1)),
        ("again", at("/b", 2)),
        ("again", at("/b", 2, 1)),
        ("again", at("/b", 2, 1)),
        ("again", at("/b", 2, 2)),
    ]
    plan = plans(recorded)["main"]
    assert plan.again == (3, 5)
    assert plan.url == "/b"
    assert remembered(recorded)["main"].since == 2


def test_what_was_filled_in_before_another_tab_was_looked_at_is_applied_again() -> None:
    recorded = [("again", at("/a", 1)), ("again", at("/a", 1, 1)), ("again", at("/b", 2)), ("again", at("/a", 1, 1))]
    plan = plans(recorded)["main"]
    assert (plan.url, plan.again) == ("/a", (1,))


def test_a_click_that_led_to_another_page_is_over() -> None:
    plan = plans([("again", at("/a", 1)), ("never", at("/b", 2))])["main"]
    assert (plan.url, plan.again) == ("/b", ())


def test_a_page_that_came_some_time_after_its_click_counts_too() -> None:
    plan = plans([("again", at("/a", 1)), ("never", at("/a", 1, 1)), ("again", at("/b", 2))])["main"]
    assert plan.url == "/b"


def test_a_click_that_stayed_on_its_page_cannot_be_done_again() -> None:
    recorded = [("again", at("/a", 1)), ("never", at("/a", 1, 1)), ("again", at("/a", 1, 1))]
    with pytest.raises(Lost) as caught:
        plans(recorded)
    assert caught.value.code == "browser.state_lost"
    assert caught.value.details == {"session": "main", "step": 1, "url": "/a"}
    assert "Resume" in (caught.value.hint or "")


def test_a_session_that_was_closed_or_opened_anew_starts_over() -> None:
    clicked = [("again", at("/a", 1)), ("never", at("/a", 1, 1))]
    assert plans([*clicked, ("again", {"sessions": {}})]) == {}
    assert plans([*clicked, ("again", at("/a", 1, 0, opened="b"))])["main"].opened == "b"


def test_sessions_are_judged_one_by_one() -> None:
    both = at("/a", 1, 1)["sessions"] | at("/x", 1, name="other")["sessions"]
    moved = at("/b", 2)["sessions"] | at("/x", 1, 1, name="other")["sessions"]
    found = plans([("again", {"sessions": both}), ("never", {"sessions": both}), ("again", {"sessions": moved})])
    assert {name: (plan.url, plan.again) for name, plan in found.items()} == {"main": ("/b", ()), "other": ("/x", (2,))}


def test_what_was_kept_is_opened_as_it_was_and_what_came_after_is_applied_again() -> None:
    recorded = [("again", at("/a", 1)), ("never", at("/a", 1, 1)), ("again", at("/a", 1, 2))]
    plan = plans(recorded, kept(number=1, edits=1))["main"]
    assert (plan.whole, plan.again) == (True, (2,))
    assert plan.options.headers == {"X-Key": "s"}


def test_of_what_was_kept_before_the_page_changed_only_the_login_counts() -> None:
    plan = plans([("again", at("/a", 2))], kept(number=1))["main"]
    assert (plan.whole, plan.url) == (False, "/a")
    assert plan.frozen is not None
    assert plans([("again", at("/a", 1))], kept(opened="b", number=1))["main"].frozen is None


def test_headers_that_nobody_knows_any_more_are_missed() -> None:
    facts = at("/a", 1)
    facts["sessions"]["main"]["headers"] = True
    with pytest.raises(Lost, match="headers"):
        plans([("again", facts)])
    assert plans([("again", facts)], kept(number=1))["main"].whole


def test_what_was_kept_alone_is_enough() -> None:
    frozen = kept(number=3, edits=2, trail=(Applied(step="name", config={"value": "Ada"}),))
    again = Frozen.unpack(frozen.pack())
    assert again == frozen
    plan = revival("main", None, again)
    assert (plan.url, plan.number, plan.edits, plan.whole) == ("/kept", 3, 2, True)
    assert Dormant(None, again).facts["headers"] is True
