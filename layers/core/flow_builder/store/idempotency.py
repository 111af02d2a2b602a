"""Idempotency keys of requests, and what was answered.

Keys (W = workspace, P = principal):

    ANSWER#W#P#<route>#<key>  ANSWER  the request's digest, who is answering it until when, the answer

Bodies of answers are sealed: what makes a secret may show it this once.

Whoever claims a key answers its request. A claim is a lease: when its holder dies, it runs out and the key is free again.
"""

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any
from uuid import uuid4

from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, InvalidInput
from flow_builder.store.table import Absent, Delete, FieldIn, Item, Put, RevIs, Table, Update
from flow_builder.vault import Vault

MISMATCH = "idempotency.mismatch"
LEASE_MS = 15_000
KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request got; `body` is None when it was too large to be kept."""

    status: int
    headers: dict[str, str]
    body: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a request, for as long as its lease is renewed."""

    workspace: str
    pk: str
    owner: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A key that another request came with; `answer` is None while it is being answered."""

    digest: str
    answer: Answer | None


class IdempotencyStore:
    """The repository of answered requests; every method is scoped by workspace."""

    def __init__(self, table: Table, vault: Vault) -> None:
        self.table = table
        self._vault = vault

    async def claim(self, workspace: str, principal: str, route: str, key: str, digest: str) -> Claim | Taken:
        """Takes a key of a principal's for a request, or tells who has it."""
        claim = Claim(workspace, f"ANSWER#{workspace}#{principal}#{route}#{key}", uuid4().hex)
        doc = {"digest": digest, "owner": claim.owner, "until": now() + LEASE_MS}
        item = Item(claim.pk, "ANSWER", doc, ttl=now() // 1000 + KEPT_SECONDS)
        while True:
            try:
                await self.table.write(Put(item, Absent()))
                return claim
            except Conflict:
                found = await self.table.get(claim.pk, "ANSWER")
            if found is None:
                continue  # it was given back just now
            answer = found.doc.get("answer")
            if answer is not None or found.doc["until"] > now():
                return Taken(found.doc["digest"], None if answer is None else await self._opened(claim, answer))
            op = Update(claim.pk, "ANSWER", set=doc, keys={"ttl": item.ttl}, condition=RevIs(found.rev))
            if await self._done(op):
                return claim

    async def renew(self, claim: Claim) -> bool:
        """Prolongs a lease; False when somebody else has the key."""
        return await self._change(claim, {"until": now() + LEASE_MS})

    async def keep(self, claim: Claim, answer: Answer) -> bool:
        """Keeps the answer of a request; False when somebody else has the key."""
        doc = asdict(answer)
        if answer.body is not None:
            sealed = await self._vault.seal(claim.workspace, answer.body.encode(), {"answer": claim.pk})
            doc["body"] = b64encode(sealed).decode()
        return await self._change(claim, {"answer": doc})

    async def _opened(self, claim: Claim, doc: dict[str, Any]) -> Answer:
        if doc["body"] is None:
            return Answer(**doc)
        opened = await self._vault.open(claim.workspace, b64decode(doc["body"]), {"answer": claim.pk})
        return Answer(**{**doc, "body": opened.decode()})

    async def release(self, claim: Claim) -> None:
        """Gives a key back, when its request has come to nothing."""
        await self._done(Delete(claim.pk, "ANSWER", FieldIn("owner", (claim.owner,))))

    async def _change(self, claim: Claim, fields: dict[str, Any]) -> bool:
        return await self._done(Update(claim.pk, "ANSWER", set=fields, condition=FieldIn("owner", (claim.owner,))))

    async def _done(self, op: Update | Delete) -> bool:
        try:
            await self.table.write(op)
        except Conflict:
            return False
        return True


def key_mismatch() -> InvalidInput:
    """Returns the error for a key that another request has come with."""
    return InvalidInput(
        "This Idempotency-Key has come with another request.",
        code=MISMATCH,
        hint="Use a new key for each new request, and the same one only to send a request again.",
        field="Idempotency-Key",
    )
