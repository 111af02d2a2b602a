"""loop, try, parallel, subflow: their contracts with the engine."""

from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError
from flow_builder.nodes import node_type
from flow_builder.nodes.base import per_item_paths
from flow_builder.nodes.core.loop import each_items

LOOP = node_type("core.loop").config


@pytest.mark.parametrize(
    ("value", "items"),
    [
        (None, []),
        ([], []),
        ([1, None], [1, None]),
        ((1, 2), [1, 2]),
        ({"a": 1, "b": 2}, [{"key": "a", "value": 1}, {"key": "b", "value": 2}]),
    ],
)
def test_lists_objects_and_null_can_be_looped_over(value: Any, items: list[Any]) -> None:
    assert each_items(value) == items


@pytest.mark.parametrize("value", ["abc", 3, True, 1.5])
def test_other_values_cannot(value: Any) -> None:
    with pytest.raises(NodeError) as failed:
        each_items(value)
    assert failed.value.code == "loop.not_a_list"


def test_a_while_loop_cannot_be_concurrent() -> None:
    over = {"kind": "while", "condition": "{{ index < 3 }}"}
    assert LOOP.model_validate({"over": over})
    with pytest.raises(ValidationError, match="concurrency must be 1"):
        LOOP.model_validate({"over": over, "concurrency": 2})


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"over": {"kind": "each"}},
        {"over": {"kind": "count", "times": -1}},
        {"over": {"kind": "count", "times": 1}, "concurrency": 0},
        {"over": {"kind": "count", "times": 1}, "concurrency": 101},
        {"over": {"kind": "count", "times": 1}, "max_iterations": 100_001},
        {"over": {"kind": "count", "times": 1}, "max_iterations": 0},
        {"over": {"kind": "count", "times": 1}, "on_item_error": "ignore"},
        {"over": {"kind": "other"}},
    ],
)
def test_a_loops_bounds_are_checked(config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LOOP.model_validate(config)


def test_the_engine_finds_what_is_evaluated_per_iteration() -> None:
    assert per_item_paths(LOOP) == {"over.condition", "output"}
    assert per_item_paths(node_type("core.wait").config) == {"until.condition"}


def test_containers_say_what_they_are() -> None:
    kinds = {name: node_type(f"core.{name}").kind for name in ("loop", "try", "parallel", "subflow")}
    assert kinds == {"loop": "loop", "try": "try", "parallel": "parallel", "subflow": "call"}
    assert node_type("core.try").ports_of({}) == ("out", "error")
