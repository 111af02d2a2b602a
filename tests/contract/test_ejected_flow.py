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
from tests.support.site_server import site_server
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


def pages(site: str) -> dict[str, Any]:
    """Returns a flow whose page goes on after a wait: two browser regions, each with a worker of its own."""
    return flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": f"{site}/form.html"}},
            {"key": "fill", "type": "browser.fill", "config": {"target": {"label": "Name"}, "value": "Ada"}},
            {"key": "wait", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 1}}},
            {"key": "send", "type": "browser.click", "config": {"target": "button", "then": "navigation"}},
            {"key": "read", "type": "browser.get_text", "config": {"target": "#what"}},
            {"key": "out", "type": "core.merge", "config": {"value": "{{ steps.read.text.slice(0, 8) }}"}},
        ],
        ["open>fill", "fill>wait", "wait>send", "send>read", "read>out"],
    )


async def deployed_and_run(standin: StandIn, folder: Path, document: dict[str, Any], input_: Any) -> Any:
    """Ejects, deploys and starts a flow, twice with one key; returns its output at its end."""
    await asyncio.to_thread(eject, load_document(document), CATALOGUE, folder)
    app = await asyncio.to_thread(Application, standin, f"app-{uuid4().hex[:8]}", folder)

    def ask(event: dict[str, Any]) -> dict[str, Any]:
        answer = app.client("lambda").invoke(FunctionName=app.outputs["StartFunction"], Payload=json.dumps(event))
        said: dict[str, Any] = json.load(answer["Payload"])
        assert "FunctionError" not in answer, said
        return said

    event = {"input": input_, "idempotency_key": "once"}
    started = await asyncio.to_thread(ask, event)
    assert await asyncio.to_thread(ask, event) == started
    async with asyncio.timeout(180):
        while (said := await asyncio.to_thread(ask, started))["status"] not in ("succeeded", "failed"):
            await asyncio.sleep(0.2)
    assert said["status"] == "succeeded", said
    return said["output"]


async def test_an_ejected_flow_runs_by_itself(standin: StandIn, tmp_path: Path) -> None:
    assert await deployed_and_run(standin, tmp_path / "app", FLOW, {"n": 40}) == 42


@pytest.mark.nightly
@pytest.mark.browser
async def test_an_ejected_flow_brings_its_browser_workers(standin: StandIn, tmp_path: Path) -> None:
    with site_server() as site:
        assert await deployed_and_run(standin, tmp_path / "app", pages(site), None) == "name=Ada"
