"""Pages that mean no good, or are merely broken; each at `/<name>`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.web import Reply, Request, Web, Wire, serve

_HTML = {"content-type": "text/html"}

PAGES = {
    "fine": "<h1>Fine</h1>",
    "alerts": "<h1>Alerts</h1><script>for (;;) alert('again')</script>",
    "late-alerts": "<h1>Alerts</h1><script>setTimeout(() => { for (;;) confirm('again') }, 50)</script>",
    "popups": "<h1>Popups</h1><script>for (;;) window.open('/fine')</script>",
    "slow-popups": "<h1>Popups</h1><script>setInterval(() => window.open('/fine'), 1)</script>",
    "loop": "<h1>Loop</h1><script>for (;;) {}</script>",
    "late-loop": "<h1>Loop</h1><script>addEventListener('load', () => setTimeout(() => { for (;;) {} }, 50))</script>",
    "click-loop": "<h1>Loop</h1><script>addEventListener('click', () => { for (;;) {} })</script>",
    "heap": "<h1>Heap</h1><script>const a = []; for (;;) a.push(new Array(1e6).fill(a.length + 0.5))</script>",
    "buffers": "<h1>Buffers</h1><script>const a = []; for (;;) a.push(new Uint8Array(64 << 20).fill(1))</script>",
    "growing": """<h1>Growing</h1><script>
        const grow = () => {
          for (let n = 0; n < 20000; n++) document.body.append(Object.assign(document.createElement("p"), { textContent: n }));
          setTimeout(grow);
        };
        addEventListener("load", grow)</script>""",
    "reloading": "<h1>Reloading</h1><script>location.reload()</script>",
    "frames": "<h1>Frames</h1><iframe src='/frames'></iframe><iframe src='/frames?2'></iframe>",
}


async def _huge(request: Request, wire: Wire) -> None:
    """Sends a page of 100 MB."""
    await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>Huge</h1>")
    part = b"<p>" + b"x" * 60_000 + b"</p>\n"
    for _ in range(100 * 1024 * 1024 // len(part)):
        await wire.send(part)
    wire.writer.close()


@asynccontextmanager
async def hostile_site() -> AsyncIterator[Web]:
    """Yields the site; `/silent` never answers, `/dribble` never ends, `/redirects` lead nowhere, `/huge` is 100 MB."""
    async with serve({}) as web:

        async def dribble(request: Request, wire: Wire) -> None:
            await wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>Dribble</h1>")
            await web.ended.wait()

        web.routes |= {f"/{name}": _page(f"<!doctype html><title>{name}</title>{body}") for name, body in PAGES.items()}
        web.routes |= {
            "/silent": web.stall,
            "/dribble": dribble,
            "/huge": _huge,
            "/redirects": lambda *_: Reply(b"", 302, {"location": "/redirects"}),
        }
        yield web


def _page(html: str) -> object:
    return lambda *_: Reply(html.encode(), headers=_HTML)
