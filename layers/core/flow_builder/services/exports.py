"""A run's results, steps and logs as files: JSON, JSON lines, CSV, Excel, an HTML report."""

import asyncio
import csv
import html
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from pydantic_core import from_json, to_json

from flow_builder.domain.cells import cell_text, csv_cell, escape_formula, fields_of
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord, path_text
from flow_builder.errors import InvalidInput
from flow_builder.services.app import App
from flow_builder.services.runs import read_logs, step_output

What = Literal["results", "steps", "logs"]
Form = Literal["json", "jsonl", "csv", "xlsx", "html"]
MAX_ROWS = 200_000

MEDIA: dict[Form, str] = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name, media type and bytes."""

    name: str
    media: str
    data: bytes


async def export_run(app: App, workspace: str, run: str, what: What, form: Form, step: str | None = None) -> Export:
    """Returns a run's results (its output, or one step's), steps or logs as a file.

    For tables the rows are the list itself, or the value's `items` or `rows`; any other value is one row. NotFound,
    InvalidInput `export.too_many` above 200,000 rows.
    """
    found = await app.stores.runs.get(workspace, run)
    value = await _value(app, found, what, step)
    data = await asyncio.to_thread(_WRITERS[form], value, found)
    return Export(f"{run}-{step or what}.{form}", MEDIA[form], data)


async def _value(app: App, run: Run, what: What, step: str | None) -> Any:
    if what == "steps":
        return [_step_row(each) for each in await app.stores.runs.records(run.workspace, run.id)]
    if what == "logs":
        return await _logs(app, run)
    if step is not None:
        return await step_output(app, run.workspace, run.id, step)
    if run.output_blob is None:
        return run.output
    return from_json(await app.stores.artifacts.get(run.workspace, run.output_blob))


async def _logs(app: App, run: Run) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page, after = await read_logs(app, run.workspace, run.id, after)
        lines += page
        if len(lines) > MAX_ROWS:
            raise _too_many(len(lines))
    return lines


def _step_row(record: StepRecord) -> dict[str, Any]:
    return {
        "step": record.key,
        "iteration": path_text(record.path),
        "type": record.type,
        "status": record.status.value,
        "attempts": record.attempts,
        "started_at": _time(record.started_at),
        "ms": record.finished_at - record.started_at,
        "error": (record.error or {}).get("message"),
        "output": record.preview if record.blob else record.output,
    }


def _time(at: int | None) -> str | None:
    return datetime.fromtimestamp(at / 1_000, UTC).isoformat(timespec="milliseconds") if at else None


def rows_of(value: Any) -> list[Any]:
    """Returns the rows that a value holds: itself, its `items` or `rows`, or it alone; null has none."""
    if isinstance(value, dict):
        value = next((value[name] for name in ("items", "rows") if isinstance(value.get(name), list)), [value])
    rows = value if isinstance(value, list) else [] if value is None else [value]
    if len(rows) > MAX_ROWS:
        raise _too_many(len(rows))
    return rows


def _too_many(count: int) -> InvalidInput:
    return InvalidInput(
        f"There are {count:,} rows; an export has {MAX_ROWS:,} at most.",
        code="export.too_many",
        hint="Export single steps, or keep the rows in a dataset.",
    )


def _table(value: Any) -> tuple[list[str], list[list[Any]]]:
    """Returns (column names, cells); what is no object goes into a column `value`."""
    rows = [row if isinstance(row, dict) else {"value": row} for row in rows_of(value)]
    names = fields_of(rows)
    return names, [[row.get(name) for name in names] for row in rows]


def _json(value: Any, _: Run) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _jsonl(value: Any, _: Run) -> bytes:
    return b"".join(to_json(row) + b"\n" for row in rows_of(value))


def _csv(value: Any, _: Run) -> bytes:
    names, rows = _table(value)
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    if names:
        writer.writerow([csv_cell(name) for name in names])
    writer.writerows([csv_cell(each) for each in row] for row in rows)
    return target.getvalue().encode()


def _xlsx(value: Any, run: Run) -> bytes:
    return workbook(run.flow_name, *_table(value))


def workbook(title: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Returns an Excel workbook of one sheet, with nothing in it that a spreadsheet would run."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("".join(each for each in title if each not in "[]:*?/\\")[:31] or "Sheet")
    sheet.append([_xlsx_cell(name) for name in names])
    for row in rows:
        sheet.append([_xlsx_cell(each) for each in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _xlsx_cell(value: Any) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if value is None or isinstance(value, bool | int | float):
        return value
    return escape_formula(ILLEGAL_CHARACTERS_RE.sub("", cell_text(value)))[:32_767]


_STYLE = """:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;
padding:0 1rem}h1{font-size:1.4rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{opacity:.65}
dd{margin:0}.scroll{overflow:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}td,th{text-align:left;
padding:.35rem .6rem;border-bottom:1px solid #8883;vertical-align:top;max-width:28rem;overflow-wrap:anywhere}
th{position:sticky;top:0;background:Canvas}"""


def _html(value: Any, run: Run) -> bytes:
    names, rows = _table(value)
    facts = {
        "Run": run.id,
        "Status": run.status.value,
        "Version": run.version or "draft",
        "Started by": run.trigger,
        "Started": _time(run.started_at or run.created_at),
        "Ended": _time(run.finished_at),
        "Error": (run.error or {}).get("message"),
    }
    said = "".join(f"<dt>{name}<dd>{_shown(each)}" for name, each in facts.items() if each is not None)
    head = "".join(f"<th scope=col>{_shown(name)}" for name in names)
    body = "".join(f"<tr>{_html_row(row)}" for row in rows)
    title = html.escape(run.flow_name)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style><h1>{title}</h1><dl>{said}</dl>"
        f"<p>{len(rows):,} rows</p><div class=scroll><table><thead><tr>{head}<tbody>{body}</table></div></html>"
    ).encode()


def _html_row(row: Sequence[Any]) -> str:
    return "".join(f"<td>{_shown(each)}" for each in row)


def _shown(value: Any) -> str:
    return html.escape(cell_text(value))


_WRITERS: dict[Form, Callable[[Any, Run], bytes]] = {
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
}
