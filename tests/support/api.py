"""The API of a whole host in this process, on a temporary data folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from flow_builder.bootstrap import create_api, opened
from flow_builder.services.app import App
from flow_builder.settings import Settings

PROBLEM = "application/problem+json"


class Api:
    """A client of the API and the app behind it."""

    def __init__(self, app: App, http: httpx.AsyncClient) -> None:
        self.app = app
        self.http = http

    async def ok(self, method: str, path: str, **given: Any) -> Any:
        """Returns the JSON of an answer that must be a success."""
        answer = await self.http.request(method, f"/api/v1{path}", **given)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    async def refused(self, method: str, path: str, status: int, **given: Any) -> dict[str, Any]:
        """Returns the problem of an answer that must be a refusal with this status."""
        answer = await self.http.request(method, f"/api/v1{path}", **given)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == PROBLEM
        said: dict[str, Any] = answer.json()
        assert said["status"] == status
        assert said["type"].endswith(said["code"])
        assert said["title"]
        assert said["correlation_id"] == answer.headers["x-correlation-id"]
        return said

    async def run(self, document: dict[str, Any], input_: Any = None, **more: Any) -> dict[str, Any]:
        """Executes a document to its end."""
        body = {"document": document, "input": input_, **more}
        found: dict[str, Any] = await self.ok("POST", "/runs", params={"wait": 20}, json=body)
        return found

    async def steps(self, run: str) -> dict[tuple[str, str], dict[str, Any]]:
        """Returns a run's steps by (key, path)."""
        found = await self.ok("GET", f"/runs/{run}/steps", params={"limit": 1000})
        return {(each["key"], each["path"]): each for each in found["items"]}


@asynccontextmanager
async def api(folder: Path, **settings: Any) -> AsyncIterator[Api]:
    """Yields the API of a host on this folder, without browser workers."""
    async with opened(Settings(data=folder, browser_workers=0, **settings)) as app, client(app) as made:
        yield made


@asynccontextmanager
async def client(app: App) -> AsyncIterator[Api]:
    """Yields the API of a host in this process."""
    transport = httpx.ASGITransport(app=create_api(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        yield Api(app, http)
