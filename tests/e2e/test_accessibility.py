"""axe finds nothing on any screen in either theme; the screens are those of the table that pictures are taken from."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.screens.content import fill, settings
from tests.screens.people import Who, enter
from tests.screens.table import READY, SCREENS, Screen, by_viewer, open_screen
from tests.support.host import Host, running
from tests.support.web_app import needs_web

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """async ([only, element]) => (await axe.run(element ?? document, {runOnly: only, resultTypes: ['violations']}))
    .violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`))"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host with accounts on it."""
    folder = tmp_path_factory.mktemp("screens")
    with running(folder / "data", **settings(folder)) as made:
        needs_web(made)
        yield made


@pytest.fixture(scope="module")
def content(host: Host) -> dict[str, str]:
    return fill(host)


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


def visit(browser: Browser, host: Host, content: dict[str, str], who: Who, screens: Iterable[Screen]) -> list[str]:
    context = browser.new_context(
        base_url=host.url, viewport={"width": 1360, "height": 820}, color_scheme="light", reduced_motion="reduce"
    )
    page = enter(context, host.url, who, content)
    found = []
    for screen in screens:
        open_screen(page, screen, content)
        found += violations(page, screen)
    context.close()
    return found


@pytest.mark.parametrize(
    "screens",
    [
        pytest.param(SCREENS[::12], id="every twelfth"),
        pytest.param(SCREENS, id="all", marks=pytest.mark.nightly),
    ],
)
def test_axe_finds_nothing_in_either_theme(
    chromium: Browser, host: Host, content: dict[str, str], screens: tuple[Screen, ...]
) -> None:
    found = [each for who, seen in by_viewer(screens).items() for each in visit(chromium, host, content, who, seen)]
    assert "\n".join(found) == ""
