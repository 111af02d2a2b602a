"""Runs flows as in the cloud: lowered, and executed by the stand-in's interpreter, whose tasks call the function's code.

Every call starts from nothing but the store and the compiled plan, as in a Lambda function, and everything that goes
in or out of it is JSON text on the way.
"""

import asyncio
import json
import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from flow_builder.compiler import compile_or_raise, lower
from flow_builder.compiler.stages import stages, works
from flow_builder.domain.documents import document_hash, load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.host import StepIdentity
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.errors import NotFound
from flow_builder.machines.cloud import tokens
from flow_builder.machines.cloud.call import Services
from flow_builder.machines.cloud.handler import answer
from flow_builder.machines.cloud.host import Child
from flow_builder.machines.cloud.plan import CloudPlan
from flow_builder.nodes.base import NodeType
from flow_builder.nodes.testing import MemoryBackend
from flow_builder.store.blobs import Blobs
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.runs import RunStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Table
from tests.support.probes import Probes
from tests.support.standin.asl import Done, Interpreter, Task
from tests.support.standin.paths import AslError

WORKSPACE = "local"
_INVOKE = "arn:aws:states:::lambda:invoke"


class Cloud:
    """A store and what executes machines on it; `lose` makes calls fail, by (what is asked for, node, how often so far)."""

    def __init__(
        self,
        folder: Path,
        catalogue: Mapping[str, NodeType] | None = None,
        *,
        table: Table | None = None,
        blobs: Blobs | None = None,
    ) -> None:
        self.probes = Probes()
        self.catalogue = catalogue or self.probes
        self.table = table or SqliteTable(folder / "state.db")
        self.blobs = blobs or FolderBlobs(folder / "blobs")
        self.runs = RunStore(self.table)
        self.backend = MemoryBackend()
        self.plans: dict[str, dict[str, Any]] = {}
        self.flows: dict[str, dict[str, Any]] = {}
        self._prepared: dict[str, CloudPlan] = {}
        self.asked: list[tuple[str, str, str]] = []
        """What tasks have asked for: (do, at, path)."""
        self.lose: Callable[[str, str, int], str | None] = lambda _do, _at, _times: None
        """Returns `before` or `after` for a call that ends before or after its work is done."""
        self.seconds = math.inf
        """How long a call of the function may take."""
        self.slept: list[float] = []
        self.held = asyncio.Event()
        """Set when a task waits for its token."""
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._background: set[asyncio.Task[Any]] = set()
        self.services = Services(
            runs=self.runs,
            blobs=self.blobs,
            load_plan=self._plan,
            make_backend=lambda _run: self.backend,
            env=self._env,
            http=httpx.AsyncClient,
            calls=self,
            tokens=self,
            breakers=Breakers(),
        )
        self.interpreter = Interpreter(
            {
                _INVOKE: self._invoke,
                f"{_INVOKE}.waitForTaskToken": self._invoke_and_wait,
                "arn:aws:states:::states:startExecution.sync:2": self._child,
            },
            self._read,
            self._sleep,
            self._until,
        )

    # ---- what a test does

    async def run(self, document: dict[str, Any], input_: Any = None, **more: Any) -> tuple[Run, Done]:
        """Executes a document to its end; returns the run as stored and how its machine ended."""
        run = await self.create(document, input_, **more)
        done = await self.execute(run)
        return await self.runs.get(WORKSPACE, run.id), done

    async def create(self, document: dict[str, Any], input_: Any = None, **more: Any) -> Run:
        """Stores a run of a document."""
        loaded = load_document(document)
        self.plans[document_hash(loaded)] = document
        run = Run(
            id=new_id("r"),
            workspace=WORKSPACE,
            flow="f",
            flow_name=loaded.name,
            document=document_hash(loaded),
            input=input_,
            created_at=now(),
            **{name: value for name, value in more.items() if name not in ("records", "key")},
        )
        stored, _ = await self.runs.create(run, more.get("records", ()), more.get("key"))
        return stored

    async def execute(self, run: Run) -> Done:
        """Executes the machine of a stored run."""
        plan = await self._plan(WORKSPACE, run.document)
        machine = lower(plan.prepared.plan)
        machine = json.loads(json.dumps(machine))
        return await self.interpreter.run(machine, {"workspace": WORKSPACE, "run": run.id, "path": ""}, run.id)

    async def records(self, run: Run) -> dict[tuple[str, str], StepRecord]:
        """Returns a run's step records by (key, path text)."""
        found = await self.runs.records(WORKSPACE, run.id)
        return {(record.key, path_text(record.path)): record for record in found}

    async def answer(self, given: dict[str, Any]) -> None:
        """Answers the one open pause there is."""
        [pause], _ = await self.runs.open_pauses(WORKSPACE)
        await tokens.answer(self.runs, self, pause["token"], given)

    async def close(self) -> None:
        """Closes the store."""
        for task in self._background:
            task.cancel()
        await self.table.close()  # type: ignore[attr-defined]

    # ---- what the services need

    async def _plan(self, _workspace: str, hash_: str) -> CloudPlan:
        if hash_ not in self._prepared:
            plan = compile_or_raise(load_document(self.plans[hash_]), self.catalogue)
            regions = {work.region.id: work.region.nodes for work in works(stages(plan))}
            self._prepared[hash_] = CloudPlan(PreparedPlan(plan, self.catalogue), regions)
        return self._prepared[hash_]

    async def _env(self, _workspace: str) -> dict[str, str]:
        return {}

    async def child(self, parent: Run, step: StepIdentity, flow: str, input_: Any) -> Child:
        """Returns the run that a step calls."""
        if flow not in self.flows:
            raise NotFound(f"no flow {flow}", code="flow.not_found")
        key = f"subflow:{step.text}"
        more = {"parent": parent.id, "depth": parent.depth + 1, "trigger": "subflow"}
        run = await self.create(self.flows[flow], input_, key=key, **more)
        return Child(await self.runs.get(WORKSPACE, run.id), "machine")

    async def start(self, child: Child) -> None:
        """Starts an execution that nobody waits for."""
        self._background.add(asyncio.ensure_future(self.execute(child.run)))

    async def succeed(self, token: str, answer: dict[str, Any]) -> None:
        """Lets a task go on."""
        future = self._waiting.get(token)
        if future is not None and not future.done():
            future.set_result(answer)

    # ---- what the interpreter needs

    async def _invoke(self, task: Task) -> Any:
        event = json.loads(json.dumps(task.parameters["Payload"]))
        place = (event["do"], event["at"], event["path"])
        lost = self.lose(event["do"], event["at"], self.asked.count(place))
        self.asked.append(place)
        if lost == "before":
            raise AslError("Sandbox.Timedout", "lost before its work")
        try:
            said = await answer(self.services, event, self.seconds)
        except Exception as error:
            raise AslError(type(error).__name__, str(error)) from error
        if lost == "after":
            raise AslError("Sandbox.Timedout", "lost after its work")
        return {"Payload": json.loads(json.dumps(said))}

    async def _invoke_and_wait(self, task: Task) -> Any:
        future = self._waiting[task.token] = asyncio.get_running_loop().create_future()
        await self._invoke(task)
        self.held.set()
        return await future

    async def _child(self, task: Task) -> Any:
        run = await self.runs.get(WORKSPACE, task.parameters["Input"]["run"])
        done = await self.execute(run)
        if done.status != "SUCCEEDED":
            raise AslError("States.TaskFailed", str(done.cause))
        return done.output

    async def _read(self, _bucket: str, key: str) -> bytes:
        return await self.blobs.get(key)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def _until(self, moment: str) -> None:
        from datetime import datetime

        self.slept.append(datetime.fromisoformat(moment).timestamp())
        left = self.slept[-1] - now() / 1_000
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, left)):
                await asyncio.get_running_loop().create_future()
