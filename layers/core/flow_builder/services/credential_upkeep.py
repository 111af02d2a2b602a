"""What is done for credentials beside the runs: when they were used is stored, and due rotations are told."""

from contextlib import suppress
from typing import TYPE_CHECKING

from flow_builder.background import BackgroundJob
from flow_builder.domain.credential import Credential
from flow_builder.domain.event import Event
from flow_builder.domain.ids import now
from flow_builder.domain.notification import Notice
from flow_builder.errors import NodeError, NotFound
from flow_builder.services import notifications
from flow_builder.services.app import App
from flow_builder.services.backend import Resolve
from flow_builder.services.bus import Bus
from flow_builder.services.stores import Stores

if TYPE_CHECKING:
    from flow_builder.services.oauth import Http

_PAUSE_S = 30.0
_BATCH = 100


def resolver(stores: Stores, http: "Http", bus: Bus) -> Resolve:
    """Returns what gives runs their credentials' fields; access tokens in people's names are fresh."""

    async def withdrawn(credential: Credential, error: NodeError) -> None:
        said = {"name": credential.name, "message": error.message, "rotated_at": credential.rotated_at}
        event = Event(type="CredentialFailed", workspace=credential.workspace, subject=credential.id, data=said)
        bus.publish(event)

    async def resolve(workspace: str, reference: str, refused: str | None = None) -> dict[str, object]:
        found = await stores.credentials.use(workspace, reference)
        fields = {**found.fields, "type": found.shown.type}
        if found.shown.type != "oauth2":
            return fields
        from flow_builder.services.oauth import usable

        return await usable(stores, http, workspace, found.shown.id, fields, refused, withdrawn)

    return resolve


async def hear(app: App, event: Event) -> None:
    """Tells people of a credential whose access was withdrawn."""
    notice = Notice(
        kind="credential_failed",
        key=f"{event.subject}#{event.data['rotated_at']}",
        at=event.at,
        title=f"The credential {event.data['name']} cannot be used any more",
        text=f"{event.data['message']} Connect it again.",
    )
    await notifications.tell(app, event.workspace, notice)


async def remind(app: App, at: int) -> int:
    """Tells of the credentials whose secrets should have been replaced by a time, each once; returns how many."""
    told = 0
    while due := await app.stores.credentials.due(at, _BATCH):
        for each in due:
            await _remind(app, each, at)
            told += 1
    return told


async def _remind(app: App, credential: Credential, at: int) -> None:
    notice = Notice(
        kind="credential_due",
        key=f"{credential.id}#{credential.rotated_at}#{credential.rotate_days}",
        at=at,
        title=f"The credential {credential.name} is due to be replaced",
        text=f"Its secrets are more than {credential.rotate_days} days old.",
    )
    await notifications.tell(app, credential.workspace, notice)
    with suppress(NotFound):
        await app.stores.credentials.mark(credential.workspace, credential.id, reminded_at=at)


def upkeep(app: App) -> BackgroundJob:
    """Returns what stores the last uses and reminds of rotations, every half minute."""

    async def work() -> float:
        await app.stores.credentials.flush()
        await remind(app, now())
        return _PAUSE_S

    return BackgroundJob(work, "credentials are looked after later", trouble_s=_PAUSE_S)
