"""What the databases have in common: a statement with its values, and the rows that come of it.

sql.parameters      the statement and its parameters do not fit each other
sql.several         the text holds more than one statement
sql.read_only       the statement writes, and the node may only read
sql.constraint      a rule of the table forbids the change
sql.conflict        another transaction was faster; retryable
sql.timeout         it took too long; retryable, but for a file
sql.unavailable     the server cannot work now, or the connection was lost; retryable
sql.auth            the server does not accept user, password or database
sql.tls             no secure connection to the server
sql.too_large       the rows are larger than a step's output may be
sql.bad_file        the file is no SQLite database
sql.failed          the database refuses the statement for another reason; `details.state` is its own code
"""

import base64
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from pydantic_core import to_json

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError

Dialect = Literal["postgresql", "mysql", "sqlite"]
Decimals = Literal["number", "text"]

GRACE_S = 2.0
"""How much later than the server the client gives up, so that the server's own, better reason is heard."""
BATCH = 100
"""Rows that are fetched at once."""

_COMMON = r"--[^\n]*|/\*.*?\*/"
_SKIPPED: dict[Dialect, str] = {
    "postgresql": r"""[eE]'(?:[^'\\]|''|\\.)*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$""",
    "mysql": r"""'(?:[^'\\]|''|\\.)*'|"(?:[^"\\]|""|\\.)*"|`[^`]*`|\#[^\n]*""",
    "sqlite": r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]""",
}
_OWN: dict[Dialect, str] = {"postgresql": r"\$[0-9]+", "mysql": r"\?", "sqlite": r"\?[0-9]*|[@$][A-Za-z_]\w*"}
"""Placeholders of the database's own style; they would mix with ours."""
_NAME = r"(?<![\w:]):(?P<name>[A-Za-z_]\w*)"
_CREATES = re.compile(r"\s*create\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement in the database's own style of placeholders, and the values for each time it is executed."""

    text: str
    batches: tuple[tuple[Any, ...], ...]
    read_only: bool
    max_rows: int
    timeout_s: float
    decimals: Decimals


def translated(sql: str, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """Returns a statement with `:name` replaced by the database's own placeholders, and the names in their order.

    Strings, quoted names and comments are left alone. That the text is read right is a convenience and no guard: values
    are bound, and never become part of the text. NodeError `sql.several`, `sql.parameters`.
    """
    sql = _single(sql, dialect)
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found["own"]:
            raise NodeError(
                f"The placeholder {found['own']} is not supported; write :name and give it a value in `parameters`.",
                code="sql.parameters",
                field="/sql",
            )
        if found["name"] is None:
            return found[0]
        if dialect != "postgresql" or found["name"] not in names:
            names.append(found["name"])
        return f"${names.index(found['name']) + 1}" if dialect == "postgresql" else "?"

    pattern = rf"{_SKIPPED[dialect]}|{_COMMON}|(?P<own>{_OWN[dialect]})|{_NAME}"
    return re.sub(pattern, place, sql, flags=re.DOTALL), tuple(names)


def _single(sql: str, dialect: Dialect) -> str:
    """Returns the text up to its first semicolon, behind which nothing may stand but comments."""
    if _CREATES.match(sql):  # the body of a trigger or procedure is full of them
        return sql
    ends = (each for each in re.finditer(rf"{_SKIPPED[dialect]}|{_COMMON}|;", sql, re.DOTALL) if each[0] == ";")
    end = next(ends, None)
    if end is None:
        return sql
    if re.sub(rf"{_COMMON}|[;\s]", "", sql[end.end() :], flags=re.DOTALL) or not sql[: end.start()].strip():
        raise NodeError(
            "The text holds more than one statement.",
            code="sql.several",
            field="/sql",
            hint="Use a node for each; a list of parameters executes one statement several times in one transaction.",
        )
    return sql[: end.start()]


def bound(names: Sequence[str], parameters: Mapping[str, Any]) -> tuple[Any, ...]:
    """Returns the values for the placeholders; NodeError `sql.parameters` when one is missing or left over."""
    missing = [each for each in names if each not in parameters]
    unused = [each for each in parameters if each not in names]
    if missing or unused:
        raise NodeError(
            f"The statement uses :{missing[0]}, which has no value."
            if missing
            else f"The parameter {unused[0]!r} is not used in the statement.",
            code="sql.parameters",
            field="/parameters" if missing else f"/parameters/{unused[0]}",
        )
    return tuple(parameters[each] for each in names)


def as_json_text(value: Any) -> Any:
    """Returns an object or list as JSON text, other values as they are."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


@dataclass(slots=True)
class Found:
    """Rows as JSON objects, up to a number and a size."""

    max_rows: int
    decimals: Decimals
    columns: list[str] = field(default_factory=list)
    rows: list[dict[str, JSON]] = field(default_factory=list)
    affected: int | None = None
    truncated: bool = False
    _bytes: int = 0

    def describe(self, names: Sequence[str]) -> None:
        """Takes the columns' names; one that comes again gets a number."""
        self.columns = []
        for name in names:
            free, at = name, 2
            while free in self.columns:
                free, at = f"{name}_{at}", at + 1
            self.columns.append(free)

    @property
    def wanted(self) -> int:
        """How many rows to fetch next: one more than may be kept, to see whether there are more."""
        return min(BATCH, self.max_rows + 1 - len(self.rows))

    def add(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Takes rows and tells whether to go on; NodeError `sql.too_large`."""
        for row in rows:
            if len(self.rows) >= self.max_rows:
                self.truncated = True
                return False
            made = {name: self._json(value) for name, value in zip(self.columns, row, strict=True)}
            self._bytes += len(to_json(made))
            if self._bytes > limits.MAX_OUTPUT_BYTES:
                raise NodeError(
                    f"The rows are larger than {limits.MAX_OUTPUT_BYTES:,} bytes.",
                    code="sql.too_large",
                    hint="Ask for fewer rows or columns.",
                )
            self.rows.append(made)
        return bool(rows)

    def count(self, affected: int) -> None:
        """Takes the number of rows that one execution has changed, or -1."""
        if affected >= 0:
            self.affected = (self.affected or 0) + affected

    def _json(self, value: Any) -> JSON:
        if value is None or isinstance(value, bool | int | str):
            return value
        if isinstance(value, dict):
            return {str(name): self._json(each) for name, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._json(each) for each in value]
        if isinstance(value, bytes | bytearray | memoryview):
            return base64.b64encode(value).decode()
        number = isinstance(value, float) or (isinstance(value, Decimal) and self.decimals == "number")
        return float(value) if number and math.isfinite(value) else str(value)


def timed_out(timeout_s: float, *, retryable: bool = True) -> NodeError:
    """Returns the error of a statement that took too long."""
    return NodeError(
        f"The statement did not end within {timeout_s:g} s; nothing was changed.",
        code="sql.timeout",
        retryable=retryable,
        hint="Raise the time limit, or make the statement smaller.",
    )
