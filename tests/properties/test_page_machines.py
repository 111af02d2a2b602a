"""A flow with page work gives the same as a state machine whose browser workers die in the middle of their regions."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.cloud_worker import ordered
from flow_builder.engine.host import Journal, RegionRequest, RegionResult
from flow_builder.errors import Interrupted, NodeError
from flow_builder.machines.cloud.orders import Outcome, carry_out
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import Backend, NodeType
from tests.properties.test_engine import RELAXED
from tests.properties.test_machines import DURABILITY, Told, told, varied
from tests.properties.test_regions import FakeLane, PageCatalogue
from tests.support.cloud import Cloud
from tests.support.machine import Bench
from tests.support.standin.asl import Task
from tests.support.standin.paths import AslError

PAGES = PageCatalogue()
_RUN_TASK = "arn:aws:states:::ecs:runTask.waitForTaskToken"


class _Documents:
    """What a lane finds documents in."""

    def __init__(self) -> None:
        self.documents: dict[str, Any] = {}


class _Lane(FakeLane):
    """A lane whose host is told to end instead of losing its worker, every other time."""

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        try:
            return await super().run_region(request, journal, backend)
        except NodeError as error:
            if self.regions % 2:
                raise Interrupted("The host was told to end.") from error
            raise


class PageCloud(Cloud):
    """Answers orders for browser workers, each by a worker that knows nothing of the one before."""

    def __init__(self, folder: Path, catalogue: Mapping[str, NodeType], lane: FakeLane) -> None:
        super().__init__(folder, catalogue)
        self._worker = replace(self.services, lane=lane)
        self._said: dict[str, Any] = {}
        self._failed: dict[str, tuple[str, str]] = {}
        self.orders = 0
        self.interpreter.handlers = {**self.interpreter.handlers, _RUN_TASK: self._order}

    async def _order(self, task: Task) -> Any:
        self.orders += 1
        [container] = task.parameters["Overrides"]["ContainerOverrides"]
        event = ordered({each["Name"]: each["Value"] for each in container["Environment"]})
        assert event is not None
        if await carry_out(self._worker, event, self) is Outcome.INTERRUPTED:
            raise AslError("Flow.Interrupted")
        if (failed := self._failed.pop(task.token, None)) is not None:
            raise AslError(*failed)
        return self._said.pop(task.token)

    async def beat(self, token: str) -> bool:
        """Says that somebody waits."""
        return bool(token)

    async def succeed(self, token: str, answer: dict[str, Any]) -> bool:  # type: ignore[override]
        """Takes a worker's answer, or that of a pause."""
        self._said[token] = answer
        await super().succeed(token, answer)
        return True

    async def fail(self, token: str, error: str, cause: str) -> bool:
        """Takes a worker's failure."""
        self._failed[token] = (error, cause)
        return True


async def engine(document: dict[str, Any]) -> Told:
    """Executes a document with the engine, in which nothing needs a page."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), CATALOGUE)
        try:
            run = await bench.run(document)
            return run.status.value, (run.output, run.error), told(await bench.records(run))
        finally:
            await bench.close()


async def machine(document: dict[str, Any], crash_after: int | None) -> Told:
    """Executes a document as a machine whose workers are lost after some records."""
    with tempfile.TemporaryDirectory() as folder:
        documents = _Documents()
        cloud = PageCloud(Path(folder), PAGES, _Lane(documents, PAGES, crash_after))  # type: ignore[arg-type]
        documents.documents = _Loaded(cloud)  # type: ignore[assignment]
        try:
            run, done = await cloud.run(document)
            assert done.status == ("SUCCEEDED" if run.status == "succeeded" else "FAILED"), done
            return run.status.value, (run.output, run.error), told(await cloud.records(run))
        finally:
            await cloud.close()


class _Loaded(dict[str, Any]):
    """Documents by hash, as a cloud has them."""

    def __init__(self, cloud: Cloud) -> None:
        super().__init__()
        self._cloud = cloud

    def __getitem__(self, hash_: str) -> Any:
        from flow_builder.domain.documents import load_document

        return load_document(self._cloud.plans[hash_])


def check(document: dict[str, Any], durability: str, crash_after: int | None) -> None:
    made = {**document, "settings": {"durability": durability}}
    assert asyncio.run(machine(made, crash_after)) == asyncio.run(engine(made))


CRASH = st.one_of(st.none(), st.integers(0, 4))


@settings(max_examples=10, deadline=None, suppress_health_check=RELAXED)
@given(varied(), DURABILITY, CRASH)
def test_a_machine_with_page_work_gives_what_the_engine_gives(
    document: dict[str, Any], durability: str, crash_after: int | None
) -> None:
    check(document, durability, crash_after)


@pytest.mark.nightly
@settings(max_examples=500, deadline=None, suppress_health_check=RELAXED)
@given(varied(size=40), DURABILITY, CRASH)
def test_a_machine_with_page_work_gives_what_the_engine_gives_at_length(
    document: dict[str, Any], durability: str, crash_after: int | None
) -> None:
    check(document, durability, crash_after)
