"""What nodes get from the host, on the host's own stores; everything is scoped to the run's workspace."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal

from flow_builder.domain.value import JSON, Artifact
from flow_builder.errors import Conflict, NodeError, NotFound
from flow_builder.nodes.base import RunInfo
from flow_builder.nodes.credential_fields import no_role
from flow_builder.services.politeness import Sites
from flow_builder.services.stores import Stores
from flow_builder.store.progress import Progress

Answer = Callable[[dict[str, Any] | None], None]
Resolve = Callable[[str, str, str | None], Awaitable[dict[str, Any]]]
"""(workspace, reference, refused access token) -> a credential's fields."""


AwsKeys = Callable[[RunInfo], Awaitable[Mapping[str, Any]]]
"""Returns temporary keys of the role that a run's flow has."""


async def no_keys(_: RunInfo) -> Mapping[str, Any]:
    """Raises NodeError `aws.no_role`: flows of this host have no roles."""
    raise no_role()


class StoreBackend:
    """Implements nodes.base.Backend for one run; `answer` answers the request that started the run.

    `provided` gives the credentials that come with the host, by name; one of the workspace with that name goes before it.
    """

    def __init__(
        self,
        stores: Stores,
        run: RunInfo,
        answer: Answer,
        sites: Sites,
        resolve: Resolve,
        provided: Callable[[], Mapping[str, dict[str, Any]]] = dict,
        aws_keys: AwsKeys = no_keys,
    ) -> None:
        self._stores = stores
        self._resolve = resolve
        self._run = run
        self._answer = answer
        self._sites = sites
        self._provided = provided
        self._aws_keys = aws_keys
        self._uses: dict[str, asyncio.Task[None]] = {}

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:
        """Returns a credential's fields, `type` included, with a fresh access token if it is one in somebody's name.

        That the run uses it is in the audit log before it is handed out. NodeError `credential.missing` if there is none, `http.oauth` when the access was withdrawn.
        """
        try:
            found = await self._resolve(self._run.workspace, reference, refused)
        except NotFound as error:
            if (provided := self._provided().get(reference)) is not None:
                return provided
            raise NodeError(
                f"There is no credential {reference!r} in this workspace.",
                code="credential.missing",
                hint="Create it, or choose another one in the node.",
            ) from error
        if reference not in self._uses:
            from flow_builder.services.audit import record_use

            details = {"flow": self._run.flow}
            note = record_use(self._stores, self._run.workspace, reference, "run", self._run.id, details)
            self._uses[reference] = asyncio.get_running_loop().create_task(note)
        await asyncio.shield(self._uses[reference])
        return found

    async def aws_keys(self) -> dict[str, Any]:
        """Returns temporary keys of the flow's own role in AWS; NodeError `aws.no_role`."""
        return dict(await self._aws_keys(self._run))

    async def credential_save(self, name: str, type_: str, fields: Mapping[str, Any]) -> str:
        """Seals a credential and returns its id; the fields of the one with this name, if any, are replaced."""
        try:
            return (await self._stores.credentials.save(self._run.workspace, name, type_, dict(fields))).id
        except Conflict as error:
            raise NodeError(error.message, code=error.code, hint=error.hint) from error

    async def session_keep(self, thread: str, session: str, packed: str) -> None:
        """Keeps a browser session at rest for the run, sealed, until the run ends."""
        await self._stores.sessions.keep(self._run.workspace, self._run.id, thread, session, packed)

    async def sessions_kept(self, thread: str) -> dict[str, str]:
        """Returns what is kept in a thread, by session."""
        return await self._stores.sessions.kept(self._run.workspace, self._run.id, thread)

    async def session_forget(self, thread: str, session: str) -> None:
        """Drops what is kept of a session."""
        await self._stores.sessions.forget(self._run.workspace, self._run.id, thread, session)

    async def sessions_end(self) -> None:
        """Drops all sessions kept for the run, which has ended."""
        await self._stores.sessions.forget_run(self._run.workspace, self._run.id)

    async def state_get(self, key: str) -> JSON:
        """Returns a value kept by the flow between runs, or None."""
        return await self._stores.state.get(self._run.workspace, self._run.flow, key)

    async def state_set(self, key: str, value: JSON) -> None:
        """Keeps a value for later runs of the flow."""
        await self._stores.state.set(self._run.workspace, self._run.flow, key, value)

    async def dataset_append(
        self, name: str, rows: Sequence[Mapping[str, JSON]], key: Sequence[str], mode: Literal["upsert", "ignore"]
    ) -> dict[str, int]:
        """Adds rows, de-duplicated by the `key` fields; returns counts `added`, `updated`, `unchanged`, `total`."""
        return await self._stores.datasets.append(self._run.workspace, name, rows, key, mode)

    async def dataset_read(self, name: str, limit: int, offset: int) -> dict[str, Any]:
        """Returns `{"rows": [...], "total": n}` in order of first insertion."""
        found = await self._stores.datasets.read(self._run.workspace, name, limit, offset)
        return {"rows": found["rows"], "total": found["total"]}

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        """Stores bytes as an artifact of the run; pieces as they come, and nothing when their iteration raises."""
        return await self._stores.artifacts.put(self._run.workspace, self._run.id, data, name, content_type)

    async def blob_get(self, artifact: str) -> bytes:
        """Returns an artifact's bytes; NodeError `artifact.missing` if there is none in this workspace."""
        try:
            return await self._stores.artifacts.get(self._run.workspace, artifact)
        except NotFound as error:
            raise NodeError(error.message, code="artifact.missing") from error

    async def cache_get(self, key: str) -> JSON:
        """Returns a cached result envelope, or None."""
        return await self._stores.state.cached(self._run.workspace, key)

    async def cache_put(self, key: str, value: JSON, ttl_s: float) -> None:
        """Caches a result envelope; that of a step says in `made_by` which one it was."""
        made_by = value.get("made_by") if isinstance(value, dict) else None
        if made_by is not None:
            made_by = {"flow": self._run.flow, "node": str(made_by["node"]), "type": str(made_by["type"])}
        await self._stores.state.cache(self._run.workspace, key, value, ttl_s, made_by)

    async def reply(self, response: dict[str, Any]) -> None:
        """Answers the request that started the run: `{"status", "headers", "body"}`; later calls change nothing."""
        self._answer(response)

    async def enter_site(self, url: str, politeness: Mapping[str, JSON] | None) -> dict[str, Any]:
        """Waits for a turn to visit a site, by the workspace's politeness policy; `politeness` goes before it."""
        return await self._sites.enter(self._run.workspace, url, politeness)

    async def leave_site(
        self, lease: Mapping[str, JSON], status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Ends a visit. After a status of 429 or 503 all visitors of the site stay away for a while."""
        await self._sites.leave(self._run.workspace, lease, status, retry_after_s)


class DetachedBackend(StoreBackend):
    """A backend in a process that nobody waits in: who waits for the run's answer looks for it in the store."""

    async def reply(self, response: dict[str, Any]) -> None:
        """Keeps what the request that started the run is answered; later calls change nothing."""
        await Progress(self._stores.runs.table, self._run.workspace, self._run.id).answer(response)
