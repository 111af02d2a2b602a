"""Examples of what is about people: accounts, workspaces, the marketplace, consent, payments; used by `api_examples.py`."""

import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))  # the issuer and the mailbox of the tests
from flow_builder.bootstrap import create_api, opened
from flow_builder.domain.ids import now
from flow_builder.domain.notification import Notice
from flow_builder.services import notifications, two_factor
from flow_builder.services.app import App
from flow_builder.settings import Settings
from tests.support.issuer import LocalIssuer, issuing
from tests.support.signed_in import mailed_token
from tests.unit.api.test_two_factor import generator

if TYPE_CHECKING:
    from api_examples import Recorder

_PASSWORD = "a tidy lantern sings"  # noqa: S105 - of nobody
_ADA, _BOB = "ada@example.com", "bob@example.com"
_TOKENS = frozenset({"access_token", "refresh_token", "token", "proof", "state"})
_SHOWN = 14
"""Characters of a token."""


class People:
    """A host with accounts, its app, an issuer and one who uses them."""

    def __init__(self, api: "Recorder", http: httpx.AsyncClient, app: App, issuer: LocalIssuer) -> None:
        self.api = api
        self.http = http
        self.app = app
        self.issuer = issuer

    def be(self, token: str, workspace: str | None = None) -> None:
        """Asks as somebody from here on."""
        self.http.headers = httpx.Headers({"authorization": f"Bearer {token}"})
        if workspace is not None:
            self.http.headers["x-workspace"] = workspace


@asynccontextmanager
async def host() -> AsyncIterator[tuple[App, httpx.AsyncClient, LocalIssuer]]:
    """Yields a host that has an issuer, and takes payments."""
    with tempfile.TemporaryDirectory() as folder:
        async with issuing() as issuer:
            file = Path(folder, "issuers.json")
            party = {"name": "clerk", "issuer": issuer.url, "authorized_parties": ["https://app.example"]}
            _write(file, [issuer.settings(), party])
            settings = Settings(data=Path(folder, "data"), browser_workers=0, oidc=file, credits="on", payments="local")
            async with opened(settings) as app:
                transport = httpx.ASGITransport(app=create_api(app))
                async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8321") as http:
                    yield app, http, issuer


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value), "utf-8")


async def record_people(api: "Recorder", http: httpx.AsyncClient, app: App, issuer: LocalIssuer) -> None:
    """Uses the routes in an order in which there is something to answer."""
    people = People(api, http, app, issuer)
    ada = await api("auth_create_owner", "POST", "/auth/owner", {"email": _ADA, "password": _PASSWORD, "name": "Ada"})
    bob = await _accounts(people)
    people.be(ada["access_token"])
    await _account(people)
    await _issuers(people, bob)
    await _guests(people, bob)
    await _workspaces(people, ada, bob)
    people.be(ada["access_token"])
    listing = await _things(people)
    people.be(bob)
    await _market(people, listing)
    await api("account_export", "POST", "/account/export", {"password": _PASSWORD})
    await api("account_erase", "POST", "/account/erase", {"password": _PASSWORD, "email": _BOB})


async def _accounts(people: People) -> str:
    """Returns the access token of another user."""
    api, app = people.api, people.app
    await api("auth_options", "GET", "/auth")
    await api("auth_sign_up", "POST", "/auth/sign-up", {"email": _BOB, "name": "Bob"})
    token = await mailed_token(app)
    await api("auth_verify", "POST", "/auth/verify", {"token": token, "password": _PASSWORD})
    await api("auth_forgot", "POST", "/auth/forgot", {"email": _BOB})
    await api("auth_reset", "POST", "/auth/reset", {"token": await mailed_token(app), "password": _PASSWORD})
    first = await api("auth_sign_in", "POST", "/auth/sign-in", {"email": _BOB, "password": _PASSWORD})
    turned = await api("auth_refresh", "POST", "/auth/refresh", {"refresh_token": first["refresh_token"]})
    people.be(app.folder.token)
    await api("auth_rotate_keys", "POST", "/auth/keys", {"forget": False})
    await api("auth_sign_out", "POST", "/auth/sign-out", {"refresh_token": turned["refresh_token"]})
    return str((await api("", "POST", "/auth/sign-in", {"email": _BOB, "password": _PASSWORD}))["access_token"])


async def _account(people: People) -> None:
    api = people.api
    await api("account_read", "GET", "/account")
    await api("account_change", "PATCH", "/account", {"name": "Ada Lovelace"})
    await api("account_find_sessions", "GET", "/account/sessions")
    await api("account_change_password", "POST", "/account/password", {"current": _PASSWORD, "password": _PASSWORD})
    moved = {"email": "countess@example.com", "password": _PASSWORD}
    await api("account_change_email", "POST", "/account/email", moved)
    await api("auth_confirm_email", "POST", "/auth/email", {"token": await mailed_token(people.app)})
    once_more = {"password": _PASSWORD}
    setup = await api("account_set_up_two_factor", "POST", "/account/two-factor", once_more)
    code_at, _ = generator({"secret": setup["secret"]})
    code = {"code": code_at(two_factor.now() // 1_000)}
    await api("account_confirm_two_factor", "POST", "/account/two-factor/confirm", code)
    await api("account_replace_recovery_codes", "POST", "/account/two-factor/recovery-codes", once_more)
    await api("account_stop_two_factor", "POST", "/account/two-factor/stop", once_more)
    await api("account_end_sessions", "DELETE", "/account/sessions")


async def _issuers(people: People, bob: str) -> None:
    api, issuer = people.api, people.issuer
    issuer.claims |= {"email": "eve@example.com", "name": "Eve"}
    begun = await api("auth_begin", "POST", "/auth/issuers/local", {})
    await api("auth_finish", "POST", "/auth/callback", {**issuer.authorize(begun["url"]), "proof": begun["proof"]})
    token = issuer.token(azp="https://app.example", aud=...)
    await api("auth_exchange", "POST", "/auth/issuers/clerk/token", {"token": token})
    people.be(bob)
    issuer.claims |= {"sub": "bob-there", "email": _BOB}
    begun = await api("account_begin_link", "POST", "/account/identities/local", {})
    back = {**issuer.authorize(begun["url"]), "proof": begun["proof"]}
    linked = await api("account_link", "POST", "/account/identities", back)
    await api("account_find_identities", "GET", "/account/identities")
    await api("", "DELETE", f"/account/identities/{linked['id']}")


async def _guests(people: People, bob: str) -> None:
    api = people.api
    guest = await api("auth_enter_as_guest", "POST", "/auth/guest", {})
    people.be(bob)
    await api("auth_convert_guest", "POST", "/auth/guest/convert", {"token": guest["token"]})


async def _workspaces(people: People, ada: dict[str, Any], bob: str) -> None:
    api = people.api
    people.be(ada["access_token"])
    team = (await api("workspaces_create", "POST", "/workspaces", {"name": "Prices"}))["id"]
    await api("workspaces_find", "GET", "/workspaces")
    people.be(ada["access_token"], team)
    await api("workspaces_read", "GET", "/workspace")
    await api("workspaces_rename", "PATCH", "/workspace", {"name": "Prices of Europe"})
    invited = {"email": _BOB, "role": "editor"}
    await api("workspaces_invite", "POST", "/workspace/invitations", invited)
    await api("workspaces_find_invitations", "GET", "/workspace/invitations")
    await people.app.mail.settled()
    token = await _invitation(people.app)
    people.be(bob)
    await api("workspaces_accept", "POST", "/invitations/accept", {"token": token})
    people.be(ada["access_token"], team)
    members = (await api("workspaces_find_members", "GET", "/workspace/members"))["items"]
    user = next(each["user"] for each in members if each["email"] == _BOB)
    await api("workspaces_change_member", "PATCH", f"/workspace/members/{user}", {"role": "admin"})
    await api("workspaces_offer", "PUT", "/workspace/offer", {"user": user})
    await api("workspaces_read_offer", "GET", "/workspace/offer")
    await api("", "DELETE", "/workspace/offer")
    await api("", "DELETE", f"/workspace/members/{user}")


async def _invitation(app: App) -> str:
    from tests.support.people import invited

    return (await invited(app, app.settings.data))[-1]


async def _things(people: People) -> str:
    """Returns a template that is in the marketplace."""
    from api_examples import CHEAP

    api, app = people.api, people.app
    flow = (await api("", "POST", "/flows", CHEAP))["id"]
    own = {"title": "Prices under a limit", "category": "monitor", "summary": "What costs little."}
    template = (await api("", "POST", "/templates", {**own, "flow": flow}))["id"]
    await api("templates_read", "GET", f"/templates/{template}")
    await api("templates_change", "PUT", f"/templates/{template}", {**own, "tags": ["shop", "daily"]})
    await api("templates_use", "POST", f"/templates/{template}/use", {"name": "My prices"})
    listing = (await api("marketplace_publish", "POST", "/marketplace", {"template": template, "by": "Ada"}))["id"]
    fields = {
        "grant": "authorization_code",
        "authorize_url": "https://id.example/authorize",
        "token_url": "https://id.example/token",
        "client_id": "flows",
    }
    made = await api("", "POST", "/credentials", {"name": "Calendar", "type": "oauth2", "fields": fields})
    await api("oauth_start", "POST", "/credentials/oauth/start", {"credential": made["id"]})
    rows = {"rows": [{"title": "Cup", "price": 4.5}, {"title": "Lamp", "price": 24.5}], "key": ["title"]}
    await api("datasets_import", "POST", "/datasets/prices/import", rows)
    await api("datasets_schema", "GET", "/datasets/prices/schema")
    await api("dead_letters_redrive_many", "POST", "/dead-letters/redrive", {"flow": flow})
    channel = {"name": "Ops", "via": {"kind": "webhook", "url": "https://ops.example/hook"}, "paused": True}
    kept = (await api("notifications_create_channel", "POST", "/notifications/channels", channel))["id"]
    await api("notifications_find_channels", "GET", "/notifications/channels")
    at = f"/notifications/channels/{kept}"
    await api("notifications_change_channel", "PUT", at, {**channel, "name": "Operations"})
    await notifications.tell(app, "local", Notice(kind="run_failed", key="r_1", at=now(), title="Prices failed"))
    (told,) = (await api("", "GET", "/notifications"))["items"]
    await api("notifications_read", "GET", f"/notifications/{told['id']}")
    await api("notifications_mark", "POST", f"/notifications/{told['id']}/read", {"read": True})
    await api("notifications_mark_many", "POST", "/notifications/read", {"ids": [told["id"]]})
    await _payment(people)
    return str(listing)


async def _payment(people: People) -> None:
    order = (await people.api("", "POST", "/credits/orders", {"pack": "pack_1000"}))["id"]
    provider: Any = people.app.payments
    body, signature = provider.pay(await people.app.stores.orders.get("local", order), now())
    people.http.headers["stripe-signature"] = signature
    await people.api("payments_notice", "POST", "/payments/local/notices", json.loads(body))
    del people.http.headers["stripe-signature"]


async def _market(people: People, listing: str) -> None:
    api = people.api
    await api("marketplace_find", "GET", "/marketplace", limit=2)
    await api("marketplace_read", "GET", f"/marketplace/{listing}")
    await api("marketplace_use", "POST", f"/marketplace/{listing}/use", {"name": "Prices like Ada's"})
    await api("marketplace_rate", "PUT", f"/marketplace/{listing}/rating", {"stars": 5})
    await api("marketplace_report", "POST", f"/marketplace/{listing}/report", {"reason": "It asks a shop too often."})


def without_tokens(value: Any, issuer: str) -> Any:
    """Returns an example whose tokens are cut, and whose issuer is one that is nowhere."""
    if isinstance(value, dict):
        return {
            name: f"{each[:_SHOWN]}…" if name in _TOKENS and isinstance(each, str) else without_tokens(each, issuer)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [without_tokens(each, issuer) for each in value]
    return value.replace(issuer, "https://id.example") if isinstance(value, str) else value
