"""A complete Backend that keeps everything in memory: for tests, and for trying a node without a store."""

from collections.abc import AsyncIterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic_core import from_json, to_json

from flow_builder.domain.value import JSON, Artifact
from flow_builder.errors import NodeError
from flow_builder.nodes.credential_fields import no_role


class MemoryBackend:
    """Implements nodes.base.Backend in memory. All parts are plain and may be looked at and changed."""

    def __init__(self, credentials: Mapping[str, dict[str, Any]] | None = None) -> None:
        self.credentials: dict[str, dict[str, Any]] = dict(credentials or {})
        self.aws: dict[str, Any] | None = None
        """Keys of the flow's role in AWS."""
        self.sessions: dict[str, dict[str, str]] = {}
        self.state: dict[str, JSON] = {}
        self.datasets: dict[str, dict[tuple[str, ...], dict[str, JSON]]] = {}
        self.blobs: dict[str, bytes] = {}
        self.artifacts: dict[str, Artifact] = {}
        self.cache: dict[str, JSON] = {}
        self.replies: list[dict[str, Any]] = []
        self.robots: dict[str, str] = {}
        self.visits: list[tuple[str, int | None, float | None]] = []

    async def credential(self, reference: str, refused: str | None = None) -> dict[str, Any]:  # noqa: ARG002 - no tokens here
        """Returns a credential's fields; NodeError `credential.missing`."""
        if reference not in self.credentials:
            raise NodeError(f"There is no credential {reference!r}.", code="credential.missing")
        return dict(self.credentials[reference])

    async def aws_keys(self) -> dict[str, Any]:
        """Returns the keys in `aws`; NodeError `aws.no_role`."""
        if self.aws is None:
            raise no_role()
        return dict(self.aws)

    async def credential_save(self, name: str, type_: str, fields: Mapping[str, Any]) -> str:
        """Keeps a credential, whose id is its name; NodeError `credential.conflict`."""
        if self.credentials.get(name, {"type": type_})["type"] != type_:
            raise NodeError(f"The credential {name!r} has another type.", code="credential.conflict")
        self.credentials[name] = {**fields, "type": type_}
        return name

    async def session_keep(self, thread: str, session: str, packed: str) -> None:
        """Keeps a session at rest."""
        self.sessions.setdefault(thread, {})[session] = packed

    async def sessions_kept(self, thread: str) -> dict[str, str]:
        """Returns what is kept in a thread."""
        return dict(self.sessions.get(thread, {}))

    async def session_forget(self, thread: str, session: str) -> None:
        """Drops what is kept of a session."""
        self.sessions.get(thread, {}).pop(session, None)

    async def sessions_end(self) -> None:
        """Drops all sessions."""
        self.sessions.clear()

    async def state_get(self, key: str) -> JSON:
        """Returns a kept value, or None."""
        return _copy(self.state.get(key))

    async def state_set(self, key: str, value: JSON) -> None:
        """Keeps a value."""
        self.state[key] = _copy(value)

    async def dataset_append(
        self, name: str, rows: Sequence[Mapping[str, JSON]], key: Sequence[str], mode: Literal["upsert", "ignore"]
    ) -> dict[str, int]:
        """Adds rows; without key fields every row is new."""
        table = self.datasets.setdefault(name, {})
        counts = {"added": 0, "updated": 0, "unchanged": 0}
        for row in rows:
            fresh = _copy(dict(row))
            place = tuple(to_json(row.get(each)).decode() for each in key) if key else (f"#{len(table)}",)
            known = table.get(place)
            if known is None:
                counts["added"] += 1
            elif mode == "ignore" or known == fresh:
                counts["unchanged"] += 1
                continue
            else:
                counts["updated"] += 1
            table[place] = fresh
        return {**counts, "total": len(table)}

    async def dataset_read(self, name: str, limit: int, offset: int) -> dict[str, Any]:
        """Returns rows in order of first insertion, and how many there are."""
        rows = list(self.datasets.get(name, {}).values())
        return {"rows": _copy(rows[offset : offset + limit]), "total": len(rows)}

    async def blob_put(self, data: bytes | AsyncIterable[bytes], name: str, content_type: str) -> Artifact:
        """Stores bytes."""
        if not isinstance(data, bytes):
            data = b"".join([piece async for piece in data])
        digest = sha256(data).hexdigest()
        key = f"artifacts/{len(self.blobs) + 1}"
        self.blobs[key] = data
        artifact = Artifact(artifact=key, name=name, content_type=content_type, bytes=len(data), sha256=digest)
        self.artifacts[key] = artifact
        return artifact

    async def blob_get(self, artifact: str) -> bytes:
        """Returns bytes; NodeError `artifact.missing`."""
        if artifact not in self.blobs:
            raise NodeError(f"There is no artifact {artifact!r}.", code="artifact.missing")
        return self.blobs[artifact]

    async def cache_get(self, key: str) -> JSON:
        """Returns a cached envelope, or None."""
        return _copy(self.cache.get(key))

    async def cache_put(self, key: str, value: JSON, ttl_s: float) -> None:  # noqa: ARG002 - nothing expires here
        """Caches an envelope."""
        self.cache[key] = _copy(value)

    async def reply(self, response: dict[str, Any]) -> None:
        """Keeps every answer; the first is the one that counts."""
        self.replies.append(response)

    async def enter_site(self, url: str, politeness: Mapping[str, JSON] | None) -> dict[str, Any]:
        """Lets everybody in but where `robots` says otherwise, and never makes anybody wait."""
        domain = urlsplit(url).hostname or ""
        obey = (politeness or {}).get("robots") in {None, "obey"}
        return {"domain": domain, "robots": self.robots.get(domain, "allowed"), "obey": obey}

    async def leave_site(
        self, lease: Mapping[str, JSON], status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        """Keeps how every visit went."""
        self.visits.append((str(lease["domain"]), status, retry_after_s))


def _copy(value: JSON) -> JSON:
    """Returns a value as it comes back from a store, so that nobody shares it."""
    return from_json(to_json(value))
