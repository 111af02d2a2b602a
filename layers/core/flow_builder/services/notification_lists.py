"""Notifications as their readers see them: lists, the count of unread ones, marks, deleting."""

from collections.abc import Sequence

from flow_builder.domain.notification import Kind, Notification
from flow_builder.errors import Conflict, NotFound
from flow_builder.services.app import App
from flow_builder.services.notifications import step_aside
from flow_builder.services.searching import search

MOST_COUNTED = 1_000
"""Unread notifications are counted up to this number."""
_PAGE = 200


async def list_notifications(
    app: App,
    workspace: str,
    *,
    unread_first: bool = False,
    unread: bool = False,
    kind: Kind | None = None,
    flow: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> tuple[list[Notification], str | None]:
    """Returns notifications, newest first, and the cursor of the next page; with `unread_first` the others follow."""
    store = app.stores.notifications

    async def read(limit: int, cursor: str | None) -> tuple[list[Notification], str | None]:
        if unread:
            page = await store.unread(workspace, limit, cursor)
            return [Notification(**item.doc) for item in page.items], page.cursor
        return await store.find(workspace, unread_first=unread_first, limit=limit, cursor=cursor)

    def fits(each: Notification) -> bool:
        return kind in (None, each.kind) and flow in (None, each.flow)

    return await search(read, fits, limit, cursor)


async def get_notification(app: App, workspace: str, notification: str) -> Notification:
    """Returns a notification; NotFound."""
    return Notification(**(await app.stores.notifications.item(workspace, notification)).doc)


async def count_unread(app: App, workspace: str) -> tuple[int, bool]:
    """Returns how many notifications are unread, and whether there are more than were counted."""
    page = await app.stores.notifications.unread(workspace, MOST_COUNTED)
    return len(page.items), page.cursor is not None


async def mark(app: App, workspace: str, notification: str, *, read: bool = True) -> Notification:
    """Marks a notification as read or unread; NotFound."""
    while True:
        item = await app.stores.notifications.item(workspace, notification)
        if item.doc["read"] is read:
            return Notification(**item.doc)
        try:
            return await app.stores.notifications.mark(item, read=read)
        except Conflict:
            await step_aside()


async def mark_many(app: App, workspace: str, ids: Sequence[str]) -> int:
    """Marks notifications as read and returns how many there are; ids that are gone are left out."""
    count = 0
    for each in dict.fromkeys(ids):
        try:
            await mark(app, workspace, each)
        except NotFound:
            continue
        count += 1
    return count


async def mark_all(app: App, workspace: str) -> int:
    """Marks all notifications as read that are there now, and returns how many were not."""
    store = app.stores.notifications
    count = 0
    cursor: str | None = None
    while True:
        page = await store.unread(workspace, _PAGE, cursor)
        for item in page.items:
            try:
                await store.mark(item, read=True)
            except Conflict:
                continue  # something was added to it just now
            count += 1
        if (cursor := page.cursor) is None:
            return count


async def delete_notification(app: App, workspace: str, notification: str) -> None:
    """Removes a notification; NotFound."""
    await app.stores.notifications.delete(workspace, notification)
