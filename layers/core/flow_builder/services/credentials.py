"""Credentials: create, list, replace, delete. Their fields never leave through here."""

from typing import Any

from flow_builder.domain.credential import Credential
from flow_builder.errors import InvalidInput
from flow_builder.services.app import App

_MAX_FIELDS = 50
_MAX_CHARS = 64_000


async def create_credential(app: App, workspace: str, name: str, type_: str, fields: dict[str, Any]) -> Credential:
    """Seals and stores a credential and returns what may be shown of it; InvalidInput `credential.invalid`."""
    return await app.stores.credentials.create(workspace, name, type_, _accepted(fields))


async def replace_credential(app: App, workspace: str, credential: str, fields: dict[str, Any]) -> Credential:
    """Replaces all fields of a credential; NotFound, InvalidInput `credential.invalid`."""
    return await app.stores.credentials.replace(workspace, credential, _accepted(fields))


async def list_credentials(
    app: App, workspace: str, limit: int = 100, cursor: str | None = None
) -> tuple[list[Credential], str | None]:
    """Returns what may be shown of the credentials, by name, and the cursor of the next page."""
    return await app.stores.credentials.find(workspace, limit=limit, cursor=cursor)


async def delete_credential(app: App, workspace: str, credential: str) -> None:
    """Removes a credential; flows that use it fail with `credential.missing` from then on."""
    await app.stores.credentials.delete(workspace, credential)


def _accepted(fields: dict[str, Any]) -> dict[str, Any]:
    if not 0 < len(fields) <= _MAX_FIELDS or "type" in fields:
        raise InvalidInput(
            f"A credential has 1 to {_MAX_FIELDS} fields, and `type` is not one of them.",
            code="credential.invalid",
            field="/fields",
        )
    for name, value in fields.items():
        if len(str(value)) > _MAX_CHARS:
            raise InvalidInput(f"The field {name!r} is too long.", code="credential.invalid", field=f"/fields/{name}")
    return fields
