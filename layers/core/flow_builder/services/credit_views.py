"""What there is to see of credits: balance and budgets, the ledger as a list or a file, usage by flow and day."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

from pydantic_core import to_json

from flow_builder.domain.cells import csv_cell
from flow_builder.domain.credits import NO_LIMIT, Budget, Entry, Month, month_of
from flow_builder.domain.ids import now
from flow_builder.errors import Conflict, InvalidInput
from flow_builder.services import credit_alerts
from flow_builder.services.app import App
from flow_builder.services.credits import account_of

Form = Literal["csv", "jsonl"]
MEDIA: dict[Form, str] = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
_MOST_DAYS = 366
_PAGE = 1_000
_COLUMNS = ("at", "id", "kind", "amount", "charged", "run", "flow", "flow_name", "note")
_TRIES = 20


async def read_account(app: App, workspace: str) -> dict[str, Any]:
    """Returns the balance, what is reserved, and the month's use and budget."""
    month = month_of(now())
    counted = app.settings.credits == "on"
    account = await account_of(app, workspace) if counted else await app.stores.ledger.account(workspace)
    return {
        "counted": counted,
        "balance": account.balance if account else 0,
        "reserved": account.reserved if account else 0,
        "owed": account.owed if account else 0,
        "month": await _month(app, workspace, None, month),
        "sells": app.payments is not None,
    }


async def list_entries(
    app: App, workspace: str, run: str | None, limit: int, cursor: str | None
) -> tuple[list[Entry], str | None]:
    """Returns lines of the ledger, the newest first."""
    return await app.stores.ledger.entries(workspace, run=run, limit=limit, cursor=cursor)


async def export_entries(app: App, workspace: str, form: Form) -> AsyncIterator[bytes]:
    """Yields the whole ledger as a file, the newest line first."""
    if form == "csv":
        yield _csv([_COLUMNS])
    cursor: str | None = None
    while True:
        entries, cursor = await app.stores.ledger.entries(workspace, limit=_PAGE, cursor=cursor)
        docs = [entry.model_dump(mode="json", exclude={"workspace"}) for entry in entries]
        if form == "csv":
            yield _csv([[csv_cell(doc[name]) for name in _COLUMNS] for doc in docs])
        else:
            yield b"".join(to_json(doc) + b"\n" for doc in docs)
        if cursor is None:
            return


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


async def read_usage(app: App, workspace: str, since: date | None, until: date | None) -> dict[str, Any]:
    """Returns what runs that were settled from one day (UTC) to another were charged, by day and by flow.

    The last 30 days without dates; InvalidInput `usage.range`.
    """
    last = until or datetime.fromtimestamp(now() / 1_000, UTC).date()
    first = since or date.fromordinal(max(1, last.toordinal() - 29))
    if not 0 <= (last - first).days < _MOST_DAYS:
        raise InvalidInput(f"A range has from 1 to {_MOST_DAYS} days.", code="usage.range", field="?since")
    days = await app.stores.ledger.days(workspace, first.isoformat(), last.isoformat())
    flows: dict[str, dict[str, Any]] = {}
    for each in days:
        line = flows.setdefault(each.flow, {"flow": each.flow, "charged": 0, "refunded": 0, "runs": 0})
        line["flow_name"] = each.flow_name
        for name in ("charged", "refunded", "runs"):
            line[name] += getattr(each, name)
    return {
        "since": first.isoformat(),
        "until": last.isoformat(),
        "charged": sum(each.charged for each in days),
        "refunded": sum(each.refunded for each in days),
        "days": days,
        "flows": sorted(flows.values(), key=lambda line: (-line["charged"], line["flow"])),
    }


async def read_budget(app: App, workspace: str, flow: str | None = None) -> tuple[dict[str, Any], int]:
    """Returns a budget with what is used of it this month, and its revision; NotFound for an unknown flow."""
    if flow is not None:
        await app.stores.flows.get(workspace, flow)
    budget, rev = await app.stores.ledger.budget(workspace, flow)
    used = await _month(app, workspace, flow, month_of(now()))
    return {**budget.model_dump(mode="json"), "this_month": used}, rev


async def set_budget(app: App, workspace: str, flow: str | None, budget: Budget) -> tuple[dict[str, Any], int]:
    """Replaces a budget, at once also for runs under way; NotFound for an unknown flow."""
    if flow is not None:
        await app.stores.flows.get(workspace, flow)
    for attempt in range(_TRIES):
        try:
            await app.stores.ledger.set_budget(workspace, flow, budget, month_of(now()))
        except Conflict:
            if attempt == _TRIES - 1:
                raise
        else:
            break
    await credit_alerts.look(app, workspace, flow)
    return await read_budget(app, workspace, flow)


async def _month(app: App, workspace: str, flow: str | None, month: str) -> dict[str, Any]:
    found = await app.stores.ledger.month(workspace, flow, month)
    if found is None:
        budget, _ = await app.stores.ledger.budget(workspace, flow)
        found = Month(month=month, left=NO_LIMIT if budget.month is None else budget.month)
    total = found.budget
    return {
        "month": month,
        "used": found.used,
        "budget": total,
        "left": None if total is None else max(0, found.left),
    }
