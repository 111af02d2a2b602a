"""Each table of the zoo holds what the truth says."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest

from flow_builder.demo.tables import create_tables
from flow_builder.demo.tables.exhibits import DATES
from flow_builder.demo.tables.model import Cell, expand
from tests.support.demo import parse, visiting


@pytest.fixture
async def tables() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_tables(1)) as client:
        yield client


async def test_the_front_page_leads_to_every_table(tables: httpx.AsyncClient) -> None:
    links = [link.attributes["href"] or "" for link in parse(await tables.get("/")).css(".grid a")]
    truth = (await tables.get("/api/truth")).json()
    assert {link.removeprefix("/t/") for link in links} == set(truth)
    for link in links:
        page = parse(await tables.get(link))
        assert page.css_first(f"#{link.removeprefix('/t/')}") is not None


def test_spanning_cells_cover_what_they_span() -> None:
    rows = [[Cell("a", down=2), Cell("b", across=2)], ["c", Cell("d", down=2)], ["e", "f"]]
    assert expand(rows) == [["a", "b", "b"], ["a", "c", "d"], ["e", "f", "d"]]


@pytest.mark.parametrize(
    ("slug", "shape"), [("spans", (4, 6)), ("headers", (6, 9)), ("row-headers", (6, 5)), ("wide", (6, 60))]
)
async def test_the_truth_has_a_text_in_each_place(tables: httpx.AsyncClient, slug: str, shape: tuple[int, int]) -> None:
    truth = (await tables.get("/api/truth", params={"table": slug})).json()
    assert {(len(truth["rows"]), len(row)) for row in [*truth["rows"], *truth["head"]]} == {shape}


@pytest.mark.parametrize("slug", ["headless", "numbers", "dates", "gaps", "footer", "wide"])
async def test_cells_without_spans_stand_in_the_page_as_in_the_truth(tables: httpx.AsyncClient, slug: str) -> None:
    truth = (await tables.get("/api/truth", params={"table": slug})).json()
    page = parse(await tables.get(f"/t/{slug}"))
    shown = [[cell.text() for cell in row.css("td, th")] for row in page.css(f"#{slug} tbody tr")]
    assert shown == truth["rows"]
    assert [[cell.text() for cell in row.css("th")] for row in page.css(f"#{slug} thead tr")] == truth["head"]


async def test_nested_tables_and_the_grid_of_divs(tables: httpx.AsyncClient) -> None:
    truth = (await tables.get("/api/truth")).json()
    boats = parse(await tables.get("/t/nested")).css("tr.boat")
    assert [
        {
            "boat": boat.css_first("th").text(),
            "crew": [[td.text() for td in tr.css("td")] for tr in boat.css(".crew tbody tr")],
        }
        for boat in boats
    ] == truth["nested"]["rows"]
    rows = parse(await tables.get("/t/grid")).css('#grid [role="row"]')
    assert [[cell.text() for cell in row.css("[role=gridcell]")] for row in rows][1:] == truth["grid"]["rows"]


async def test_a_footer_adds_up(tables: httpx.AsyncClient) -> None:
    truth = (await tables.get("/api/truth", params={"table": "footer"})).json()

    def cents(text: str) -> int:
        return round(float(text.removeprefix("€").replace(",", "")) * 100)

    subtotal = sum(cents(row[2]) for row in truth["rows"])
    assert [cents(row[2]) for row in truth["foot"]] == [subtotal, round(subtotal * 0.2), round(subtotal * 1.2)]


async def test_the_register_has_a_thousand_boats(tables: httpx.AsyncClient) -> None:
    boats = (await tables.get("/api/boats")).json()["items"]
    assert boats == (await tables.get("/api/truth", params={"table": "long"})).json()["rows"]
    assert [boat["number"] for boat in boats] == list(range(1, 1_001))


def test_all_dates_mean_the_same_day() -> None:
    assert {value[:10] for _, _, value in DATES} == {"2026-03-05"}
    unix = next((text, value) for kind, text, value in DATES if kind == "Unix seconds")
    assert datetime.fromtimestamp(int(unix[0]), UTC) == datetime.fromisoformat(unix[1])


@pytest.mark.parametrize("path", ["/t/none", "/api/truth?table=none"])
async def test_there_are_no_other_tables(tables: httpx.AsyncClient, path: str) -> None:
    assert (await tables.get(path)).status_code == 404
