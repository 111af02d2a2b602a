"""Browser nodes on warm sessions beside the same steps as a plain Playwright script: alone, several at once, memory.

The whole flow, with its journal and its worker process, is in bench_browser_flow; a long crawl in bench_browser_crawl.
"""

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from playwright.async_api import Browser

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.lanes import tree
from flow_builder.network.guard import NetworkPolicy
from tests.benchmarks.bench_browser_flow import FORM, ROWS, fill_in, script, site, steps
from tests.benchmarks.figures import show
from tests.support.page_context import PageContext, run_node

RUNS = 15
AT_ONCE = (2, 4)
PAGES = 8
"""Pages that memory is measured with."""

Work = Callable[[], Awaitable[None]]


async def nodes(factory: SessionFactory, url: str) -> None:
    """The steps of the plain script as nodes."""
    context = PageContext(Sessions(factory))
    for name, config in steps(url):
        output = await run_node(f"browser.{name}", config, context)
        if name == "extract_list":
            assert output["count"] == len(output["items"]) == ROWS
    assert context.browser is not None
    await context.browser.close()


async def at_once(work: Work, count: int) -> None:
    """The same work several times at once."""
    await asyncio.gather(*(work() for _ in range(count)))


async def timed(works: dict[str, Work], before: dict[str, Work], runs: int = RUNS) -> dict[str, float]:
    """Returns the median milliseconds of each, taken in turns so that the machine's moods meet all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(runs + 2):
        for name, work in works.items():
            if name in before:
                await before[name]()
            started = time.perf_counter()
            await work()
            if number > 1:
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(each) for name, each in taken.items()}


async def measure(url: str) -> None:
    """Prints the figures."""
    warm = WarmBrowser()
    browser = await warm.get()

    async def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    direct = SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))
    prepared = SessionFactory(warm, Network.guarded(NetworkPolicy(allow_private=True)))
    proxied = SessionFactory(warm, Network(resolve))

    async def ahead() -> None:
        prepared.prepare()
        while not prepared.at_rest:
            await asyncio.sleep(0.005)

    found = await timed(
        {
            "script": lambda: script(browser, url),
            "nodes": lambda: nodes(direct, url),
            "proxied": lambda: nodes(proxied, url),
            "prepared": lambda: nodes(prepared, url),
        },
        before={"prepared": ahead},
    )
    show("browser nodes, 15 steps, new session", found["nodes"], "ms", "plain script, warm browser", found["script"])
    show("browser nodes behind the checking proxy", found["proxied"], "ms", "without it", found["nodes"])
    show("browser nodes, session made ahead", found["prepared"], "ms", "plain script, warm browser", found["script"])
    await measure_form(direct, browser)
    for count in AT_ONCE:
        found = await timed(
            {
                "script": partial(at_once, lambda: script(browser, url), count),
                "nodes": partial(at_once, lambda: nodes(direct, url), count),
            },
            {},
            runs=5,
        )
        show(f"browser nodes, {count} at once, each", found["nodes"] / count, "ms", "scripts", found["script"] / count)
    await measure_memory(direct, browser, url)
    await warm.close()


async def measure_form(factory: SessionFactory, browser: Browser) -> None:
    """Prints what filling in ten fields takes on a page that is open, the page's first time and later."""
    sessions = Sessions(factory)
    context = PageContext(sessions)
    session, page = await sessions.open("main"), await browser.new_page()
    todo = [(name, config) for name, config in steps("") if name in ("fill", "select", "check")]

    async def by_nodes() -> None:
        for name, config in todo:
            await run_node(f"browser.{name}", config, context)

    works: dict[str, Work] = {"script": partial(fill_in, page), "nodes": by_nodes}
    fresh = {"script": partial(page.set_content, FORM), "nodes": partial(session.page.set_content, FORM)}
    found = await timed(works, fresh)
    show("ten fields, as nodes", found["nodes"], "ms", "plain script", found["script"])
    await sessions.close()
    await page.close()


async def measure_memory(factory: SessionFactory, browser: Browser, url: str) -> None:
    """Prints the memory of one more page with the form: private and proportional memory of the browser's processes."""
    before = memory_mb()
    contexts = [await browser.new_context() for _ in range(PAGES)]
    for each in contexts:
        await (await each.new_page()).goto(f"{url}/rows.html")
    plain = (memory_mb() - before) / PAGES
    for each in contexts:
        await each.close()
    before = memory_mb()
    sessions = Sessions(factory)
    for number in range(PAGES):
        await run_node("browser.open", {"url": f"{url}/rows.html", "session": f"s{number}"}, PageContext(sessions))
    ours = (memory_mb() - before) / PAGES
    await sessions.close()
    show("memory per open page", ours, "MB", "a context with a page", plain)


def memory_mb() -> float:
    """Returns the memory of the processes below this one and of itself, shared parts divided among their users."""
    pids = [os.getpid(), *(pid for pid, _ in tree.descendants(os.getpid()))]
    total = 0
    for pid in pids:
        with suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                total += int(line.split()[1]) if line.startswith("Pss:") else 0
    return total / 1024


def main() -> None:
    """Serves the pages and measures."""
    with site() as url:
        asyncio.run(measure(url))


if __name__ == "__main__":
    main()
