"""Gives files to pages: to file fields, through choosers, onto drop zones."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import FilePayload

from flow_builder.browser.scripts import script
from flow_builder.browser.session import Session
from flow_builder.browser.targets import Targets, describe
from flow_builder.errors import LimitExceeded, NodeError

MAX_UPLOAD_BYTES = 50 * 1024 * 1024
"""All files of one step together; they cross into the page as one message."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A file to give."""

    name: str
    content_type: str
    data: bytes


def check_sizes(payloads: Sequence[Payload]) -> None:
    """Raises LimitExceeded `browser.upload_size` when the files are too large together."""
    total = sum(len(each.data) for each in payloads)
    if total > MAX_UPLOAD_BYTES:
        raise LimitExceeded(
            f"The files have {total:,} bytes together; {MAX_UPLOAD_BYTES:,} can be uploaded in one step.",
            code="browser.upload_size",
            details={"bytes": total, "max_bytes": MAX_UPLOAD_BYTES},
        )


async def to_input(session: Session, target: Targets, payloads: Sequence[Payload], timeout_ms: float) -> None:
    """Puts files into a file field, visible or not; NodeError `browser.target_unfit` when it takes one only."""
    locator = await session.element(target, "upload", timeout_ms / 1_000)
    with session.acting("upload", target):
        await locator.set_input_files(_as_playwright(payloads), timeout=timeout_ms)


async def by_chooser(session: Session, target: Targets, payloads: Sequence[Payload], timeout_ms: float) -> None:
    """Clicks what opens a file chooser and gives it the files."""
    locator = await session.element(target, "open the file chooser", timeout_ms / 1_000)
    # Without the target, so that a chooser that does not open is not taken for an element that is missing.
    with session.acting("open the file chooser"):
        async with session.page.expect_file_chooser(timeout=timeout_ms) as opened:
            with session.acting("click", target):
                await session.hand.click(locator, timeout_ms=timeout_ms)
        chooser = await opened.value
    with session.acting("upload", target):
        await chooser.set_files(_as_playwright(payloads), timeout=timeout_ms)


async def drop(session: Session, target: Targets, payloads: Sequence[Payload], timeout_ms: float) -> None:
    """Drops files onto an element; NodeError `browser.upload_ignored` when it does not take them."""
    locator = await session.element(target, "drop files", timeout_ms / 1_000)
    files = [
        {"name": each.name, "type": each.content_type, "data": base64.b64encode(each.data).decode()}
        for each in payloads
    ]
    with session.acting("drop files", target):
        taken = await locator.evaluate(script("drop"), files, timeout=timeout_ms)
    if not taken:
        raise NodeError(
            f"{describe(target)} does not take dropped files.",
            code="browser.upload_ignored",
            hint="Choose the element that highlights when a file is dragged over it, or the page's file field.",
            details={"target": describe(target), "url": session.url},
        )


def _as_playwright(payloads: Sequence[Payload]) -> list[FilePayload]:
    return [{"name": each.name, "mimeType": each.content_type, "buffer": each.data} for each in payloads]
