"""Guests, members and owners in the web app: who one is, what one may, and how one leaves."""

import json
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from flow_builder.nodes.browser.totp import generator
from tests.support.host import Host, running
from tests.support.issuer import LocalIssuer, issuing_aside
from tests.support.machine import flow
from tests.support.signed_in import PASSWORD, bearer
from tests.support.web_app import mailed_link, needs_web

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def issuer() -> Iterator[LocalIssuer]:
    with issuing_aside() as made:
        yield made


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, issuer: LocalIssuer) -> Iterator[Host]:
    folder = tmp_path_factory.mktemp("people")
    issuers = folder / "issuers.json"
    issuers.write_text(json.dumps([issuer.settings(title="Larkhill")]), "utf-8")
    with running(folder / "data", accounts="required", oidc=str(issuers)) as made:
        needs_web(made)
        yield made


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


def sign_out(page: Page, email: str) -> None:
    page.get_by_role("button", name=f"Account: {email}").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Start as guest")).to_be_visible()


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
    expect(page.get_by_role("tooltip")).to_contain_text("the role Editor; yours is Viewer")
    page.goto("/flows")
    page.get_by_role("link", name="Ada's flow").click()
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_have_attribute("aria-disabled", "true")
    page.goto("/webhooks")
    expect(page.get_by_text("the role Editor; yours is Viewer")).to_be_visible()
    page.goto("/audit")
    expect(page.get_by_role("table")).to_have_count(0)


@pytest.mark.usefixtures("owner")
def test_codes_of_an_app_are_set_up_and_asked_for(page: Page, host: Host) -> None:
    make_account(page, host, "tom@example.com")
    page.wait_for_url("**/start")
    page.goto("/account?show=security")
    page.get_by_role("button", name="Set it up").click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    code_at, period_s = generator({"secret": page.get_by_test_id("totp-secret").inner_text().replace(" ", "")})
    used = code_at(time.time())
    page.get_by_label("Code of the app").fill(used)
    page.get_by_role("button", name="Turn it on").click()
    recovery = page.get_by_role("list", name="Recovery codes").get_by_role("listitem").first.inner_text()
    sign_out(page, "tom@example.com")

    sign_in(page, "tom@example.com")
    code = page.get_by_label("Code of your authenticator app")
    code.fill(used)
    page.get_by_role("button", name="Go on", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("was used before")
    # Phones may be a period ahead, so the test need not wait for the next code.
    code.fill(code_at(time.time() + period_s))
    page.get_by_role("button", name="Go on", exact=True).click()
    page.wait_for_url("**/start")
    sign_out(page, "tom@example.com")

    sign_in(page, "tom@example.com")
    page.get_by_role("button", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(recovery)
    page.get_by_role("button", name="Go on", exact=True).click()
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


@pytest.mark.usefixtures("owner")
def test_an_outside_issuer_signs_somebody_in(page: Page, issuer: LocalIssuer) -> None:
    issuer.claims.update(sub="olga", email="olga@example.com", name="Olga")

    def consent(route: Route) -> None:
        asked = route.request.url
        back = parse_qs(urlsplit(asked).query)["redirect_uri"][0]
        route.fulfill(status=302, headers={"location": f"{back}?{urlencode(issuer.authorize(asked))}"})

    page.route(f"{issuer.url}/authorization_endpoint?*", consent)
    page.goto("/sign-in")
    page.get_by_role("button", name="Go on with Larkhill").click()
    expect(page.get_by_role("button", name="Account: Olga")).to_be_visible()
    page.goto("/account?show=security")
    expect(page.get_by_text("Larkhill").first).to_be_visible()


@pytest.mark.usefixtures("owner")
def test_a_forgotten_password_is_replaced_by_the_mails_link(page: Page, host: Host) -> None:
    make_account(page, host, "rue@example.com")
    page.wait_for_url("**/start")
    page.context.clear_cookies()
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot it?").click()
    expect(page.get_by_role("heading", name="Another password")).to_be_visible()
    page.get_by_label("E-mail address").fill("rue@example.com")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("status").filter(has_text="rue@example.com")).to_be_visible()
    page.goto(mailed_link(host, "rue@example.com", "/auth/reset"))
    page.get_by_label("New password", exact=True).fill(f"{PASSWORD} again")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("The password is changed")).to_be_visible()
    sign_in(page, "rue@example.com")
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    page.get_by_label("Password", exact=True).fill(f"{PASSWORD} again")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/start")


@pytest.mark.usefixtures("owner")
def test_another_address_counts_once_its_mail_was_read(page: Page, host: Host) -> None:
    make_account(page, host, "may@example.com")
    page.wait_for_url("**/start")
    page.goto("/account")
    page.get_by_label("New address").fill("june@example.com")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("A link is on its way to june@example.com")).to_be_visible()
    page.goto(mailed_link(host, "june@example.com", "/auth/email"))
    expect(page.get_by_role("heading", name="Your address is changed")).to_be_visible()
    page.get_by_role("link", name="To your account").click()
    expect(page.get_by_text("You sign in as june@example.com.")).to_be_visible()


def test_a_link_shows_a_flow_to_a_stranger_until_it_is_withdrawn(page: Page, host: Host, owner: dict[str, str]) -> None:
    flow_id = host.api("GET", "/flows", headers=owner)["items"][0]["id"]
    share = host.api("POST", "/shares", json={"kind": "flow", "id": flow_id}, headers=owner)
    page.goto(share["url"])
    expect(page.get_by_role("heading", name="Ada's flow")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(1)
    host.client.delete(f"/shares/{share['id']}", headers=owner).raise_for_status()
    page.reload()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".react-flow__node")).to_have_count(0)


def test_what_is_published_is_shown_to_everybody(page: Page, host: Host, owner: dict[str, str]) -> None:
    flow_id = host.api("GET", "/flows", headers=owner)["items"][0]["id"]
    page.goto(f"/public/{flow_id}")
    expect(page.get_by_role("alert")).to_be_visible()
    host.api("POST", f"/flows/{flow_id}/publish", json={"message": ""}, headers=owner)
    host.api("PUT", f"/flows/{flow_id}/public", headers=owner)
    page.goto(f"/public/{flow_id}")
    expect(page.get_by_role("heading", name="Ada's flow")).to_be_visible()
    expect(page.get_by_text("Version 1")).to_be_visible()
    page.get_by_role("link", name="Make your own").click()
    expect(page.get_by_role("button", name="Start as guest")).to_be_visible()
