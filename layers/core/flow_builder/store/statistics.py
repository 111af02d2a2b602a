"""Statistics of ended runs, by hour and day (UTC) of their end.

Keys (W = workspace, F = flow id, T = 2026-11-21T08 or 2026-11-21):

    STAT#W  H#T    all runs that ended in an hour         STAT#W  D#T    in a day
    STAT#W  FH#T#F those of one flow; gsi1 = by flow      STAT#W  FD#T#F
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from flow_builder.domain.run import Run
from flow_builder.domain.statistics import DAY_MS, HOUR_MS, added, counted
from flow_builder.store.table import Key, Page, Table, Update

Step: TypeAlias = Literal["hour", "day"]

KEPT_MS: dict[Step, int] = {"hour": 45 * DAY_MS, "day": 2 * 365 * DAY_MS}
"""How long counts are kept."""
LENGTH_MS: dict[Step, int] = {"hour": HOUR_MS, "day": DAY_MS}

_LETTERS: dict[Step, str] = {"hour": "H", "day": "D"}
_FORMS: dict[Step, str] = {"hour": "%Y-%m-%dT%H", "day": "%Y-%m-%d"}
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """What was counted in the hour or day that begins at `at`; `flow` and `name` are those of a flow's own count."""

    at: int
    counts: dict[str, float]
    flow: str | None = None
    name: str | None = None


class StatisticsStore:
    """The repository of counts; all but the writes are scoped by workspace."""

    def __init__(self, table: Table) -> None:
        self.table = table

    async def find(
        self, workspace: str, step: Step, since: int, until: int, *, flow: str | None = None
    ) -> list[Bucket]:
        """Returns the counts of all runs, or of one flow's, in the hours or days that begin from `since` to `until`."""
        between = (_sort_key(step, since), _sort_key(step, until))
        found: list[Bucket] = []
        cursor: str | None = None
        while True:
            if flow is None:
                page = await self.table.query(_pk(workspace), between=between, limit=_PAGE, cursor=cursor)
            else:
                page = await self.table.query(
                    _flow_pk(workspace, flow), index="gsi1", between=between, limit=_PAGE, cursor=cursor
                )
            found += _buckets(page)
            if (cursor := page.cursor) is None:
                return found

    async def by_flow(
        self, workspace: str, step: Step, since: int, until: int, limit: int
    ) -> tuple[list[Bucket], bool]:
        """Returns every flow's counts, the newest first, and whether `limit` left older ones out."""
        between = (f"F{_sort_key(step, since)}", f"F{_sort_key(step, until)}#~")
        found: list[Bucket] = []
        cursor: str | None = None
        while len(found) < limit:
            page = await self.table.query(_pk(workspace), between=between, limit=_PAGE, cursor=cursor, reverse=True)
            found += _buckets(page)
            if (cursor := page.cursor) is None:
                return found, False
        return found, True


def chunks(runs: Iterable[Run], room: int) -> Iterator[list[Run]]:
    """Yields runs in groups whose counts, with one more write for each run, fit into `room` writes."""
    chunk: list[Run] = []
    keys: set[Key] = set()
    for run in runs:
        its = set(_keys(run))
        if chunk and len(chunk) + 1 + len(keys | its) > room:
            yield chunk
            chunk, keys = [], set()
        chunk.append(run)
        keys |= its
    if chunk:
        yield chunk


def count_ops(runs: Sequence[Run]) -> list[Update]:
    """Returns the writes that count ended runs, each key once; they must be executed exactly once per run."""
    by_key: dict[Key, list[Run]] = {}
    for run in runs:
        for key in _keys(run):
            by_key.setdefault(key, []).append(run)
    counts = {run.id: counted(run) for run in runs}
    return [_update(key, its, added(counts[run.id] for run in its)) for key, its in by_key.items()]


def _keys(run: Run) -> list[Key]:
    pk, at = _pk(run.workspace), run.finished_at or 0
    keys = [_sort_key(step, at) for step in _FORMS]
    return [(pk, sk) for key in keys for sk in (key, f"F{key}#{run.flow}")]


def _update(key: Key, runs: Sequence[Run], add: dict[str, int]) -> Update:
    pk, sk = key
    last = runs[-1]
    of_flow = sk.startswith("F")
    step: Step = "hour" if sk.removeprefix("F").startswith("H") else "day"
    at = (last.finished_at or 0) // LENGTH_MS[step] * LENGTH_MS[step]
    fields: dict[str, Any] = {"at": at}
    keys: dict[str, Any] = {"ttl": (at + LENGTH_MS[step] + KEPT_MS[step]) // 1_000}
    if of_flow:
        fields |= {"flow": last.flow, "name": last.flow_name}
        keys |= {"gsi1pk": _flow_pk(last.workspace, last.flow), "gsi1sk": _sort_key(step, at)}
    return Update(pk, sk, set=fields, add=add, keys=keys)


def _buckets(page: Page) -> Iterator[Bucket]:
    for item in page.items:
        counts = dict(item.doc)
        yield Bucket(counts.pop("at"), counts=counts, flow=counts.pop("flow", None), name=counts.pop("name", None))


def _sort_key(step: Step, at: int) -> str:
    """Returns the key of the hour or day that a time falls into."""
    return _span_key(step, at // LENGTH_MS[step])


@lru_cache(maxsize=4_096)
def _span_key(step: Step, number: int) -> str:
    begin = datetime.fromtimestamp(number * LENGTH_MS[step] / 1_000, UTC)
    return f"{_LETTERS[step]}#{begin.strftime(_FORMS[step])}"


def _pk(workspace: str) -> str:
    return f"STAT#{workspace}"


def _flow_pk(workspace: str, flow: str) -> str:
    return f"STAT#{workspace}#{flow}"
