"""axe finds nothing on any screen in either theme; the screens are those of the table that pictures are taken from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.screens.content import fill
from tests.screens.table import READY, SCREENS, Screen, open_screen
from tests.support.host import Host, running

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async ([only, element]) => (await axe.run(element ?? document, {runOnly: only, resultTypes: ['violations']}))
    .violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`))"""


@pytest.fixture(scope="module")
def content(web_host: Host) -> dict[str, str]:
    return fill(web_host)


@pytest.fixture(scope="module")
def guarded_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("guarded"), "--browser-workers", "0", accounts="required") as host:
        yield host


def violations(page: Page, screen: Screen) -> list[str]:
    """Returns what axe finds, with colours in both themes."""
    page.evaluate(AXE.read_text("utf-8"))
    found = _run(page, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_function(READY)
    found += [f"dark: {each}" for each in _run(page, {"type": "rule", "values": ["color-contrast"]})]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return [f"{screen.name}: {each}" for each in found]


def _run(page: Page, only: dict[str, Any]) -> list[str]:
    found: list[str] = page.evaluate(RUN, [only, None])
    return found


def visit(browser: Browser, host: Host, content: dict[str, str], screens: list[Screen]) -> list[str]:
    context = browser.new_context(
        base_url=host.url, viewport={"width": 1360, "height": 820}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    found = []
    for screen in screens:
        open_screen(page, screen, content)
        found += violations(page, screen)
    context.close()
    return found


OPEN = [screen for screen in SCREENS if not screen.guarded]
GUARDED = [screen for screen in SCREENS if screen.guarded]


@pytest.mark.parametrize(
    "screens",
    [
        pytest.param(OPEN[::4], id="every fourth"),
        pytest.param(OPEN, id="all", marks=pytest.mark.nightly),
    ],
)
def test_axe_finds_nothing_in_either_theme(
    chromium: Browser, web_host: Host, content: dict[str, str], screens: list[Screen]
) -> None:
    assert "\n".join(visit(chromium, web_host, content, screens)) == ""


@pytest.mark.skipif(not GUARDED, reason="there is none")
def test_axe_finds_nothing_where_one_signs_in(chromium: Browser, guarded_host: Host) -> None:
    assert "\n".join(visit(chromium, guarded_host, {}, GUARDED)) == ""
