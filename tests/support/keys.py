"""Clients that ask with API keys."""

from typing import Any

from tests.support.api import Api

ALL_SCOPES = [
    f"{noun}:{what}" for noun in ("flows", "runs", "data", "credentials", "workspace") for what in ("read", "write")
]


def bearing(key: str, **more: str) -> dict[str, str]:
    """Returns the headers of whoever has a key."""
    return {"authorization": f"Bearer {key}", **more}


async def made_key(host: Api, role: str = "owner", scopes: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """Makes a key, for everything unless told otherwise, and returns it with its text."""
    headers = more.pop("headers", None)
    body = {"name": f"{role} key", "role": role, "scopes": ALL_SCOPES if scopes is None else scopes, **more}
    found: dict[str, Any] = await host.ok("POST", "/api-keys", json=body, headers=headers)
    return found
