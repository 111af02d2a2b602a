"""A browser flow on the local host, beside the same steps as a plain Playwright script, fresh and warm; and a crawl.

Script and flow take turns, so that the machine's moods meet both, with a rest between them: then the host has a page
ready, as between most runs, and does nothing while the script runs. Runs right after each other go without that page.
"""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.async_api import Browser, async_playwright

from flow_builder.browser.launch import find_chromium
from tests.benchmarks.figures import show
from tests.support.host import Host, running
from tests.support.machine import flow

RUNS = 12
CRAWLS = 3
VISITS = 60
REST_SECONDS = 0.5
ROWS = 200
COLUMNS = ("sku", "title", "price", "stock", "rating", "maker")
FORM = """<!doctype html><title>Order</title><form action="/rows.html"><input name="name"><input name="email">
<select name="size"><option>s<option>m</select><input type="checkbox" name="agree"><button>Send</button></form>"""
CSS = {"name": "input[name=name]", "email": "input[name=email]", "size": "select", "agree": "input[name=agree]"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[str]:
    """Serves a form and a table of 200 rows; yields the address."""
    with tempfile.TemporaryDirectory() as folder:
        cells = "".join(f'<td class="{name}">{name} value</td>' for name in COLUMNS)
        table = f"<!doctype html><title>Rows</title><table>{f'<tr class=row>{cells}</tr>' * ROWS}</table>"
        (Path(folder) / "form.html").write_text(FORM, "utf-8")
        (Path(folder) / "rows.html").write_text(table, "utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        server.server_close()


def as_flow(url: str) -> dict[str, Any]:
    """The steps as a flow."""
    fields = [{"name": name, "target": {"css": f".{name}"}} for name in COLUMNS]
    nodes = [
        ("open", "browser.open", {"url": f"{url}/form.html"}),
        ("name", "browser.fill", {"target": {"css": CSS["name"]}, "value": "Ada"}),
        ("email", "browser.fill", {"target": {"css": CSS["email"]}, "value": "ada@example.com"}),
        ("size", "browser.select", {"target": {"css": CSS["size"]}, "label": "m"}),
        ("agree", "browser.check", {"target": {"css": CSS["agree"]}}),
        ("send", "browser.click", {"target": {"css": "button"}, "then": "navigation"}),
        ("rows", "browser.extract_list", {"row": {"css": ".row"}, "fields": fields}),
        ("shot", "browser.screenshot", {"format": "jpeg"}),
        ("close", "browser.close", {}),
    ]
    keys = [key for key, _, _ in nodes]
    drawn = [{"key": key, "type": type_, "config": config} for key, type_, config in nodes]
    return flow(drawn, [f"{before}>{after}" for before, after in itertools.pairwise(keys)])


async def script(browser: Browser, url: str) -> None:
    """The steps as a plain script, as its author would write it: locators, and one evaluate for the table."""
    page = await browser.new_page()
    await page.goto(f"{url}/form.html")
    await page.locator(CSS["name"]).fill("Ada")
    await page.locator(CSS["email"]).fill("ada@example.com")
    await page.locator(CSS["size"]).select_option(label="m")
    await page.locator(CSS["agree"]).check()
    await page.locator("button").click()
    await page.wait_for_url("**/rows.html*")
    read = (
        "(rows, names) => rows.map(row => Object.fromEntries(names.map(n => [n, row.querySelector('.'+n).innerText])))"
    )
    rows = await page.locator(".row").evaluate_all(read, list(COLUMNS))
    assert len(rows) == ROWS
    await page.screenshot(type="jpeg", quality=80)
    await page.close()


def crawl_flow(url: str) -> dict[str, Any]:
    """One page after the other, one list read from each."""
    nodes = [
        ("open", "browser.open", {"url": f"{url}/form.html"}, None),
        ("all", "core.loop", {"over": {"kind": "count", "times": VISITS}, "max_iterations": VISITS}, None),
        ("visit", "browser.goto", {"url": f"{url}/form.html?{{{{ index }}}}", "wait_until": "domcontentloaded"}, "all"),
        ("read", "browser.extract_list", {"row": "form", "fields": [{"name": "say", "target": "button"}]}, "all"),
    ]
    drawn = [{"key": key, "type": type_, "config": config, "parent": parent} for key, type_, config, parent in nodes]
    return flow(drawn, ["open>all", "visit>read"])


async def crawl_script(browser: Browser, url: str) -> None:
    """The crawl as a plain script."""
    page = await browser.new_page()
    await page.goto(f"{url}/form.html")
    for number in range(VISITS):
        await page.goto(f"{url}/form.html?{number}", wait_until="domcontentloaded")
        read = "rows => rows.map(row => ({say: row.querySelector('button').innerText}))"
        assert await page.locator("form").evaluate_all(read) == [{"say": "Send"}]
    await page.close()


async def elapsed(work: Awaitable[None]) -> float:
    """Returns the milliseconds of some work, begun after a rest."""
    await asyncio.sleep(REST_SECONDS)
    started = time.perf_counter()
    await work
    return (time.perf_counter() - started) * 1000


Launch = Callable[[], Awaitable[Browser]]


@asynccontextmanager
async def launcher() -> AsyncIterator[Launch]:
    """Yields a way to start browsers, as a script's author would."""
    path = find_chromium().path
    async with async_playwright() as driver:
        yield partial(driver.chromium.launch, executable_path=str(path), args=["--no-sandbox", "--disable-gpu"])


async def fresh(launch: Launch, url: str) -> None:
    """The script with a browser of its own."""
    browser = await launch()
    await script(browser, url)
    await browser.close()


async def of_flow(host: Host, document: dict[str, Any]) -> float:
    """Returns the milliseconds of a run, from its start to its end."""
    run = await asyncio.to_thread(host.run, document)
    assert run["status"] == "succeeded", run["error"]
    taken: float = run["finished_at"] - run["started_at"]
    return taken


async def measure(host: Host, url: str) -> None:
    """Prints the figures."""
    cold, warm, found, crawled, walked = [], [], [], [], []
    async with launcher() as launch:
        cold = [await elapsed(fresh(launch, url)) for _ in range(RUNS)]
        browser = await launch()
        for _ in range(RUNS + 2):
            warm.append(await elapsed(script(browser, url)))
            await asyncio.sleep(REST_SECONDS)
            found.append(await of_flow(host, as_flow(url)))
        for _ in range(CRAWLS):
            walked.append(await elapsed(crawl_script(browser, url)))
            crawled.append(await of_flow(host, crawl_flow(url)))
        await browser.close()
    packed = [await of_flow(host, as_flow(url)) for _ in range(RUNS)]
    one, own = statistics.median(found[2:]), statistics.median(warm[2:])
    show("browser flow of 9 steps, warm host", one, "ms", "plain script, warm browser", own)
    show("the same, runs right after each other", statistics.median(packed), "ms", "plain script, warm browser", own)
    show("browser flow of 9 steps, warm host", one, "ms", "plain script, fresh browser", statistics.median(cold))
    each, plain = statistics.median(crawled) / VISITS, statistics.median(walked) / VISITS
    show("crawl: goto and extract, per page, recorded", each, "ms", "plain script", plain)


def main() -> None:
    """Prints the figures."""
    with site() as url, tempfile.TemporaryDirectory() as folder, running(Path(folder)) as host:
        asyncio.run(measure(host, url))
