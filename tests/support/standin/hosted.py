"""Hosts that are reached and not started by a test: the stack on the stand-in behind its front, and one anywhere else."""

import asyncio
import socket
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread

import httpx

from tests.support.host import AnyHost
from tests.support.keys import ALL_SCOPES
from tests.support.signed_in import PASSWORD, bearer
from tests.support.standin.deployment import Deployment
from tests.support.standin.front import serving, warm_up
from tests.support.standin_server import StandIn

OWNER = "ada@example.com"


class DistantHost(AnyHost):
    """A host at an address, used with an API key."""

    is_near = False

    def __init__(self, url: str, key: str, account: tuple[str, str] | None = None) -> None:
        self.url = url.rstrip("/")
        self.account = account
        self.client = httpx.Client(base_url=f"{self.url}/api/v1", timeout=120, headers=bearer(key))


class DeployedHost(DistantHost):
    """The stack on a stand-in, with the web app at one address as CloudFront has it."""

    is_near = True

    def __init__(self, url: str, stack: Deployment) -> None:
        self.stack = stack
        with httpx.Client(base_url=url, timeout=120) as client:
            _, key = make_owner(client)
        super().__init__(url, key, (OWNER, PASSWORD))


def make_owner(client: httpx.Client) -> tuple[str, str]:
    """Makes the owner of a stack; returns the id of the owner's workspace and a key that may do everything there."""
    body = {"email": OWNER, "password": PASSWORD, "name": "Ada"}
    made = client.post("/api/v1/auth/owner", json=body).raise_for_status().json()
    asked = {"name": "tests", "role": "owner", "scopes": ALL_SCOPES}
    kept = client.post("/api/v1/api-keys", json=asked, headers=bearer(made["access_token"])).raise_for_status().json()
    return made["user"]["workspace"], kept["key"]


@contextmanager
def deployed(standin: StandIn, name: str, parameters: Mapping[str, str] | None = None) -> Iterator[DeployedHost]:
    """Yields the stack as its template deploys it; flows may reach this machine, and nobody is slowed down."""
    environment = {"FLOW_ALLOW_PRIVATE_NETWORK": "true", "FLOW_RATE_LIMITS": "off"}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        given = {"PublicUrl": url, **(parameters or {})}
        stack = Deployment(standin, name, parameters=given, environment=environment)
        with ThreadPoolExecutor(1) as beside:  # a browser that tests have open has the loop of this thread
            beside.submit(asyncio.run, warm_up(stack)).result()
        with _serving(stack, listening):
            host = DeployedHost(url, stack)
            with host.client:
                yield host


@contextmanager
def _serving(stack: Deployment, listening: socket.socket) -> Iterator[None]:
    server = serving(stack)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
