"""What the audit log says of signing in and out: who it was, or was tried to be, from where, and how that went.

It stands in the log of somebody's own workspace. Tries at addresses without an account stand in the log of the host's
workspace: so they cost as much time as the others, and whoever runs the host sees that somebody guesses.
"""

from typing import Any, Final

from flow_builder.domain.account import User
from flow_builder.domain.audit import Actor, Fact, clean
from flow_builder.domain.caller import Caller
from flow_builder.domain.ids import now
from flow_builder.errors import FlowBuilderError
from flow_builder.services import audit
from flow_builder.services.app import App
from flow_builder.telemetry import correlation_id

NOBODY: Final = "anonymous"
"""Who has not proven to be anybody."""


async def tell(app: App, user: User, operation: str, caller: Caller, status: int, session: str | None = None) -> None:
    """Records what a user did who has proven who they are; `status` is that of the answer."""
    fact = _fact("user", user.id, operation, caller, status=status, subject=session)
    await audit.record(app, user.workspace, fact)


async def tell_guest(app: App, guest: str, workspace: str, caller: Caller) -> None:
    """Records that a guest began."""
    await audit.record(app, workspace, _fact("guest", guest, "auth_enter_as_guest", caller, status=200))


async def tell_conversion(app: App, user: User, guest: str, workspace: str, caller: Caller) -> None:
    """Records in a guest's log that their workspace is a user's from here on."""
    await audit.record(app, workspace, _fact("user", user.id, "auth_convert_guest", caller, status=200, subject=guest))


async def tell_try(
    app: App, user: User | None, operation: str, caller: Caller, error: FlowBuilderError, session: str | None = None
) -> None:
    """Records that somebody did not get in as a user, None for an address without an account, and why."""
    details = {"code": error.code} | ({"session": session} if session else {})
    subject = None if user is None else user.id
    fact = _fact(NOBODY, NOBODY, operation, caller, status=error.status, subject=subject, details=details)
    await audit.record(app, app.settings.workspace if user is None else user.workspace, fact)


async def tell_asked(app: App, user: User, operation: str, caller: Caller) -> None:
    """Records that somebody, perhaps not the user, asked for a mail to them."""
    fact = _fact(NOBODY, NOBODY, operation, caller, status=202, subject=user.id)
    await audit.record(app, user.workspace, fact)


def _fact(kind: Actor, actor: str, operation: str, caller: Caller, **more: Any) -> Fact:
    return Fact(
        kind=kind,
        actor=actor,
        operation=operation,
        address=clean(caller.address) or None,
        agent=clean(caller.agent) or None,
        correlation_id=correlation_id.get(),
        began_at=now(),
        **more,
    )
