"""Notifications and their channels: `/notifications`. Times are milliseconds since the epoch."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from flow_builder.api.deps import Cursor, Limit, TheApp, Workspace, page, reply
from flow_builder.api.shapes import Page
from flow_builder.domain.notification import Channel, ChannelSpec, Kind, LastDelivery, Notification
from flow_builder.services import channels, notification_lists

router = APIRouter(prefix="/notifications", tags=["notifications"])


class Unread(BaseModel):
    """How many notifications nobody has read; counted up to 1,000."""

    unread: int
    more: bool = Field(description="Whether there are more than were counted.")


class Mark(BaseModel):
    """How a notification is marked."""

    model_config = ConfigDict(extra="forbid")

    read: bool = True


class Marks(BaseModel):
    """Notifications to mark as read."""

    model_config = ConfigDict(extra="forbid")

    ids: list[Annotated[str, Field(max_length=200)]] | None = Field(
        default=None, max_length=1_000, description="Left out: all that are there now."
    )


class Marked(BaseModel):
    """How many notifications were marked."""

    marked: int


@router.get("", response_model=Page[Notification])
async def find(
    app: TheApp,
    workspace: Workspace,
    order: Annotated[str, Query(pattern="^(newest|unread_first)$")] = "newest",
    unread: bool = False,
    kind: Kind | None = None,
    flow: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Lists notifications, newest first; with `order=unread_first` those that were read follow."""
    found, following = await notification_lists.list_notifications(
        app,
        workspace,
        unread_first=order == "unread_first",
        unread=unread,
        kind=kind,
        flow=flow,
        limit=limit,
        cursor=cursor,
    )
    return page(found, following)


@router.get("/unread", response_model=Unread)
async def count(app: TheApp, workspace: Workspace) -> Response:
    """Counts the notifications that nobody has read."""
    number, more = await notification_lists.count_unread(app, workspace)
    return reply({"unread": number, "more": more})


@router.post("/read", response_model=Marked)
async def mark_many(body: Marks, app: TheApp, workspace: Workspace) -> Response:
    """Marks notifications as read, or all of them."""
    if body.ids is None:
        return reply({"marked": await notification_lists.mark_all(app, workspace)})
    return reply({"marked": await notification_lists.mark_many(app, workspace, body.ids)})


@router.get("/channels", response_model=Page[Channel])
async def find_channels(app: TheApp, workspace: Workspace) -> Response:
    """Lists the channels over which notifications go out, with how the last delivery went."""
    return page(await channels.list_channels(app, workspace), None)


@router.post("/channels", status_code=201, response_model=Channel)
async def create_channel(body: ChannelSpec, app: TheApp, workspace: Workspace) -> Response:
    """Adds a channel: mail, Slack or a webhook."""
    return reply(await channels.create_channel(app, workspace, body), 201)


@router.get("/channels/{channel}", response_model=Channel)
async def read_channel(channel: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a channel with how its last delivery went."""
    return reply(await channels.get_channel(app, workspace, channel))


@router.put("/channels/{channel}", response_model=Channel)
async def change_channel(channel: str, body: ChannelSpec, app: TheApp, workspace: Workspace) -> Response:
    """Replaces what a channel carries and where to."""
    return reply(await channels.change_channel(app, workspace, channel, body))


@router.delete("/channels/{channel}", status_code=204)
async def delete_channel(channel: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a channel; what is on its way over it is dropped."""
    await channels.delete_channel(app, workspace, channel)
    return Response(status_code=204)


@router.post("/channels/{channel}/test", response_model=LastDelivery)
async def try_channel(channel: str, app: TheApp, workspace: Workspace) -> Response:
    """Sends a test over a channel, even a paused one, and answers how that went, within 30 s."""
    return reply(await channels.try_channel(app, workspace, channel))


@router.get("/{notification}", response_model=Notification)
async def read(notification: str, app: TheApp, workspace: Workspace) -> Response:
    """Returns a notification."""
    return reply(await notification_lists.get_notification(app, workspace, notification))


@router.post("/{notification}/read", response_model=Notification)
async def mark(notification: str, app: TheApp, workspace: Workspace, body: Mark | None = None) -> Response:
    """Marks a notification as read, or as unread with `{"read": false}`."""
    wanted = True if body is None else body.read
    return reply(await notification_lists.mark(app, workspace, notification, read=wanted))


@router.delete("/{notification}", status_code=204)
async def delete(notification: str, app: TheApp, workspace: Workspace) -> Response:
    """Removes a notification; what it told of is not told again."""
    await notification_lists.delete_notification(app, workspace, notification)
    return Response(status_code=204)
