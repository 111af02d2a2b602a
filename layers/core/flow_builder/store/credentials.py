"""Credentials, sealed: CRED#W <id> holds name, type, field names and the sealed fields; gsi1 lists them by name."""

import json
from base64 import b64decode, b64encode
from typing import Any

from flow_builder.domain.credential import Credential
from flow_builder.domain.ids import new_id, now
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.table import Absent, Delete, Item, Present, Put, Table
from flow_builder.vault import Vault


class CredentialStore:
    """The repository of credentials; every method is scoped by workspace."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault
        self.generation = 0
        """Goes up with every write of this store; opened fields may be kept while it stands."""

    async def create(self, workspace: str, name: str, type_: str, fields: dict[str, Any]) -> Credential:
        """Seals and stores a credential's fields under a fresh id."""
        at = now()
        shown = Credential(
            id=new_id("cred", at),
            workspace=workspace,
            name=name,
            type=type_,
            fields=sorted(fields),
            created_at=at,
            updated_at=at,
        )
        await self._put(shown, fields, Absent())
        return shown

    async def replace(self, workspace: str, credential: str, fields: dict[str, Any]) -> Credential:
        """Seals new fields under an existing id; NotFound."""
        before = await self.get(workspace, credential)
        shown = before.model_copy(update={"fields": sorted(fields), "updated_at": now()})
        await self._put(shown, fields, Present())
        return shown

    async def save(self, workspace: str, name: str, type_: str, fields: dict[str, Any]) -> Credential:
        """Creates a credential, or replaces the fields of the one with this name.

        Raises Conflict `credential.conflict` when that one has another type, or several have the name.
        """
        page = await self.table.query(f"W#{workspace}#CREDS", index="gsi1", prefix=f"{name}#", limit=100)
        found = [each for item in page.items if (each := Credential(**item.doc["shown"])).name == name]
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
        return Credential(**(await self._item(workspace, credential)).doc["shown"])

    async def find(
        self, workspace: str, *, limit: int = 100, cursor: str | None = None
    ) -> tuple[list[Credential], str | None]:
        """Returns what may be shown of all credentials, by name, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#CREDS", index="gsi1", limit=limit, cursor=cursor)
        return [Credential(**item.doc["shown"]) for item in page.items], page.cursor

    async def resolve(self, workspace: str, credential: str) -> dict[str, Any]:
        """Returns the fields of a credential by id, or by a name that only one has, with its `type`; NotFound."""
        item = await self._named(workspace, credential) or await self._item(workspace, credential)
        sealed = b64decode(item.doc["sealed"])
        opened = await self._vault.open(workspace, sealed, {"credential": item.sk})
        fields: dict[str, Any] = json.loads(opened)
        return {**fields, "type": item.doc["shown"]["type"]}

    async def delete(self, workspace: str, credential: str) -> None:
        """Removes a credential; NotFound if the workspace has none with this id."""
        await self._item(workspace, credential)
        await self.table.write(Delete(f"CRED#{workspace}", credential))
        self.generation += 1

    async def _named(self, workspace: str, name: str) -> Item | None:
        """Returns the only credential with a name; None when none or several have it."""
        page = await self.table.query(f"W#{workspace}#CREDS", index="gsi1", prefix=f"{name}#", limit=100)
        found = [item for item in page.items if item.doc["shown"]["name"] == name]
        return found[0] if len(found) == 1 else None

    async def _item(self, workspace: str, credential: str) -> Item:
        item = await self.table.get(f"CRED#{workspace}", credential) if credential else None
        if item is None:
            raise NotFound(f"There is no credential {credential!r}.", code="credential.not_found")
        return item

    async def _put(self, shown: Credential, fields: dict[str, Any], condition: Absent | Present) -> None:
        text = json.dumps(fields).encode()
        sealed = await self._vault.seal(shown.workspace, text, {"credential": shown.id})
        doc = {"shown": shown.model_dump(mode="json"), "sealed": b64encode(sealed).decode()}
        item = Item(f"CRED#{shown.workspace}", shown.id, doc, f"W#{shown.workspace}#CREDS", f"{shown.name}#{shown.id}")
        await self.table.write(Put(item, condition))
        self.generation += 1
