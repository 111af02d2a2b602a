"""extract.html_select."""

from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError
from tests.support.nodes import Bench

SHOP = """<!doctype html><title>Shop</title><base href="https://shop.example/a/">
<div class="product" data-id="1" data-new><a href="lamp"><h3>Desk
  lamp</h3></a><span class="price">€ 1.024,90</span><i>red</i><i>blue</i><script>var x</script></div>
<div class="product" data-id="x"><a href="//cdn.example/mat"><h3>Mat &amp; more</h3></a><span class="price"></span></div>"""


async def select(bench: Bench, **config: Any) -> Any:
    return await bench("extract.html_select", {"html": SHOP, "select": ".product", **config})


async def fields(bench: Bench, **spec: Any) -> list[Any]:
    output = await select(bench, fields=[{"name": "f", **spec}])
    return [row["f"] for row in output["items"]]


async def test_without_fields_every_match_gives_its_text(bench: Bench) -> None:
    output = await select(bench, select="h3")
    assert output == {"items": ["Desk lamp", "Mat & more"], "count": 2, "item": "Desk lamp"}


async def test_one_gives_the_first_match(bench: Bench) -> None:
    assert await select(bench, select="h3", mode="one") == {"items": ["Desk lamp"], "count": 1, "item": "Desk lamp"}
    assert await select(bench, select="h4", mode="one") == {"items": [], "count": 0, "item": None}
    assert (await select(bench, limit=1))["count"] == 1


@pytest.mark.parametrize(
    ("spec", "values"),
    [
        ({"css": "h3"}, ["Desk lamp", "Mat & more"]),
        ({"css": "h3", "attr": "html"}, ["Desk\n  lamp", "Mat &amp; more"]),
        ({"css": "h3", "attr": "outer_html"}, ["<h3>Desk\n  lamp</h3>", "<h3>Mat &amp; more</h3>"]),
        ({"attr": "data-id"}, ["1", "x"]),
        ({"attr": "DATA-ID", "as": "integer"}, [1, None]),
        ({"attr": "data-new"}, ["", None]),
        ({"css": "a", "attr": "href"}, ["https://shop.example/a/lamp", "https://cdn.example/mat"]),
        ({"css": ".price", "as": "number"}, [1024.9, None]),
        ({"css": ".price", "as": "price"}, [{"amount": 1024.9, "currency": "EUR", "text": "€ 1.024,90"}, None]),
        ({"css": "i", "many": True}, [["red", "blue"], []]),
        ({"css": "nothing"}, [None, None]),
    ],
)
async def test_fields(bench: Bench, spec: dict[str, Any], values: list[Any]) -> None:
    assert await fields(bench, **spec) == values


async def test_what_must_be_there_and_is_not_fails_and_says_where(bench: Bench) -> None:
    with pytest.raises(NodeError) as failed:
        await fields(bench, css="i", required=True)
    assert (failed.value.code, failed.value.details) == ("extract.field_missing", {"row": 1})
    with pytest.raises(NodeError) as failed:
        await select(bench, select="h4", required=True)
    assert failed.value.code == "extract.no_match"


@pytest.mark.parametrize(
    ("config", "field"),
    [({"select": "p["}, "/select"), ({"fields": [{"name": "a"}, {"name": "b", "css": ":nosuch"}]}, "/fields/1/css")],
)
async def test_a_selector_with_a_slip_is_pointed_at(bench: Bench, config: dict[str, Any], field: str) -> None:
    with pytest.raises(NodeError) as failed:
        await select(bench, **config)
    assert (failed.value.code, failed.value.field) == ("extract.bad_selector", field)


async def test_html_may_be_an_artifact_in_its_own_character_set(bench: Bench) -> None:
    bench.backend.blobs["k"] = "<p>grün</p>".encode("latin-1")
    artifact = {"artifact": "k", "content_type": "text/html; charset=iso-8859-1"}
    assert (await select(bench, html=artifact, select="p"))["item"] == "grün"


@pytest.mark.parametrize("html", [None, 3, ["<p>"], {"html": "<p>"}])
async def test_other_values_are_no_html(bench: Bench, html: Any) -> None:
    with pytest.raises(NodeError) as failed:
        await select(bench, html=html)
    assert failed.value.code == "extract.not_html"


async def test_two_fields_of_one_name_are_refused(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="Two fields are named"):
        await select(bench, fields=[{"name": "a"}, {"name": "a"}])


@pytest.mark.parametrize("html", ["", "<", "<p", "</p></p>", "\0", "<table><tr><td>", "&#xFFFFFFF;", "x" * 100_000])
async def test_malformed_html_is_read_as_browsers_do(bench: Bench, html: str) -> None:
    assert (await select(bench, html=html, select="body"))["count"] == 1


async def test_deep_and_large_documents_do_no_harm(bench: Bench) -> None:
    deep = await select(bench, html="<b>" * 5_000 + "x", select="body")
    assert deep["item"] == "x"
    rows = "".join(f"<tr><td>{number}<td><a href='/{number}'>link</a>" for number in range(3_000))
    specs = [{"name": "n", "css": "td", "as": "integer"}, {"name": "url", "css": "a", "attr": "href"}]
    output = await select(bench, html=f"<table>{rows}</table>", select="tr", fields=specs, base_url="https://e.example")
    assert output["items"][2_999] == {"n": 2_999, "url": "https://e.example/2999"}
