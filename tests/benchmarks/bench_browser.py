"""Browser nodes on a warm session, beside the same steps as a plain Playwright script; and the guard's proxy.

The whole flow, with its journal and its worker process, is in bench_browser_flow.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable

from flow_builder.browser.factory import Network, SessionFactory
from flow_builder.browser.sessions import Sessions
from flow_builder.browser.warm import WarmBrowser
from flow_builder.network.guard import NetworkPolicy
from tests.benchmarks.bench_browser_flow import COLUMNS, CSS, script, site
from tests.benchmarks.figures import show
from tests.support.page_context import PageContext, run_node

RUNS = 15
FIELDS = [{"name": name, "target": f".{name}"} for name in COLUMNS]


async def nodes(factory: SessionFactory, url: str) -> None:
    """The steps of the plain script as nodes."""
    context = PageContext(Sessions(factory))
    steps = [
        ("open", {"url": f"{url}/form.html"}),
        ("fill", {"target": CSS["name"], "value": "Ada"}),
        ("fill", {"target": CSS["email"], "value": "ada@example.com"}),
        ("select", {"target": CSS["size"], "label": "m"}),
        ("check", {"target": CSS["agree"]}),
        ("click", {"target": "button", "then": "navigation"}),
        ("extract_list", {"row": ".row", "fields": FIELDS}),
        ("screenshot", {"format": "jpeg"}),
        ("close", {}),
    ]
    for name, config in steps:
        output = await run_node(f"browser.{name}", config, context)
        if name == "extract_list":
            assert output["count"] == len(output["items"]) == 200


Work = Callable[[], Awaitable[None]]


async def timed(works: dict[str, Work], before: dict[str, Work]) -> dict[str, float]:
    """Returns the median milliseconds of each, taken in turns so that the machine's moods meet all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(RUNS + 2):
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
    show("browser nodes, 9 steps, new session", found["nodes"], "ms", "plain script, warm browser", found["script"])
    show("browser nodes behind the checking proxy", found["proxied"], "ms", "without it", found["nodes"])

    show("browser nodes, session made ahead", found["prepared"], "ms", "plain script, warm browser", found["script"])
    await warm.close()


def main() -> None:
    """Serves the pages and measures."""
    with site() as url:
        asyncio.run(measure(url))


if __name__ == "__main__":
    main()
