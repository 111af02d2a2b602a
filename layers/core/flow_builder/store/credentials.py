"""Credentials, sealed.

Keys (W = workspace):

    CRED#W       <id>     what may be shown, and the sealed fields; gsi1 = all of W by name;
                          gsi2 = those of all workspaces to remind of, by the time when
    CREDUSED#W   <id>     when it was used last
    CREDIN#W     <flow>   the credentials that a flow's draft and published version name; written with the flow
    CREDBUSY#W   <id>     claimed by who renews its access token
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flow_builder.domain.credential import Credential
from flow_builder.domain.credential_types import type_of
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Put, RevIs, Table, Update
from flow_builder.vault import Vault

_REMINDERS = "CREDENTIALS#DUE"
_CHANGES_TRIED = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A credential with its fields, secret ones included, and the revision they were read at."""

    shown: Credential
    fields: dict[str, Any]
    rev: int


class CredentialStore:
    """The repository of credentials; every method but `due` is scoped by workspace."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault
        self.generation = 0
        """Goes up with every write of this store; opened fields may be kept while it stands."""
        self._used: dict[tuple[str, str], int] = {}

    async def create(
        self, workspace: str, name: str, type_: str, fields: dict[str, Any], rotate_days: int | None = None
    ) -> Credential:
        """Seals and stores a credential's fields under a fresh id."""
        at = now()
        shown = Credential(
            id=new_id("cred", at),
            workspace=workspace,
            name=name,
            type=type_,
            created_at=at,
            rotated_at=at,
            rotate_days=rotate_days,
        )
        return await self._put(shown, fields, None)

    async def replace(self, workspace: str, credential: str, fields: dict[str, Any]) -> Credential:
        """Seals new fields under an existing id; NotFound."""
        return await self.change(workspace, credential, fields=fields, drop=None)

    async def change(
        self,
        workspace: str,
        credential: str,
        *,
        fields: Mapping[str, Any] | None = None,
        drop: tuple[str, ...] | None = (),
        rev: int | None = None,
        **facts: Any,
    ) -> Credential:
        """Sets some fields and facts of a credential, and drops others (None: all that are not set); NotFound.

        Raises Conflict `credential.changed` when it is no longer at `rev`, or changes too often.
        """
        for _ in range(_CHANGES_TRIED):
            before = await self.opened(workspace, credential)
            if rev is not None and rev != before.rev:
                break
            kept = {} if drop is None else {key: value for key, value in before.fields.items() if key not in drop}
            after = {**kept, **(fields or {})}
            shown = before.shown.model_copy(update=facts)
            try:
                return await self._put(shown, after, before)
            except Conflict:
                continue
        raise Conflict("The credential was changed by somebody else.", code="credential.changed", hint="Load it again.")

    async def mark(self, workspace: str, credential: str, **facts: Any) -> Credential:
        """Sets what is shown of a credential and leaves its fields alone; NotFound, Conflict `credential.changed`."""
        for _ in range(_CHANGES_TRIED):
            item = await self._item(workspace, credential)
            shown = Credential(**item.doc["shown"]).model_copy(update=facts)
            doc = {"shown": shown.model_dump(mode="json")}
            try:
                await self.table.update(
                    Update(item.pk, item.sk, set=doc, keys=_index(shown), condition=RevIs(item.rev))
                )
            except Conflict:
                continue
            self.generation += 1
            return shown
        raise Conflict("The credential was changed by somebody else.", code="credential.changed", hint="Try again.")

    async def save(self, workspace: str, name: str, type_: str, fields: dict[str, Any]) -> Credential:
        """Creates a credential, or replaces the fields of the one with this name.

        Raises Conflict `credential.conflict` when that one has another type, or several have the name.
        """
        found = await self.named(workspace, name)
        if not found:
            return await self.create(workspace, name, type_, fields)
        if len(found) > 1 or found[0].type != type_:
            raise Conflict(
                f"There is a credential {name!r} already that cannot be replaced.",
                code="credential.conflict",
                hint=f"Several have this name, or it is not of type {type_}; choose another name.",
            )
        return await self.replace(workspace, found[0].id, fields)

    async def get(self, workspace: str, credential: str) -> Credential:
        """Returns what may be shown of a credential; NotFound if the workspace has none with this id."""
        found = Credential(**(await self._item(workspace, credential)).doc["shown"])
        return (await self._with_use([found]))[0]

    async def named(self, workspace: str, name: str) -> list[Credential]:
        """Returns those with a name."""
        return [Credential(**item.doc["shown"]) for item in await self._named(workspace, name)]

    async def find(
        self, workspace: str, *, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[Credential], str | None]:
        """Returns what may be shown of all credentials, by name, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#CREDS", index="gsi1", limit=limit, cursor=cursor)
        return await self._with_use([Credential(**item.doc["shown"]) for item in page.items]), page.cursor

    async def resolve(self, workspace: str, credential: str) -> dict[str, Any]:
        """Returns the fields of a credential by id, or by a name that only one has, with its `type`; NotFound."""
        found = await self.use(workspace, credential)
        return {**found.fields, "type": found.shown.type}

    async def use(self, workspace: str, credential: str) -> Opened:
        """Returns a credential as `opened` does, and takes note of its use."""
        found = await self.opened(workspace, credential)
        self._used[workspace, found.shown.id] = now()
        return found

    async def opened(self, workspace: str, credential: str) -> Opened:
        """Returns a credential with its fields, by id or by a name that only one has; NotFound."""
        named = await self._named(workspace, credential)
        item = named[0] if len(named) == 1 else await self._item(workspace, credential)
        raw = await self._vault.open(workspace, b64decode(item.doc["sealed"]), {"credential": item.sk})
        return Opened(Credential(**item.doc["shown"]), json.loads(raw), item.rev)

    async def delete(self, workspace: str, credential: str) -> None:
        """Removes a credential; NotFound if the workspace has none with this id."""
        await self._item(workspace, credential)
        await self.table.write(Delete(f"CRED#{workspace}", credential), Delete(f"CREDUSED#{workspace}", credential))
        self._used.pop((workspace, credential), None)
        self.generation += 1

    async def due(self, at: int, limit: int = 100) -> list[Credential]:
        """Returns the credentials of all workspaces whose secrets should have been replaced by a time, soonest first."""
        page = await self.table.query(_REMINDERS, index="gsi2", between=("", f"{at:015d}#~"), limit=limit)
        return [Credential(**item.doc["shown"]) for item in page.items]

    async def naming(self, workspace: str) -> dict[str, dict[str, list[str]]]:
        """Returns the credentials that flows name, by flow: in the `draft`, and in the `published` version."""
        found: dict[str, dict[str, list[str]]] = {}
        cursor: str | None = None
        while True:
            page = await self.table.query(f"CREDIN#{workspace}", limit=1_000, cursor=cursor)
            found |= {item.sk: item.doc for item in page.items}
            if (cursor := page.cursor) is None:
                return found

    async def claim(self, workspace: str, credential: str, holder: str, until_s: int) -> bool:
        """Claims the renewal of a credential's token until a time, in seconds since the epoch; False if another has it."""
        item = Item(f"CREDBUSY#{workspace}", credential, {"holder": holder}, ttl=until_s)
        try:
            await self.table.write(Put(item, Absent()))
        except Conflict:
            return False
        return True

    async def release(self, workspace: str, credential: str) -> None:
        """Gives a claim back."""
        await self.table.write(Delete(f"CREDBUSY#{workspace}", credential))

    async def flush(self) -> None:
        """Stores when credentials were used last; call it now and then, and before closing."""
        used, self._used = self._used, {}
        for (workspace, credential), at in used.items():
            await self.table.write(Put(Item(f"CREDUSED#{workspace}", credential, {"at": at})))

    async def _with_use(self, found: list[Credential]) -> list[Credential]:
        items = await self.table.batch_get([(f"CREDUSED#{each.workspace}", each.id) for each in found]) if found else []
        at = {item.sk: int(item.doc["at"]) for item in items}
        return [
            each.model_copy(update={"last_used_at": self._used.get((each.workspace, each.id), at.get(each.id))})
            for each in found
        ]

    async def _named(self, workspace: str, name: str) -> list[Item]:
        page = await self.table.query(f"W#{workspace}#CREDS", index="gsi1", prefix=f"{name}#", limit=100)
        return [item for item in page.items if item.doc["shown"]["name"] == name]

    async def _item(self, workspace: str, credential: str) -> Item:
        item = await self.table.get(f"CRED#{workspace}", credential) if credential else None
        if item is None:
            raise NotFound(f"There is no credential {credential!r}.", code="credential.not_found")
        return item

    async def _put(self, shown: Credential, fields: dict[str, Any], before: Opened | None) -> Credential:
        kind = type_of(shown.type)
        secret = {name: value for name, value in fields.items() if kind.is_secret(name)}
        facts: dict[str, Any] = {
            "fields": sorted(fields),
            "values": {name: value for name, value in fields.items() if name not in secret},
            "updated_at": now(),
        }
        if before is None or any(before.fields.get(name) != value for name, value in secret.items()):
            facts |= {"rotated_at": facts["updated_at"], "reminded_at": None, "problem": None}
        shown = shown.model_copy(update=facts)
        sealed = await self._vault.seal(shown.workspace, json.dumps(fields).encode(), {"credential": shown.id})
        doc = {"shown": shown.model_dump(mode="json"), "sealed": b64encode(sealed).decode()}
        item = Item(
            f"CRED#{shown.workspace}", shown.id, doc, **_index(shown), rev=1 if before is None else before.rev + 1
        )
        await self.table.write(Put(item, Absent() if before is None else RevIs(before.rev)))
        self.generation += 1
        return shown


def _index(shown: Credential) -> dict[str, Any]:
    remind = shown.due_at is not None and shown.reminded_at is None
    return {
        "gsi1pk": f"W#{shown.workspace}#CREDS",
        "gsi1sk": f"{shown.name}#{shown.id}",
        "gsi2pk": _REMINDERS if remind else None,
        "gsi2sk": f"{shown.due_at:015d}#{shown.id}" if remind else None,
    }
