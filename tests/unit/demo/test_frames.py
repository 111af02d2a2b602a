"""The control room's pages stand in each other, and its forms answer with the code that the truth knows."""

import html
from collections.abc import AsyncIterator

import httpx
import pytest

from flow_builder.demo.frames import create_frames
from tests.support.demo import parse, text, visiting


@pytest.fixture
async def frames() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_frames(1)) as client:
        yield client


async def test_frames_are_three_deep(frames: httpx.AsyncClient) -> None:
    source, seen = "/", []
    while source:
        page = parse(await frames.get(source))
        seen.append(text(page, ".instrument h3"))
        frame = page.css_first("iframe.tall, .bare iframe")
        source = frame.attributes["src"] or "" if frame else ""
    assert seen == ["Control room", "Dome", "Shutter", "Motor"]


@pytest.mark.parametrize("place", ["dome", "shutter", "motor", "visitor"])
async def test_a_form_in_a_frame_answers_with_its_code(frames: httpx.AsyncClient, place: str) -> None:
    truth = (await frames.get("/api/truth", params={"name": "Ada"})).json()["places"]
    expected = next(each for each in truth if each["place"] == place)
    page = parse(await frames.post(f"/frame/{place}", data={"name": "Ada"}))
    assert text(page, ".code") == expected["code"]
    assert text(page, ".value") == str(expected["reading"])


async def test_the_api_presses_the_buttons_of_shadow_roots(frames: httpx.AsyncClient) -> None:
    truth = (await frames.get("/api/truth", params={"name": "Ada"})).json()["places"]
    for each in truth:
        assert (await frames.get(f"/api/places/{each['place']}", params={"name": "Ada"})).json() == each
    assert (await frames.get("/api/places/telescope")).json()["code"] is None
    assert len({each["code"] for each in truth}) == len(truth) == 11


async def test_the_srcdoc_frame_holds_a_whole_page(frames: httpx.AsyncClient) -> None:
    frame = parse(await frames.get("/")).css_first("#note")
    assert "<form" in (frame.attributes["srcdoc"] or "")
    assert html.escape('<form method="post"') in (await frames.get("/")).text


async def test_names_are_shown_as_text_and_cut(frames: httpx.AsyncClient) -> None:
    answer = await frames.post("/frame/motor", data={"name": "<i>" + "x" * 500})
    assert "<i>" not in answer.text
    assert "x" * 57 in answer.text
    assert "x" * 58 not in answer.text


@pytest.mark.parametrize("path", ["/frame/telescope", "/frame/none", "/api/places/none"])
async def test_there_are_no_other_places(frames: httpx.AsyncClient, path: str) -> None:
    assert (await frames.get(path)).status_code == 404
