"""Passwords that come from a credential."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.page_context import PageContext

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


async def test_a_password_is_filled_in_and_gets_nowhere_else(node: Node, context: PageContext, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    output = await node("fill", target={"label": "Name"}, credential="basic-1")
    assert "correct horse" not in str(output)
    assert "correct horse" not in str(context.lines)
    value = await node("evaluate", script="return document.querySelector('[name=name]').value")
    assert value["result"] == "correct horse"
    assert context.browser is not None
    assert context.browser.get("main").concealed.values == ["correct horse"]


async def test_another_field_of_the_credential_may_be_meant(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    await node("fill", target={"label": "Name"}, credential="basic-1", secret="username")
    value = await node("evaluate", script="return document.querySelector('[name=name]').value")
    assert value["result"] == "ada"


async def test_a_field_that_the_credential_lacks_is_said(node: Node, site: str) -> None:
    await node("open", url=f"{site}/form.html")
    with pytest.raises(NodeError, match="no text field 'pin'") as caught:
        await node("fill", target={"label": "Name"}, credential="basic-1", secret="pin")
    assert caught.value.code == "credential.unfit"
