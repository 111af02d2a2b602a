"""The key-value port all state goes through; SQLite and DynamoDB adapters pass one contract suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias

Key = tuple[str, str]
"""(pk, sk)."""


@dataclass(slots=True)
class Item:
    """One stored document with its keys; `ttl` is seconds since the epoch, after which it is gone for readers."""

    pk: str
    sk: str
    doc: dict[str, Any]
    gsi1pk: str | None = None
    gsi1sk: str | None = None
    gsi2pk: str | None = None
    gsi2sk: str | None = None
    ttl: int | None = None
    rev: int = 1


@dataclass(frozen=True, slots=True)
class Absent:
    """Holds when no item with the key exists (an expired one counts as absent)."""


@dataclass(frozen=True, slots=True)
class Present:
    """Holds when an item with the key exists."""


@dataclass(frozen=True, slots=True)
class RevIs:
    """Holds when the stored item has this revision."""

    rev: int


@dataclass(frozen=True, slots=True)
class FieldIn:
    """Holds when the item exists and its top-level document field equals one of `values` (strings, numbers, null)."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class FieldAtLeast:
    """Holds when the item exists and its numeric top-level field is >= `value`."""

    name: str
    value: float


Condition: TypeAlias = Absent | Present | RevIs | FieldIn | FieldAtLeast


@dataclass(frozen=True, slots=True)
class Put:
    """Writes a whole item, replacing what is there."""

    item: Item
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Changes top-level document fields of an item and raises its `rev` by one; creates it if no condition forbids.

    `add` increments numbers (a missing one counts as 0). `keys` replaces index keys and ttl by name
    (`gsi1pk`, …, `ttl`; None removes).
    """

    pk: str
    sk: str
    set: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, float] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    keys: Mapping[str, Any] = field(default_factory=dict)
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """Removes an item; a missing one is fine unless a condition says otherwise."""

    pk: str
    sk: str
    condition: Condition | None = None


Write: TypeAlias = Put | Update | Delete


@dataclass(frozen=True, slots=True)
class Page:
    """Query results and where to go on; `cursor` is opaque text, None at the end."""

    items: list[Item]
    cursor: str | None = None


class Table(Protocol):
    """Reads and conditional writes. A broken condition raises Conflict; nothing of that call is then written."""

    async def get(self, pk: str, sk: str) -> Item | None:
        """Returns one item, or None."""
        ...

    async def batch_get(self, keys: Sequence[Key]) -> list[Item]:
        """Returns the items that exist, in no particular order; any number of keys."""
        ...

    async def write(self, *ops: Write) -> None:
        """Executes 1 to 100 writes on different keys, all or none; durable once it returns."""
        ...

    async def update(self, op: Update) -> Item:
        """Executes one update and returns the item as it is afterwards."""
        ...

    async def query(
        self,
        pk: str,
        *,
        index: Literal["gsi1", "gsi2"] | None = None,
        prefix: str = "",
        between: tuple[str, str] | None = None,
        limit: int = 100,
        cursor: str | None = None,
        reverse: bool = False,
    ) -> Page:
        """Returns items of one partition ordered by sort key (UTF-8 bytes), by prefix or inclusive range."""
        ...

    async def scan(self, *, limit: int = 100, cursor: str | None = None) -> Page:
        """Returns all items, in an order of the adapter's: for upkeep, never while somebody waits.

        What is written meanwhile may be among them or not; what was there before is.
        """
        ...

    async def close(self) -> None:
        """Flushes and releases what the adapter holds."""
        ...
