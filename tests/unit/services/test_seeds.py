"""A small language for graphs: `flow` of tests/support/machine; records are made for every node and iteration."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from flow_builder.domain.documents import load_document
from flow_builder.domain.status import Status
from flow_builder.domain.step import Path, StepRecord, path_text
from flow_builder.nodes import CATALOGUE
from flow_builder.services.graph import Graph
from flow_builder.services.seeds import Seeds
from tests.support.machine import flow

EACH = {"over": {"kind": "each", "items": "{{ input.rows }}"}}
WHILE = {"over": {"kind": "while", "condition": "{{ index < 9 }}"}}


def graph(nodes: Iterable[dict[str, Any]], edges: Iterable[str] = (), **more: Any) -> Graph:
    typed = [{"type": "data.set_fields", **node} for node in nodes]
    return Graph(load_document(flow(typed, tuple(edges), **more)), CATALOGUE)


def record(node: str, path: Path = (), status: Status = Status.SUCCEEDED, **more: Any) -> StepRecord:
    ports = ("out",) if status is Status.SUCCEEDED else ()
    return StepRecord(node, node, "data.set_fields", path, status, **{"ports": ports, **more})


def numbered(*records: StepRecord) -> list[StepRecord]:
    for number, each in enumerate(records, 1):
        each.seq = number
    return list(records)


def kept(seeds: Seeds) -> set[str]:
    return {each.node + (f"[{path_text(each.path)}]" if each.path else "") for each in seeds.kept()}


def test_a_step_takes_along_what_depends_on_it_and_nothing_else() -> None:
    seeds = Seeds(
        graph([{"key": key} for key in "abcd"], ["a>b", "b>c", "a>d"]), numbered(*(record(key) for key in "abcd"))
    )
    seeds.drop("b", ())
    assert kept(seeds) == {"a", "d"}


def test_seeds_are_marked_and_numbered_anew() -> None:
    seeds = Seeds(graph([{"key": key} for key in "abc"], ["a>b"]), numbered(*(record(key) for key in "abc")))
    seeds.drop("a", ())
    (only,) = seeds.kept()
    assert (only.node, only.seeded, only.seq) == ("c", True, 1)


def in_a_loop(config: dict[str, Any] = EACH) -> Graph:
    return graph(
        [
            {"key": "start"},
            {"key": "loop", "type": "core.loop", "config": config},
            {"key": "x", "parent": "loop"},
            {"key": "y", "parent": "loop"},
            {"key": "end"},
        ],
        ["start>loop", "x>y", "loop>end"],
    )


def loop_records(iterations: int = 3, loop: StepRecord | None = None) -> list[StepRecord]:
    inner = [record(key, (index,)) for index in range(iterations) for key in "xy"]
    return numbered(record("start"), *inner, loop or record("loop"), record("end"))


def test_one_iteration_is_done_again_with_the_loop_and_what_follows() -> None:
    seeds = Seeds(in_a_loop(), loop_records())
    seeds.drop("y", (1,))
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[1]", "x[2]", "y[2]"}


def test_an_edited_item_has_its_whole_iteration_done_again() -> None:
    seeds = Seeds(in_a_loop(), loop_records())
    seeds.drop_iteration("loop", (1,))
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[2]", "y[2]"}


def test_a_loop_done_again_forgets_all_its_iterations() -> None:
    seeds = Seeds(in_a_loop(), loop_records())
    seeds.drop("loop", ())
    assert kept(seeds) == {"start"}


def test_later_iterations_of_a_while_loop_depend_on_earlier_ones() -> None:
    seeds = Seeds(in_a_loop(WHILE), loop_records())
    seeds.drop("y", (1,))
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[1]"}


def test_failed_items_are_done_again_also_where_the_loop_went_on() -> None:
    records = loop_records(3, record("loop", output={"failed": 1, "errors": []}))
    records[3] = record("x", (1,), Status.FAILED, error={"code": "e"}, seq=4)
    del records[4]
    seeds = Seeds(in_a_loop(), records)
    seeds.drop_failed_items()
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[2]", "y[2]"}


def test_failures_a_loop_collected_are_not_what_made_the_run_fail() -> None:
    records = loop_records(2, record("loop", output={"failed": 1}))
    records[1] = record("x", (0,), Status.FAILED, error={"code": "e"}, seq=2)
    records[-1] = record("end", (), Status.FAILED, error={"code": "e"}, seq=7)
    seeds = Seeds(in_a_loop(), records)
    seeds.drop_failures()
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[1]", "y[1]", "loop"}


def test_a_failure_that_failed_its_loop_is_done_again_and_good_iterations_stay() -> None:
    records = loop_records(2, record("loop", (), Status.FAILED, error={"code": "e"}))
    records[3] = record("x", (1,), Status.FAILED, error={"code": "e"}, seq=4)
    del records[4], records[-1]
    seeds = Seeds(in_a_loop(), records)
    seeds.drop_failures()
    assert kept(seeds) == {"start", "x[0]", "y[0]"}


def test_a_failure_inside_try_was_handled() -> None:
    drawn = graph(
        [{"key": "try", "type": "core.try"}, {"key": "x", "parent": "try"}, {"key": "rescue"}, {"key": "last"}],
        ["try.error>rescue", "rescue>last"],
    )
    records = numbered(
        record("x", (), Status.FAILED),
        record("try", ports=("error",)),
        record("rescue"),
        record("last", (), Status.FAILED),
    )
    seeds = Seeds(drawn, records)
    seeds.drop_failures()
    assert kept(seeds) == {"x", "try", "rescue"}


def test_an_edited_result_stays_and_what_depends_on_it_is_done_again() -> None:
    seeds = Seeds(in_a_loop(), loop_records(2))
    seeds.edit(record("x", (1,), output="mine", seq=4))
    assert kept(seeds) == {"start", "x[0]", "y[0]", "x[1]"}
    assert next(each for each in seeds.kept() if each.path == (1,)).output == "mine"


def test_canceled_records_never_count() -> None:
    seeds = Seeds(graph([{"key": "a"}]), [record("a", (), Status.CANCELED)])
    assert seeds.kept() == []


def test_what_follows_a_node_new_in_the_newer_version_is_done_again() -> None:
    before = graph([{"key": "a"}, {"key": "c"}], ["a>c"])
    seeds = Seeds(before, numbered(record("a"), record("c")))
    seeds.graph = graph([{"key": "a"}, {"key": "b"}, {"key": "c"}], ["a>b", "b>c"])
    seeds.drop_unknown(before)
    assert kept(seeds) == {"a"}


def test_a_node_that_changed_its_type_or_is_gone_is_forgotten() -> None:
    before = graph([{"key": "a"}, {"key": "b"}, {"key": "gone"}], ["a>b"])
    seeds = Seeds(before, numbered(record("a"), record("b"), record("gone")))
    seeds.graph = graph([{"key": "a"}, {"key": "b", "type": "core.merge"}], ["a>b"])
    seeds.drop_unknown(before)
    assert kept(seeds) == {"a"}


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    keys = [f"n{number}" for number in range(4_000)]
    drawn = graph([{"key": key} for key in keys], [f"{a}>{b}" for a, b in pairwise(keys)])
    seeds = Seeds(drawn, numbered(*(record(key) for key in keys)))
    seeds.drop("n1", ())
    assert kept(seeds) == {"n0"}


def test_until_a_node_means_all_before_it_and_around_it() -> None:
    drawn = in_a_loop()
    assert drawn.up_to("end") == {"start", "loop", "x", "y", "end"}
    assert drawn.up_to("x") == {"start", "loop", "x"}
    assert drawn.up_to("loop") == {"start", "loop", "x", "y"}
