"""The machine of the cloud on a store of this process; machines are executed by the stand-in's interpreter.

Every change of an execution's status is told twice, as AWS may do.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

from flow_builder.compiler import compile_or_raise, lower
from flow_builder.compiler.asl.write import definition
from flow_builder.domain.documents import document_hash, load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.errors import FlowBuilderError, NotFound
from flow_builder.machines.cloud.deployed import Deployed
from flow_builder.machines.cloud.machine import CloudMachine
from flow_builder.nodes.base import RunInfo
from flow_builder.nodes.testing import MemoryBackend
from flow_builder.realtime.local import LocalHub
from flow_builder.services.bus import Bus
from flow_builder.services.ends import Ends, Taker
from flow_builder.services.executions import RunEnds
from flow_builder.store.progress import Progress
from tests.support.cloud import WORKSPACE, Cloud


class Account:
    """What Step Functions is asked for, on one interpreter."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self.machines: dict[str, str] = {}
        """Version ARN -> definition."""
        self.aliases: dict[str, list[tuple[str, int]]] = {}
        self.executions: dict[str, asyncio.Task[Any]] = {}
        self.ended: dict[str, tuple[str, str]] = {}
        """Run -> status and cause."""
        self.told: Callable[[dict[str, Any]], Any] = lambda _: None
        self.refused = 0
        """So many executions are not started."""

    async def deploy(self, name: str, text: str, note: str) -> str:
        for arn, known in self.machines.items():
            if arn.split(":")[6] == name and known == text:
                return arn
        arn = f"arn:aws:states:here:1:stateMachine:{name}:{len(self.machines) + 1}"
        self.machines[arn] = text
        return arn

    async def route(self, alias: str, weights: Any) -> str:
        name = f"{weights[0][0].rpartition(':')[0]}:{alias}"
        self.aliases[name] = list(weights)
        return name

    async def remove(self, name: str) -> None:
        self.machines = {arn: text for arn, text in self.machines.items() if arn.split(":")[6] != name}

    async def start(self, machine: str, run: str, input_: dict[str, Any]) -> None:
        if self.refused:
            self.refused -= 1
            raise NotFound("not now", code="machine.not_found")
        if machine not in self.machines:
            raise NotFound("no such machine", code="machine.not_found")
        if run not in self.executions:
            self.executions[run] = asyncio.ensure_future(self._execute(machine, run, input_))

    async def _execute(self, machine: str, run: str, input_: dict[str, Any]) -> None:
        parsed = json.loads(self.machines[machine])
        status, cause = "ABORTED", ""
        try:
            async with asyncio.timeout(parsed.get("TimeoutSeconds")):
                done = await self._cloud.interpreter.run(parsed, input_, run)
                status, cause = done.status, done.cause or ""
        except TimeoutError:
            status = "TIMED_OUT"
        except asyncio.CancelledError:
            status = "ABORTED"
        self.ended[run] = status, cause
        said = {"status": status, "name": run, "input": json.dumps(input_), "cause": cause}
        for _ in range(2):
            with suppress(FlowBuilderError):  # it is told again later, or the sweep finds it
                await self.told(said)

    async def stop(self, machine: str, run: str, cause: str) -> None:
        if run in self.executions and run not in self.ended:
            self.executions[run].cancel()

    async def status(self, machine: str, run: str) -> dict[str, Any] | None:
        if run not in self.executions:
            return None
        status, cause = self.ended.get(run, ("RUNNING", ""))
        return {"status": status, "error": None, "cause": cause}

    async def redrive(self, machine: str, run: str) -> bool:
        return False

    async def succeed(self, token: str, answer: dict[str, Any]) -> None:
        await self._cloud.succeed(token, answer)


class CloudBench:
    """A machine of the cloud with the ends of its runs; `takers` are told of these."""

    def __init__(self, folder: Path, *takers: Taker, table: Any = None, **limits: int) -> None:
        self.cloud = Cloud(folder, table=table)
        self.account = Account(self.cloud)
        self.runs = self.cloud.runs
        self.probes = self.cloud.probes
        deployed = Deployed(self.cloud.table, self.account, lambda plan: definition(lower(plan)))
        self.machine = CloudMachine(
            runs=self.runs,
            hub=LocalHub(),
            catalogue=self.cloud.catalogue,
            compile_plan=lambda document: compile_or_raise(document, self.cloud.catalogue),
            load_document=self._load,
            deployed=deployed,
            executions=self.account,
            env=self.cloud.services.env,
            **limits,
        )
        self.cloud.services = replace(self.cloud.services, admission=self.machine.admission, make_backend=self._backend)
        self.ends = RunEnds(self.runs, self.machine, Ends(self.runs, Bus(), takers))
        self.machine.ended = self.ends.settle
        self.account.told = self.ends.heard

    def _backend(self, run: RunInfo) -> MemoryBackend:
        bound = copy(self.cloud.backend)
        bound.reply = Progress(self.cloud.table, run.workspace, run.id).answer  # type: ignore[method-assign]
        return bound

    async def _load(self, _workspace: str, hash_: str) -> Any:
        return load_document(self.cloud.plans[hash_])

    def made(self, document: dict[str, Any], input_: Any = None, **more: Any) -> tuple[Run, Any]:
        """Returns a run of a raw document, not started yet, and the document."""
        loaded = load_document(document)
        hash_ = document_hash(loaded)
        self.cloud.plans[hash_] = document
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
        return run, loaded

    async def start(self, document: dict[str, Any], input_: Any = None, key: str | None = None, **more: Any) -> Run:
        """Starts a run of a raw document."""
        run, loaded = self.made(document, input_, **more)
        return await self.machine.start(run, loaded, (), key)

    async def end(self, run: Run, timeout_s: float = 60) -> Run:
        """Waits until a run has ended and its end is told."""
        async with asyncio.timeout(timeout_s):
            await self.machine.wait(WORKSPACE, run.id, None)
            while await self.runs.untold([run]):
                await asyncio.sleep(0.005)
        return await self.runs.get(WORKSPACE, run.id)

    async def status(self, run: Run) -> str:
        """Returns a run's status as stored."""
        return (await self.runs.get(WORKSPACE, run.id)).status.value

    async def is_status(self, run: Run, status: str) -> bool:
        """Tells whether a run has a status."""
        return await self.status(run) == status

    async def close(self) -> None:
        """Ends what is under way and closes the store."""
        for execution in self.account.executions.values():
            execution.cancel()
        await asyncio.gather(*self.account.executions.values(), return_exceptions=True)
        await self.cloud.close()
