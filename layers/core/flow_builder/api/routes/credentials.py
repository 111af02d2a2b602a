"""Credentials: `/credentials`, `/credential-types`. Secret fields go in and never come out."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.credential import Credential, CredentialTest, CredentialUser
from flow_builder.domain.credential_types import TYPES, CredentialType
from flow_builder.services import credential_trials, credentials

router = APIRouter(tags=["credentials"])

Name = Annotated[str, Field(min_length=1, max_length=200)]
Days = Annotated[int, Field(ge=1, le=3_650, description="After how many days to remind of replacing its secrets.")]
Fields = Annotated[dict[str, Any], Field(max_length=50, description="As the type's schema says.")]
Force = Annotated[bool, Query(description="Even though flows use it.")]


class NewCredential(BaseModel):
    """A credential to keep."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    type: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$", examples=["bearer"])]
    fields: Fields
    rotate_days: Days | None = None


class NewFields(BaseModel):
    """Fields that replace those of a credential."""

    model_config = ConfigDict(extra="forbid")

    fields: Fields


class CredentialChange(BaseModel):
    """What to change of a credential; what is not named stays."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    fields: Annotated[Fields | None, Field(description="A value of null drops the field.")] = None
    rotate_days: Annotated[Days | None, Field(description="Null: no reminders.")] = None

    @model_validator(mode="after")
    def _named(self) -> "CredentialChange":
        if "name" in self.model_fields_set and self.name is None:
            raise ValueError("a credential has a name")
        return self


class TestOf(BaseModel):
    """Where to try a credential, for types that need an address."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str | None, Field(max_length=8_192, pattern=r"^https?://")] = None


class CredentialTypeView(BaseModel):
    """A type of credential: what it is for, and the JSON Schema of its fields (`x-secret` marks secret ones)."""

    id: str = Field(examples=["bearer"])
    title: str
    help: str
    icon: str
    json_schema: dict[str, Any] = Field(serialization_alias="schema", validation_alias="schema")
    test: str = Field(description="What a test does; empty when it cannot be tested.")
    untested: str = Field(description="Why it cannot.")
    test_url: bool = Field(description="Whether the test needs an address.")


class CredentialTypes(BaseModel):
    """All types, in the order in which to offer them."""

    items: list[CredentialTypeView]


@router.get("/credential-types", response_model=CredentialTypes)
async def types() -> Response:
    """Lists the types of credentials with the JSON Schemas of their fields."""
    return reply({"items": [_shown(each) for each in TYPES.values()]})


def _shown(kind: CredentialType) -> dict[str, Any]:
    return {
        "id": kind.id,
        "title": kind.title,
        "help": kind.help,
        "icon": kind.icon,
        "schema": kind.schema(),
        "test": kind.test,
        "untested": kind.untested,
        "test_url": kind.test_url,
    }


@router.post("/credentials", status_code=201, response_model=Credential)
async def create(body: NewCredential, app: TheApp, workspace: Workspace) -> Response:
    """Seals and keeps a credential."""
    made = await credentials.create_credential(app, workspace, body.name, body.type, body.fields, body.rotate_days)
    return reply(made, 201)


@router.get("/credentials", response_model=Page[Credential])
async def find(app: TheApp, workspace: Workspace, limit: Limit = 100, cursor: Cursor = None) -> Response:
    """Lists credentials by name, without their secrets."""
    return page(*await credentials.list_credentials(app, workspace, limit, cursor))


@router.get("/credentials/{credential}", response_model=Credential)
async def read(credential: str, app: TheApp, workspace: Workspace) -> Response:
    """Shows a credential, without its secrets."""
    return reply(await credentials.read_credential(app, workspace, credential))


@router.put("/credentials/{credential}", response_model=Credential)
async def replace(credential: str, body: NewFields, app: TheApp, workspace: Workspace) -> Response:
    """Replaces the fields of a credential."""
    return reply(await credentials.replace_credential(app, workspace, credential, body.fields))


@router.patch("/credentials/{credential}", response_model=Credential)
async def change(
    credential: str, body: CredentialChange, app: TheApp, workspace: Workspace, force: Force = False
) -> Response:
    """Changes some fields of a credential, its name, or when to be reminded of it."""
    facts = {name: getattr(body, name) for name in ("name", "rotate_days") if name in body.model_fields_set}
    changed = await credentials.change_credential(app, workspace, credential, fields=body.fields, force=force, **facts)
    return reply(changed)


@router.post("/credentials/{credential}/rotate", response_model=Credential)
async def rotate(credential: str, body: NewFields, app: TheApp, workspace: Workspace) -> Response:
    """Replaces secrets by new ones; what proves webhooks stays valid beside the new one until the next time."""
    return reply(await credentials.rotate_credential(app, workspace, credential, body.fields))


@router.post("/credentials/{credential}/test", response_model=CredentialTest)
async def try_(credential: str, app: TheApp, workspace: Workspace, body: TestOf | None = None) -> Response:
    """Tries a credential with the service it is for, and says how that went."""
    return reply(await credential_trials.try_credential(app, workspace, credential, body.url if body else None))


class CredentialUsers(BaseModel):
    """What names a credential."""

    items: list[CredentialUser]


@router.get("/credentials/{credential}/users", response_model=CredentialUsers)
async def users(credential: str, app: TheApp, workspace: Workspace) -> Response:
    """Lists the flows and channels that use a credential."""
    return reply({"items": await credentials.credential_users(app, workspace, credential)})


@router.delete("/credentials/{credential}", status_code=204)
async def delete(credential: str, app: TheApp, workspace: Workspace, force: Force = False) -> Response:
    """Removes a credential that nothing uses, or with `force` any."""
    await credentials.delete_credential(app, workspace, credential, force=force)
    return Response(status_code=204)
