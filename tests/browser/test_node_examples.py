"""Every browser node's examples hold, on the pages of tests/sites in a real Chromium."""

import json
from typing import Any

import pytest

from flow_builder.errors import FlowBuilderError
from flow_builder.nodes import TABLE, node_type
from flow_builder.nodes.base import Example
from tests.support.page_context import PageContext, run_node

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CASES = [
    pytest.param(f"browser.{name}", example, id=f"{name}: {example.title}")
    for name in TABLE["browser"]
    for example in node_type(f"browser.{name}").examples
]


def _at(site: str, value: Any) -> Any:
    return json.loads(json.dumps(value).replace("{{ env.SITE }}", site))


@pytest.mark.parametrize(("type_id", "example"), CASES)
async def test_the_example_does_what_it_says(type_id: str, example: Example, context: PageContext, site: str) -> None:
    assert context.browser is not None
    if example.input is not None:
        session = await context.browser.open("main")
        await session.goto(site + example.input["page"])
    config = _at(site, example.config)
    if example.error is not None:
        with pytest.raises(FlowBuilderError) as caught:
            await run_node(type_id, config, context)
        assert caught.value.code == example.error
        return
    output = await run_node(type_id, config, context)
    if example.check is not None:
        assert example.check(output), output
    elif example.output is not None:
        assert output == example.output


@pytest.mark.parametrize("name", TABLE["browser"])
async def test_every_browser_node_has_examples_help_and_the_browser_lane(name: str) -> None:
    node = node_type(f"browser.{name}")
    assert node.examples
    assert node.lane == "browser"
    assert __import__(node.config.__module__, fromlist=["x"]).__doc__
    assert node.config.model_json_schema()["properties"]["session"]["default"] == "main"
