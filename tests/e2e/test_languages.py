"""The web app in German: whose browser asks for it sees it, and it fits on a phone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.support.host import Host

PLACES = ("/home", "/flows", "/schedules?create=", "/usage", "/account?show=appearance", "/workspace?tab=settings")
# A host of this machine, with the settings below.
pytestmark = pytest.mark.parametrize("web_host", ["local"], indirect=True)


@pytest.fixture(scope="module")
def web_settings() -> dict[str, str]:
    return {"credits": "on", "credits_opening": "1290"}


def test_the_browsers_language_is_taken_until_another_is_chosen(chromium: Browser, web_host: Host) -> None:
    context = chromium.new_context(base_url=web_host.url, locale="de-AT")
    page = context.new_page()
    page.goto("/usage")
    expect(page.get_by_role("heading", name="Verbrauch", exact=True)).to_be_visible()
    expect(page.get_by_text("1.290", exact=True).first).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    page.goto("/account?show=appearance")
    page.get_by_role("combobox", name="Sprache").click()
    page.get_by_role("option", name="English").click()
    expect(page.get_by_role("heading", name="Appearance and language")).to_be_visible()
    page.goto("/usage")
    expect(page.get_by_text("1,290", exact=True).first).to_be_visible()
    context.close()


def test_german_fits_on_a_phone(chromium: Browser, web_host: Host) -> None:
    context = chromium.new_context(base_url=web_host.url, locale="de-DE", viewport={"width": 390, "height": 844})
    page = context.new_page()
    for place in PLACES:
        page.goto(place)
        page.locator("main h1").first.wait_for()
        page.wait_for_function("!document.querySelector('[aria-busy]:not([aria-busy=false])')")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    context.close()
