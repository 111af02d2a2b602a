"""Flows as state machines, through the API."""

from tests.support.api import Api
from tests.support.machine import flow

DOCUMENT = flow(
    [
        {"key": "start", "name": "Begin", "type": "trigger.manual"},
        {"key": "stop", "name": "Enough", "type": "core.stop"},
    ],
    ["start>stop"],
)


async def test_a_version_is_shown_as_its_state_machine(host: Api) -> None:
    made = (await host.ok("POST", "/flows", json=DOCUMENT))["id"]
    await host.refused("GET", f"/flows/{made}/versions/1/machine", 404)
    await host.ok("POST", f"/flows/{made}/publish", json={})
    found = await host.ok("GET", f"/flows/{made}/versions/1/machine")
    assert list(found["machine"]["States"])[:2] == ["Begin", "Enough"]
    assert found["machine"]["States"]["Begin"]["Parameters"]["FunctionName"] == "${RunStepFunction}"
    assert found["states"] == len(found["machine"]["States"])
    assert found["bytes"] < 10_000
    assert found["events"] == 10


async def test_a_compiled_document_brings_its_machine_when_asked(host: Api) -> None:
    assert "machine" not in await host.ok("POST", "/flows/compile", json=DOCUMENT)
    found = await host.ok("POST", "/flows/compile", params={"target": "asl"}, json=DOCUMENT)
    assert found["machine"]["machine"]["StartAt"] == "Begin"
    broken = {**DOCUMENT, "nodes": [{"id": "a", "key": "a", "type": "no.such"}], "edges": []}
    assert (await host.ok("POST", "/flows/compile", params={"target": "asl"}, json=broken))["machine"] is None
