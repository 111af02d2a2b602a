import pytest

from flow_builder.errors import InvalidInput
from flow_builder.services.edits import Edit, parse_edit, split_path, with_value


@pytest.mark.parametrize(
    ("target", "edit"),
    [
        ("input", Edit("input", "", (), 1)),
        ("input.a.b", Edit("input", "", ("a", "b"), 1)),
        ("steps.fetch", Edit("steps", "fetch", (), 1)),
        ("steps.fetch[2].url", Edit("steps", "fetch", (2, "url"), 1)),
        ('steps.fetch["a b"]', Edit("steps", "fetch", ("a b",), 1)),
        ("items.each[3]", Edit("items", "each", (3,), 1)),
    ],
)
def test_a_target_says_what_is_changed(target: str, edit: Edit) -> None:
    assert parse_edit(target, 1) == edit


@pytest.mark.parametrize(
    "target", ["", "steps", "steps[1]", "vars.x", "steps.a..b", "inputs.x", "items", "steps.a[-1]"]
)
def test_a_target_that_means_nothing_is_refused(target: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_edit(target, 1)
    assert caught.value.code == "resume.bad_target"


def test_the_first_indices_of_a_step_inside_loops_choose_its_iteration() -> None:
    assert split_path((2, 0, "url"), 2) == ((2, 0), ("url",))
    assert split_path(("rows", 0), 0) == ((), ("rows", 0))


def test_a_step_inside_a_loop_needs_its_iteration() -> None:
    with pytest.raises(InvalidInput) as caught:
        split_path(("url",), 1)
    assert caught.value.code == "resume.iteration_needed"


def test_setting_a_place_leaves_the_original_alone_and_makes_what_is_missing() -> None:
    before = {"a": [1]}
    assert with_value(before, ("a", 2), 9) == {"a": [1, None, 9]}
    assert with_value(before, ("b", "c", 0), 9) == {"a": [1], "b": {"c": [9]}}
    assert with_value(None, (), 9) == 9
    assert before == {"a": [1]}


def test_a_place_inside_a_text_cannot_be_set() -> None:
    with pytest.raises(InvalidInput):
        with_value({"a": "text"}, ("a", "b"), 1)


def test_a_huge_index_does_not_fill_the_memory() -> None:
    with pytest.raises(InvalidInput):
        with_value([], (999_999_999,), 1)
