"""An ejected flow is deployed through CloudFormation, started, and ends as it does on one machine."""

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE
from flow_builder.sam.application import eject
from tests.support.machine import flow
from tests.support.standin.ejected import Application
from tests.support.standin_server import StandIn

pytestmark = pytest.mark.standin

FLOW = flow(
    [
        {"key": "big", "type": "core.condition", "config": {"when": "{{ input.n > 10 }}"}},
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 2}}},
        {"key": "say", "parent": "each", "type": "core.log", "config": {"message": "{{ index }}"}},
        {"key": "out", "type": "core.merge", "config": {"value": "{{ steps.each.items.length + input.n }}"}},
    ],
    ["big.true>each", "each>out"],
    settings={"durability": "step"},
)


async def test_an_ejected_flow_runs_by_itself(standin: StandIn, tmp_path: Path) -> None:
    eject(load_document(FLOW), CATALOGUE, tmp_path / "app")
    app = await asyncio.to_thread(Application, standin, f"app-{uuid4().hex[:8]}", tmp_path / "app")

    def ask(event: dict[str, Any]) -> dict[str, Any]:
        answer = app.client("lambda").invoke(FunctionName=app.outputs["StartFunction"], Payload=json.dumps(event))
        said: dict[str, Any] = json.load(answer["Payload"])
        assert "FunctionError" not in answer, said
        return said

    event = {"input": {"n": 40}, "idempotency_key": "once"}
    started = await asyncio.to_thread(ask, event)
    assert await asyncio.to_thread(ask, event) == started
    async with asyncio.timeout(120):
        while (said := await asyncio.to_thread(ask, started))["status"] not in ("succeeded", "failed"):
            await asyncio.sleep(0.2)
    assert (said["status"], said["output"]) == ("succeeded", 42), said
