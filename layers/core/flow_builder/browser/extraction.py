"""Reads all rows of a list with all their fields in one round trip to the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from playwright.async_api import Locator
from playwright.async_api import TimeoutError as Late

from flow_builder.browser.convert import Hints, convert
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
    locale: str | None = None,
    timeout_s: float,
    allow_empty: bool = False,
) -> list[dict[str, Any]]:
    """Returns one dict per row, in document order, from row `skip` on and at most `limit` of them.

    Waits until there is a row; with `allow_empty`, none after `timeout_s` is fine. `locale` is that of fields without
    one. Raises NodeError `browser.target_missing`, `browser.field_missing` for a required field.
    """
    raw = await _read_at_once(session, row, fields, limit, skip)
    if raw is None:
        rows = await session.find(row, "read the rows", timeout_s)
        with session.acting("read the rows", row):
            raw = await _read(rows, fields, limit, skip)
            if raw is None and await _appears(rows, timeout_s, allow_empty=allow_empty):
                raw = await _read(rows, fields, limit, skip)
    hints = {id(field): Hints(field.locale or locale, field.format) for field in _all(fields)}
    place = _Place(session.url, hints)
    return [_item(each, fields, replace(place, row=skip + index)) for index, each in enumerate(raw or ())]


async def _read_at_once(
    session: Session, row: Targets, fields: Sequence[FieldSpec], limit: int | None, skip: int
) -> list[list[Any]] | None:
    """Returns the rows' raw values when they are there and the page's own script can find everything, else None."""
    if any(_needs_playwright(field) for field in _all(fields)):
        return None
    argument = {"fields": [_spec(field, {}) for field in fields], "limit": limit, "skip": skip}
    text = await session.on_matches("read the rows", row, script("extract"), argument)
    raw: list[list[Any]] | None = None if text is None else parse(text)
    return raw


async def _read(rows: Locator, fields: Sequence[FieldSpec], limit: int | None, skip: int) -> list[list[Any]] | None:
    """Returns the rows' raw values, or None when there is no row at all."""
    marked: dict[int, int] = {}
    await _mark(rows, fields, marked)
    specs = [_spec(field, marked) for field in fields]
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


async def _mark(within: Locator, fields: Sequence[FieldSpec], marked: dict[int, int]) -> None:
    """Lets Playwright find what the page's script cannot (roles, labels, text); the page keeps the elements found.

    Their numbers are added to `marked` under the field's `id()`.
    """
    for field in fields:
        inner = within
        if field.target:
            inner = any_of([locate(within, _without_nth(target)) for target in field.target])
        if _needs_playwright(field):
            marked[id(field)] = await inner.evaluate_all(script("mark"))
        await _mark(inner, field.fields, marked)


def _all(fields: Sequence[FieldSpec]) -> Iterator[FieldSpec]:
    for field in fields:
        yield field
        yield from _all(field.fields)


def _needs_playwright(field: FieldSpec) -> bool:
    return any(target.kind not in IN_PAGE or not target.is_plain for target in field.target or ())


def _without_nth(target: Target) -> Target:
    return target.model_copy(update={"nth": None})  # counts within its row, which the page's script does


def _spec(field: FieldSpec, marked: dict[int, int]) -> dict[str, Any]:
    return {
        "targets": [target.model_dump(include={"css", "xpath", "test_id", "nth"}) for target in field.target or ()],
        "attr": field.attr,
        "many": field.many,
        "url": field.as_ == "url",
        "exact": field.as_ == "json",
        "marked": marked.get(id(field)),
        "fields": [_spec(inner, marked) for inner in field.fields],
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value was read, for errors; and how each field's text is to be understood, by the field's `id()`."""

    url: str
    hints: dict[int, Hints]
    row: int = 0
    path: str = ""


def _item(raw: list[Any], fields: Sequence[FieldSpec], place: _Place) -> dict[str, Any]:
    return {field.name: _value(value, field, place) for field, value in zip(fields, raw, strict=True)}


def _value(raw: Any, field: FieldSpec, place: _Place) -> Any:
    value: Any
    if field.many:
        value = [_one(each, field, place) for each in raw]
    elif raw is None:
        value = False if field.as_ == "boolean" else None
    else:
        value = _one(raw, field, place)
    if field.required and (raw is None or raw == [] or value is None):
        raise _missing(raw, field, place)
    return value


def _one(raw: Any, field: FieldSpec, place: _Place) -> Any:
    if field.fields:
        return _item(raw, field.fields, replace(place, path=f"{place.path}{field.name}."))
    return convert(field.as_, raw, place.hints[id(field)])


def _missing(raw: Any, field: FieldSpec, place: _Place) -> NodeError:
    name = place.path + field.name
    target = describe(field.target) if field.target else "the row itself"
    return NodeError(
        f"Row {place.row + 1} has no {name!r} ({target}).",
        code="browser.field_missing",
        retryable=True,
        hint="Correct the field's target, or make the field optional.",
        details={"row": place.row, "field": name, "target": target, "url": place.url, "text": raw},
    )
