"""Requests of one step: to one site with its secrets, perhaps to others without them."""

import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Self

import httpx

from flow_builder.errors import NodeError
from flow_builder.network.client import MAX_REDIRECTS
from flow_builder.network.exchange import Exchange, Incoming, Private, incoming, same_origin
from flow_builder.network.headers import SENSITIVE
from flow_builder.nodes.base import Context
from flow_builder.nodes.http._auth import Auth, Proof, proof_of
from flow_builder.nodes.http._connection import Connection, connected

_UNAUTHORIZED = 401


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, without what shows who it comes from. `timeout_s` is for everything, body included."""

    url: str
    method: str = "GET"
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    timeout_s: float = 30.0
    max_redirects: int = MAX_REDIRECTS

    def with_query(self, name: str, value: str) -> Self:
        """Returns the request with one parameter set, in place of those of this name."""
        url = httpx.URL(self.url)
        kept = [pair for pair in url.params.multi_items() if pair[0] != name]
        query = [pair for pair in self.query if pair[0] != name]
        return replace(self, url=str(url.copy_with(params=kept)), query=(*query, (name, value)))


class Calls:
    """Sends requests; secrets go to the origin `home` only."""

    def __init__(self, ctx: Context, client: httpx.AsyncClient, auth: Auth, home: httpx.URL) -> None:
        self._ctx = ctx
        self._client = client
        self._auth = auth
        self._home = home
        self._proof: Proof | None = None

    @asynccontextmanager
    async def open(self, ask: Ask) -> AsyncIterator[Incoming]:
        """Yields the answer, whatever its status; errors are listed in `flow_builder.network.exchange`.

        A token that is not accepted is replaced by a new one, once.
        """
        async with AsyncExitStack() as stack:
            answer, token = await self._send(ask, stack, None)
            if answer.status == _UNAUTHORIZED and token is not None:
                await stack.aclose()
                answer, _ = await self._send(ask, stack, token)
            yield answer

    async def fetch(self, ask: Ask, max_bytes: int) -> Exchange:
        """Returns the whole answer, whatever its status."""
        began = time.perf_counter()
        async with self.open(ask) as answer:
            content = await answer.read(max_bytes)
        elapsed = round((time.perf_counter() - began) * 1_000)
        return Exchange(answer.status, answer.headers, content, answer.url, elapsed, answer.cookies)

    async def _send(self, ask: Ask, stack: AsyncExitStack, refused: str | None) -> tuple[Incoming, str | None]:
        url = _url(ask)
        proof = Proof()
        at_home = same_origin(url, self._home)
        if at_home:
            if self._proof is None or refused is not None:
                self._proof = await proof_of(self._auth, self._ctx, self._client, refused=refused)
            proof = self._proof
        request = self._request(ask, url, proof, at_home=at_home)
        sending = incoming(
            self._client,
            request,
            timeout_s=ask.timeout_s,
            max_redirects=ask.max_redirects,
            private=proof.private if at_home else Private(),
        )
        return await stack.enter_async_context(sending), proof.token

    def _request(self, ask: Ask, url: httpx.URL, proof: Proof, *, at_home: bool) -> httpx.Request:
        if query := [*ask.query, *proof.query.items()]:
            url = url.copy_with(params=[*url.params.multi_items(), *query])
        try:
            headers = httpx.Headers({"accept": "*/*"})
            headers.update(dict(ask.headers))
            for name in () if at_home else SENSITIVE:
                headers.pop(name, None)
            headers.update(proof.headers)
            return self._client.build_request(ask.method, url, headers=headers, content=ask.content or None)
        except UnicodeEncodeError as error:
            raise NodeError(
                "A header holds characters that HTTP does not allow.", code="http.request", field="/headers"
            ) from error


def _url(ask: Ask) -> httpx.URL:
    try:
        return httpx.URL(ask.url)
    except httpx.InvalidURL as error:
        raise NodeError(f"The URL cannot be used: {error}", code="http.url", field="/url") from error


@asynccontextmanager
async def calling(ctx: Context, url: str, auth: Auth, connection: Connection) -> AsyncIterator[Calls]:
    """Yields what sends requests to the site of `url`, and to others without secrets."""
    async with connected(connection, ctx) as client:
        yield Calls(ctx, client, auth, _url(Ask(url)))
