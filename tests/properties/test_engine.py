"""The engine gives the same step results as the reference interpreter, on random flows."""

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from flow_builder.domain.status import Status
from tests.support.machine import Bench
from tests.support.random_flows import flows
from tests.support.reference import Reference, without_errors

Results = dict[tuple[str, str], Any]


async def results_of(bench: Bench, document: dict[str, Any]) -> tuple[str, Results]:
    """Executes a document for real; returns (run status, results as Reference gives them)."""
    run = await bench.run(document)
    results = {
        place: (record.status.value, record.ports, without_errors(record.output))
        for place, record in (await bench.records(run)).items()
        if record.status is not Status.CANCELED
    }
    return run.status.value, results


async def engine(document: dict[str, Any]) -> tuple[str, Results]:
    """Executes a document on a fresh machine."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        try:
            return await results_of(bench, document)
        finally:
            await bench.close()


def check(document: dict[str, Any], execute: Callable[[dict[str, Any]], tuple[str, Results]]) -> None:
    """Compares an execution with the reference."""
    reference = Reference(document)
    status = reference.run()
    found_status, found = execute(document)
    expected = {
        place: (status, ports, without_errors(output)) for place, (status, ports, output) in reference.results.items()
    }
    assert found == expected
    assert found_status == status


RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=200, deadline=None, suppress_health_check=RELAXED)
@given(flows())
def test_engine_agrees_with_the_reference(document: dict[str, Any]) -> None:
    check(document, lambda each: asyncio.run(engine(each)))


@pytest.mark.nightly
@settings(max_examples=1_500, deadline=None, suppress_health_check=RELAXED)
@given(flows(size=40))
def test_engine_agrees_with_the_reference_at_length(document: dict[str, Any]) -> None:
    check(document, lambda each: asyncio.run(engine(each)))
