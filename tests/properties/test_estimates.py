"""What a random flow costs lies within what was estimated; where the estimate is one number, it is that."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from flow_builder.domain.documents import load_document
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.engine.estimate import Range
from tests.support.machine import Bench
from tests.support.random_flows import flows

RELAXED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


async def executed(document: dict[str, Any]) -> tuple[Run, Range]:
    """Returns a run of a document and the range it was estimated at."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        try:
            run = await bench.run(document)
            return run, bench.machine.prepare(load_document(document), run.document).estimate.credits
        finally:
            await bench.close()


@settings(max_examples=100, deadline=None, suppress_health_check=RELAXED)
@given(flows())
def test_a_run_costs_what_was_estimated(document: dict[str, Any]) -> None:
    run, expected = asyncio.run(executed(document))
    assert run.estimate == [expected.least, expected.most]
    assert expected.most is None or run.credits <= expected.most
    if run.status is Status.SUCCEEDED and not run.steps_failed:
        assert run.credits >= expected.least
