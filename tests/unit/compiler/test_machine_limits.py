"""No flow makes a machine or a history that is larger than AWS allows, or a diagnostic says so: executed to see."""

import json
from typing import Any

import pytest

from flow_builder.compiler import compile_flow
from flow_builder.compiler.asl.write import LIMIT, definition
from flow_builder.compiler.lower import Target, lower
from flow_builder.compiler.lower.history import events
from flow_builder.compiler.stages import stages, works
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan import Fork, Group, Loop, Plan, StepHolder, children, steps, walk
from flow_builder.nodes import CATALOGUE
from tests.support.machine import flow
from tests.support.standin.asl import Done, Interpreter, Task

_INVOKE = "arn:aws:states:::lambda:invoke"
NAMES = Target(run_step=f"arn:aws:lambda:us-gov-east-1:000000000000:function:{'x' * 64}:000000", bucket="x" * 63)
EFFECT: dict[str, Any] = {"type": "core.log", "config": {"message": "x"}}
STEP = {"durability": "step"}


class Busy:
    """A host that does nothing, and says each time that there is as much to do as there may be."""

    def __init__(self, plan: Plan, turns: dict[str, int]) -> None:
        self._turns = turns
        self._depths = dict(_depths(plan.root, 0))
        self._branches = {
            each.step.node: len(each.body.branches)
            for each in walk(plan.root)
            if isinstance(each, Group) and isinstance(each.body, Fork)
        }
        self.calls = 0

    async def __call__(self, task: Task) -> dict[str, Any]:
        self.calls += 1
        asked = task.parameters["Payload"]
        path = [int(part) for part in asked["path"].split(".")] if asked["path"] else []
        said = {"workspace": "w", "run": "r", "path": asked["path"], **self._said(asked, path)}
        return {"Payload": json.loads(json.dumps(said))}

    def _said(self, asked: dict[str, Any], path: list[int]) -> dict[str, Any]:
        match asked["do"]:
            case "begin":
                branches = [{"go": str(index)} for index in range(self._branches.get(asked["at"], 0))]
                return {"go": "run", **({"items": branches, "at_once": 1} if branches else self._begun(asked, path))}
            case "next":
                return self._next(asked, path)
            case "enter":
                return {"go": "run"}
            case "finish":
                return {"go": "succeeded"}
            case "region":
                return {"go": "", "ports": {f"c{index}": "yes" for index in range(9)}}
            case _:
                return {"go": "pass"}

    def _begun(self, asked: dict[str, Any], path: list[int]) -> dict[str, Any]:
        items = [{"path": _text([*path, index])} for index in range(self._turns.get(asked["at"], 0))]
        match asked.get("form"):
            case "batches":
                return {"batch": [{"path": asked["path"]}]}
            case "mapped":
                return {"items": items, "at_once": 10}
            case "distributed":
                return {"items_key": json.dumps(items), "results": "r", "at_once": 10}
            case _:
                return {}

    def _next(self, asked: dict[str, Any], path: list[int]) -> dict[str, Any]:
        depth = self._depths[asked["at"]]
        around, index = path[:depth], path[depth] + 1 if len(path) > depth else 0
        if index >= self._turns[asked["at"]]:
            return {"go": "done", "path": _text(around)}
        if asked.get("most") and index and index % asked["most"] == 0:
            last = _text([*around, index - 1])
            return {"go": "rest", "path": last, "batch": [{"path": last}]}
        return {"go": "more", "path": _text([*around, index])}


def _text(path: list[int]) -> str:
    return ".".join(map(str, path))


def _depths(node: Any, depth: int) -> Any:
    if isinstance(node, StepHolder):
        yield node.step.node, depth
    for child in children(node):
        yield from _depths(child, depth + isinstance(node, Loop))


async def executed(document: dict[str, Any], turns: dict[str, int]) -> tuple[Done, Busy]:
    """Executes a flow's machine with loops that take so many turns, each by its key; the interpreter keeps the limits."""
    plan = compile_flow(load_document(document), CATALOGUE).plan
    assert plan is not None
    by_key = {step.key: step.node for step in steps(plan.root)}
    host = Busy(plan, {by_key[key]: count for key, count in turns.items()})
    machine = json.loads(definition(lower(plan, NAMES)))
    assert len(definition(machine).encode()) <= LIMIT

    async def read(_bucket: str, key: str) -> bytes:
        return key.encode()

    async def at_once(_: Any) -> None:
        return

    interpreter = Interpreter({_INVOKE: host}, read, at_once, at_once)
    done = await interpreter.run(machine, {"workspace": "w", "run": "r", "path": ""})
    assert (done.status, done.error, done.cause) == ("SUCCEEDED", None, None)
    assert done.events <= events(stages(plan)) + 13
    return done, host


def loop(key: str, parent: str | None = None, **config: Any) -> dict[str, Any]:
    over = config.pop("over", {"kind": "each", "items": "{{ input }}"})
    placed = {} if parent is None else {"parent": parent}
    return {"key": key, **placed, "type": "core.loop", "config": {"over": over, **config}}


def warnings(document: dict[str, Any]) -> list[str]:
    found = compile_flow(load_document(document), CATALOGUE).diagnostics
    return [each.code for each in found if each.code.startswith("limit.")]


SEQUENTIAL = [loop("each", max_iterations=10_000), {"key": "do", "parent": "each", **EFFECT}]
UNBOUNDED = [
    loop("each", over={"kind": "while", "condition": "{{ true }}"}, max_iterations=100_000),
    {"key": "do", "parent": "each", **EFFECT},
]
WIDE = [loop("each", max_iterations=10_000, concurrency=50), {"key": "do", "parent": "each", **EFFECT}]
MANY = {"kind": "count", "times": 200}
NESTED = [
    loop("each", over=MANY),
    loop("inner", "each", over=MANY),
    {"key": "do", "parent": "inner", **EFFECT},
]
BESIDE = [
    loop("each", over=MANY, concurrency=20),
    loop("inner", "each", over=MANY, concurrency=20),
    {"key": "do", "parent": "inner", **EFFECT},
]


@pytest.mark.parametrize(
    ("nodes", "turns"),
    [
        (SEQUENTIAL, {"each": 2_000}),
        pytest.param(SEQUENTIAL, {"each": 10_000}, marks=pytest.mark.nightly),
        pytest.param(UNBOUNDED, {"each": 100_000}, marks=pytest.mark.nightly),
        pytest.param(WIDE, {"each": 10_000}, marks=pytest.mark.nightly),
        pytest.param(NESTED, {"each": 200, "inner": 200}, marks=pytest.mark.nightly),
        pytest.param(BESIDE, {"each": 200, "inner": 200}, marks=pytest.mark.nightly),
    ],
    ids=["one after the other", "many", "while", "side by side", "nested", "nested side by side"],
)
async def test_loops_keep_every_history_short(nodes: list[dict[str, Any]], turns: dict[str, int]) -> None:
    document = flow(nodes, settings=STEP)
    assert warnings(document) == []
    done, host = await executed(document, turns)
    total = 1
    for count in turns.values():
        total *= count
    assert host.calls >= total
    assert done.events < 10_000


def chain(count: int, port: str = "out", **node: Any) -> dict[str, Any]:
    name = "A step that has as long a name as a person may want to give to something of its own"
    nodes = [{"key": f"n{number}", "name": f"{name} {number}", **node} for number in range(count)]
    return flow(nodes, [f"n{number}.{port}>n{number + 1}" for number in range(count - 1)], settings=STEP)


async def test_a_chain_of_a_thousand_steps_fits_a_machine() -> None:
    document = chain(1_000, type="http.request", config={"url": "https://x.example"})
    assert warnings(document) == []
    await executed(document, {})


def test_steps_share_a_region_only_where_there_are_too_many() -> None:
    def sizes(count: int) -> set[int]:
        plan = compile_flow(load_document(chain(count, **EFFECT)), CATALOGUE).plan
        assert plan is not None
        return {len(each.steps) for each in works(stages(plan))}

    assert sizes(600) == {1}
    assert sizes(1_000) == {3, 1}


def test_a_machine_that_is_too_large_all_the_same_is_a_warning() -> None:
    assert warnings(chain(600, "approved", type="core.approval", config={"message": "May we?"})) == ["limit.states"]


async def test_branches_of_which_few_may_run_at_once_are_counted() -> None:
    nodes: list[dict[str, Any]] = [{"key": "all", "type": "core.parallel", "config": {"concurrency": 1}}]
    nodes += [
        {"key": f"n{number}", "parent": "all", "type": "core.approval", "config": {"message": "?"}}
        for number in range(30)
    ]
    document = flow(nodes, settings=STEP)
    done, host = await executed(document, {})
    assert (host.calls, done.events > 30 * 6) == (33, True)
