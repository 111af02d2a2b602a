"""Who looks at the screens: the owner of a host with two colleagues, somebody new, a guest, and a stranger."""

from typing import Literal
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import BrowserContext, Page

from flow_builder.api.refresh_cookie import GUEST, PATH
from tests.support.host import Host
from tests.support.signed_in import PASSWORD, bearer
from tests.support.web_app import mailed_link

Who = Literal["owner", "operator", "viewer", "newcomer", "guest", "stranger"]
EMAILS: dict[Who, str] = {
    "owner": "ada@example.com",
    "operator": "otto@example.com",
    "viewer": "eve@example.com",
    "newcomer": "noor@example.com",
}
NAMES: dict[Who, str] = {"owner": "Ada", "operator": "Otto", "viewer": "Eve", "newcomer": "Noor"}


def settle(host: Host) -> dict[str, str]:
    """Makes the accounts, lets the host's client ask as the owner, and returns the links of some mails."""
    grant = host.api("POST", "/auth/owner", json={"email": EMAILS["owner"], "name": "Ada", "password": PASSWORD})
    host.client.headers.update(bearer(grant["access_token"]))
    team = str(host.api("POST", "/workspaces", json={"name": "Larkhill"})["id"])
    host.client.headers["x-workspace"] = team
    _new_account(host, "newcomer")
    for role in ("operator", "viewer"):
        joins = _new_account(host, role)
        host.api("POST", "/workspace/invitations", json={"email": EMAILS[role], "role": role})
        token = _token(mailed_link(host, EMAILS[role], "/invitations"))
        host.api("POST", "/invitations/accept", json={"token": token}, headers=joins)
    host.api("POST", "/workspace/invitations", json={"email": "grace@example.com", "role": "editor"})
    host.api("POST", "/auth/sign-up", json={"email": "ken@example.com", "name": "Ken"})
    host.api("POST", "/auth/forgot", json={"email": EMAILS["owner"]})
    return {
        "verify": _token(mailed_link(host, "ken@example.com", "/auth/verify")),
        "reset": _token(mailed_link(host, EMAILS["owner"], "/auth/reset")),
        "workspace": team,
        "guest": httpx.post(f"{host.url}/api/v1/auth/guest", json={}).raise_for_status().json()["token"],
    }


def _new_account(host: Host, who: Who) -> dict[str, str]:
    """Signs somebody up by the link of their mail and returns what they say of themselves."""
    host.api("POST", "/auth/sign-up", json={"email": EMAILS[who], "name": NAMES[who]})
    token = _token(mailed_link(host, EMAILS[who], "/auth/verify"))
    grant = host.api("POST", "/auth/verify", json={"token": token, "password": PASSWORD})
    return {**bearer(grant["access_token"]), "x-workspace": ""}


def _token(link: str) -> str:
    return link.partition("#")[2].removeprefix("token=")


def enter(context: BrowserContext, host: str, who: Who, content: dict[str, str]) -> Page:
    """Returns a page of somebody who is known to the host, in the workspace that the screens are of."""
    if who == "guest":
        # A network has one guest, who comes back in every browser.
        context.add_cookies(
            [{"name": GUEST, "value": content["guest"], "domain": urlsplit(host).hostname, "path": PATH}]
        )
    elif who != "stranger":
        given = {"cookie": True, "email": EMAILS[who], "password": PASSWORD}
        told = context.request.post("/api/v1/auth/sign-in", data=given)
        assert told.ok, told.text()
        if who != "newcomer":
            place = f"workspace.{told.json()['user']['id']}"
            context.add_init_script(f"localStorage.setItem({place!r}, {content['workspace']!r})")
    return context.new_page()
