"""The audit log: write, search, verify, export."""

import csv
import io
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

from flow_builder.domain.audit import Actor, Broken, Entry, Fact, Head, Walk, canonical
from flow_builder.domain.cells import escape_formula
from flow_builder.domain.ids import now
from flow_builder.domain.principal import Principal
from flow_builder.errors import InvalidInput, StoreCorrupt
from flow_builder.services.app import App
from flow_builder.services.searching import search
from flow_builder.services.stores import Stores
from flow_builder.store.audit import Sought, sort_key

Form = Literal["jsonl", "csv"]
MEDIA: dict[Form, str] = {"jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}
_LINES = 200
"""How many lines of an export are sent at a time."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a workspace's log is what was written; `broken` is the first place that is not."""

    ok: bool
    entries: int
    """How many hold."""
    head: Head
    broken: Broken | None


async def record(app: App, workspace: str, fact: Fact) -> Entry:
    """Appends a fact to a workspace's log, durable when this returns: logins, failures, what no operation of the API does."""
    return await app.stores.audit.write(workspace, fact)


async def record_use(
    stores: Stores, workspace: str, reference: str, kind: Actor, actor: str, details: dict[str, str]
) -> None:
    """Appends that somebody uses a credential, named by its id or its name."""
    named = await stores.credentials.named(workspace, reference)
    subject = named[0].id if len(named) == 1 else reference
    fact = Fact(kind=kind, actor=actor, operation="credential_use", subject=subject, details=details, began_at=now())
    await stores.audit.write(workspace, fact)


async def carry(app: App, source: str, target: str) -> None:
    """Appends the facts of a workspace that goes to the log of the one that goes on; each says when it began."""
    async for _, doc in app.stores.audit.walk(source):
        await record(app, target, Fact(**{name: doc[name] for name in Fact.model_fields}))


def by(principal: Principal) -> dict[str, Any]:
    """Returns the fields of a fact that say who did it."""
    return {"kind": principal.kind, "actor": principal.id, "user": principal.user}


async def list_entries(
    app: App, workspace: str, sought: Sought, limit: int = 100, cursor: str | None = None
) -> tuple[list[Entry], str | None]:
    """Returns entries, the newest first, and the cursor of the next page; a page of a search may be short."""
    _check(sought)
    return await search(
        lambda size, place: app.stores.audit.page(workspace, sought, size, place), sought.fits, limit, cursor
    )


async def verify(app: App, workspace: str, anchor: tuple[int, str] | None = None) -> Verification:
    """Walks the whole chain; `anchor` is number and hash of an entry that was noted elsewhere and has to be in it."""
    head, sealed = await app.stores.audit.head(workspace)
    walk, missed = Walk(), anchor
    try:
        async for key, doc in app.stores.audit.walk(workspace):
            if walk.last.seq >= head.seq and walk.last.hash == head.hash:
                break  # what came since the head was read
            if not walk.step(doc):
                break
            if key != sort_key(walk.last.at, walk.last.seq):
                walk.broken = Broken(walk.last.seq, "order", f"Entry {walk.last.seq} is not where it belongs.")
                break
            if missed is not None and walk.last.seq == missed[0] and walk.last.hash == missed[1]:
                missed = None
    except StoreCorrupt as error:
        walk.broken = Broken(walk.last.seq + 1, "changed", error.message)
    broken = walk.broken or _end(walk.last, head, missed, sealed=sealed)
    return Verification(broken is None, walk.last.seq, head, broken)


def _end(last: Head, head: Head, missed: tuple[int, str] | None, *, sealed: bool) -> Broken | None:
    if last != head:
        return Broken(last.seq + 1, "missing", f"The log ends at entry {last.seq}; {head.seq} were written.")
    if not sealed:
        return Broken(head.seq, "head", "The seal of the log's end is not this host's: the log was written anew.")
    if missed is not None:
        return Broken(missed[0], "anchor", f"Entry {missed[0]} is not the one that was noted.")
    return None


async def export(app: App, workspace: str, form: Form, sought: Sought) -> AsyncIterator[bytes]:
    """Yields a file of entries, the oldest first: all fields, in CSV the text that was hashed as well."""
    _check(sought)
    cursor: str | None = None
    if form == "csv":
        yield _csv([[*_FIELDS, "canonical"]])
    while True:
        found, cursor = await app.stores.audit.page(workspace, sought, _LINES, cursor, oldest=True)
        wanted = [each for each in found if sought.fits(each)]
        if form == "csv":
            yield _csv(map(_row, wanted))
        else:
            yield b"".join(line(each) + b"\n" for each in wanted)
        if cursor is None:
            return


async def catch_up(app: App, until: int | None = None) -> int:
    """Writes entries for what was begun by a host that died before it could say how it went; returns how many.

    Where other hosts may be at work, `until` is the time before which what was begun has died.
    """
    count = 0
    async for workspace, note in app.stores.audit.pending():
        if until is not None and (note.fact.began_at or 0) > until:
            continue
        await app.stores.audit.append(workspace, [note])
        count += 1
    if count:
        log.warning("%d changes were under way when the host ended; the audit log has them without a status", count)
    return count


_FIELDS = tuple(Entry.model_fields)


def line(entry: Entry) -> bytes:
    """Returns an entry as a line of an export, without the end of the line."""
    return json.dumps(entry.model_dump(), separators=(",", ":"), ensure_ascii=False).encode()


def _row(entry: Entry) -> list[str]:
    doc = entry.model_dump()
    doc["details"] = json.dumps(doc["details"], separators=(",", ":"), ensure_ascii=False)
    cells = ["" if doc[name] is None else escape_formula(str(doc[name])) for name in _FIELDS]
    return [*cells, canonical(entry.model_dump()).decode()]


def _csv(rows: Any) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _check(sought: Sought) -> None:
    if sought.until is not None and sought.until < sought.since:
        raise InvalidInput("`until` is before `since`.", code="audit.range", field="?until")
