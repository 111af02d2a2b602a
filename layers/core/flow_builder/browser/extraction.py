"""Reads all rows of a list with all their fields in one round trip to the page."""

from collections.abc import Sequence
from typing import Any

from playwright.async_api import Locator
from playwright.async_api import TimeoutError as Late

from flow_builder.browser.convert import CONVERTERS
from flow_builder.browser.fields import FieldSpec
from flow_builder.browser.locators import any_of, locate
from flow_builder.browser.matches import IN_PAGE
from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Target, Targets, describe
from flow_builder.browser.text import parse
from flow_builder.errors import NodeError


async def read_rows(
    session: Session,
    row: Targets,
    fields: Sequence[FieldSpec],
    *,
    limit: int | None = None,
    skip: int = 0,
    timeout_s: float,
    allow_empty: bool = False,
) -> list[dict[str, Any]]:
    """Returns one dict per row, in document order, from row `skip` on and at most `limit` of them.

    Waits until there is a row; with `allow_empty`, none after `timeout_s` is fine. Raises NodeError
    `browser.target_missing`, `browser.field_missing` for a required field.
    """
    raw = await _read_at_once(session, row, fields, limit, skip)
    if raw is None:
        rows = await session.find(row, "read the rows", timeout_s)
        with session.acting("read the rows", row):
            raw = await _read(rows, fields, limit, skip)
            if raw is None and await _appears(rows, timeout_s, allow_empty=allow_empty):
                raw = await _read(rows, fields, limit, skip)
    return [_item(each, fields, skip + index, session) for index, each in enumerate(raw or ())]


async def _read_at_once(
    session: Session, row: Targets, fields: Sequence[FieldSpec], limit: int | None, skip: int
) -> list[list[Any]] | None:
    """Returns the rows' raw values when they are there and the page's own script can find everything, else None."""
    if any(_needs_playwright(field) for field in fields):
        return None
    argument = {"fields": [_spec(field, None) for field in fields], "limit": limit, "skip": skip}
    text = await session.on_matches("read the rows", row, script("extract"), argument)
    raw: list[list[Any]] | None = None if text is None else parse(text)
    return raw


async def _read(rows: Locator, fields: Sequence[FieldSpec], limit: int | None, skip: int) -> list[list[Any]] | None:
    """Returns the rows' raw values, or None when there is no row at all."""
    found = await _mark(rows, fields)
    specs = [_spec(field, found.get(index)) for index, field in enumerate(fields)]
    text = await rows.evaluate_all(script("extract"), {"fields": specs, "limit": limit, "skip": skip})
    raw: list[list[Any]] | None = parse(text)
    return raw


async def _appears(rows: Locator, timeout_s: float, *, allow_empty: bool) -> bool:
    try:
        await rows.first.wait_for(state="attached", timeout=timeout_s * 1_000)
    except Late:
        if not allow_empty:
            raise
        return False
    return True


async def _mark(rows: Locator, fields: Sequence[FieldSpec]) -> dict[int, int]:
    """Lets Playwright find what the page's script cannot (roles, labels, text); the page keeps the elements found."""
    marked: dict[int, int] = {}
    for index, field in enumerate(fields):
        if field.target and _needs_playwright(field):
            union = any_of([locate(rows, _without_nth(target)) for target in field.target])
            marked[index] = await union.evaluate_all(script("mark"))
    return marked


def _needs_playwright(field: FieldSpec) -> bool:
    return any(target.kind not in IN_PAGE for target in field.target or ())


def _without_nth(target: Target) -> Target:
    return target.model_copy(update={"nth": None})  # counts within its row, which the page's script does


def _spec(field: FieldSpec, marked: int | None) -> dict[str, Any]:
    targets = [target.model_dump(include={"css", "xpath", "test_id", "nth"}) for target in field.target or ()]
    url = field.as_ == "url"
    return {"targets": targets, "attr": field.attr, "many": field.many, "url": url, "marked": marked}


def _item(raw: list[Any], fields: Sequence[FieldSpec], index: int, session: Session) -> dict[str, Any]:
    return {field.name: _value(value, field, index, session) for field, value in zip(fields, raw, strict=True)}


def _value(raw: Any, field: FieldSpec, index: int, session: Session) -> Any:
    convert = CONVERTERS[field.as_]
    value: Any
    if field.many:
        value = [convert(each) for each in raw]
    elif raw is None:
        value = False if field.as_ == "boolean" else None
    else:
        value = convert(raw)
    if field.required and (raw is None or raw == [] or value is None):
        target = describe(field.target) if field.target else "the row itself"
        raise NodeError(
            f"Row {index + 1} has no {field.name!r} ({target}).",
            code="browser.field_missing",
            retryable=True,
            hint="Correct the field's target, or do not require it.",
            details={"row": index, "field": field.name, "target": target, "url": session.url, "text": raw},
        )
    return value
