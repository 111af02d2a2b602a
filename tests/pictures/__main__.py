"""Makes the pictures of the bundled templates, `make pictures`: each from a real run, with what came out of it.

Without arguments those are made whose flow has changed since, `--all` makes all, and names make those templates.
"""

import io
import json
import sys
import tempfile
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright

from flow_builder.browser.launch import find_chromium, launch_flags
from flow_builder.templates import FOLDER, Bundled, bundled, made_from
from tests.support.host import running
from tests.support.templates import Tried, try_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIST = FOLDER / "pictures.json"
MAX_BYTES = 40_000
_SIZE = {"width": 880, "height": 550}
_ROWS, _COLUMNS, _CHARS = 5, 5, 140
_STYLE = """*{box-sizing:border-box}body{margin:0;width:880px;height:550px;overflow:hidden;position:relative;
background:#e9edf1;font:13px/1.4 Arial,"Liberation Sans",sans-serif;color:#1b232b}
.page{position:absolute;inset:20px 20px auto 20px;border-radius:10px;overflow:hidden;border:1px solid #cdd4db;background:#fff}
.bar{height:26px;background:#f5f7f9;border-bottom:1px solid #dfe4e9;display:flex;align-items:center;gap:6px;padding:0 12px}
.bar i{width:9px;height:9px;border-radius:50%;background:#d3dae1}.bar b{font-weight:400;color:#6a7580;margin-left:10px}
.page img{display:block;width:100%}pre{margin:0;padding:18px 24px;font:14px/1.5 monospace}.page.narrow{width:300px;left:50%;margin-left:-150px}
.result{position:absolute;right:36px;bottom:28px;left:36px;background:#fff;border-radius:10px;border:1px solid #c5cdd5;
box-shadow:0 10px 36px #1b232b38;overflow:hidden}.result p{margin:0;padding:7px 14px;background:#1f5f4a;color:#fff;font-weight:700}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:5px 14px;border-top:1px solid #e6eaee;white-space:nowrap}
th{color:#66717c;font-weight:600;border-top:0}"""


def picture(tried: Tried, template: Bundled, browser: "Browser") -> bytes:
    """Returns a template's picture: the page it worked on and the first rows of its result."""
    how = template.making["picture"]
    shown = _page(tried, how, browser) if "page" in how else _request(tried.input)
    parts = shown + _result(tried.rows)
    page = browser.new_page(viewport=_SIZE)
    page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>{parts}")
    raw = page.screenshot(type="png")
    page.close()
    return _webp(raw)


def _page(tried: Tried, how: dict[str, Any], browser: "Browser") -> str:
    last = max((each["number"] for each in tried.messages), default=1)
    path = f"/demo{how['page'].format(message=last)}"
    narrow = "width" in how
    size = {"width": how["width"], "height": 1_300} if narrow else {"width": 1_180, "height": 720}
    page = browser.new_page(viewport=size)
    page.goto(f"{tried.host.url}{path}")
    data = b64encode(page.screenshot(type="png")).decode()
    page.close()
    picture = f'<img src="data:image/png;base64,{data}">'
    return _window(urlsplit(path).path, picture, " narrow" if narrow else "")


def _request(given: Any) -> str:
    return _window("POST /hooks/…", f"<pre>{escape(json.dumps(given, indent=2))}</pre>")


def _window(title: str, content: str, more: str = "") -> str:
    bar = f"<div class=bar><i></i><i></i><i></i><b>{escape(title)}</b></div>"
    return f'<div class="page{more}">{bar}{content}</div>'


def _result(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])[:_COLUMNS]
    head = "".join(f"<th>{escape(name)}" for name in names)
    room = _CHARS // len(names)
    body = "".join("<tr>" + "".join(f"<td>{_cell(row[name], room)}" for name in names) for row in rows[:_ROWS])
    more = f", {len(rows) - _ROWS} more rows" if len(rows) > _ROWS else ""
    return f"<div class=result><p>Result{more}</p><table><tr>{head}{body}</table></div>"


def _cell(value: Any, room: int) -> str:
    text = "" if value is None else ("no", "yes")[value] if isinstance(value, bool) else str(value)
    text = urlsplit(text).path if text.startswith("http://") else text
    return escape(text if len(text) <= room else f"{text[: room - 1]}…")


def _webp(png: bytes) -> bytes:
    """Returns a picture as WebP, as good as fits into `MAX_BYTES`."""
    for quality in range(84, 20, -6):
        target = io.BytesIO()
        Image.open(io.BytesIO(png)).convert("RGB").save(target, "WEBP", quality=quality, method=6)
        if len(target.getvalue()) <= MAX_BYTES:
            return target.getvalue()
    raise AssertionError("The picture is too large at any quality.")


def main(arguments: list[str]) -> None:
    """Makes the pictures that are wanted and notes what each was made from."""
    made: dict[str, str] = json.loads(LIST.read_text("utf-8")) if LIST.exists() else {}
    stale = [slug for slug in bundled() if made.get(slug) != made_from(slug)]
    wanted = list(bundled()) if "--all" in arguments else arguments or stale
    if wanted:
        with (
            tempfile.TemporaryDirectory() as folder,
            running(Path(folder)) as host,
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=find_chromium().path, args=launch_flags()) as browser,
        ):
            for slug in wanted:
                template = bundled()[slug]
                template.picture.write_bytes(picture(try_out(host, template), template, browser))
                made[slug] = made_from(slug)
                sys.stdout.write(f"{template.picture.relative_to(Path.cwd())}\n")
    kept = {slug: made[slug] for slug in sorted(bundled()) if slug in made}
    LIST.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
