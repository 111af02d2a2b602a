import pytest

from flow_builder.domain import limits
from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.services.inputs import accept_input

SCHEMA = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "limit": {"type": "number", "default": 10},
        "deep": {"type": "object", "properties": {"on": {"type": "boolean", "default": True}}},
    },
}


def test_defaults_are_filled_in_at_every_depth() -> None:
    assert accept_input(SCHEMA, {"name": "x", "deep": {}}) == {"name": "x", "limit": 10, "deep": {"on": True}}


def test_no_input_is_an_empty_object() -> None:
    assert accept_input({}, None) == {}
    with pytest.raises(InvalidInput):
        accept_input(SCHEMA, None)


def test_a_wrong_value_is_named_by_its_pointer() -> None:
    with pytest.raises(InvalidInput) as caught:
        accept_input(SCHEMA, {"name": "x", "limit": "ten"})
    assert (caught.value.code, caught.value.field) == ("input.schema", "/input/limit")


def test_a_large_input_is_refused() -> None:
    with pytest.raises(LimitExceeded) as caught:
        accept_input({}, {"text": "x" * limits.MAX_INPUT_BYTES})
    assert caught.value.code == "input.too_large"


def test_a_schema_that_is_none_is_the_flows_fault() -> None:
    with pytest.raises(InvalidInput) as caught:
        accept_input({"type": "nonsense"}, {})
    assert caught.value.code == "document.input_schema"


def test_text_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        accept_input({}, {"text": "\ud800"})
    assert caught.value.code == "text.invalid"
