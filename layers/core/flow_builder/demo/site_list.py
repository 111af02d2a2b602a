"""The table of demo sites, and the page that lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from flow_builder.demo.markup import each, fill
from flow_builder.demo.site import Site

SEED = 1
"""Of all sites but the shop."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One demo site: `key` names its path and its package; its flow is `<key>_flow.yaml`, or a bundled template."""

    key: str
    title: str
    line: str
    module: str

    def create(self, seed: int, base_path: str) -> Starlette:
        """Returns the site at a seed, below `base_path`."""
        make: Callable[[int, str], Starlette] = getattr(import_module(self.module), f"create_{self.key}")
        return make(seed, base_path)

    def flow(self) -> str:
        """Returns the text of the flow that `flow demo` runs on the site."""
        own = files("flow_builder.demo").joinpath(f"{self.key}_flow.yaml")
        if own.is_file():
            return own.read_text("utf-8")
        return files("flow_builder.templates").joinpath(_TEMPLATES[self.key], "flow.yaml").read_text("utf-8")


_TEMPLATES = {
    "news": "news-digest",
    "register": "lead-list",
    "chandlery": "stock-alert",
    "inbox": "message-everywhere",
}
"""Site -> the bundled template that works on it, for sites without a flow of their own."""


SITES = {
    key: Entry(key, title, line, f"flow_builder.demo.{key}")
    for key, title, line in (
        ("shop", "Larkhill", "A web shop: 240 products over ten pages, whose prices and stock change a little at each start."),
        ("portal", "Harbour Energy", "A customer portal: password and one-time code, and a workbook per month behind them."),
        ("signup", "Cobalt Workshop", "A form of five steps with a calendar, an editor and an upload, and a server that fails."),
        ("feed", "Tidewater", "A feed that goes on: by scrolling, by a button, by pages, by cursor."),
        ("frames", "Hilltop Observatory", "Frames in frames and shadow roots in shadow roots, with a form in each."),
        ("tables", "Office of Small Statistics", "Tables with spans, with several headers or none, nested, wide and long."),
        ("downloads", "Coast Archive", "Files that come named, unnamed, slow, broken, in a new tab, or after a while."),
        ("news", "The Quay Courier", "A newspaper with a feed and a site map, and faults for an audit to find."),
        ("register", "Havn Trade Register", "Firms with contact details, a page each, and a form to enter new ones."),
        ("chandlery", "Bell & Anchor", "Stock, prices and terms that change: a day goes by between two visits."),
        ("inbox", "Post Room", "Takes the Slack messages, e-mails and webhooks that flows send, and shows them."),
    )
}  # fmt: skip
"""Key -> site, in the order of the list."""

_CARD = """<li><a class="card" href="$base/$key/"><span class="row"><img src="$base/$key/icon.svg" alt="" width="36" height="36">
<span><strong>$title</strong><br><code>$key</code></span></span><span class="soft">$line</span></a></li>"""
_BODY = """<header class="head"><h1>Demo sites</h1><p>Small sites to automate, each awkward in its own way. What they show is the same on every
machine; <code>flow demo --list</code> names the flows that come with them, <code>flow templates</code> lists more, <code>/api/truth</code> of a site says what a flow should find.</p></header>
<ul class="grid">$cards</ul>"""


def create_demo(shop_seed: int, base_path: str = "/demo") -> Starlette:
    """Returns all sites below `base_path`, with a page that lists them; none but the shop depends on its seed."""
    base = base_path.rstrip("/")
    site = Site(
        key="index", name="Demo sites", base=base, color="#1f5f4a",
        about="nothing here is real, and nothing leaves this machine.",
    )  # fmt: skip
    cards = each(
        _CARD, ({"base": base, "key": one.key, "title": one.title, "line": one.line} for one in SITES.values())
    )

    async def front(_: Request) -> Response:
        return site.page("All of them", fill(_BODY, cards=cards))

    mounts = [
        Mount(f"/{one.key}", one.create(shop_seed if one.key == "shop" else SEED, f"{base}/{one.key}"))
        for one in SITES.values()
    ]
    return site.starlette([Route("/", front), *mounts])
