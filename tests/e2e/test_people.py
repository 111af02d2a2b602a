"""Guests, members and owners in the web app: who one is, what one may, and how one leaves."""

import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from flow_builder.nodes.browser.totp import generator
from tests.support.host import Host
from tests.support.machine import flow
from tests.support.signed_in import PASSWORD, bearer
from tests.support.web_app import mailed_link, needs_web

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made = Host(tmp_path_factory.mktemp("people") / "data", accounts="required")
    made.folder.mkdir()
    made.start()
    try:
        needs_web(made)
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def owner(host: Host) -> dict[str, str]:
    """Headers of the owner, who has one flow."""
    body = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada"}
    headers = bearer(host.api("POST", "/auth/owner", json=body)["access_token"])
    document = flow([{"key": "go", "type": "trigger.manual"}])
    host.api("POST", "/flows", json={**document, "name": "Ada's flow"}, headers=headers)
    return headers


@pytest.fixture
def page(chromium: Browser, host: Host) -> Iterator[Page]:
    context = chromium.new_context(base_url=host.url, viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def make_account(page: Page, host: Host, email: str) -> None:
    """Signs up with the link of the mail."""
    page.goto("/sign-up")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("status").filter(has_text=email)).to_be_visible()
    page.goto(mailed_link(host, email, "/auth/verify"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()


@pytest.mark.usefixtures("owner")
def test_a_guest_who_makes_an_account_keeps_everything(page: Page, host: Host) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start as guest").click()
    page.get_by_role("button", name="Open Awkward tables to CSV").click()
    page.wait_for_url(re.compile(r"/flows/flow_"))
    kept = page.url
    expect(page.get_by_text("You are a guest")).to_be_visible()
    make_account(page, host, "gus@example.com")
    expect(page.get_by_role("button", name="Account: gus@example.com")).to_be_visible()
    expect(page.get_by_text("You are a guest")).to_have_count(0)
    page.goto(kept)
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_visible()
    assert page.url == kept


def test_an_invited_viewer_sees_and_cannot_change(page: Page, host: Host, owner: dict[str, str]) -> None:
    invitation = {"email": "eve@example.com", "role": "viewer"}
    host.api("POST", "/workspace/invitations", json=invitation, headers=owner)
    page.goto(mailed_link(host, "eve@example.com", "/invitations"))
    expect(page.get_by_role("heading", name="You are invited")).to_be_visible()
    make_account(page, host, "eve@example.com")
    page.wait_for_url("**/home")
    page.goto("/start")
    refused = page.get_by_role("button", name="Open Price watch")
    expect(refused).to_have_attribute("aria-disabled", "true")
    refused.hover()
    expect(page.get_by_role("tooltip")).to_contain_text("takes the role Editor; yours is Viewer")
    page.goto("/flows")
    expect(page.get_by_text("Ada's flow").first).to_be_visible()


@pytest.mark.usefixtures("owner")
def test_codes_of_an_app_are_set_up_and_asked_for(page: Page, host: Host) -> None:
    make_account(page, host, "tom@example.com")
    page.wait_for_url("**/start")
    page.goto("/account?show=security")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    code_at, _ = generator({"secret": page.get_by_test_id("totp-secret").inner_text().replace(" ", "")})
    page.get_by_label("Code of the app").fill(code_at(time.time()))
    page.get_by_role("button", name="Turn it on").click()
    recovery = page.get_by_role("list", name="Recovery codes").get_by_role("listitem").first.inner_text()
    page.get_by_role("button", name="Account: tom@example.com").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Start as guest")).to_be_visible()
    sign_in(page, "tom@example.com")
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/start")


@pytest.mark.usefixtures("owner")
def test_an_account_is_exported_and_erased(page: Page, host: Host) -> None:
    make_account(page, host, "pia@example.com")
    page.wait_for_url("**/start")
    page.goto("/account?show=data")
    page.get_by_role("button", name="Export everything").click()
    page.get_by_label("Your password").fill(PASSWORD)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Export", exact=True).click()
    with zipfile.ZipFile(Path(saved.value.path())) as archive:
        assert any(b"pia@example.com" in archive.read(name) for name in archive.namelist())
    page.get_by_role("button", name="Erase …").click()
    erase = page.get_by_role("button", name="Erase for good")
    expect(erase).to_be_disabled()
    page.get_by_label("Type pia@example.com to confirm").fill("pia@example.com")
    page.get_by_label("Your password").fill(PASSWORD)
    erase.click()
    expect(page.get_by_text("Your account is erased")).to_be_visible()
    sign_in(page, "pia@example.com")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
