"""What is typed is kept, whatever happens to the host and to the tab."""

import signal
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.e2e.test_canvas import node, write
from tests.e2e.test_editor import SMALL, create, open_flow, saved, stored
from tests.support.host import Host, running

ONE = {**SMALL, "nodes": SMALL["nodes"][:2], "edges": SMALL["edges"][:1]}
KEPT = "Kept here, not saved yet"


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A host that comes back at the same address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("mortal") / "data"
    folder.mkdir()
    with running(folder, "--port", str(port)) as host:
        yield host


@pytest.fixture
def visitor(chromium: Browser, mortal: Host) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=mortal.url, viewport={"width": 1360, "height": 820})
    yield context
    context.close()


def lost_answers(page: Page) -> list[str]:
    """Lets what is saved reach the host, and no answer come back."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method != "PUT":
            return route.continue_()
        lost.append(route.fetch().text())
        return route.abort()

    page.route("**/api/v1/flows/*", lose)
    return lost


def code(host: Host, flow: str) -> str:
    return str(stored(host, flow)["document"]["nodes"][1]["config"]["code"])


def test_what_is_typed_while_the_host_is_killed_is_saved_when_it_is_back(visitor: BrowserContext, mortal: Host) -> None:
    page = visitor.new_page()
    flow = create(mortal, ONE)
    open_flow(page, flow, 2)
    node(page, "make").click()
    lost = lost_answers(page)
    write(page, "Function body", "// one\n")
    expect(page.get_by_text(KEPT)).to_be_visible()
    mortal.stop(signal.SIGKILL)
    assert lost
    page.unroute_all()
    page.keyboard.insert_text("// two\n")
    # The tab goes, too, before the host is back.
    page.close()
    mortal.start()
    assert "// one" in code(mortal, flow)
    page = visitor.new_page()
    open_flow(page, flow, 2)
    expect(page.get_by_text("Your unsaved changes are back")).to_be_visible()
    saved(page)
    assert "// one\n// two\n" in code(mortal, flow)
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.nightly
def test_what_is_typed_with_the_host_away_is_saved_without_anybodys_doing(
    visitor: BrowserContext, mortal: Host
) -> None:
    page = visitor.new_page()
    flow = create(mortal, ONE)
    open_flow(page, flow, 2)
    lost = lost_answers(page)
    page.get_by_role("textbox", name="Name of the flow").fill("Saved, and not told")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert lost
    page.unroute_all()
    mortal.stop(signal.SIGKILL)
    page.get_by_role("textbox", name="Name of the flow").fill("Typed with nobody there")
    # Parts of the editor that were not loaded yet are there when the host is.
    page.get_by_role("button", name="Search and replace").click()
    expect(page.get_by_text(KEPT)).to_be_visible()
    mortal.start()
    expect(page.get_by_role("dialog", name="Search and replace")).to_be_visible()
    saved(page)
    assert stored(mortal, flow)["document"]["name"] == "Typed with nobody there"
