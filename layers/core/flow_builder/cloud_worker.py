"""Puts a browser worker of the cloud together: a lane of processes with a Chromium each, on the stores of the stack.

FLOW_TASK_TOKEN, FLOW_TASK_AT, …   one order, as its machine says it; the process ends when it is carried out
FLOW_BROWSER_QUEUE                 URL of the queue that a pool's worker takes orders from
FLOW_BROWSER_WORKERS               orders of a pool's worker at the same time; one per core if it is not set
FLOW_BROWSER_BEAT                  seconds between two signs of life; 30 if it is not set
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flow_builder.cloud import Cloud, CloudSettings, load_cloud_settings
from flow_builder.domain.documents import dump_document
from flow_builder.errors import InvalidInput
from flow_builder.lanes.processes import ProcessLane
from flow_builder.machines.cloud.order_clients import QueueOrders, TaskAnswers
from flow_builder.machines.cloud.orders import BEAT_SECONDS, Outcome, carry_out
from flow_builder.machines.cloud.pool import HELD_SECONDS, Pool
from flow_builder.machines.cloud.wire import Ask
from flow_builder.machines.step_functions import connect
from flow_builder.store import aws_calls

log = logging.getLogger(__name__)

_TASK = "FLOW_TASK_"
_INTERRUPTED = "Flow.Interrupted"
_NOT_ITS_OWN = {"FLOW_MACHINES": "-", "FLOW_MACHINE_ROLE": "-", "FLOW_RUN_STEP": "-"}
"""What a stack tells the hosts that make machines, which a worker does not."""


def ordered(environ: Mapping[str, str]) -> dict[str, Any] | None:
    """Returns the order in the environment of a task, None when there is none."""
    names = ("do", *(name for name in Ask.__slots__ if name not in {"do", "error"}))
    found = {name: value for name in names if (value := environ.get(_TASK + name.upper())) is not None}
    return found if "token" in found else None


async def serve(program: Path) -> None:
    """Carries out the order of this process, or orders of the pool until a signal asks to end.

    `program` starts the processes of the lane. InvalidInput `settings.invalid` for a setting that is missing.
    """
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    settings = load_cloud_settings({**_NOT_ITS_OWN, **os.environ})
    cloud = Cloud(settings)
    order = ordered(os.environ)
    if order is None and not settings.browser_queue:
        raise InvalidInput(
            "There is neither an order nor a queue to take orders from.",
            code="settings.invalid",
            hint="A state machine gives FLOW_TASK_TOKEN, a pool's service FLOW_BROWSER_QUEUE.",
        )
    lane = ProcessLane(
        (sys.executable, str(program)), _document_loader(cloud), size=1 if order else _number("FLOW_BROWSER_WORKERS")
    )
    warming = asyncio.create_task(lane.warm_up())
    try:
        if order is not None:
            await _one(cloud, settings, lane, order)
        else:
            await _pool(cloud, settings, lane)
    finally:
        warming.cancel()
        await asyncio.gather(warming, return_exceptions=True)
        await lane.close()
        await cloud.told()


async def _one(cloud: Cloud, settings: CloudSettings, lane: ProcessLane, order: dict[str, Any]) -> None:
    answers = TaskAnswers(connect(settings.region, settings.endpoint))
    _on_signal(lane.interrupt)
    outcome = await carry_out(replace(cloud.services, lane=lane), order, answers, _beat_seconds())
    if outcome is Outcome.INTERRUPTED:
        await answers.fail(order["token"], _INTERRUPTED, "The worker was told to end; what it has done is kept.")
    log.info("the order is carried out: %s", outcome.value)


async def _pool(cloud: Cloud, settings: CloudSettings, lane: ProcessLane) -> None:
    client = aws_calls.connect("sqs", settings.region, settings.endpoint, timeout_s=30.0)
    orders = QueueOrders(client, settings.browser_queue or "", HELD_SECONDS)
    answers = TaskAnswers(connect(settings.region, settings.endpoint))
    pool = Pool(replace(cloud.services, lane=lane), orders, answers, lane.size, _beat_seconds())

    def end() -> None:
        pool.stop()
        lane.interrupt()

    _on_signal(end)
    await pool.run()


def _on_signal(end: Any) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)


def _beat_seconds() -> float:
    return _number("FLOW_BROWSER_BEAT") or BEAT_SECONDS


def _number(name: str) -> int | None:
    text = os.environ.get(name, "")
    return int(text) if text.isdigit() and int(text) else None


def _document_loader(cloud: Cloud) -> Any:
    async def document(workspace: str, hash_: str) -> dict[str, Any]:
        return dump_document(await cloud.stores.flows.document(workspace, hash_))

    return document
