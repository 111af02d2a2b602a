"""A flow gives the same as a state machine: step results, what is skipped, and how the run ends, on random flows."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.compiler import compile_or_raise
from flow_builder.compiler.lower.history import events
from flow_builder.compiler.stages import stages
from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import NodeType
from tests.properties.test_engine import RELAXED
from tests.support.cloud import Cloud
from tests.support.machine import Bench
from tests.support.random_flows import flows


class Effects(Mapping[str, NodeType]):
    """The real catalogue, in which two types of pure nodes have side effects, so that regions end at them."""

    def __getitem__(self, type_id: str) -> NodeType:
        found = CATALOGUE[type_id]
        return replace(found, side_effect=True) if type_id in {"core.merge", "core.assert"} else found

    def __iter__(self) -> Iterator[str]:
        yield from CATALOGUE

    def __len__(self) -> int:
        return len(CATALOGUE)


EFFECTS = Effects()
Told = tuple[str, Any, dict[tuple[str, str], Any]]


async def engine(document: dict[str, Any]) -> Told:
    """Executes a document with the engine; returns (status, output, results by place)."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), EFFECTS)
        try:
            run = await bench.run(document)
            return run.status.value, (run.output, run.error), told(await bench.records(run))
        finally:
            await bench.close()


async def machine(document: dict[str, Any]) -> Told:
    """Executes a document as a state machine."""
    with tempfile.TemporaryDirectory() as folder:
        cloud = Cloud(Path(folder), EFFECTS)
        try:
            run, done = await cloud.run(document)
            assert done.status == ("SUCCEEDED" if run.status == "succeeded" else "FAILED"), done
            line = stages(compile_or_raise(load_document(document), EFFECTS))
            assert done.events <= events(line) + AROUND
            return run.status.value, (run.output, run.error), told(await cloud.records(run))
        finally:
            await cloud.close()


AROUND = 13
"""Events of an execution that has nothing to do: its beginning and end, the last task, the Choice behind it."""


def told(records: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """Returns what records say but for times and order."""
    return {
        place: (each.status.value, each.ports, each.output, each.error, each.attempts)
        for place, each in records.items()
        if each.status != "canceled"
    }


def check(document: dict[str, Any], durability: str) -> None:
    made = {**document, "settings": {"durability": durability}}
    assert asyncio.run(machine(made)) == asyncio.run(engine(made))


@st.composite
def varied(draw: st.DrawFn, size: int = 24) -> dict[str, Any]:
    """Strategy: random flows in which some loops are while loops, and some give a result of their own."""
    document: dict[str, Any] = draw(flows(size=size))
    for node in document["nodes"]:
        config = node["config"]
        if node["type"] != "core.loop":
            continue
        if config["over"]["kind"] == "count" and config["concurrency"] == 1 and draw(st.booleans()):
            config["over"] = {"kind": "while", "condition": f"{{{{ index < {config['over']['times']} }}}}"}
        if draw(st.booleans()):
            config["output"] = draw(st.sampled_from(["{{ index * 2 }}", "{{ index === 1 ? input.no.such : item }}"]))
    return document


DURABILITY = st.sampled_from(["step", "balanced", "fast"])


@settings(max_examples=25, deadline=None, suppress_health_check=RELAXED)
@given(varied(), DURABILITY)
def test_a_machine_gives_what_the_engine_gives(document: dict[str, Any], durability: str) -> None:
    check(document, durability)


@pytest.mark.nightly
@settings(max_examples=500, deadline=None, suppress_health_check=RELAXED)
@given(varied(size=40), DURABILITY)
def test_a_machine_gives_what_the_engine_gives_at_length(document: dict[str, Any], durability: str) -> None:
    check(document, durability)
