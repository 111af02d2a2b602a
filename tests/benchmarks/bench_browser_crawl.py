"""A crawl of 1,000 pages as a flow on the local host, every page recorded, beside a plain Playwright script.

The pages are Python's documentation as Debian's package python3.11-doc installs it, served on loopback, where politeness
asks for no pauses. One after the other, one list read from each.
"""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.benchmarks.bench_browser_flow import _Quiet, launcher, of_flow
from tests.benchmarks.figures import show
from tests.support.host import running
from tests.support.machine import flow

DOCS = Path("/usr/share/doc/python3.11/html")
VISITS = 1_000
CHUNK = 250
"""Script and flow take turns, so that the machine's moods meet both."""
_READ = "rows => rows.map(row => ({ title: row.innerText }))"


@contextmanager
def docs() -> Iterator[tuple[str, list[str]]]:
    """Serves the documentation; yields the address and 1,000 pages, the first ones again if there are fewer."""
    pages = sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.html"))
    assert pages, "install python3.11-doc"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(DOCS)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", [pages[n % len(pages)] for n in range(VISITS)]
    server.shutdown()
    server.server_close()


def crawl(url: str, pages: list[str]) -> dict[str, Any]:
    """The crawl as a flow."""
    row = {"row": "h1", "fields": [{"name": "title"}], "allow_empty": True, "timeout_s": 1}
    nodes = [
        {"key": "open", "type": "browser.open", "config": {}},
        {
            "key": "all",
            "type": "core.loop",
            "config": {"over": {"kind": "each", "items": pages}, "max_iterations": len(pages)},
        },
        {
            "key": "visit",
            "type": "browser.goto",
            "config": {"url": f"{url}/{{{{ item }}}}", "wait_until": "domcontentloaded"},
            "parent": "all",
        },
        {"key": "read", "type": "browser.extract_list", "config": row, "parent": "all"},
    ]
    return flow(nodes, ["open>all", "visit>read"])


async def measure() -> None:
    """Prints the figures."""
    own = ours = 0.0
    with docs() as (url, pages), tempfile.TemporaryDirectory() as folder, running(Path(folder)) as host:
        async with launcher() as launch:
            browser = await launch()
            page = await browser.new_page()
            for start in range(0, VISITS, CHUNK):
                part = pages[start : start + CHUNK]
                began = time.perf_counter()
                for each in part:
                    await page.goto(f"{url}/{each}", wait_until="domcontentloaded")
                    await page.locator("h1").evaluate_all(_READ)
                own += (time.perf_counter() - began) * 1000
                ours += await of_flow(host, crawl(url, part))
            await browser.close()
    show(
        f"crawl of {VISITS:,} pages: goto and extract, recorded", ours / VISITS, "ms/page", "plain script", own / VISITS
    )
    show("crawl, pages a second", VISITS / ours * 1000, "pages/s", "plain script", VISITS / own * 1000)


def main() -> None:
    """Prints the figures."""
    asyncio.run(measure())
