import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.store import rules
from flow_builder.store.dynamo_codec import MAX_ITEM_BYTES, attribute, attributes, decode, encode, item_of
from flow_builder.store.table import Item

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(TEXT, TEXT)
def test_what_begins_with_a_prefix_lies_between_it_and_the_text_after_it(prefix: str, rest: str) -> None:
    end = rules.after_prefix(prefix)
    assert prefix.encode() <= (prefix + rest).encode()
    assert end is None or (prefix + rest).encode() < end.encode()


@given(TEXT, TEXT)
def test_what_lies_between_a_prefix_and_the_text_after_it_begins_with_it(prefix: str, other: str) -> None:
    end = rules.after_prefix(prefix)
    inside = prefix.encode() <= other.encode() and (end is None or other.encode() < end.encode())
    assert inside == other.startswith(prefix) or (prefix == "" or set(prefix) == {"\U0010ffff"})


@pytest.mark.parametrize(
    ("prefix", "end"),
    [("a", "b"), ("a/", "a0"), ("\ud7ff", "\ue000"), ("a\U0010ffff", "b"), ("\U0010ffff", None), ("", None)],
)
def test_the_text_after_a_prefix(prefix: str, end: str | None) -> None:
    assert rules.after_prefix(prefix) == end


@given(st.lists(TEXT, min_size=1, max_size=3))
def test_a_cursor_gives_back_its_place(place: list[str]) -> None:
    cursor = rules.encode_cursor(*place)
    assert cursor.isascii()
    assert not set(cursor) & set("+/=&?# ")
    assert rules.decode_cursor(cursor, len(place)) == tuple(place)
    with pytest.raises(InvalidInput):
        rules.decode_cursor(cursor, len(place) + 1)


@given(st.text())
def test_no_text_makes_a_cursor_fail_otherwise(cursor: str) -> None:
    try:
        place = rules.decode_cursor(cursor, 1)
    except InvalidInput as error:
        assert error.code == "store.bad_cursor"  # noqa: PT017  most texts are refused, a few are cursors
    else:
        assert len(place) == 1


@given(JSON)
def test_a_value_comes_back_equal_from_an_attribute(value: object) -> None:
    assert decode(encode(value)) == value


@given(TEXT.filter(bool))
def test_field_names_are_kept_and_never_look_like_a_path(name: str) -> None:
    assert not set(attribute(name)) & set("[]")
    item = Item("p", "s", {name: 1})
    assert item_of({"pk": {"S": "p"}, "sk": {"S": "s"}, **attributes(item, "stamp")}) == item


def test_an_item_over_dynamodbs_400_kb_is_refused_before_it_is_sent() -> None:
    attributes(Item("p", "s", {"text": "x" * (MAX_ITEM_BYTES - 200)}), "stamp")
    for doc in ({"text": "ü" * (MAX_ITEM_BYTES // 2)}, {"list": ["x" * 1_000] * 410}, {"x" * MAX_ITEM_BYTES: 1}):
        with pytest.raises(LimitExceeded) as caught:
            attributes(Item("p", "s", doc), "stamp")
        assert caught.value.code == "store.too_large"
