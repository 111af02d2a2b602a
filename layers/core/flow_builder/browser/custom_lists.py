"""Lists of a site's own making: elements with the roles combobox and listbox, whose options are chosen by clicking."""

from collections.abc import Sequence
from typing import Any

from playwright.async_api import Locator

from flow_builder.browser.finding import Finding
from flow_builder.browser.targets import Target, describe
from flow_builder.errors import NodeError

_KIND = """element => ({
  role: element.getAttribute('role') ?? '',
  opens: element.getAttribute('aria-haspopup') ?? '',
  controls: element.getAttribute('aria-controls') ?? element.getAttribute('aria-owns') ?? '',
})"""


async def choose(
    session: Finding, targets: tuple[Target, ...], choices: Sequence[dict[str, Any]], timeout_s: float
) -> list[str]:
    """Opens the list if need be and clicks the options with these labels; returns the labels.

    Raises NodeError `browser.target_unfit` for what is no list or when options are not given by their labels,
    `browser.timeout` when there is no such option.
    """
    field = await session.element(targets, "select", timeout_s)
    with session.acting("select", targets):
        kind = await field.evaluate(_KIND, timeout=timeout_s * 1_000)
    if kind["role"] not in ("combobox", "listbox") and kind["opens"] != "listbox":
        raise _unfit(session, targets, "it is not a list of options")
    if any("label" not in choice for choice in choices):
        raise _unfit(session, targets, "its options can only be chosen by their label")
    labels = [str(choice["label"]) for choice in choices]
    for label in labels:
        await _click_option(session, targets, field, kind, label, timeout_s)
    return labels


async def _click_option(
    session: Finding, targets: tuple[Target, ...], field: Locator, kind: dict[str, str], label: str, timeout_s: float
) -> None:
    limit = timeout_s * 1_000
    option = Target(role="option", name=label, exact=True, visible=True)
    place = field if kind["role"] == "listbox" else None
    found = session.locate(option) if place is None else place.get_by_role("option", name=label, exact=True)
    with session.acting("select", targets):
        if place is None and not await found.count():
            await session.hand.click(field, timeout_ms=limit)
    try:
        with session.acting("choose", (option,)):
            await session.hand.click(found, timeout_ms=limit)
    except NodeError as error:
        if error.code != "browser.target_missing":
            raise
        details = {"action": "select", "url": session.url, "target": describe(targets), "option": label}
        message = f"Could not select in time: {describe(targets)} has no option {label!r}."
        raise NodeError(message, code="browser.timeout", retryable=True, details=details) from error


def _unfit(session: Finding, targets: tuple[Target, ...], reason: str) -> NodeError:
    details = {"action": "select", "url": session.url, "target": describe(targets)}
    message = f"Cannot select {describe(targets)}: {reason}."
    return NodeError(message, code="browser.target_unfit", details=details)
