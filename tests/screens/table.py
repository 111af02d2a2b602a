"""Every page and state of the web app worth a look: one line each. `make screenshots` and the accessibility test read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from playwright.sync_api import Page

from tests.screens.people import Who

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
    who: Who = "owner"
    """Who looks at it."""
    desktop_only: bool = False
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


def tab(name: str) -> Callable[[Page], object]:
    """Returns what opens a tab."""
    return lambda page: page.get_by_role("tab", name=name).click()


def fill_in(label: str, text: str, button: str) -> Callable[[Page], object]:
    """Returns what fills in a field and sends the form."""

    def act(page: Page) -> None:
        page.get_by_label(label, exact=True).first.fill(text)
        press(button)(page)

    return act


def key(keys: str) -> Callable[[Page], object]:
    """Returns what presses keys."""
    return lambda page: page.keyboard.press(keys)


def _comments(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("option", name="Comments").click()


def _publish(page: Page) -> None:
    press("Publish")(page)
    page.get_by_role("switch", name="Try it out first").click()


_NODE = ".react-flow__node"
_FLOWS_AND_RUNS = (
    Screen("flows", "/flows"),
    Screen("flows-folder", "/flows?folder=Shop"),
    Screen("flows-none-fit", "/flows?q=nothing-like-it", "text=No flow fits"),
    Screen("flows-trash", "/flows?trash=true"),
    Screen("flows-import", "/flows", act=press("Import")),
    Screen("editor", "/flows/{price_watch}", _NODE, press("Results"), "text=Below the limit", picture=True),
    Screen(
        "editor-node",
        "/flows/{price_watch}",
        _NODE,
        lambda page: page.locator(_NODE).nth(2).click(),
        "aside",
        desktop_only=True,
    ),
    Screen("editor-run", "/flows/{small}", _NODE, press("Run with …")),
    Screen("editor-tried-out", "/flows/{tried}", _NODE, choose("More", "Versions"), "text=is tried out"),
    Screen("editor-publish", "/flows/{tried}", _NODE, _publish, "text=For how long", desktop_only=True),
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
    Screen("run-step", "/runs/{price_watch_run}?step=listing", "main aside h2"),
    Screen("run-cost", "/runs/{price_watch_run}?view=cost", "table"),
    Screen("run-loop", "/runs/{loop_run}", "[role=treeitem]"),
    Screen("run-loop-step", "/runs/{loop_run}?step={loop_step}&path=1", "main aside h2"),
    Screen("run-compare-choose", "/runs/{failed_run}", "[role=treeitem]", choose("More", "Compare with another run")),
    Screen("run-compare", "/runs/{price_watch_run}/compare/{failed_run}", "main section"),
    Screen("run-resume", "/runs/{failed_run}", "[role=treeitem]", press("Resume")),
    Screen("run-gone", "/runs/r_00000000000000000000", "[role=alert]"),
    Screen("approvals", "/approvals", "main h2"),
)


_AROUND = (
    Screen("home", "/home", "main h2", picture=True),
    Screen("templates", "/templates", "main li", picture=True),
    Screen("templates-own", "/templates?shelf=own", "main li"),
    Screen("templates-market", "/templates?shelf=market", "main li"),
    Screen("template", "/templates?open=price-watch", "[role=dialog] h3"),
    Screen("template-own", "/templates?shelf=own&open={own_template}", "[role=dialog] h3"),
    Screen("template-market", "/templates?shelf=market&open={listing}", "[role=dialog] h3"),
    Screen("template-save", "/templates?shelf=own", act=press("Save a flow as template")),
    Screen("schedules", "/schedules", "table"),
    Screen("schedules-week", "/schedules?view=week", "main h2", picture=True),
    Screen("schedule-new", "/schedules?create={small}", "[role=dialog]"),
    Screen("webhooks", "/webhooks", "table"),
    Screen("dead-letters", "/dead-letters", "main li"),
    Screen("dead-letter", "/dead-letters?open={dead_letter}", "[role=dialog] section"),
    Screen("credentials", "/credentials", "table"),
    Screen("credential", "/credentials?open={credential}", "[role=dialog]"),
    Screen("credential-new", "/credentials", act=press("New credential")),
    Screen("datasets", "/datasets", "table"),
    Screen("datasets-import", "/datasets", act=press("Import")),
    Screen("dataset", "/datasets/lamps", "table"),
    Screen("dataset-filtered", "/datasets/lamps?where=price:less:40", "table"),
    Screen("workspace-people", "/workspace", "main h2"),
    Screen("workspace-variables", "/workspace?tab=variables", "main h2"),
    Screen("workspace-keys", "/workspace?tab=keys", "main h2"),
    Screen("workspace-key-new", "/workspace?tab=keys", "main h2", press("New key")),
    Screen("workspace-sharing", "/workspace?tab=sharing", "main h2"),
    Screen("workspace-settings", "/workspace?tab=settings", "main h2"),
    Screen("usage", "/usage", "table"),
    Screen("notifications", "/notifications", "main li"),
    Screen("notifications-channels", "/notifications?view=channels", "main li"),
    Screen("notifications-channel", "/notifications?view=channels", "main li", press("New channel")),
    Screen("audit", "/audit", "table"),
    Screen("audit-verified", "/audit", "table", press("Verify"), "text=The log is as it was written"),
    Screen("host", "/host", "main h2"),
    Screen("account", "/account"),
    Screen("account-security", "/account?show=security", "main h2"),
    Screen("account-codes", "/account?show=security", "main h2", press("Set it up")),
    Screen("account-sessions", "/account?show=sessions", "main h2"),
    Screen("account-appearance", "/account?show=appearance", "main h2"),
    Screen("account-notices", "/account?show=notices", "main h2"),
    Screen("account-data", "/account?show=data", "main h2"),
    Screen("comments", "/flows/{price_watch}", _NODE, _comments, "[role=tabpanel]", desktop_only=True),
)

_STRANGERS = tuple(
    replace(each, who="stranger")
    for each in (
        Screen("landing", "/"),
        Screen("not-found", "/no/such/page", "text=There is no such page"),
        Screen("sign-in", "/sign-in", "form"),
        Screen("sign-up", "/sign-up", "form"),
        Screen(
            "sign-up-sent",
            "/sign-up",
            "form",
            fill_in("E-mail address", "lin@example.com", "Send me a link"),
            "[role=status]",
        ),
        Screen("verify", "/auth/verify#token={verify}", "form"),
        Screen("forgot", "/auth/forgot", "form"),
        Screen("reset", "/auth/reset#token={reset}", "form"),
        Screen("reset-gone", "/auth/reset", "h1"),
        Screen("email-gone", "/auth/email#token=gone", "[role=alert]"),
        Screen("invitation", "/invitations#token=fbi_x_y"),
        Screen("callback-refused", "/auth/callback?error=access_denied", "[role=alert]"),
        Screen("shared-flow", "/shared#{shared_flow}", _NODE),
        Screen("shared-run", "/shared#{shared_run}", "h1"),
        Screen("shared-gone", "/shared#gone", "[role=alert]"),
        Screen("public", "/public/{public}", _NODE),
        Screen("public-gone", "/public/flow_00000000000000000000", "[role=alert]"),
    )
)

_GUESTS = tuple(
    replace(each, who="guest")
    for each in (
        Screen("start", "/start", "main li"),
        Screen("guest-home", "/home"),
        Screen("guest-account", "/account"),
        Screen("guest-workspace", "/workspace"),
    )
)

_NOTHING_YET = tuple(
    Screen(f"{name}-empty", path, "main h2, main h1", who="newcomer")
    for name, path in {
        "home": "/home",
        "flows": "/flows",
        "runs": "/runs",
        "approvals": "/approvals",
        "schedules": "/schedules",
        "webhooks": "/webhooks",
        "dead-letters": "/dead-letters",
        "credentials": "/credentials",
        "datasets": "/datasets",
        "templates": "/templates?shelf=own",
        "workspace": "/workspace",
        "variables": "/workspace?tab=variables",
        "keys": "/workspace?tab=keys",
        "sharing": "/workspace?tab=sharing",
        "usage": "/usage",
        "notifications": "/notifications",
        "channels": "/notifications?view=channels",
    }.items()
)

_MAY_LESS = tuple(
    Screen(f"{who}-{name}", path, who=who)
    for who in ("viewer", "operator")
    for name, path in {
        "flows": "/flows",
        "editor": "/flows/{price_watch}",
        "run": "/runs/{failed_run}",
        "approvals": "/approvals",
        "template": "/templates?open=price-watch",
        "schedules": "/schedules",
        "webhooks": "/webhooks",
        "dead-letters": "/dead-letters",
        "credentials": "/credentials",
        "dataset": "/datasets/lamps",
        "workspace": "/workspace",
        "variables": "/workspace?tab=variables",
        "sharing": "/workspace?tab=sharing",
        "settings": "/workspace?tab=settings",
        "usage": "/usage",
        "channels": "/notifications?view=channels",
        "audit": "/audit",
        "host": "/host",
    }.items()
)

SCREENS = _FLOWS_AND_RUNS + _AROUND + _STRANGERS + _GUESTS + _NOTHING_YET + _MAY_LESS


def by_viewer(screens: Iterable[Screen]) -> dict[Who, list[Screen]]:
    """Returns screens by who looks at them, so that each signs in once."""
    found: dict[Who, list[Screen]] = {}
    for screen in screens:
        found.setdefault(screen.who, []).append(screen)
    return found


def open_screen(page: Page, screen: Screen, content: dict[str, str]) -> None:
    """Brings a page to a state and waits until it is all there; without motion that is its last look."""
    if "#" in screen.path:
        page.goto("about:blank")  # what differs in the fragment alone is not loaded again
    page.goto(screen.path.format(**content))
    page.locator(screen.shows).first.wait_for()
    if screen.act is not None:
        page.wait_for_function(READY)
        screen.act(page)
        page.locator(screen.then).first.wait_for()
    page.wait_for_function(READY)
