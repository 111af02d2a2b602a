"""Which elements count as the same, and which never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_builder.browser.identity import SAME, SURE, Fingerprint, best, score

SAVE = Fingerprint(
    tag="button",
    role="button",
    name="Save",
    attributes={"id": "save", "type": "submit"},
    heading="Address",
    around=("form[address]", "main", "label: Street"),
)

_SAME = {
    "another id": {"attributes": {"id": "btn-17", "type": "submit"}},
    "no attributes": {"attributes": {}},
    "moved": {"around": ("div", "form[address]", "button: Cancel")},
    "a link made of a button": {"role": "link", "tag": "a"},
    "a longer name": {"name": "Save address", "heading": "Your address"},
    "a counter": {"name": "Save (3)"},
}
_OTHERS = {
    "another name": {"name": "Delete"},
    "the opposite": {"name": "Do not save it now"},
    "another form": {"heading": "Payment"},
    "another kind": {"role": "checkbox", "tag": "input", "name": "Save card"},
}


@pytest.mark.parametrize("change", _SAME.values(), ids=_SAME.keys())
def test_an_element_that_changed_a_little_is_the_same(change: dict[str, object]) -> None:
    assert score(SAVE, SAVE.model_copy(update=change)) >= SAME


@pytest.mark.parametrize("change", _OTHERS.values(), ids=_OTHERS.keys())
def test_another_element_is_not_however_close_it_is(change: dict[str, object]) -> None:
    assert score(SAVE, SAVE.model_copy(update=change)) < SAME


def test_numbers_tell_elements_apart_but_for_counters() -> None:
    ten, twenty = (SAVE.model_copy(update={"name": f"Plan {count}"}) for count in (10, 20))
    assert score(ten, twenty) < SAME
    assert score(*(SAVE.model_copy(update={"name": f"Cart ({count})"}) for count in (1, 2))) == 1


def test_the_best_candidate_is_sure_and_alone() -> None:
    renamed = SAVE.model_copy(update={"attributes": {"id": "x"}})
    delete = SAVE.model_copy(update={"name": "Delete"})
    found = best(SAVE, [delete, renamed])
    assert found is not None
    assert found[0] == 1
    assert found[1] >= SURE
    assert best(SAVE, [renamed, renamed]) is None
    assert best(SAVE, [delete]) is None
    assert best(SAVE, [SAVE.model_copy(update={"heading": ""})]) is None
    assert best(SAVE, []) is None


_TEXTS = st.text(max_size=20)
_LOOKS = st.builds(
    Fingerprint,
    tag=st.sampled_from(["a", "button", "input"]),
    role=st.sampled_from(["", "button", "link"]),
    name=_TEXTS,
    attributes=st.dictionaries(st.sampled_from(["id", "name", "type"]), _TEXTS),
    heading=_TEXTS,
    around=st.lists(_TEXTS, max_size=3).map(tuple),
)


@given(_LOOKS, _LOOKS)
def test_likeness_is_symmetric_between_0_and_1_and_whole_for_the_same(one: Fingerprint, other: Fingerprint) -> None:
    assert 0 <= score(one, other) <= 1
    assert score(one, other) == score(other, one)
    if one.role:
        assert score(one, one) == 1
