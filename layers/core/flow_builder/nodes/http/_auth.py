"""How a request proves who it is: given in place, or by a credential."""

import base64
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context
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


class Stored(_Auth):
    """A stored credential; its type decides how it is sent."""

    kind: Literal["credential"]
    credential: str = Field(
        title="Credential",
        min_length=1,
        json_schema_extra={"x-credential": ["basic", "bearer", "oauth2", "api_key", "header"]},
    )


Auth = Annotated[NoAuth | Basic | Bearer | Header | Stored, Field(discriminator="kind")]


async def auth_headers(auth: Auth, ctx: Context) -> dict[str, str]:
    """Returns the headers that carry the authentication.

    Credentials: `basic` (username, password), `bearer` (token), `oauth2` (access_token), `header` (name, value) and
    `api_key` (key, and optionally header and prefix; `X-API-Key` without). NodeError `credential.unfit` for others.
    """
    match auth:
        case Basic():
            return _basic(auth.username, auth.password)
        case Bearer():
            return {"authorization": f"Bearer {auth.token}"}
        case Header():
            return {auth.name.lower(): auth.value}
        case Stored():
            return _stored(auth.credential, await ctx.credential(auth.credential))
        case _:
            return {}


def _basic(username: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()}


def _stored(reference: str, fields: dict[str, Any]) -> dict[str, str]:
    try:
        match fields.get("type"):
            case "basic":
                return _basic(fields["username"], fields.get("password") or "")
            case "bearer":
                return {"authorization": f"Bearer {fields['token']}"}
            case "oauth2":
                return {"authorization": f"Bearer {fields['access_token']}"}
            case "header":
                return {str(fields["name"]).lower(): str(fields["value"])}
            case "api_key":
                name = str(fields.get("header") or "x-api-key").lower()
                return {name: f"{fields.get('prefix') or ''}{fields['key']}"}
    except KeyError as error:
        raise NodeError(
            f"The credential {reference!r} lacks the field {error.args[0]!r}.",
            code="credential.unfit",
            field="/auth/credential",
        ) from error
    raise NodeError(
        f"A credential of the type {fields.get('type')!r} cannot be sent with an HTTP request.",
        code="credential.unfit",
        field="/auth/credential",
    )
