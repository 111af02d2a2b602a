"""Every page and state of the web app worth a look: one line each. `make screenshots` and the accessibility test read it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

READY = """() => !document.querySelector('[aria-busy]:not([aria-busy=false])') && document.fonts.status === 'loaded'
    && [...document.images].every((image) => image.complete || image.loading === 'lazy')"""


@dataclass(frozen=True, slots=True)
class Screen:
    """A state of the app: an address, with names of `content.py` in it, and what is done there."""

    name: str
    path: str
    shows: str = "h1"
    """A selector of what has to be there before it counts as shown."""
    act: Callable[[Page], object] | None = None
    then: str = "[role=dialog]"
    """A selector of what there is after the act."""
    desktop_only: bool = False
    guarded: bool = False
    """Whether it is shown to a visitor who has not signed in, on a host that asks who one is."""
    picture: bool = False
    """Whether the README and the docs show it: `docs/images/<name>.webp`."""


def press(name: str) -> Callable[[Page], object]:
    """Returns what presses the first button of a name."""
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def choose(menu: str, item: str) -> Callable[[Page], object]:
    """Returns what takes an item of a menu."""

    def act(page: Page) -> None:
        press(menu)(page)
        page.get_by_role("menuitem", name=item).click()

    return act


def key(keys: str) -> Callable[[Page], object]:
    """Returns what presses keys."""
    return lambda page: page.keyboard.press(keys)


_NODE = ".react-flow__node"
SCREENS = (
    Screen("not-found", "/no/such/page", "text=There is no such page"),
    Screen("flows", "/flows"),
    Screen("flows-folder", "/flows?folder=Shop"),
    Screen("flows-none-fit", "/flows?q=nothing-like-it", "text=No flow fits"),
    Screen("flows-trash", "/flows?trash=true"),
    Screen("flows-import", "/flows", act=press("Import")),
    Screen("editor", "/flows/{price_watch}", _NODE, picture=True),
    Screen(
        "editor-node", "/flows/{price_watch}", _NODE, lambda page: page.locator(_NODE).nth(2).click(), "aside", True
    ),
    Screen("editor-run", "/flows/{small}", _NODE, press("Run with …")),
    Screen("editor-gone", "/flows/flow_00000000000000000000", "[role=alert]"),
    Screen("command-palette", "/flows", act=key("Control+k")),
    Screen("shortcuts", "/flows", act=key("?"), desktop_only=True),
    Screen("runs", "/runs"),
    Screen(
        "runs-selected", "/runs", act=lambda page: page.get_by_role("checkbox").nth(1).click(), then="text=selected"
    ),
    Screen("runs-failed", "/runs?status=failed,timed_out"),
    Screen("runs-none-fit", "/runs?q=nothing-like-it", "text=No run fits"),
    Screen("run", "/runs/{price_watch_run}", "[role=treeitem]", picture=True),
    Screen("run-failed", "/runs/{failed_run}", "[role=treeitem]"),
    Screen("run-log", "/runs/{price_watch_run}?view=logs"),
    Screen("run-output", "/runs/{price_watch_run}?view=output", "role=table"),
    Screen("run-files", "/runs/{failed_run}?view=files", "main img"),
    Screen("run-input", "/runs/{price_watch_run}?view=input", "role=region"),
    Screen("run-waiting", "/runs/{waiting_run}", "[role=treeitem]"),
    Screen("run-step", "/runs/{price_watch_run}?step=listing", "aside h2"),
    Screen("run-cost", "/runs/{price_watch_run}?view=cost", "table"),
    Screen("run-loop", "/runs/{loop_run}", "[role=treeitem]"),
    Screen("run-loop-step", "/runs/{loop_run}?step={loop_step}&path=1", "aside h2"),
    Screen("run-compare-choose", "/runs/{failed_run}", "[role=treeitem]", choose("More", "Compare with another run")),
    Screen("run-compare", "/runs/{price_watch_run}/compare/{failed_run}", "main section"),
    Screen("run-resume", "/runs/{failed_run}", "[role=treeitem]", press("Resume")),
    Screen("run-gone", "/runs/r_00000000000000000000", "[role=alert]"),
    Screen("approvals", "/approvals", "h2"),
)


def open_screen(page: Page, screen: Screen, content: dict[str, str]) -> None:
    """Brings a page to a state and waits until it is all there; without motion that is its last look."""
    page.goto(screen.path.format(**content))
    page.locator(screen.shows).first.wait_for()
    if screen.act is not None:
        page.wait_for_function(READY)
        screen.act(page)
        page.locator(screen.then).first.wait_for()
    page.wait_for_function(READY)
