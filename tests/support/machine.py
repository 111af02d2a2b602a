"""A local machine on a temporary store, to execute documents in tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx

from flow_builder.compiler import compile_or_raise
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.documents import document_hash, load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.errors import NotFound
from flow_builder.machines.local import LocalMachine
from flow_builder.nodes.base import NodeType
from flow_builder.nodes.testing import MemoryBackend
from flow_builder.realtime.local import LocalHub
from flow_builder.services.bus import Bus
from flow_builder.services.ends import Ends
from flow_builder.store.runs import RunStore
from flow_builder.store.sqlite import SqliteTable
from tests.support.probes import Probes

WORKSPACE = "local"


class Bench:
    """One store and the machine on it; `restart` stops the machine and puts a new one in its place."""

    def __init__(self, folder: Path, catalogue: Mapping[str, NodeType] | None = None, **limits: int) -> None:
        self.folder = folder
        self.limits = limits
        self.probes = Probes()
        self.catalogue = catalogue or self.probes
        self.backend = MemoryBackend()
        self.documents: dict[str, Any] = {}
        self.flows: dict[str, Any] = {}
        self.table = SqliteTable(folder / "state.db")
        self._open()

    def _open(self) -> None:
        self.machine = self._machine()
        self.ends = Ends(self.machine.runs, Bus())
        self.machine.on_end = self.ends.take

    def _machine(self) -> LocalMachine:
        def backend(_run: Any, answer: Any) -> MemoryBackend:
            bound = MemoryBackend.__new__(MemoryBackend)
            bound.__dict__.update(self.backend.__dict__)

            async def reply(response: dict[str, Any]) -> None:
                answer(response)

            bound.reply = reply  # type: ignore[method-assign]
            return bound

        async def load(_workspace: str, hash_: str) -> Any:
            return self.documents[hash_]

        async def find(_workspace: str, flow: str) -> Any:
            if flow not in self.flows:
                raise NotFound(f"no flow {flow}", code="flow.not_found")
            document = load_document(self.flows[flow])
            self.documents[document_hash(document)] = document
            return document, document_hash(document), None

        return LocalMachine(
            runs=RunStore(self.table),
            hub=LocalHub(),
            catalogue=self.catalogue,
            compile_plan=lambda document: compile_or_raise(document, self.catalogue),
            load_document=load,
            find_flow=find,
            make_backend=backend,
            http=httpx.AsyncClient,
            **self.limits,
        )

    async def start(self, document: Any, input_: Any = None, **more: Any) -> Run:
        """Starts a run of a raw document."""
        records = more.pop("records", ())
        loaded = document if isinstance(document, FlowDocument) else load_document(document)
        hash_ = document_hash(loaded)
        self.documents[hash_] = loaded
        run = Run(
            id=new_id("r"),
            workspace=WORKSPACE,
            flow=more.pop("flow", "f"),
            flow_name=loaded.name,
            document=hash_,
            input=input_,
            created_at=now(),
            **more,
        )
        return await self.machine.start(run, loaded, records)

    async def end(self, run: Run, timeout_s: float = 20) -> Run:
        """Waits for a run's end and returns it as stored."""
        await self.machine.wait(WORKSPACE, run.id, timeout_s)
        return await self.machine.runs.get(WORKSPACE, run.id)

    async def run(self, document: Any, input_: Any = None, **more: Any) -> Run:
        """Executes a raw document to its end."""
        return await self.end(await self.start(document, input_, **more))

    async def records(self, run: Run) -> dict[tuple[str, str], StepRecord]:
        """Returns a run's step records by (key, path text)."""
        return {
            (record.key, path_text(record.path)): record
            for record in await self.machine.runs.records(WORKSPACE, run.id)
        }

    async def outputs(self, run: Run) -> dict[str, Any]:
        """Returns the outputs of the steps outside loops by key."""
        return {key: record.output for (key, path), record in (await self.records(run)).items() if not path}

    async def events(self, run: Run) -> list[dict[str, Any]]:
        """Returns all of a run's events."""
        return await self.machine.runs.events(WORKSPACE, run.id, limit=1_000_000)

    async def restart(self) -> None:
        """Stops the machine as a shutdown does and goes on with a new one on the same data."""
        await self.close()
        self.table = SqliteTable(self.folder / "state.db")
        self._open()
        await self.machine.recover()

    async def close(self) -> None:
        """Stops the machine and closes the store."""
        await self.ends.close()
        await self.machine.close()
        await self.table.close()


def flow(nodes: Sequence[Mapping[str, Any]], edges: Sequence[str] = (), **more: Any) -> dict[str, Any]:
    """Returns a document from short forms: nodes without `id` use their key; edges are `a>b` or `a.port>b`."""
    drawn = []
    for edge in edges:
        source, _, target = edge.partition(">")
        key, _, port = source.partition(".")
        drawn.append({"source": key, "source_port": port or "out", "target": target})
    return {
        "schema": 1,
        "name": "test",
        "nodes": [{"id": node["key"], **node} for node in nodes],
        "edges": drawn,
        **more,
    }
