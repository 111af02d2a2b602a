"""The entry point of an ejected flow: starts a run, or says how one is."""

from typing import Any

from pydantic_core import from_json

from flow_builder.cloud import Cloud
from flow_builder.domain.documents import load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.machines.cloud.machine import first_input

WORKSPACE = "app"
FLOW = "flow"


async def start(cloud: Cloud, flow: dict[str, Any], machine: str, event: dict[str, Any]) -> dict[str, Any]:
    """Starts a run of a flow document and returns `{"run"}`; `{"run": id}` returns how that one is.

    An event is `{"input", "idempotency_key"}`; the same key gives the same run. NotFound for an unknown run.
    """
    runs = cloud.stores.runs
    if (known := event.get("run")) is not None:
        return await _told(cloud, await runs.get(WORKSPACE, str(known)))
    document = load_document(flow)
    run = Run(
        id=new_id("r"),
        workspace=WORKSPACE,
        flow=FLOW,
        flow_name=document.name,
        document=await cloud.stores.flows.put_document(WORKSPACE, document),
        trigger="api",
        input=event.get("input"),
        created_at=now(),
    )
    stored, _ = await runs.create(run, (), event.get("idempotency_key"))
    await cloud.machines.start(machine, stored.id, first_input(stored))
    return {"run": stored.id}


async def _told(cloud: Cloud, run: Run) -> dict[str, Any]:
    output = run.output
    if output is None and run.output_blob is not None:
        output = from_json(await cloud.blobs.get(run.output_blob))
    return {"run": run.id, "status": run.status.value, "output": output, "error": run.error}
