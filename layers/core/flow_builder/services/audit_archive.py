"""The audit log in a place of its own: every hour, what was written in the hour before, as files that nobody changes.

    <workspace>/<year>/<month>/<day>/<hour>-<number of the first entry>.jsonl    lines as `GET /audit/export` gives them

In the order of their names, a workspace's files are its chain, which `flow audit verify --file` verifies.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Protocol

from flow_builder.domain.audit import Entry
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, FlowBuilderError
from flow_builder.services.audit import MEDIA, line
from flow_builder.store.audit_exports import AuditExports, Extent

log = logging.getLogger(__name__)

_HOUR_MS = 3_600_000
_LATE_MS = 10 * 60_000
"""Clocks of hosts may differ by so much: a log's end may be a little older than what was asked for before."""
_AT_ONCE = 2_000


class Archive(Protocol):
    """Keeps files that are never changed."""

    async def add(self, key: str, data: bytes, content_type: str) -> None:
        """Stores a file whose key is new; with a known key nothing happens."""
        ...


async def export_due(exports: AuditExports, archive: Archive, at: int | None = None) -> int:
    """Exports the entries of all hours that are over; returns how many entries.

    Again is fine, also after a crash at any moment: what a batch goes up to is written down before its files, so the
    same entries have the same file names. A log that cannot be exported has its turn again.
    """
    over = (now() if at is None else at) // _HOUR_MS * _HOUR_MS
    since = await exports.since()
    if since >= over:
        return 0
    count, failed = 0, False
    async for workspace in exports.touched(max(0, since - _LATE_MS)):
        try:
            count += await _export(exports, archive, workspace, over)
        except Conflict:
            failed = True  # another sweep is at it
        except FlowBuilderError as error:
            failed = True
            log.warning("the audit log of %s is exported later: %s (%s)", workspace, error.message, error.code)
    if not failed:
        await exports.done(over)
    return count


async def _export(exports: AuditExports, archive: Archive, workspace: str, over: int) -> int:
    extent, count = await exports.extent(workspace), 0
    while entries := await _batch(exports, workspace, extent, over):
        extent = await exports.keep(workspace, Extent(extent.seq, extent.at, entries[-1].seq, extent.rev))
        for name, some in groupby(entries, lambda each: _hour(each.at)):
            lines = list(some)
            key = f"{workspace}/{name}-{lines[0].seq:012d}.jsonl"
            await archive.add(key, _file(lines), MEDIA["jsonl"])
        last = entries[-1]
        extent = await exports.keep(workspace, Extent(last.seq, last.at, last.seq, extent.rev))
        count += len(entries)
    return count


async def _batch(exports: AuditExports, workspace: str, extent: Extent, over: int) -> list[Entry]:
    """Returns the next entries; those of a batch that was begun before, and no more, if there is one."""
    entries = await exports.entries(workspace, extent, over, _AT_ONCE)
    begun = extent.to - extent.seq
    return entries[:begun] if begun > 0 else entries


def _hour(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%Y/%m/%d/%H")


def _file(entries: Iterable[Entry]) -> bytes:
    return b"".join(line(each) + b"\n" for each in entries)
