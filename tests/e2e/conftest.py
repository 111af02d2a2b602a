"""A real host that serves the built web app, and a real Chromium in front of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from flow_builder.browser.launch import find_chromium
from tests.support.host import AnyHost
from tests.support.places import PLACES, host_at
from tests.support.web_app import needs_web, visitor

# A busy machine takes its time; nothing here is about how long.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def web_settings() -> dict[str, str]:
    """Settings of the module's host, where it is one of this machine."""
    return {}


@pytest.fixture(scope="module", params=PLACES)
def web_host(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, web_settings: dict[str, str]
) -> Iterator[AnyHost]:
    """A host whose address shows the web app; skips where that is not built."""
    with host_at(request, tmp_path_factory.mktemp("web") / "data", **web_settings) as host:
        needs_web(host)
        yield host


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium().path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def web(chromium: Browser, web_host: AnyHost) -> Iterator[Page]:
    """A page of a fresh visitor; nothing may be refused by its policy or break in it."""
    context = visitor(chromium, web_host)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert broken == []
