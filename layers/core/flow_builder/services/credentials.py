"""Credentials: create, change, rotate, list, delete. Their secret fields never leave through here."""

from collections.abc import Mapping
from typing import Any

from flow_builder.domain.credential import Credential, CredentialUser
from flow_builder.domain.credential_types import TYPES, CredentialType, type_of
from flow_builder.errors import Conflict, InvalidInput
from flow_builder.services.app import App
from flow_builder.services.credential_uses import users_of

_MAX_FIELDS = 50
_MAX_CHARS = 64_000
_SHOWN_USERS = 5


async def create_credential(
    app: App, workspace: str, name: str, type_: str, fields: dict[str, Any], rotate_days: int | None = None
) -> Credential:
    """Seals and stores a credential and returns what may be shown of it.

    Raises InvalidInput `credential.type`, `credential.invalid` with the pointer of the field that is wrong.
    """
    kind = TYPES.get(type_)
    if kind is None:
        raise InvalidInput(
            f"There is no type of credentials {type_!r}.",
            code="credential.type",
            field="/type",
            hint="`flow credentials types` and `GET /credential-types` list them; `generic` takes any fields.",
        )
    check(kind, fields)
    return await app.stores.credentials.create(workspace, name, type_, fields, rotate_days)


async def replace_credential(app: App, workspace: str, credential: str, fields: dict[str, Any]) -> Credential:
    """Replaces all fields of a credential; NotFound, InvalidInput `credential.invalid`."""
    before = await app.stores.credentials.get(workspace, credential)
    check(type_of(before.type), fields)
    return await app.stores.credentials.change(workspace, credential, fields=fields, drop=None)


async def change_credential(
    app: App,
    workspace: str,
    credential: str,
    *,
    fields: Mapping[str, Any] | None = None,
    force: bool = False,
    **facts: Any,
) -> Credential:
    """Sets some fields (None drops one), the name, or when to remind of replacing it.

    Raises NotFound; InvalidInput `credential.invalid`; Conflict `credential.in_use` when flows know it by its old name,
    unless `force`.
    """
    store = app.stores.credentials
    before = await store.opened(workspace, credential)
    name = facts.get("name", before.shown.name)
    if name != before.shown.name and not force:
        await _check_free(app, workspace, before.shown, by_name=True)
    if "rotate_days" in facts:
        facts["reminded_at"] = None
    if not fields:
        return await store.mark(workspace, before.shown.id, **facts) if facts else before.shown
    given = {key: value for key, value in fields.items() if value is not None}
    dropped = tuple(key for key, value in fields.items() if value is None)
    kept = {key: value for key, value in before.fields.items() if key not in dropped}
    check(type_of(before.shown.type), {**kept, **given})
    return await store.change(workspace, before.shown.id, fields=given, drop=dropped, rev=before.rev, **facts)


async def rotate_credential(app: App, workspace: str, credential: str, fields: dict[str, Any]) -> Credential:
    """Replaces secrets by new ones; what a webhook is proved by stays valid beside the new one as `previous`.

    Raises NotFound, InvalidInput `credential.invalid`.
    """
    before = await app.stores.credentials.opened(workspace, credential)
    kind = type_of(before.shown.type)
    stale = [name for name, value in fields.items() if kind.is_secret(name) and value == before.fields.get(name)]
    if stale or not any(map(kind.is_secret, fields)):
        raise InvalidInput(
            f"The field {stale[0]!r} is what it was." if stale else "Give at least one secret field.",
            code="credential.invalid",
            field=f"/fields/{_part(stale[0])}" if stale else "/fields",
        )
    given = dict(fields)
    if "previous" in kind.fields and "previous" not in fields:
        given["previous"] = next(
            (before.fields[name] for name in ("token", "secret") if name in fields and before.fields.get(name)), None
        )
    return await change_credential(app, workspace, before.shown.id, fields=given)


async def read_credential(app: App, workspace: str, credential: str) -> Credential:
    """Returns what may be shown of a credential; NotFound."""
    return await app.stores.credentials.get(workspace, credential)


async def list_credentials(
    app: App, workspace: str, limit: int = 100, cursor: str | None = None
) -> tuple[list[Credential], str | None]:
    """Returns what may be shown of the credentials, by name, and the cursor of the next page."""
    return await app.stores.credentials.find(workspace, limit=limit, cursor=cursor)


async def credential_users(app: App, workspace: str, credential: str) -> list[CredentialUser]:
    """Returns the flows and channels that name a credential; NotFound."""
    return await users_of(app, workspace, await app.stores.credentials.get(workspace, credential))


async def delete_credential(app: App, workspace: str, credential: str, *, force: bool = False) -> None:
    """Removes a credential; Conflict `credential.in_use` while something names it, unless `force`: that fails then."""
    found = await app.stores.credentials.get(workspace, credential)
    if not force:
        await _check_free(app, workspace, found)
    await app.stores.credentials.delete(workspace, credential)


async def _check_free(app: App, workspace: str, credential: Credential, *, by_name: bool = False) -> None:
    sought = credential.model_copy(update={"id": ""}) if by_name else credential
    users = [each for each in await users_of(app, workspace, sought) if not each.deleted]
    if users:
        named = ", ".join(each.name for each in users[:_SHOWN_USERS]) + (", …" if len(users) > _SHOWN_USERS else "")
        raise Conflict(
            f"The credential {credential.name!r} is used by {named}.",
            code="credential.in_use",
            hint="Let them use another one first, or repeat this with `force=true`.",
            details={"users": [each.model_dump(mode="json") for each in users]},
        )


def check(kind: CredentialType, fields: Mapping[str, Any]) -> None:
    """Refuses fields that a type does not take; InvalidInput `credential.invalid`, whose text holds no values."""
    from jsonschema import Draft202012Validator

    if not 0 < len(fields) <= _MAX_FIELDS or "type" in fields:
        raise InvalidInput(
            f"A credential has 1 to {_MAX_FIELDS} fields, and `type` is not one of them.",
            code="credential.invalid",
            field="/fields",
        )
    for name, value in fields.items():
        if len(str(value)) > _MAX_CHARS:
            raise _invalid(kind, name, "is too long")
    for error in Draft202012Validator(kind.schema()).iter_errors(dict(fields)):
        raise _explained(kind, fields, error)


def _explained(kind: CredentialType, fields: Mapping[str, Any], error: Any) -> InvalidInput:
    if error.path:
        allowed = f" one of {', '.join(error.validator_value)}" if error.validator == "enum" else ""
        wanted = error.validator_value if error.validator == "type" else None
        wanted = " or ".join(wanted) if isinstance(wanted, list) else wanted
        article = f" of the type {wanted}" if wanted else allowed or " something else"
        return _invalid(kind, str(error.path[0]), f"must be{article}")
    if error.validator == "additionalProperties":
        name = next(each for each in fields if each not in kind.fields)
        return _invalid(kind, name, "is not known", hint=f"{kind.title} takes: {', '.join(kind.fields)}.")
    missing = next(each for each in kind.needs if not any(name in fields for name in each.split("|")))
    first, *others = missing.split("|")
    return _invalid(kind, first, "is missing", hint=f"Or give {' or '.join(others)}." if others else None)


def _invalid(kind: CredentialType, name: str, what: str, hint: str | None = None) -> InvalidInput:
    field = kind.fields.get(name)
    title = f" ({field.title})" if field else ""
    return InvalidInput(
        f"The field {name!r}{title} {what}.", code="credential.invalid", field=f"/fields/{_part(name)}", hint=hint
    )


def _part(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
