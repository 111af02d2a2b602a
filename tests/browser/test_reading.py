"""HTML, texts and attributes are read from the page, a frame or one element."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.page_context import PageContext

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]


async def test_a_file_of_html_is_what_extract_nodes_take(node: Node, site: str, context: PageContext) -> None:
    await node("open", url=f"{site}/products.html")
    kept = await node("get_html", as_file=True)
    data = await context.read_artifact(kept["artifact"])
    assert data.decode() == (await node("get_html"))["html"]
    assert kept["chars"] == len(data.decode())


async def test_several_where_one_is_meant_are_an_error(node: Node, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    for name, more in (("get_html", {}), ("get_text", {}), ("get_attribute", {"attribute": "class"})):
        with pytest.raises(NodeError) as caught:
            await node(name, target=".product", **more)
        assert caught.value.code == "browser.target_ambiguous"


async def test_halves_of_characters_do_not_get_out(node: Node, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    await node("evaluate", script="document.querySelector('h1').textContent = 'a\\ud83d'; return 1")
    assert "a\ufffd</h1>" in (await node("get_html"))["html"]
    assert (await node("get_html", target="h1"))["html"] == "<h1>a\ufffd</h1>"
    assert (await node("get_text", target="h1"))["text"] == "a\ufffd"


async def test_within_a_frame_the_frame_is_the_page(node: Node, site: str) -> None:
    await node("open", url=f"{site}/products.html")
    await node(
        "evaluate",
        script="""const frame = document.createElement('iframe');
        frame.srcdoc = '<!doctype html><h2 title=t>Inner</h2><table><tr><th>a<tr><td>1</table><ul><li><b>x</b><li><b>y</b></ul>';
        await new Promise((done) => { frame.onload = done; document.body.append(frame) }); return 1""",
    )
    await node("frame", frames="iframe")
    html = (await node("get_html"))["html"]
    assert html.startswith("<!DOCTYPE html><html>")
    assert "<h2" in html
    assert "Our" not in html
    assert (await node("get_text", target="h2"))["text"] == "Inner"
    assert (await node("get_attribute", target="h2", attribute="title"))["value"] == "t"
    assert (await node("extract_table"))["rows"] == [{"a": "1"}]
    listed = await node("extract_list", row="li", fields=[{"name": "b", "target": "b"}])
    assert [item["b"] for item in listed["items"]] == ["x", "y"]
    button = {"kind": "next_button", "target": ".none"}
    paged = await node("paginate", row="li", fields=[{"name": "b", "target": "b"}], next=button, timeout_s=1)
    assert (paged["count"], paged["ended"]) == (2, "last_page")
