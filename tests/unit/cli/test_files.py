from pathlib import Path

import pytest

from flow_builder.cli.files import is_file, parse_input, parse_sets, parse_value, read_bytes
from flow_builder.errors import FlowBuilderError, LimitExceeded, NotFound


def test_input_is_put_together_from_its_parts(tmp_path: Path) -> None:
    file = tmp_path / "more.json"
    file.write_text('{"b": [1], "c": null}', "utf-8")
    assert parse_input(['{"a": 1, "b": 2}', f"@{file}", "a=3", "name=Ann", "zip=007", "flag=true"]) == {
        "a": 3, "b": [1], "c": None, "name": "Ann", "zip": "007", "flag": True,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["novalue", "{", "=x", "[1]", "@/no/such/file.json"])
def test_input_that_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(FlowBuilderError) as caught:
        parse_input([text])
    assert caught.value.code in {"input.syntax", "file.not_found"}


def test_values_are_json_or_text(tmp_path: Path) -> None:
    file = tmp_path / "value"
    file.write_text("[1, 2]", "utf-8")
    assert [parse_value(each) for each in ("1", '"1"', "x y", f"@{file}")] == [1, "1", "x y", [1, 2]]
    assert parse_value("[" * 100_000) == "[" * 100_000


def test_a_set_may_hold_an_equals_sign_in_its_value() -> None:
    assert parse_sets(["steps.a.url=http://x/?a=b"]) == {"steps.a.url": "http://x/?a=b"}


def test_files_are_told_from_ids(tmp_path: Path) -> None:
    assert is_file("flow.yaml")
    assert is_file("dir/flow")
    assert not is_file("flow_01m7xzr4es4x4g0jq069")


def test_files_that_cannot_be_read_have_an_error_each(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_bytes(tmp_path / "gone.yaml")
    with pytest.raises(FlowBuilderError) as caught:
        read_bytes(tmp_path)
    assert caught.value.code == "file.unreadable"
    (tmp_path / "big").write_bytes(b"x" * 11)
    with pytest.raises(LimitExceeded):
        read_bytes(tmp_path / "big", limit=10)
