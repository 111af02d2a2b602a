"""How a request proves who it is: given in place, or by a credential."""

import base64
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.network.exchange import Private
from flow_builder.nodes.base import Context
from flow_builder.nodes.credential_fields import unfit
from flow_builder.nodes.http._oauth import access_token
from flow_builder.nodes.text import Text

_NAME = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"


class _Auth(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NoAuth(_Auth):
    """None."""

    kind: Literal["none"] = "none"


class Basic(_Auth):
    """User name and password in the flow itself; for real secrets use a credential."""

    kind: Literal["basic"]
    username: Text = Field(title="User name")
    password: Text = Field(default="", title="Password", json_schema_extra={"format": "password"})


class Bearer(_Auth):
    """A bearer token in the flow itself; for real secrets use a credential."""

    kind: Literal["bearer"]
    token: Text = Field(title="Token", min_length=1, json_schema_extra={"format": "password"})


class Header(_Auth):
    """A header in the flow itself; for real secrets use a credential."""

    kind: Literal["header"]
    name: str = Field(title="Header", pattern=_NAME)
    value: Text = Field(title="Value", json_schema_extra={"format": "password"})


class Query(_Auth):
    """A key in the URL, in the flow itself; for real secrets use a credential."""

    kind: Literal["query"]
    name: str = Field(title="Name", min_length=1)
    value: Text = Field(title="Value", min_length=1, json_schema_extra={"format": "password"})


class Digest(_Auth):
    """User name and password that are never sent themselves; for real secrets use a credential."""

    kind: Literal["digest"]
    username: Text = Field(title="User name")
    password: Text = Field(default="", title="Password", json_schema_extra={"format": "password"})


class Stored(_Auth):
    """A stored credential; its type decides how it is sent."""

    kind: Literal["credential"]
    credential: str = Field(
        title="Credential",
        min_length=1,
        json_schema_extra={"x-credential": ["basic", "bearer", "oauth2", "api_key", "header", "headers", "digest"]},
    )


Auth = Annotated[
    NoAuth | Basic | Bearer | Header | Query | Digest | Stored,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What shows who a request comes from.

    Attributes:
        login: Answers a server's challenge.
        token: An access token among the headers that another may be got for.
    """

    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    login: httpx.Auth | None = None
    token: str | None = None

    @property
    def private(self) -> Private:
        """What another origin must not see."""
        return Private(frozenset(self.headers), frozenset(self.query.values()), self.login)


async def proof_of(auth: Auth, ctx: Context, client: httpx.AsyncClient, *, refused: str | None = None) -> Proof:
    """Returns what carries the authentication; `refused` is a token that was not accepted, so that another is got.

    Credentials: `basic` and `digest` (username, password), `bearer` (token), `header` (name, value), `headers` (a field for each, by its name), `api_key` (key, and
    optionally header and prefix, or query for its name in the URL; the header `X-API-Key` without), `oauth2`
    (access_token, or what `_oauth` asks for). NodeError `credential.unfit` for others.
    """
    if not isinstance(auth, Stored):
        return _in_place(auth, ctx)
    fields = await ctx.credential(auth.credential, refused)
    if fields.get("type") == "oauth2" and fields.get("token_url"):
        token = await access_token(fields, ctx, client, refused=refused)
        return Proof({"authorization": f"Bearer {token}"}, token=token)
    return _stored(auth.credential, fields)


def _in_place(auth: NoAuth | Basic | Bearer | Header | Query | Digest, ctx: Context) -> Proof:
    match auth:
        case Basic():
            return Proof(_basic(auth.username, auth.password))
        case Bearer():
            return Proof({"authorization": f"Bearer {auth.token}"})
        case Header():
            return Proof({auth.name.lower(): auth.value})
        case Query():
            ctx.redact(auth.value)
            return Proof(query={auth.name: auth.value})
        case Digest():
            return Proof(login=httpx.DigestAuth(auth.username, auth.password))
        case NoAuth():
            return Proof()


def _basic(username: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}


def _stored(reference: str, fields: dict[str, Any]) -> Proof:  # noqa: PLR0911 - one case per type
    try:
        match fields.get("type"):
            case "basic":
                return Proof(_basic(fields["username"], fields.get("password") or ""))
            case "digest":
                return Proof(login=httpx.DigestAuth(fields["username"], fields.get("password") or ""))
            case "bearer":
                return Proof({"authorization": f"Bearer {fields['token']}"})
            case "oauth2":
                token = str(fields["access_token"])
                return Proof({"authorization": f"Bearer {token}"}, token=token if fields.get("expires_at") else None)
            case "header":
                return Proof({str(fields["name"]).lower(): str(fields["value"])})
            case "headers":
                return Proof({name.lower(): str(value) for name, value in fields.items() if name != "type"})
            case "api_key" if fields.get("query"):
                return Proof(query={str(fields["query"]): str(fields["key"])})
            case "api_key":
                name = str(fields.get("header") or "x-api-key").lower()
                return Proof({name: f"{fields.get('prefix') or ''}{fields['key']}"})
    except KeyError as error:
        raise unfit(f"The credential {reference!r} lacks the field {error.args[0]!r}.", "/auth/credential") from error
    raise unfit(
        f"A credential of the type {fields.get('type')!r} cannot be sent with an HTTP request.", "/auth/credential"
    )
