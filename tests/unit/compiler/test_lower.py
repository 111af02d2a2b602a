"""State machines: what lowering promises of every one of them, and a few particular ones."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.compiler import Target, compile_flow, lower
from flow_builder.compiler.asl.names import Names
from flow_builder.compiler.asl.states import every, targets
from flow_builder.compiler.asl.write import definition
from flow_builder.domain.documents import load_document
from flow_builder.domain.plan import Plan
from flow_builder.nodes import CATALOGUE as REAL
from tests.support.asl_check import MISSING, problems
from tests.support.catalogue import CATALOGUE
from tests.support.drawn import plan_of

GOLDEN = Path(__file__).parents[2] / "golden"
TEMPLATES = Path(__file__).parents[3] / "layers" / "core" / "flow_builder" / "templates"
KINDS = {"Task", "Choice", "Parallel", "Map", "Wait", "Pass", "Succeed", "Fail"}
CAUGHT = {"States.ALL", "States.TaskFailed", "States.Timeout", "States.HeartbeatTimeout"}
LABELS = {"path", "go", "workspace", "run", "error", "token", "do", "at", "form", "most"}


def plans() -> dict[str, Plan]:
    """Returns the plan of every golden flow and of every template that comes with the product."""
    texts = {path.parent.name: (path.read_bytes(), CATALOGUE) for path in sorted(GOLDEN.glob("*/flow.yaml"))}
    texts |= {path.parent.name: (path.read_bytes(), REAL) for path in sorted(TEMPLATES.glob("*/flow.yaml"))}
    found = {name: compile_flow(load_document(text), types).plan for name, (text, types) in texts.items()}
    return {name: plan for name, plan in found.items() if plan is not None}


@pytest.fixture(scope="module")
def machines() -> dict[str, dict[str, Any]]:
    return {
        f"{name} {durability} {browser}": lower(plan, Target(browser=browser))
        for name, original in plans().items()
        for durability in ("step", "balanced", "fast")
        for plan in [with_durability(original, durability)]
        for browser in ("zero-scale", "warm")
    }


def with_durability(plan: Plan, durability: str) -> Plan:
    from dataclasses import replace

    return replace(plan, settings=plan.settings.model_copy(update={"durability": durability}))


def levels(machine: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yields a machine and those of its branches and iterations."""
    yield machine
    for state in machine["States"].values():
        for inner in [*state.get("Branches", ()), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]:
            yield from levels(inner)


def test_there_are_machines(machines: dict[str, dict[str, Any]]) -> None:
    assert len(machines) > 100


def test_every_state_is_reached_and_leads_to_one_of_its_level(machines: dict[str, dict[str, Any]]) -> None:
    for machine in machines.values():
        for level in levels(machine):
            led = {level["StartAt"]} | {name for state in level["States"].values() for name in targets(state)}
            assert led == set(level["States"])


def test_names_are_unique_in_the_whole_machine_and_short_enough(machines: dict[str, dict[str, Any]]) -> None:
    for machine in machines.values():
        names = [name for name, _ in every(machine["States"])]
        assert len(names) == len(set(names))
        assert max(map(len, names)) <= 80


def test_only_the_small_subset_is_used(machines: dict[str, dict[str, Any]]) -> None:
    for machine in machines.values():
        assert set(re.findall(r"States\.\w+", json.dumps(machine))) <= CAUGHT
        for _, state in every(machine["States"]):
            assert state["Type"] in KINDS
            assert not {"Assign", "QueryLanguage"} & set(state)
            assert all(set(rule) == {"Variable", "StringEquals", "Next"} for rule in state.get("Choices", ()))


def test_every_task_has_a_time_limit_or_a_heartbeat_or_ends_with_another_execution(
    machines: dict[str, dict[str, Any]],
) -> None:
    for machine in machines.values():
        for _, state in every(machine["States"]):
            if state["Type"] == "Task" and "startExecution" not in state["Resource"]:
                assert {"TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds"} & set(state)


def test_tasks_are_told_labels_only(machines: dict[str, dict[str, Any]]) -> None:
    for machine in machines.values():
        for _, state in every(machine["States"]):
            told = state.get("Parameters", {}).get("Payload", {})
            assert {name.removesuffix(".$") for name in told} <= LABELS


def test_a_lost_region_is_told_so_and_the_run_goes_on(machines: dict[str, dict[str, Any]]) -> None:
    for machine in machines.values():
        for level in levels(machine):
            for state in level["States"].values():
                if state.get("Parameters", {}).get("Payload", {}).get("do") == "region":
                    [caught] = state["Catch"]
                    lost = level["States"][caught["Next"]]
                    assert lost["Parameters"]["Payload"]["do"] == "lost"
                    following = state.get("Next")
                    if str(following).endswith(": again?"):
                        following = level["States"][following]["Default"]
                    ends = following is None or level["States"][following]["Type"] == "Succeed"
                    assert (lost.get("Next"), lost.get("End")) == ((None, True) if ends else (following, None))


@pytest.mark.skipif(MISSING, reason="asl-validator is not installed")
def test_asl_validator_finds_nothing_wrong(machines: dict[str, dict[str, Any]]) -> None:
    assert problems(machines) == []


@pytest.mark.skipif(MISSING, reason="asl-validator is not installed")
def test_asl_validator_finds_what_is_wrong() -> None:
    broken = lower(plan_of("a"))
    broken["States"]["Finish"]["Next"] = "Nowhere"
    assert problems({"broken": broken, "whole": lower(plan_of("a"))})


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = plan_of("c:core.condition x:test.effect y:test.effect", "c.true>x c.false>y")
    assert definition(lower(plan)) == definition(lower(plan))


def test_names_are_the_users_own_and_the_later_one_is_numbered() -> None:
    names = Names()
    assert [names.claim("Save"), names.claim("Save"), names.claim(" Save\n it ")] == ["Save", "Save 2", "Save it"]
    long = "x" * 200
    first, second = names.claim(long, ": lost"), names.claim(long, ": lost")
    assert (len(first), len(second)) == (80, 80)
    assert first.endswith("…: lost")
    assert second.endswith("… 2: lost")


def test_a_flow_with_a_pause_has_no_time_limit_of_its_own() -> None:
    assert lower(plan_of("a b", "a>b"))["TimeoutSeconds"] == 3_600
    config = {"w": {"until": {"kind": "seconds", "seconds": 1}}}
    assert "TimeoutSeconds" not in lower(plan_of("w:core.wait", "", config))


def test_the_names_of_a_stack_take_the_place_of_the_placeholders() -> None:
    names = Target(
        browser="warm",
        run_step="steps",
        queue="https://q",
        cluster="c",
        task_definition="t:1",
        subnets=("s",),
        security_group="g",
    )
    text = definition(lower(plan_of("o:browser.open"), names))
    assert '"QueueUrl":"https://q"' in text
    assert "${" not in text


def test_a_region_that_a_pool_does_not_answer_gets_a_worker_of_its_own() -> None:
    machine = lower(plan_of("o:browser.open"), Target(browser="warm"))
    [first] = [each for each in machine["States"].values() if "sqs:sendMessage" in each.get("Resource", "")]
    last = machine["States"][first["Catch"][0]["Next"]]
    assert last["Resource"] == "arn:aws:states:::ecs:runTask.waitForTaskToken"
    assert last["Parameters"]["CapacityProviderStrategy"] == [{"CapacityProvider": "FARGATE", "Weight": 1}]


@pytest.mark.parametrize(
    ("config", "kind"),
    [
        ({"over": {"kind": "count", "times": 3}}, "circle"),
        ({"over": {"kind": "count", "times": 3}, "concurrency": 3}, "INLINE"),
        ({"over": {"kind": "count", "times": 3}, "concurrency": 41}, "DISTRIBUTED"),
        ({"over": {"kind": "each", "items": "{{ input }}"}, "concurrency": 3}, "DISTRIBUTED"),
        ({"over": {"kind": "each", "items": "{{ input }}"}, "concurrency": 3, "max_iterations": 20}, "INLINE"),
        ({"over": {"kind": "each", "items": "{{ input }}"}}, "batches"),
        ({"over": {"kind": "while", "condition": "{{ true }}"}, "max_iterations": 20}, "circle"),
    ],
    ids=["few", "few at once", "very many at once", "unknown at once", "limited at once", "unknown", "while"],
)
def test_a_loop_takes_the_shape_that_its_history_allows(config: dict[str, Any], kind: str) -> None:
    machine = lower(plan_of("l:core.loop l/a:test.effect", "", {"l": config}))
    maps = [state for _, state in every(machine["States"]) if state["Type"] == "Map"]
    found = "circle" if not maps else maps[0]["ItemProcessor"]["ProcessorConfig"]["Mode"]
    found = "batches" if maps and "OutputPath" in maps[0] else found
    assert found == kind
