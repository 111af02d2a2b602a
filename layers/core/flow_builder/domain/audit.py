"""The audit log: who did what, from where, with what outcome; each entry holds the hash of the one before it.

An entry's hash is SHA-256 over its canonical JSON without the field `hash`: names in order, no spaces, UTF-8 as it is.
So anybody who holds an export can verify it with a dozen lines of any language.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FIRST = "0" * 64
"""What the first entry has in place of a hash before it."""

MAX_TEXT = 300
"""Characters of a text that came from outside; the rest is left out."""

_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode

Actor = Literal["local", "user", "guest", "key", "run", "host", "anonymous"]
"""Who may do something: principals, a run that uses a secret, the host itself, somebody who failed to say who it is."""


class Fact(BaseModel):
    """What there is to say of one change or use; times are milliseconds since the epoch."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    kind: Actor
    actor: str = Field(description="Id of the user, guest, API key or run.")
    user: str | None = Field(default=None, description="The user behind an API key.")
    operation: str = Field(description="As in openapi.json, or `credential_use`, `login` and the like.")
    subject: str | None = Field(default=None, description="Id of what it was done to.")
    details: dict[str, str] = Field(default_factory=dict, description="Further ids; never values.")
    address: str | None = Field(default=None, description="Where the request came from.")
    agent: str | None = Field(default=None, description="What the caller's program calls itself.")
    status: int | None = Field(default=None, description="HTTP status; null when no answer was given.")
    before: str | None = Field(default=None, description="Digest of the thing before, null when there was none.")
    after: str | None = Field(default=None, description="Digest of the thing after, null when there is none.")
    correlation_id: str | None = None
    began_at: int | None = Field(default=None, description="When the request began.")


class Entry(Fact):
    """A line of the log."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    seq: int = Field(ge=1, description="Counts the workspace's entries, without gaps.")
    at: int = Field(description="When it was written; never before the entry before it.")
    workspace: str
    prev: str = Field(description="Hash of the entry before.")
    hash: str = Field(description="SHA-256 of the entry's canonical JSON without this field.")


class Head(BaseModel):
    """The last entry of a workspace's chain; all zeros before the first."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    seq: int = 0
    at: int = 0
    hash: str = FIRST


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where a chain does not hold."""

    seq: int
    reason: Literal["changed", "missing", "order", "head", "anchor"]
    message: str


def canonical(doc: Mapping[str, Any]) -> bytes:
    """Returns the bytes of an entry that are hashed."""
    kept = {name: value for name, value in doc.items() if name != "hash"}
    return _ENCODE(kept).encode()


def hash_of(doc: Mapping[str, Any]) -> str:
    """Returns the hash of an entry's document."""
    return sha256(canonical(doc)).hexdigest()


def chained(workspace: str, head: Head, facts: Iterable[Fact], now: int) -> list[Entry]:
    """Returns the entries that go on after `head`, in order; time in a chain never runs backwards."""
    made = []
    for fact in facts:
        doc = fact.model_dump()
        doc |= {"seq": head.seq + 1, "at": max(now, head.at), "workspace": workspace, "prev": head.hash}
        entry = Entry.model_construct(**doc, hash=hash_of(doc))
        made.append(entry)
        head = head_of(entry)
    return made


def head_of(entry: Entry) -> Head:
    """Returns the head of a chain that ends with an entry."""
    return Head.model_construct(seq=entry.seq, at=entry.at, hash=entry.hash)


class Walk:
    """Verifies a chain entry by entry; `broken` is the first place that does not hold."""

    def __init__(self, after: Head | None = None) -> None:
        self._last = after or Head()
        self.broken: Broken | None = None

    @property
    def last(self) -> Head:
        """The last entry that holds."""
        return self._last

    def step(self, doc: Mapping[str, Any]) -> bool:
        """Takes the next entry as it is stored; returns whether the chain holds so far."""
        if self.broken is None:
            self.broken = self._problem(doc)
        if self.broken is None:
            self._last = Head(**doc)
        return self.broken is None

    def _problem(self, doc: Mapping[str, Any]) -> Broken | None:
        seq, at, expected = doc.get("seq"), doc.get("at"), self._last.seq + 1
        if not isinstance(seq, int) or not isinstance(at, int) or hash_of(doc) != doc.get("hash"):
            return Broken(expected, "changed", f"Entry {expected} is not what was written.")
        if seq > expected:
            return Broken(expected, "missing", f"Entry {expected} is missing.")
        if seq < expected or at < self._last.at:
            return Broken(seq, "order", f"Entry {seq} is out of order.")
        if doc.get("prev") != self._last.hash:
            return Broken(seq, "changed", f"Entry {seq} does not follow the one before it.")
        return None


def clean(text: str | None) -> str | None:
    """Returns a text from outside as it is kept: short, and valid Unicode."""
    return None if text is None else text[:MAX_TEXT].encode("utf-8", "replace").decode()
