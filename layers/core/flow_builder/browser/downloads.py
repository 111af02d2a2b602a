"""Files that pages offer: refused, unless a step asked for one."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.async_api import Download, Error

from flow_builder.browser import failures
from flow_builder.errors import LimitExceeded, NodeError

MAX_DOWNLOAD_BYTES = 200 * 1024 * 1024
"""The largest file a step keeps."""


class Downloads:
    """The downloads of one session."""

    def __init__(self) -> None:
        self._wanted = False
        self._offered: asyncio.Queue[Download] = asyncio.Queue()

    def offer(self, download: Download) -> bool:
        """Takes a download if a step asked for one; tells whether it did."""
        if self._wanted:
            self._offered.put_nowait(download)
        return self._wanted

    @contextmanager
    def wanted(self) -> Iterator[None]:
        """Accepts downloads within the block."""
        self._wanted = True
        try:
            yield
        finally:
            self._wanted = False

    async def take(self, timeout_s: float) -> tuple[str, bytes]:
        """Returns the next download's suggested name and bytes once it is complete.

        Raises NodeError `browser.timeout`, `browser.download_failed`, LimitExceeded `browser.download_size`.
        """
        try:
            async with asyncio.timeout(timeout_s):
                download = await self._offered.get()
                path = await download.path()
        except TimeoutError:
            raise NodeError("No file came in time.", code="browser.timeout", retryable=True) from None
        except Error as error:
            message = f"The file could not be loaded: {failures.first_line(error.message)}"
            raise NodeError(message, code="browser.download_failed", retryable=True) from error
        try:
            if path.stat().st_size > MAX_DOWNLOAD_BYTES:
                raise LimitExceeded(f"The file is over {MAX_DOWNLOAD_BYTES >> 20} MB.", code="browser.download_size")
            return download.suggested_filename, await asyncio.to_thread(path.read_bytes)
        finally:
            await download.delete()
