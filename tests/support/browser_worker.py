"""A browser worker whose regions are scripts: the request's input lists what to do, one step after the other.

Without the engine, so that the lane is tested on its own. `python browser_worker.py`.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from flow_builder.browser.frozen import Frozen
from flow_builder.browser.recovery import Dormant, remembered, revival
from flow_builder.browser.secrets import NO_SECRETS
from flow_builder.browser.session import no_log
from flow_builder.browser.sessions import Sessions
from flow_builder.domain.status import Status
from flow_builder.domain.step import StepRecord
from flow_builder.engine.host import RegionRequest, RegionResult
from flow_builder.errors import FlowBuilderError
from flow_builder.lanes.remote import RemoteHost
from flow_builder.lanes.tree import descendants
from flow_builder.lanes.worker import run_worker
from flow_builder.network.guard import NetworkPolicy
from flow_builder.nodes import node_type
from tests.support.page_context import PageContext, run_node


async def execute(request: RegionRequest, host: RemoteHost, browser: Sessions) -> RegionResult:
    browser.sites = host.backend
    done = {record.node: record for record in request.recorded}
    await _wake(request, host, browser)
    for number, (what, config) in enumerate(request.input):
        node = f"n{number}"
        if node in done:
            continue
        output = await _step(what, config, request, host, browser)
        meta = await browser.page_state() if what.startswith("browser.") else {}
        record = StepRecord(node, node, what, request.path, Status.SUCCEEDED, output=output, meta=meta)
        await host.journal.record(record)
    return RegionResult("done", vars={"pid": os.getpid(), "attempt": request.attempt})


async def _wake(request: RegionRequest, host: RemoteHost, browser: Sessions) -> None:
    pages = [record for record in request.recorded if "sessions" in record.meta]
    known = remembered([(node_type(record.type).replay, record.meta) for record in pages])
    kept = {name: Frozen.unpack(text) for name, text in (await host.backend.sessions_kept("region")).items()}
    browser.begin({name: Dormant(each, kept.get(name)) for name, each in known.items()}, _Keeper(host))
    for name, each in known.items():
        plan = revival(name, each, kept.get(name))
        await browser.wake(plan, NO_SECRETS, no_log)
        await browser.confirm(plan, strict=False)


class _Keeper:
    def __init__(self, host: RemoteHost) -> None:
        self._backend = host.backend

    async def keep(self, frozen: Frozen, name: str) -> None:
        await self._backend.session_keep("region", name, frozen.pack())

    async def forget(self, name: str) -> None:
        await self._backend.session_forget("region", name)


async def _step(what: str, config: Any, request: RegionRequest, host: RemoteHost, browser: Sessions) -> Any:
    match what:
        case "hang":
            time.sleep(60)  # noqa: ASYNC251 - the event loop is to hang
        case "die once" if request.attempt == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        case "kill chromium":
            _kill_chromium()
        case "enter":
            await host.backend.enter_site(config, None)
        case "wait":
            await asyncio.Event().wait()
        case "raise":
            raise ValueError("not one of ours")
        case "backend":
            return await _backend(host)
        case "document":
            host.journal.emit("log", message=config)
            return await host.document(request.document)
        case node if node.startswith("browser."):
            return await run_node(node, config, PageContext(browser))
    return None


def _kill_chromium() -> None:
    for pid, _ in descendants(os.getpid()):
        if os.getpgid(pid) == pid:  # the driver starts Chromium as a group of its own
            os.killpg(pid, signal.SIGKILL)


async def _backend(host: RemoteHost) -> Any:
    artifact = await host.backend.blob_put(b"\x00\xff" * 1000, "a.bin", "application/octet-stream")
    data = await host.backend.blob_get(artifact.artifact)
    await host.backend.state_set("seen", {"n": 1})
    try:
        await host.backend.blob_get("artifacts/none")
    except FlowBuilderError as error:
        missing = [type(error).__name__, error.code, getattr(error, "retryable", None)]
    return {"bytes": len(data), "state": await host.backend.state_get("seen"), "missing": missing}


if __name__ == "__main__":
    asyncio.run(run_worker(execute, NetworkPolicy(allow_private=True)))
