"""Targets and fields as they are written in configs."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from flow_builder.browser.fields import Fields
from flow_builder.browser.targets import Target, Targets, describe
from flow_builder.browser.text import parse, well_formed
from flow_builder.browser.urls import check_navigable
from flow_builder.errors import NetworkBlocked, NodeError

TARGETS: TypeAdapter[Any] = TypeAdapter(Targets)
FIELDS: TypeAdapter[Any] = TypeAdapter(Fields)


def test_plain_text_is_a_css_selector_and_one_may_stand_for_a_list() -> None:
    one = (Target(css=".a"),)
    assert TARGETS.validate_python(".a") == one
    assert TARGETS.validate_python({"css": ".a"}) == one
    assert TARGETS.validate_python([".a"]) == one


def test_a_target_says_one_thing() -> None:
    for wrong in ({}, {"css": "a", "text": "b"}, {"css": "a", "name": "x"}, {"css": ""}, [], 7, {"id": "x"}):
        with pytest.raises(ValidationError):
            TARGETS.validate_python(wrong)


def test_targets_are_described_on_one_line() -> None:
    ranked = TARGETS.validate_python([{"role": "button", "name": "Save", "nth": -1}, {"css": "b", "frame": ["#f"]}])
    assert describe(ranked) == 'role=button "Save" nth=-1 | #f >> css=b'


def test_field_names_differ_and_fields_stay_out_of_frames() -> None:
    assert FIELDS.validate_python([{"name": "a", "as": "price"}])[0].as_ == "price"
    with pytest.raises(ValidationError, match="used twice: a"):
        FIELDS.validate_python([{"name": "a"}, {"name": "a"}])
    with pytest.raises(ValidationError, match="frames"):
        FIELDS.validate_python([{"name": "a", "target": {"css": "b", "frame": ["#f"]}}])


@pytest.mark.parametrize("url", ["http://a.test/", "https://a.test:8443/x?y#z", "about:blank"])
def test_web_addresses_may_be_gone_to(url: str) -> None:
    check_navigable(url)


@pytest.mark.parametrize("url", ["", "a.test", "//a.test/", "http://", "http://[::1", "https:///x"])
def test_what_is_no_address_is_said_to_be_none(url: str) -> None:
    with pytest.raises(NodeError) as caught:
        check_navigable(url)
    assert caught.value.code == "browser.url_invalid"


@pytest.mark.parametrize("url", ["FILE:///x", "data:,x", " chrome://version", "javascript:1", "view-source:http://a/"])
def test_other_schemes_are_blocked(url: str) -> None:
    with pytest.raises(NetworkBlocked):
        check_navigable(url)


def test_stray_surrogates_are_replaced_and_pairs_are_kept() -> None:
    assert parse('["a\\ud800", {"\\udc00": "\\ud83d\\ude00"}]') == ["a\ufffd", {"\ufffd": "😀"}]
    assert well_formed({"a": [1, None, "x"]}) == {"a": [1, None, "x"]}
