"""Master keys of the vault: a new one, everything sealed moved to it, the old ones dropped.

All that is sealed is moved by its form alone, wherever it lies: as base64 text in an item, or in the blob that an item
names. Each item is moved in one conditional write, so a host that dies in between has moved some and not others, all of
which open; moving again goes on.
"""

import asyncio
import logging
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from flow_builder.errors import Conflict, Forbidden, NotFound, StorageError
from flow_builder.services.app import App
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Item, RevIs, Table, Update
from flow_builder.vault import Vault
from flow_builder.vault.envelope import TEXT_MARK

log = logging.getLogger(__name__)

_PAGE = 200
_TRIED = 20
_BLOB = "blob"


class Rotating(Vault, Protocol):
    """A vault whose master keys are exchanged here, rather than by a service of its own."""

    def add_key(self) -> str:
        """Adds a master key that seals from here on, and returns its name."""
        ...

    def drop_keys(self) -> list[str]:
        """Removes all master keys but the one that seals, and returns their names."""
        ...


@dataclass(slots=True)
class Moved:
    """What became of sealed secrets: how many were looked at, moved, and still need another key than the first."""

    seen: int = 0
    moved: int = 0
    left: int = 0


async def key_status(app: App, workspace: str) -> dict[str, Any]:
    """Returns the names of the master keys, the one that seals first, and how many secrets need an older one."""
    vault = _rotating(app, workspace)
    found = await _pass(app, vault, move=False)
    return {"keys": vault.keys, "secrets": found.seen, "left": found.left}


async def rotate_keys(app: App, workspace: str) -> dict[str, Any]:
    """Adds a master key and moves everything sealed to it. With several keys it goes on with that instead.

    Raises Forbidden `vault.not_here`.
    """
    vault = _rotating(app, workspace)
    if len(vault.keys) == 1:
        vault.add_key()
    found = await _pass(app, vault, move=True)
    return {"keys": vault.keys, "secrets": found.seen, "left": found.left}


async def drop_old_keys(app: App, workspace: str) -> dict[str, Any]:
    """Drops all master keys but the first; Conflict `vault.in_use` while a secret needs one, `vault.one_key`."""
    vault = _rotating(app, workspace)
    if len(vault.keys) == 1:
        raise Conflict("There is only one master key.", code="vault.one_key")
    found = await _pass(app, vault, move=True)
    if found.left:
        raise Conflict(
            f"{found.left} secrets still need an older master key.",
            code="vault.in_use",
            hint="Rotate again. Secrets of an early version move when they are entered again.",
        )
    vault.drop_keys()
    return {"keys": vault.keys, "secrets": found.seen, "left": 0}


async def go_on(app: App) -> None:
    """Moves what a host that died had not moved yet."""
    vault: Any = app.vault
    if len(vault.keys) > 1:
        try:
            await _pass(app, vault, move=True)
        except StorageError as error:
            log.warning("secrets stay under an older key for now: %s (%s)", error.message, error.code)


def _rotating(app: App, workspace: str) -> Rotating:
    vault: Any = app.vault
    if workspace != app.settings.workspace or not hasattr(vault, "add_key"):
        raise Forbidden("The master keys can only be exchanged in the host's own workspace.", code="vault.not_here")
    return vault  # type: ignore[no-any-return]


async def _pass(app: App, vault: Vault, *, move: bool) -> Moved:
    found = Moved()
    table, blobs = app.stores.credentials.table, app.stores.flows.blobs
    cursor: str | None = None
    while True:
        page = await table.scan(limit=_PAGE, cursor=cursor)
        for item in page.items:
            await _item(table, blobs, vault, item, found, move=move)
        if (cursor := page.cursor) is None:
            return found
        await asyncio.sleep(0)  # others go first


async def _item(table: Table, blobs: Blobs, vault: Vault, item: Item, found: Moved, *, move: bool) -> None:
    current: Item | None = item
    for _ in range(_TRIED):
        if current is None:
            return  # deleted meanwhile
        seen = Moved()
        changed = {}
        for name, value in current.doc.items():
            after = await _value(vault, value, seen, move=move)
            if after != value:
                changed[name] = after
        if isinstance(key := current.doc.get(_BLOB), str) and item.pk.startswith("KEPT#"):
            await _blob(blobs, vault, key, seen, move=move)
        try:
            if changed:
                await table.update(Update(item.pk, item.sk, set=changed, condition=RevIs(current.rev)))
        except Conflict:
            current = await table.get(item.pk, item.sk)
            continue
        found.seen, found.moved, found.left = found.seen + seen.seen, found.moved + seen.moved, found.left + seen.left
        return
    raise Conflict("A secret changes too often to be moved to the new key.", code="vault.busy", hint="Try again.")


async def _value(vault: Vault, value: Any, seen: Moved, *, move: bool) -> Any:
    """Returns a value of an item with what is sealed in it moved."""
    if isinstance(value, dict):
        return {name: await _value(vault, each, seen, move=move) for name, each in value.items()}
    if isinstance(value, list):
        return [await _value(vault, each, seen, move=move) for each in value]
    if isinstance(value, str) and value.startswith(TEXT_MARK):
        return await _text(vault, value, seen, move=move)
    return value


async def _text(vault: Vault, text: str, seen: Moved, *, move: bool) -> str:
    try:
        sealed = b64decode(text, validate=True)
        under = vault.sealed_by(sealed)
    except (Base64Error, ValueError, StorageError):
        return text  # somebody's own text that begins alike
    seen.seen += 1
    if under == vault.keys[0]:
        return text
    after = sealed
    if move:
        with suppress(StorageError):  # under a key that is gone already: it does not get worse
            after = await vault.rewrap(sealed)
    if after == sealed:
        seen.left += under in vault.keys
        return text
    seen.moved += 1
    return b64encode(after).decode()


async def _blob(blobs: Blobs, vault: Vault, key: str, seen: Moved, *, move: bool) -> None:
    try:
        text = (await blobs.get(key)).decode()
    except NotFound:
        return
    after = await _text(vault, text, seen, move=move)
    if after != text:
        await blobs.put(key, after.encode())
