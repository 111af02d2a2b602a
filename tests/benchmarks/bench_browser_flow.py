"""A browser flow on the local host, beside the same steps as a plain Playwright script, fresh and warm.

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

from playwright.async_api import Browser, Page, async_playwright

from flow_builder.browser.launch import find_chromium
from tests.benchmarks.figures import show
from tests.support.host import Host, running
from tests.support.machine import flow

RUNS = 12
REST_SECONDS = 0.5
ROWS = 200
COLUMNS = ("sku", "title", "price", "stock", "rating", "maker")
TEXTS = {
    "first": "Ada",
    "last": "Lovelace",
    "email": "ada@example.com",
    "phone": "+44 20 7946 0000",
    "street": "12 St James's Square",
    "city": "London",
    "code": "SW1Y 4JH",
}
FORM = f"""<!doctype html><title>Order</title><form action="/rows.html">
{"".join(f'<input name="{name}">' for name in TEXTS)}<select name="size"><option>s<option>m</select>
<input type="checkbox" name="agree"><input type="radio" name="way" value="post"><button>Send</button></form>"""
CSS = {name: f"[name={name}]" for name in (*TEXTS, "size", "agree", "way")}


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


def steps(url: str) -> list[tuple[str, dict[str, Any]]]:
    """The steps: a form of ten fields, sent; a table of 200 rows and six columns, read; a picture."""
    fields = [{"name": name, "target": f".{name}"} for name in COLUMNS]
    return [
        ("open", {"url": f"{url}/form.html"}),
        *(("fill", {"target": CSS[name], "value": text}) for name, text in TEXTS.items()),
        ("select", {"target": CSS["size"], "label": "m"}),
        ("check", {"target": CSS["agree"]}),
        ("check", {"target": CSS["way"]}),
        ("click", {"target": "button", "then": "navigation"}),
        ("extract_list", {"row": ".row", "fields": fields}),
        ("screenshot", {"format": "jpeg"}),
        ("close", {}),
    ]


def as_flow(url: str) -> dict[str, Any]:
    """The steps as a flow."""
    nodes = [
        {"key": f"s{number}", "type": f"browser.{name}", "config": config}
        for number, (name, config) in enumerate(steps(url))
    ]
    return flow(nodes, [f"{before['key']}>{after['key']}" for before, after in itertools.pairwise(nodes)])


async def fill_in(page: Page) -> None:
    """The ten fields as a plain script fills them in."""
    for name, text in TEXTS.items():
        await page.locator(CSS[name]).fill(text)
    await page.locator(CSS["size"]).select_option(label="m")
    await page.locator(CSS["agree"]).check()
    await page.locator(CSS["way"]).check()


async def script(browser: Browser, url: str) -> None:
    """The steps as a plain script, as its author would write it: locators, and one evaluate for the table."""
    page = await browser.new_page()
    await page.goto(f"{url}/form.html")
    await fill_in(page)
    await page.locator("button").click()
    await page.wait_for_url("**/rows.html*")
    read = (
        "(rows, names) => rows.map(row => Object.fromEntries(names.map(n => [n, row.querySelector('.'+n).innerText])))"
    )
    rows = await page.locator(".row").evaluate_all(read, list(COLUMNS))
    assert len(rows) == ROWS
    await page.screenshot(type="jpeg", quality=80)
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
    warm, found = [], []
    async with launcher() as launch:
        cold = [await elapsed(fresh(launch, url)) for _ in range(RUNS)]
        browser = await launch()
        for _ in range(RUNS + 2):
            warm.append(await elapsed(script(browser, url)))
            await asyncio.sleep(REST_SECONDS)
            found.append(await of_flow(host, as_flow(url)))
        await browser.close()
    packed = [await of_flow(host, as_flow(url)) for _ in range(RUNS)]
    one, own = statistics.median(found[2:]), statistics.median(warm[2:])
    show("browser flow of 15 steps, warm host", one, "ms", "plain script, warm browser", own)
    show("the same, runs right after each other", statistics.median(packed), "ms", "plain script, warm browser", own)
    show("browser flow of 15 steps, warm host", one, "ms", "plain script, fresh browser", statistics.median(cold))


def main() -> None:
    """Prints the figures."""
    with site() as url, tempfile.TemporaryDirectory() as folder, running(Path(folder)) as host:
        asyncio.run(measure(host, url))
