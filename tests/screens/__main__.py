"""Takes a picture of every screen of the web app in both themes, wide and on a phone, `make screenshots`.

They are in `build/screenshots/<theme>-<width>/`, all on one page in `build/screenshots/index.html`; what the docs show
is in `docs/images/`. Arguments name some screens; `--docs` renews the pictures of the docs too.
"""

import sys
import tempfile
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from flow_builder.browser.launch import find_chromium, launch_flags
from tests.screens.content import fill, settings
from tests.screens.people import enter
from tests.screens.table import READY, SCREENS, Screen, by_viewer, open_screen
from tests.support.host import Host, running

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "build" / "screenshots"
DOCS = ROOT / "docs" / "images"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
VIEWS: dict[int, dict[str, Any]] = {
    1440: {"viewport": {"width": 1440, "height": 900}},
    390: {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True},
}


def shoot(browser: Browser, host: Host, screens: list[Screen], content: dict[str, str], *, docs: bool) -> list[str]:
    """Takes the pictures and returns what failed."""
    failed = []
    for width, view in VIEWS.items():
        for who, seen in by_viewer(screens).items():
            context = browser.new_context(base_url=host.url, reduced_motion="reduce", color_scheme="light", **view)
            page = enter(context, host.url, who, content)
            for screen in seen:
                if width == 390 and screen.desktop_only:
                    continue
                try:
                    _shoot(page, screen, content, width, docs=docs)
                except Exception as error:  # noqa: BLE001 - one screen that cannot be shown must not hide the others
                    failed.append(f"{screen.name} at {width} px: {str(error).splitlines()[0]}")
            context.close()
    return failed


def _shoot(page: Page, screen: Screen, content: dict[str, str], width: int, *, docs: bool) -> None:
    open_screen(page, screen, content)
    page.wait_for_load_state("networkidle")
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.wait_for_function(READY)
        picture = page.screenshot(path=TARGET / f"{theme}-{width}" / f"{screen.name}.png")
        if docs and screen.picture and width == 1440:
            _webp(picture, DOCS / f"{screen.name}{'-dark' if theme == 'dark' else ''}.webp")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def _webp(picture: bytes, target: Path) -> None:
    Image.open(BytesIO(picture)).convert("RGB").save(target, "WEBP", quality=82, method=6)


def _index(screens: list[Screen]) -> str:
    rows = []
    for screen in screens:
        shown = "".join(
            f'<a href="{theme}-{width}/{screen.name}.png"><img loading=lazy src="{theme}-{width}/{screen.name}.png"></a>'
            for width in VIEWS
            for theme in THEMES
            if (TARGET / f"{theme}-{width}" / f"{screen.name}.png").exists()
        )
        rows.append(f"<h2>{screen.name} <small>{escape(screen.path)}</small></h2><div>{shown}</div>")
    style = "body{font:14px sans-serif;background:#888}div{display:flex;gap:8px}img{height:420px}small{font-weight:400}"
    return f"<!doctype html><meta charset=utf-8><title>Screens</title><style>{style}</style>{''.join(rows)}"


def main(arguments: list[str]) -> int:
    """Takes the pictures of all screens, or of those that are named, and says which could not be shown."""
    names = [each for each in arguments if not each.startswith("--")]
    screens = [screen for screen in SCREENS if not names or screen.name in names]
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_chromium().path, args=launch_flags()) as browser,
        running(Path(folder) / "data", **settings(Path(folder))) as host,
    ):
        failed = shoot(browser, host, screens, fill(host), docs="--docs" in arguments)
    (TARGET / "index.html").write_text(_index(screens), "utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}/index.html\n")
    sys.stdout.writelines(f"not shown: {each}\n" for each in failed)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
