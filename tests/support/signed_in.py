"""Accounts that are signed in, for tests of a whole host."""

import re
from pathlib import Path
from typing import Any

import httpx

from flow_builder.bootstrap import create_api
from flow_builder.domain.caller import Caller
from flow_builder.domain.member import Member
from flow_builder.domain.principal import Role
from flow_builder.services import accounts, login
from flow_builder.services.app import App
from flow_builder.services.login import Grant
from tests.support.api import Api

PASSWORD = "a tidy lantern sings"
FAR = ("203.0.113.7", 4711)
"""The other end of a connection that is not on this machine."""


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def from_afar(app: App) -> Api:
    """Returns the API as somebody at another machine reaches it."""
    transport = httpx.ASGITransport(app=create_api(app), client=FAR)
    return Api(app, httpx.AsyncClient(transport=transport, base_url="http://localhost"))


async def owner(host: Api, **more: Any) -> dict[str, Any]:
    """Makes the owner's account over the API and returns the answer."""
    body = {"email": "ada@example.com", "password": PASSWORD, "name": "Ada", **more}
    found: dict[str, Any] = await host.ok("POST", "/auth/owner", json=body)
    return found


async def somebody(app: App, email: str, *, role: Role | None = None, workspace: str = "local") -> Grant:
    """Makes an account without a password, which is signed in; with a role it is a member of a workspace."""
    user = accounts.new_user(email, "", verified=True, has_password=False)
    await accounts.store_user(app, user, password=None)
    if role is not None:
        await app.stores.workspaces.create(Member(user=user.id, workspace=workspace, role=role))
    return await login.open_session(app, user, Caller(address="127.0.0.1", here=True), "auth_sign_in")


async def mails(app: App) -> list[str]:
    """Returns the texts of all mails sent so far, oldest first."""
    await app.mail.settled()
    return texts(app.settings.data / "mail")


def texts(folder: Path) -> list[str]:
    """Returns the texts of the mails in a folder, oldest first."""
    return [each.read_text("utf-8") for each in sorted(folder.glob("*.eml"))]


async def mailed_token(app: App) -> str:
    """Returns the token of the newest mail."""
    text = (await mails(app))[-1].replace("=\n", "").replace("=3D", "=")
    found = re.search(r"#token=([\w-]+)", text)
    assert found is not None, text
    return found[1]
