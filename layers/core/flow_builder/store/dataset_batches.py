"""Rows on their way into a dataset: checked, told apart by their keys, gathered for one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, LimitExceeded

MAX_COLUMNS = 500
Mode = Literal["upsert", "ignore"]
"""What becomes of a row whose key is known: it replaces the one that is there, or is dropped."""


@dataclass(slots=True)
class Batch:
    """What one transaction will do to a dataset."""

    total: int
    last: int
    columns: list[str]
    rows: dict[int, tuple[dict[str, JSON], str]] = field(default_factory=dict)
    keys: dict[str, tuple[int, str]] = field(default_factory=dict)
    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    added: int = 0
    updated: int = 0
    unchanged: int = 0

    def take(self, row: dict[str, JSON], key: str | None, mode: Mode) -> None:
        """Adds a row, or puts it in the place of the one with its key; `key` is that key's hash, None without one."""
        digest = _digest(row)
        found = self.known.get(key) if key is not None else None
        if found is None:
            self.total += 1
            self.last += 1
            self.added += 1
            self._set(self.last, row, key, digest)
        elif mode == "upsert" and found[1] != digest:
            self.updated += 1
            self._set(found[0], row, key, digest)
        else:
            self.unchanged += 1

    def _set(self, number: int, row: dict[str, JSON], key: str | None, digest: str) -> None:
        self.rows[number] = (row, digest)
        self.columns += [name for name in row if name not in self.columns][: MAX_COLUMNS - len(self.columns)]
        if key is not None:
            self.keys[key] = self.known[key] = (number, digest)


def _digest(value: JSON) -> str:
    return sha256(to_json(value)).hexdigest()


def checked(row: Mapping[str, JSON], key: Sequence[str], number: int) -> tuple[dict[str, JSON], str | None]:
    """Returns the row and the hash of its key fields, or None without any."""
    if not isinstance(row, Mapping):
        raise InvalidInput("A dataset row is an object.", code="dataset.bad_row", field=f"/rows/{number}")
    size = len(to_json(row))
    if size > limits.INLINE_BYTES:
        raise LimitExceeded(
            f"Row {number} has {size:,} bytes; the limit is {limits.INLINE_BYTES:,}.",
            code="dataset.row_too_large",
            hint="Keep large values as artifacts and their descriptors in the row.",
            field=f"/rows/{number}",
        )
    missing = [name for name in key if row.get(name) is None]
    if missing:
        raise InvalidInput(
            f"Row {number} has no value for the key field {missing[0]!r}.",
            code="dataset.bad_row",
            field=f"/rows/{number}/{missing[0]}",
        )
    return dict(row), _digest([row[name] for name in key]) if key else None
