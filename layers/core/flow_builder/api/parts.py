"""The API in parts, for processes that begin often and answer few kinds of requests: a part is made when it is asked for.

Working out all routes takes longer than all else that such a process does before its first answer.
"""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.types import ASGIApp, Receive, Scope, Send

from flow_builder.api.app import PREFIX, ROUTERS, create_app
from flow_builder.services.app import App

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "auth": ("auth", "guests"),
        "credentials": ("oauth", "credentials"),
        "credits": ("budgets", "ledger"),
        "flows": (
            *("estimates", "budgets", "flows", "comments", "imports"),
            *("healing", "webhooks", "forms", "shares"),
        ),
        "runs": ("estimates", "runs", "healing"),
        **{name: (name,) for name in ("account", "approvals", "artifacts", "datasets", "expressions", "nodes")},
        **{name: (name,) for name in ("notifications", "queue", "schedules", "statistics", "templates", "variables")},
    }
)
"""The first name of a path -> the modules of `api.routes` that have such paths. Others need the whole API."""


class InParts:
    """The HTTP application of a host; each part has its own layers, and they share the host."""

    def __init__(self, host: App) -> None:
        self._host = host
        self._made: dict[tuple[str, ...], ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request with the part that it belongs to."""
        names = _names(scope.get("path", ""))
        if names not in self._made:
            self._made[names] = create_app(self._host, names)
        await self._made[names](scope, receive, send)


def _names(path: str) -> tuple[str, ...]:
    inside = path.removeprefix(f"{PREFIX}/")
    return ROUTERS if inside == path else PARTS.get(inside.partition("/")[0], ROUTERS)
