"""Everything of a person: handed out in one file, or removed."""

import io
import json
import zipfile
from collections.abc import AsyncIterator, Iterator
from typing import IO, Any, Protocol, runtime_checkable

from flow_builder.domain.account import User, canonical
from flow_builder.domain.audit import Fact
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, InvalidInput, NotFound
from flow_builder.services import audit
from flow_builder.services.accounts import reassured
from flow_builder.services.app import App
from flow_builder.services.purge import purge_workspaces
from flow_builder.store.ownership import belongs

_PAGE = 500
_PIECE = 1024 * 1024
_SECRET = frozenset({"sealed", "digest", "secret", "password", "salt", "totp", "totp_pending", "body", "token"})
"""Fields of stored documents that prove something rather than say something."""


async def export(app: App, principal: Principal, password: str | None, file: IO[bytes]) -> None:
    """Writes a zip archive of all that a user owns: the account, and each workspace that is theirs, with its files.

    Secrets are left out: they prove who somebody is, here and elsewhere. Raises what `reassured` does.
    """
    user = await reassured(app, principal, password)
    owned, shared = await _workspaces(app, user)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("account.json", _text(await _account(app, user)))
        for workspace in [*owned, *shared]:
            await _write_workspace(app, archive, workspace)


async def erase(app: App, principal: Principal, password: str | None, email: str) -> None:
    """Removes an account with all that it owns, for good; `email` says once more whose.

    Raises what `reassured` does, InvalidInput `account.confirm`, Conflict `account.shared` while others work in a workspace
    of theirs. Should the host die meanwhile, what is left can be removed by asking again.
    """
    user = await reassured(app, principal, password)
    if canonical(email) != canonical(user.email):
        raise InvalidInput("This is not the account's address.", code="account.confirm", field="/email")
    owned, shared = await _workspaces(app, user)
    if shared:
        raise Conflict(
            "Other people work in workspaces that only you own.",
            code="account.shared",
            hint="Give each of them another owner, or remove its members.",
            details={"workspaces": shared},
        )
    await app.stores.accounts.end_sessions(user.id)
    await _leave(app, principal, user)
    await purge_workspaces(app, owned, [user.id])
    await app.stores.one_time.withdraw(user.id)
    await app.mail.forget(user.email)
    await app.stores.accounts.erase(user)
    table = app.stores.accounts.table
    if isinstance(table, _Logged):
        await table.fold()


@runtime_checkable
class _Logged(Protocol):
    """A table with a log of its writes, in which what was deleted stands for a while."""

    async def fold(self) -> None:
        """Empties the log."""
        ...


async def _workspaces(app: App, user: User) -> tuple[list[str], list[str]]:
    """Returns the workspaces that a user owns alone, and those in which others are, too."""
    owned: list[str] = []
    shared: list[str] = []
    for each in await app.stores.workspaces.of_user(user.id):
        if each.role is Role.OWNER:
            alone = len(await app.stores.workspaces.members(each.workspace)) == 1
            (owned if alone else shared).append(each.workspace)
    return owned, shared


async def _leave(app: App, principal: Principal, user: User) -> None:
    """Ends the memberships in workspaces of others, with the keys that were made there."""
    for each in await app.stores.workspaces.of_user(user.id):
        if each.role is Role.OWNER:
            continue
        await audit.record(app, each.workspace, Fact(**audit.by(principal), operation="account_erase", status=204))
        cursor: str | None = None
        while True:
            keys, cursor = await app.stores.api_keys.find(each.workspace, _PAGE, cursor)
            for key in keys:
                if key.user == user.id:
                    await app.stores.api_keys.delete(each.workspace, key.id)
            if cursor is None:
                break
        await app.stores.workspaces.delete(user.id, each.workspace)


async def _account(app: App, user: User) -> dict[str, Any]:
    accounts = app.stores.accounts
    return {
        "user": user.model_dump(mode="json"),
        "sessions": [each.model_dump(mode="json") for each in await accounts.sessions(user.id)],
        "identities": [each.model_dump(mode="json") for each in await accounts.identities(user.id)],
        "memberships": [each.model_dump(mode="json") for each in await app.stores.workspaces.of_user(user.id)],
    }


async def _write_workspace(app: App, archive: zipfile.ZipFile, workspace: str) -> None:
    """Writes what a workspace holds: a file of JSON lines for each kind of thing, and its files as they are."""
    lines: dict[str, io.StringIO] = {}
    async for kind, doc in _documents(app, workspace):
        lines.setdefault(kind, io.StringIO()).write(json.dumps(doc, ensure_ascii=False) + "\n")
    for kind, text in sorted(lines.items()):
        archive.writestr(f"workspaces/{workspace}/{kind}.jsonl", text.getvalue())
    blobs = app.stores.artifacts.blobs
    async for key in blobs.keys(f"{workspace}/"):
        try:
            archive.writestr(f"workspaces/{workspace}/files/{key.removeprefix(f'{workspace}/')}", await blobs.get(key))
        except NotFound:
            continue  # removed meanwhile


async def _documents(app: App, workspace: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
    """Yields what is stored of a workspace, with its kind, without secrets."""
    cursor: str | None = None
    while True:
        page = await app.stores.accounts.table.scan(limit=_PAGE, cursor=cursor)
        for item in page.items:
            if belongs(item, {workspace}) and item.doc:
                yield item.pk.partition("#")[0].lower(), {"key": item.sk, **_shown(item.doc)}
        if (cursor := page.cursor) is None:
            return


def _shown(doc: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in doc.items() if name not in _SECRET}


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yields a file from its beginning and closes it."""
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
