"""A browser flow on the local host, beside the same steps as a plain Playwright script, fresh and warm."""

import asyncio
import itertools
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
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


async def timed(work: Callable[[], Awaitable[None]]) -> float:
    """Returns the median milliseconds, after one call to warm up."""
    await work()
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        await work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


async def plain(url: str) -> tuple[float, float]:
    """Returns milliseconds of the script with a fresh browser, and with a warm one."""
    binary = find_chromium()
    async with async_playwright() as driver:
        launch = partial(
            driver.chromium.launch, executable_path=str(binary.path), args=["--no-sandbox", "--disable-gpu"]
        )

        async def fresh() -> None:
            browser = await launch()
            await script(browser, url)
            await browser.close()

        cold = await timed(fresh)
        browser = await launch()
        warm = await timed(lambda: script(browser, url))
        await browser.close()
    return cold, warm


def of_flow(host: Host, document: dict[str, Any]) -> float:
    """Returns the median milliseconds of a run, from its start to its end."""
    taken = []
    for _ in range(RUNS + 2):
        run = host.run(document)
        assert run["status"] == "succeeded", run["error"]
        taken.append(run["finished_at"] - run["started_at"])
    return statistics.median(taken[2:])


def main() -> None:
    """Prints the figures."""
    with site() as url:
        cold, warm = asyncio.run(plain(url))
        with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as host:
            found = of_flow(host, as_flow(url))
        show("browser flow of 9 steps, warm host", found, "ms", "plain script, warm browser", warm)
        show("browser flow of 9 steps, warm host", found, "ms", "plain script, fresh browser", cold)
