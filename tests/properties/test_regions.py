"""Regions executed by another host give the same results as the reference: handing over loses and adds nothing."""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given, settings

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.documents import document_hash, load_document
from flow_builder.domain.plan import Region, walk
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import Host, Journal, RegionRequest, RegionResult
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.engine.regions import execute_region
from flow_builder.errors import NodeError
from flow_builder.lanes.wire import decode, encode
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import Backend, NodeType, RunInfo
from tests.properties.test_engine import RELAXED, check
from tests.support.machine import Bench
from tests.support.random_flows import flows


class PageCatalogue(Mapping[str, NodeType]):
    """The real catalogue, but `core.merge` needs a page: most of a random flow becomes browser regions."""

    def __getitem__(self, type_id: str) -> NodeType:
        found = CATALOGUE[type_id]
        return replace(found, lane="browser") if type_id == "core.merge" else found

    def __iter__(self) -> Iterator[str]:
        return iter(CATALOGUE)

    def __len__(self) -> int:
        return len(CATALOGUE)


class _NoPages:
    """Stands in for the browser sessions of a worker: there are none."""

    async def evidence(self, node: str) -> list[tuple[str, bytes, str]]:
        return []

    async def explain(self, error: NodeError) -> NodeError:
        return error

    async def page_state(self) -> dict[str, Any]:
        return {}

    def begin(self, dormant: object, keeper: object) -> None:
        pass

    async def freeze(self, names: object) -> list[NodeError]:
        return []


class _Crash(Exception):
    """The worker is gone."""


class _Limited:
    """A journal that dies after some records, as a worker does that is killed."""

    def __init__(self, journal: Journal, records: int) -> None:
        self._journal = journal
        self._left = records

    async def record(self, record: Any) -> None:
        if self._left == 0:
            raise _Crash
        self._left -= 1
        await self._journal.record(record)

    def note(self, record: Any) -> None:
        if self._left:
            self._journal.note(record)

    def emit(self, type_: str, **data: Any) -> None:
        self._journal.emit(type_, **data)


class _RemoteHost:
    def __init__(self, run: RunInfo, journal: Journal, backend: Backend) -> None:
        self.run = run
        self.journal = journal
        self.backend = backend


class FakeLane:
    """Executes regions in this process, from a request that went over the wire; its worker dies `crashes` times."""

    def __init__(self, bench: Bench, catalogue: Mapping[str, NodeType], crash_after: int | None) -> None:
        self._bench = bench
        self._catalogue = catalogue
        self._crash_after = crash_after
        self._crashed: set[tuple[str, tuple[int, ...]]] = set()
        self.regions = 0

    async def run_region(self, request: RegionRequest, journal: Journal, backend: Backend) -> RegionResult:
        self.regions += 1
        request = decode(RegionRequest, encode(request))
        place = (request.region, request.path)
        if self._crash_after is not None and place not in self._crashed:
            self._crashed.add(place)
            journal = _Limited(journal, self._crash_after)
        document = self._bench.documents[request.document]
        prepared = PreparedPlan(compile_or_raise(document, self._catalogue), self._catalogue)
        host: Host = _RemoteHost(request.run, journal, backend)  # type: ignore[assignment]
        try:
            return await execute_region(prepared, request, host, _NoPages(), httpx.AsyncClient, Breakers())
        except _Crash:
            raise NodeError("gone", code="browser.worker_lost", retryable=True) from None

    async def close(self) -> None:
        pass


async def with_regions(document: dict[str, Any], crash_after: int | None) -> tuple[str, dict[tuple[str, str], Any]]:
    from tests.properties.test_engine import results_of

    with tempfile.TemporaryDirectory() as folder:
        catalogue = PageCatalogue()
        bench = Bench(Path(folder), catalogue)
        bench.machine.lane = FakeLane(bench, catalogue, crash_after)
        try:
            return await results_of(bench, document)
        finally:
            await bench.close()


def test_random_flows_do_have_regions() -> None:
    document = load_document(
        {
            "schema": 1,
            "name": "t",
            "nodes": [{"id": "a", "key": "a", "type": "core.merge", "config": {"value": 1}}],
        }
    )
    plan = compile_or_raise(document, PageCatalogue())
    assert any(isinstance(node, Region) and node.lane == "browser" for node in walk(plan.root))
    assert plan.hash == document_hash(document)


@settings(max_examples=60, deadline=None, suppress_health_check=RELAXED)
@given(flows())
def test_regions_change_no_result(document: dict[str, Any]) -> None:
    check(document, lambda each: asyncio.run(with_regions(each, None)))


@settings(max_examples=60, deadline=None, suppress_health_check=RELAXED)
@given(flows())
def test_a_worker_that_dies_changes_no_result(document: dict[str, Any]) -> None:
    check(document, lambda each: asyncio.run(with_regions(each, 2)))


@pytest.mark.nightly
@settings(max_examples=1_000, deadline=None, suppress_health_check=RELAXED)
@given(flows(size=40))
def test_regions_change_no_result_at_length(document: dict[str, Any]) -> None:
    check(document, lambda each: asyncio.run(with_regions(each, 1)))
