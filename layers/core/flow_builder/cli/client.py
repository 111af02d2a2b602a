"""The API as the commands see it: a running host's, or that of a host started in this process."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from flow_builder.cli.errors import from_problem
from flow_builder.errors import HostError
from flow_builder.settings import Settings, load_settings
from flow_builder.store.folder_lock import owner

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_PREFIX = "/api/v1"
_PAGE = 1_000
_TIMEOUT = httpx.Timeout(90.0, connect=5.0)
"""Long polls are answered within a minute."""


class Client:
    """Calls the API; problems come out as our errors."""

    def __init__(self, http: httpx.AsyncClient, *, own_host: bool, workspace: str | None = None) -> None:
        self._http = http
        if workspace is not None:
            http.headers["x-workspace"] = workspace
        self.own_host = own_host
        """Whether the host lives in this process and ends with it."""

    async def get(self, path: str, **query: Any) -> Any:
        """Returns the JSON answer of a GET; parameters that are None are left out."""
        return (await self.send("GET", path, query=query)).json()

    async def post(self, path: str, body: Any = None, **query: Any) -> Any:
        """Returns the JSON answer of a POST; bytes are sent as a document, anything else as JSON."""
        return (await self.send("POST", path, body=body, query=query)).json()

    async def all(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Returns the items of all pages of a list."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            page = await self.get(path, **query, limit=_PAGE, cursor=cursor)
            found += page["items"]
            if (cursor := page["cursor"]) is None:
                return found

    async def send(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Returns the answer to a request below `/api/v1`; HostError `host.unreachable`, or what the problem says."""
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        content: dict[str, Any] = {}
        if isinstance(body, bytes):
            content = {"content": body, "headers": {"content-type": "application/yaml", **(headers or {})}}
        elif body is not None:
            content = {"json": body, "headers": headers}
        elif headers:
            content = {"headers": headers}
        try:
            response = await self._http.request(method, _PREFIX + path, params=asked, **content)
        except httpx.HTTPError as error:
            raise HostError(
                f"The host at {self._http.base_url} does not answer: {error or type(error).__name__}.",
                code="host.unreachable",
                hint="Is it still running?",
            ) from error
        if response.is_success:
            return response
        raise from_problem(response.status_code, _problem(response))


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        said = response.json()
    except ValueError:
        said = None
    if isinstance(said, dict):
        return said
    return {"detail": f"The host answered {response.status_code}.", "code": "host.failed"}


@asynccontextmanager
async def connected(
    data: Path | None = None, *, executing: bool = False, workspace: str | None = None
) -> AsyncIterator[Client]:
    """Yields a client of the host that owns the data folder, or else of one started in this process.

    It asks in a workspace, the machine's own unless one is named.

    With `executing`, that one listens, on a free port if need be: flows may need its demo shop and webhooks, and other
    commands find it. Without, it neither listens nor executes what an earlier host left behind.
    """
    settings = load_settings(data=data)
    host = owner(settings.data)
    if host is not None and host.url:
        async with httpx.AsyncClient(
            base_url=host.url, timeout=_TIMEOUT, trust_env=False, headers=_proof(host.token)
        ) as http:
            yield Client(http, own_host=False, workspace=workspace)
    elif executing:
        from flow_builder.cli.serve import serving

        async with (
            serving(settings.model_copy(update={"host": "127.0.0.1"}), any_port=True) as served,
            httpx.AsyncClient(
                base_url=served.url, timeout=_TIMEOUT, trust_env=False, headers=_proof(served.app.own_folder.token)
            ) as http,
        ):
            yield Client(http, own_host=True, workspace=workspace)
    else:
        async with in_process(settings, workspace) as client:
            yield client


@asynccontextmanager
async def stateless() -> AsyncIterator[Client]:
    """Yields a client for commands that need no data: checking documents, describing node types."""
    with tempfile.TemporaryDirectory(prefix="flow-") as folder:
        async with in_process(load_settings(data=Path(folder))) as client:
            yield client


@asynccontextmanager
async def in_process(settings: Settings, workspace: str | None = None) -> AsyncIterator[Client]:
    """Yields a client of a host in this process that does not listen."""
    from flow_builder.bootstrap import create_api, opened

    async with opened(settings, recover=False) as app, _transported(create_api(app), app.own_folder.token) as http:
        yield Client(http, own_host=True, workspace=workspace)


def _transported(api: "ASGIApp", token: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=api)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=_TIMEOUT, headers=_proof(token))


def _proof(token: str) -> dict[str, str]:
    """Returns the header that says that the machine's own user asks."""
    return {"authorization": f"Bearer {token}"} if token else {}
