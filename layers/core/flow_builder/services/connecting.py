"""Who may open a connection for live events, before there is one."""

from urllib.parse import urlsplit

from flow_builder.domain.caller import Caller
from flow_builder.errors import NotFound, Unauthenticated
from flow_builder.services.access import authenticate
from flow_builder.services.app import App


async def may_connect(app: App, caller: Caller, origin: str | None) -> bool:
    """Tells whether somebody may connect: from no other web page than the app's, and with no token that does not hold.

    Browsers send no token here; they say who they are in their first frame, and hear nothing before.
    """
    if origin is not None and origin not in _origins(app):
        return False
    if caller.token is None:
        return True
    try:
        await authenticate(app, caller)
    except (Unauthenticated, NotFound):
        return False
    return True


def _origins(app: App) -> set[str]:
    """Returns the origins of the app and of those that may call the API."""
    public = urlsplit(app.settings.public_url or "")
    return {*app.settings.cors_origins, f"{public.scheme}://{public.netloc}"}
