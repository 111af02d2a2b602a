"""Channels of a workspace, over which notifications leave the product."""

from collections.abc import Mapping

from flow_builder.domain.ids import new_id, now
from flow_builder.domain.notification import MAX_CHANNELS, Channel, ChannelSpec, LastDelivery, Notification
from flow_builder.errors import FlowBuilderError, InvalidInput, LimitExceeded, NotFound
from flow_builder.services.app import App
from flow_builder.services.senders import send

_TYPES: Mapping[str, str] = {"email": "smtp", "slack": "slack_webhook", "webhook": "hmac"}


async def create_channel(app: App, workspace: str, spec: ChannelSpec) -> Channel:
    """Stores a channel; InvalidInput `channel.credential`, LimitExceeded `channel.too_many`."""
    await _check(app, workspace, spec)
    if len(await app.stores.notifications.channels(workspace, MAX_CHANNELS)) >= MAX_CHANNELS:
        raise LimitExceeded(f"A workspace has {MAX_CHANNELS} channels at most.", code="channel.too_many")
    at = now()
    channel = Channel(**spec.model_dump(), id=new_id("chan", at), workspace=workspace, created_at=at, updated_at=at)
    await app.stores.notifications.create_channel(channel)
    return channel


async def change_channel(app: App, workspace: str, channel: str, spec: ChannelSpec) -> Channel:
    """Replaces what can be set of a channel; NotFound, InvalidInput `channel.credential`."""
    await app.stores.notifications.channel(workspace, channel)
    await _check(app, workspace, spec)
    return await app.stores.notifications.change_channel(workspace, channel, spec)


async def get_channel(app: App, workspace: str, channel: str) -> Channel:
    """Returns a channel; NotFound."""
    return await app.stores.notifications.channel(workspace, channel)


async def list_channels(app: App, workspace: str) -> list[Channel]:
    """Returns the channels of a workspace, oldest first."""
    return await app.stores.notifications.channels(workspace, MAX_CHANNELS)


async def delete_channel(app: App, workspace: str, channel: str) -> None:
    """Removes a channel; NotFound."""
    await app.stores.notifications.delete_channel(workspace, channel)


async def try_channel(app: App, workspace: str, channel: str) -> LastDelivery:
    """Sends a test over a channel, even a paused one, and returns how that went; NotFound."""
    found = await app.stores.notifications.channel(workspace, channel)
    at = now()
    sample = Notification(
        id=new_id("test", at),
        workspace=workspace,
        kind="run_failed",
        title="This is a test",
        text=f"Notifications of the channel {found.name!r} arrive here.",
        created_at=at,
        updated_at=at,
    )
    try:
        await send(app, found, sample, sample.id, test=True)
    except FlowBuilderError as error:
        last = outcome(error)
    else:
        last = LastDelivery(at=now(), status="delivered")
    await app.stores.notifications.delivered(workspace, channel, last)
    return last


def outcome(error: FlowBuilderError, **facts: object) -> LastDelivery:
    """Returns how a delivery went that failed."""
    said = {"code": error.code, "message": error.message, "hint": error.hint}
    return LastDelivery.model_validate({"at": now(), "status": "failed", **said, **facts})


async def _check(app: App, workspace: str, spec: ChannelSpec) -> None:
    """Refuses a credential that is not there, or of another type than the channel needs."""
    if spec.via.credential is None:
        return
    wanted = _TYPES[spec.via.kind]
    try:
        found = await app.stores.credentials.resolve(workspace, spec.via.credential)
    except NotFound as error:
        raise InvalidInput(error.message, code="channel.credential", field="/via/credential") from error
    if found["type"] != wanted:
        raise InvalidInput(
            f"The credential is of the type {found['type']!r}; this channel takes {wanted!r}.",
            code="channel.credential",
            field="/via/credential",
        )
