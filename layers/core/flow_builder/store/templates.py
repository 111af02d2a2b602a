"""Templates of workspaces.

Keys (W = workspace, T = template id):

    TMPL#W  T    the template and the hash of its document; gsi1 = templates of W by title
"""

from dataclasses import dataclass
from hashlib import sha256

from flow_builder.domain.ids import now
from flow_builder.domain.template import Template
from flow_builder.errors import Conflict, NotFound
from flow_builder.store.blobs import Blobs
from flow_builder.store.table import Absent, Delete, Item, Present, Put, RevIs, Table


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A template with the hash of its document."""

    template: Template
    document: str


class TemplateStore:
    """The repository of templates; every method is scoped by workspace."""

    def __init__(self, table: Table, blobs: Blobs) -> None:
        self.table = table
        self.blobs = blobs

    async def create(self, workspace: str, stored: StoredTemplate) -> StoredTemplate:
        """Stores a new template; its id is fresh."""
        await self.table.write(Put(_item(workspace, stored), Absent()))
        return stored

    async def save(self, workspace: str, stored: StoredTemplate) -> StoredTemplate:
        """Replaces a template that is still of its revision; Conflict `template.changed`."""
        before = stored.template
        after = before.model_copy(update={"rev": before.rev + 1, "updated_at": now()})
        changed = StoredTemplate(after, stored.document)
        try:
            await self.table.write(Put(_item(workspace, changed), RevIs(before.rev)))
        except Conflict as error:
            raise Conflict(
                f"The template was changed since revision {before.rev}.",
                code="template.changed",
                hint="Load it again and repeat the change.",
            ) from error
        return changed

    async def get(self, workspace: str, template: str) -> StoredTemplate:
        """Returns a template; NotFound if the workspace has none with this id."""
        item = await self.table.get(f"TMPL#{workspace}", template)
        if item is None:
            raise missing(template)
        return StoredTemplate(Template(**item.doc["shown"], rev=item.rev), item.doc["document"])

    async def find(self, workspace: str, limit: int, cursor: str | None) -> tuple[list[Template], str | None]:
        """Returns templates by title, and the cursor of the next page."""
        page = await self.table.query(f"W#{workspace}#TEMPLATES", index="gsi1", limit=limit, cursor=cursor)
        return [Template(**item.doc["shown"], rev=item.rev) for item in page.items], page.cursor

    async def delete(self, workspace: str, template: str) -> None:
        """Removes a template; NotFound if the workspace has none with this id."""
        try:
            await self.table.write(Delete(f"TMPL#{workspace}", template, Present()))
        except Conflict as error:
            raise missing(template) from error

    async def put_picture(self, workspace: str, picture: bytes, content_type: str) -> str:
        """Keeps a picture and returns what names its content."""
        name = sha256(picture).hexdigest()[:16]
        await self.blobs.put(f"{workspace}/templates/{name}", picture, content_type)
        return name

    async def picture(self, workspace: str, name: str) -> bytes:
        """Returns a picture's bytes; NotFound."""
        return await self.blobs.get(f"{workspace}/templates/{name}")


def missing(template: str) -> NotFound:
    """Returns the error for a template that is not there."""
    return NotFound(
        f"There is no template {template!r}.", code="template.not_found", hint="`flow templates` lists them."
    )


def _item(workspace: str, stored: StoredTemplate) -> Item:
    shown = stored.template
    return Item(
        f"TMPL#{workspace}",
        shown.id,
        {"shown": shown.model_dump(mode="json", exclude={"rev"}), "document": stored.document},
        gsi1pk=f"W#{workspace}#TEMPLATES",
        gsi1sk=f"{shown.title.casefold()[:200]}#{shown.id}",
        rev=shown.rev,
    )
