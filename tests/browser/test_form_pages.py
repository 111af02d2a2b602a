"""Form pages in a real browser: the policy lets the style in, phones have room, keyboards lead through."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from flow_builder.browser.warm import WarmBrowser
from tests.support.host import Host, running
from tests.support.machine import flow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SCHEMA = {
    "type": "object",
    "required": ["name", "size"],
    "properties": {
        "name": {"type": "string", "title": "Your name", "minLength": 2},
        "size": {"enum": ["S", "M"], "default": "M"},
        "country": {"enum": ["AT", "BE", "DE", "DK", "FR", "IT"]},
        "call": {"type": "string", "format": "date-time"},
        "photo": {"type": "object", "format": "file"},
        "a_rather_long_name_without_any_spaces_in_it_for_a_telephone": {"type": "string"},
    },
}
DOCUMENT = {
    **flow([{"key": "form", "type": "trigger.form", "config": {"after": {"kind": "output"}}}]),
    "input_schema": SCHEMA,
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("forms"), "--browser-workers", "0") as started:
        yield started


@pytest.fixture(scope="module")
def address(host: Host) -> str:
    flow_id = host.api("POST", "/flows", json=DOCUMENT)["id"]
    return str(host.api("GET", f"/flows/{flow_id}/form")["url"])


@asynccontextmanager
async def visiting(warm: WarmBrowser, address: str, **options: Any) -> AsyncIterator[tuple[Any, list[str]]]:
    """Yields the page and what its console said."""
    context = await (await warm.get()).new_context(**options)
    try:
        page, said = await context.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        await page.goto(address)
        yield page, said
    finally:
        await context.close()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
async def test_it_follows_light_and_dark(warm: WarmBrowser, address: str, scheme: str, *, dark: bool) -> None:
    async with visiting(warm, address, color_scheme=scheme) as (page, said):
        colour = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, colour.removeprefix("rgb(").rstrip(")").split(","))) < 200) is dark
        assert said == []


async def test_a_telephone_has_room_for_it(warm: WarmBrowser, address: str) -> None:
    async with visiting(warm, address, viewport={"width": 360, "height": 640}) as (page, _):
        assert await page.evaluate("document.documentElement.scrollWidth") == 360
        heights = await page.eval_on_selector_all(".control, button", "all => all.map(one => one.offsetHeight)")
        assert min(heights) >= 44


async def test_every_field_has_a_name_for_screen_readers(warm: WarmBrowser, address: str) -> None:
    async with visiting(warm, address) as (page, _):
        names = await page.eval_on_selector_all(
            "input:not([type=hidden]), select, textarea", "all => all.map(one => one.labels[0]?.innerText ?? '')"
        )
        assert len(names) == 7
        assert all(names)
        assert await page.get_by_role("group", name="Size").count() == 1


async def test_what_is_wrong_gets_the_focus_and_can_be_put_right_by_keyboard(warm: WarmBrowser, address: str) -> None:
    async with visiting(warm, address) as (page, _):
        await page.evaluate("document.forms[0].noValidate = true")
        await page.get_by_label("Your name").fill("A")
        await page.keyboard.press("Enter")
        await page.get_by_role("alert").wait_for()
        focus = "[document.activeElement.name, document.activeElement.getAttribute('aria-invalid')]"
        assert await page.evaluate(focus) == ["name", "true"]
        about = await page.evaluate(
            "document.getElementById(document.activeElement.getAttribute('aria-describedby')).innerText"
        )
        assert about == "Please write at least 2 characters."
        await page.keyboard.press("End")
        await page.keyboard.type("da")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Done").wait_for()
        assert '"name": "Ada"' in await page.inner_text("pre")
