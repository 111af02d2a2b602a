"""How each type of credential is tested: something harmless that only who has it may do."""

import asyncio
import base64
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import httpx

from flow_builder.domain.credential_types import secrets_of
from flow_builder.engine.redact import Redactor
from flow_builder.errors import NodeError
from flow_builder.network.connect import check_host, open_socket
from flow_builder.network.exchange import Exchange, exchange
from flow_builder.services.app import App

if TYPE_CHECKING:
    from flow_builder.nodes.base import Context

_TIMEOUT_S = 20.0
_MAX_BYTES = 1024 * 1024
_REDIRECT = 300
_ERROR = 400
_REFUSED = frozenset({401, 403, 407})


class Bench:
    """What nodes' own helpers need of a step's context."""

    def __init__(self, app: App, workspace: str, fields: dict[str, Any]) -> None:
        self.http = app.http()
        self.fields = fields
        self.redactor = Redactor()
        self.redactor.add(secrets_of(fields))
        self.run = SimpleNamespace(workspace=workspace)
        self.backend = self

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - the signature that nodes know
        """Returns the fields under test, whatever the reference."""
        return self.fields

    def redact(self, secret: str) -> None:
        """Keeps a secret out of what the test says."""
        self.redactor.add(secret)

    @property
    def context(self) -> "Context":
        """This, as helpers of nodes know it."""
        return cast("Context", self)


Test = Callable[[Bench, str | None], Awaitable[str]]


async def _send(bench: Bench, method: str, url: str, **more: Any) -> Exchange:
    try:
        request = bench.http.build_request(method, url, **more)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise _refused("The address cannot be used.", "credential.address") from None
    return await exchange(bench.http, request, timeout_s=_TIMEOUT_S, max_bytes=_MAX_BYTES, max_redirects=0, cut=True)


def _refused(message: str, code: str = "credential.refused") -> NodeError:
    return NodeError(message, code=code)


async def _http(bench: Bench, url: str | None) -> str:
    from flow_builder.nodes.http._auth import Stored, proof_of

    if bench.fields["type"] == "oauth2" and not url:
        if not bench.fields.get("access_token"):
            await proof_of(Stored(kind="credential", credential="tested"), bench.context, bench.http)
        return "The token server gives access tokens."
    proof = await proof_of(Stored(kind="credential", credential="tested"), bench.context, bench.http)
    for value in (*proof.headers.values(), *proof.query.values()):
        bench.redact(value)
    try:
        request = bench.http.build_request("GET", url or "", headers=proof.headers, params=proof.query or None)
    except (httpx.InvalidURL, ValueError):
        raise _refused("The address cannot be used.", "credential.address") from None
    answer = await exchange(
        bench.http,
        request,
        timeout_s=_TIMEOUT_S,
        max_bytes=_MAX_BYTES,
        max_redirects=0,
        private=proof.private,
        cut=True,
    )
    if answer.status in _REFUSED:
        raise _refused(f"The server refused it with status {answer.status}.")
    if answer.status >= _ERROR:
        raise _refused(f"The server answered with status {answer.status}.", "credential.unclear")
    return f"The server answered with status {answer.status}."


async def _smtp(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.notify._smtp import check_login

    await check_login(bench.http, bench.fields)
    return "The mail server let us in." if bench.fields.get("username") else "The mail server answers."


async def _database(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.storage import sql_query

    source = {"kind": "server", "credential": "tested"}
    await sql_query.run(sql_query.Config.model_validate({"source": source, "sql": "SELECT 1"}), bench.context)
    return "The database answers."


async def _aws(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.notify._aws import call

    said = await call(bench.context, bench.fields, "sts", "get_caller_identity", {}, _TIMEOUT_S)
    return f"AWS knows this as {said.get('Arn')}."


async def _s3(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.notify._aws import call

    fields = {"region": "us-east-1", **bench.fields}
    if bucket := fields.get("bucket"):
        await call(bench.context, fields, "s3", "list_objects_v2", {"Bucket": bucket, "MaxKeys": 1}, _TIMEOUT_S)
        return f"The bucket {bucket} can be read."
    said = await call(bench.context, fields, "s3", "list_buckets", {}, _TIMEOUT_S)
    return f"There are {len(said.get('Buckets', ()))} buckets."


def _asks(usual: str, path: str, *, field: str = "token", method: str = "GET", headers: Any = None) -> Test:
    """Returns a test that asks a service with a bearer token; Slack says in `ok` what others say by the status."""

    async def test(bench: Bench, _: str | None) -> str:
        base = str(bench.fields.get("base_url") or usual).rstrip("/")
        token = bench.fields.get(field)
        sent = {**(headers or {}), **({"authorization": f"Bearer {token}"} if token else {})}
        answer = await _send(bench, method, f"{base}{path.format(token=token)}", headers=sent)
        if answer.status >= _REDIRECT or b'"ok":false' in answer.content.replace(b" ", b"")[:200]:
            raise _refused(f"The service refused it with status {answer.status}.")
        return "The service knows it."

    return test


async def _telegram(bench: Bench, _: str | None) -> str:
    base = str(bench.fields.get("base_url") or "https://api.telegram.org").rstrip("/")
    answer = await _send(bench, "GET", f"{base}/bot{bench.fields['token']}/getMe")
    if answer.status >= _REDIRECT:
        raise _refused(f"Telegram refused it with status {answer.status}.")
    return "Telegram knows the bot."


async def _discord(bench: Bench, _: str | None) -> str:
    answer = await _send(bench, "GET", str(bench.fields["url"]))
    if answer.status >= _REDIRECT:
        raise _refused(f"Discord refused it with status {answer.status}.")
    return "Discord knows the webhook."


async def _twilio(bench: Bench, _: str | None) -> str:
    fields = bench.fields
    base = str(fields.get("base_url") or "https://api.twilio.com").rstrip("/")
    user, password = (fields.get(name) for name in ("key_sid", "key_secret"))
    login = (user, password) if user and password else (fields["account_sid"], fields.get("auth_token") or "")
    carried = base64.b64encode(f"{login[0]}:{login[1]}".encode()).decode()
    url = f"{base}/2010-04-01/Accounts/{fields['account_sid']}.json"
    answer = await _send(bench, "GET", url, headers={"authorization": f"Basic {carried}"})
    if answer.status >= _REDIRECT:
        raise _refused(f"Twilio refused it with status {answer.status}.")
    return "Twilio knows the account."


async def _google(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.storage._google import google

    await google(bench.context, "tested", name="Google", usual="https://www.googleapis.com", scope="openid")
    return "Google gives access tokens."


async def _captcha(bench: Bench, _: str | None) -> str:
    from flow_builder.browser.captcha.solver import PROVIDERS

    provider = str(bench.fields.get("provider") or "2captcha")
    base = str(bench.fields.get("url") or PROVIDERS.get(provider) or "").rstrip("/")
    answer = await _send(bench, "POST", f"{base}/getBalance", json={"clientKey": bench.fields["api_key"]})
    if answer.status >= _REDIRECT or b'"errorId":0' not in answer.content.replace(b" ", b""):
        raise _refused("The captcha service does not accept the key.")
    return "The captcha service knows the account."


async def _proxy(bench: Bench, _: str | None) -> str:
    from flow_builder.browser.upstream import parse

    given = bench.fields.get("servers") or bench.fields.get("server") or ()
    listed = re.split(r"[\s,]+", given.strip()) if isinstance(given, str) else [str(each) for each in given]
    for each in listed:
        proxy = parse(each)
        (await open_socket(await check_host(bench.http, proxy.host, proxy.port))).close()
    return f"{len(listed)} of {len(listed)} proxies take connections; their login was not tried."


async def _cdp(bench: Bench, _: str | None) -> str:
    from flow_builder.browser.remote import parse

    endpoint = parse(str(bench.fields["url"]))
    (await open_socket(await check_host(bench.http, endpoint.host, endpoint.port))).close()
    return f"{endpoint.name} takes connections; its login was not tried."


async def _totp(bench: Bench, _: str | None) -> str:
    from flow_builder.nodes.browser.totp import generator

    code, period = generator(bench.fields)
    code(time.time())
    return f"It makes codes, a new one every {period} s."


async def _login_state(bench: Bench, _: str | None) -> str:
    from flow_builder.browser.logins import saved_login

    cookies = saved_login(bench.fields).storage["cookies"]
    good = [each for each in cookies if each.get("expires", -1) < 0 or each["expires"] > time.time()]
    if cookies and not good:
        raise _refused("All of its cookies are out of date.", "credential.expired")
    return f"{len(good)} of {len(cookies)} cookies are good still; the site was not asked."


async def _certificate(bench: Bench, _: str | None) -> str:
    return await asyncio.to_thread(_look_at_certificate, bench.fields)


def _look_at_certificate(fields: Mapping[str, Any]) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificates

    passphrase = str(fields.get("passphrase") or "").encode() or None
    try:
        certificate = load_pem_x509_certificates(str(fields["certificate"]).encode())[0]
        key = load_pem_private_key(str(fields["key"]).encode(), passphrase)
    except (ValueError, TypeError):
        raise _refused("Certificate or key cannot be read.", "credential.unfit") from None
    form = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    if key.public_key().public_bytes(*form) != certificate.public_key().public_bytes(*form):
        raise _refused("The key is not that of the certificate.", "credential.unfit")
    until = certificate.not_valid_after_utc
    if until.timestamp() < time.time():
        raise _refused(f"The certificate was good until {until:%Y-%m-%d}.", "credential.expired")
    return f"Key and certificate belong together; it is good until {until:%Y-%m-%d}."


_NOTION = {"notion-version": "2022-06-28"}
TESTS: Mapping[str, Test] = {
    **dict.fromkeys(("api_key", "bearer", "basic", "digest", "header", "headers", "oauth2"), _http),
    "smtp": _smtp,
    "database": _database,
    "aws": _aws,
    "s3": _s3,
    "openai": _asks("https://api.openai.com/v1", "/models", field="api_key"),
    "captcha": _captcha,
    "slack": _asks("https://slack.com/api", "/auth.test", method="POST"),
    "discord_webhook": _discord,
    "telegram": _telegram,
    "twilio": _twilio,
    "google_service_account": _google,
    "notion": _asks("https://api.notion.com", "/v1/users/me", headers=_NOTION),
    "airtable": _asks("https://api.airtable.com", "/v0/meta/whoami"),
    "proxy": _proxy,
    "cdp": _cdp,
    "totp": _totp,
    "login_state": _login_state,
    "client_certificate": _certificate,
}
