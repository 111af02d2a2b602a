"""The web app's files and page, as a browser gets them."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from flow_builder.api.compression import Compression
from flow_builder.api.spa import Places

PAGE = '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="/assets/index-abc.js"></script>'
SCRIPT = "let one = 1;\n" * 200
HTML = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "favicon.svg").write_text("<svg/>")
    (tmp_path / "assets/index-abc.js").write_text(SCRIPT)
    health = Route("/api/v1/health", lambda _: PlainTextResponse("ok"))
    app = Compression(Starlette(routes=[health, Places(tmp_path)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/flows", "/runs/r_1?view=logs", "/flows/a.b"])
async def test_every_place_gets_the_page(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path, headers=HTML)
    assert answer.status_code == 200
    assert "/assets/index-abc.js" in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_each_page_has_a_nonce_of_its_own_and_nothing_else_may_run(web: httpx.AsyncClient) -> None:
    first, second = await web.get("/", headers=HTML), await web.get("/", headers=HTML)
    policy = first.headers["content-security-policy"]
    found = re.search(r"style-src 'self' 'nonce-([\w-]+)'", policy)
    assert found is not None
    assert f'nonce="{found[1]}"' in first.text
    assert first.text != second.text
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


async def test_files_named_by_their_content_are_kept_for_good_others_for_an_hour(web: httpx.AsyncClient) -> None:
    built = await web.get("/assets/index-abc.js")
    assert "immutable" in built.headers["cache-control"]
    icon = await web.get("/favicon.svg")
    assert icon.headers["cache-control"] == "public, max-age=3600"
    again = await web.get("/favicon.svg", headers={"if-none-match": icon.headers["etag"]})
    assert again.status_code == 304


async def test_files_go_out_packed(web: httpx.AsyncClient) -> None:
    script = await web.get("/assets/index-abc.js", headers={"accept-encoding": "br"})
    assert script.headers["content-encoding"] == "br"
    assert script.text == SCRIPT
    assert script.num_bytes_downloaded < len(SCRIPT) / 10


@pytest.mark.parametrize("path", ["/assets/gone.js", "/api/v1/nope", "/hooks/x"])
async def test_what_is_no_place_is_not_found(web: httpx.AsyncClient, path: str) -> None:
    assert (await web.get(path, headers=HTML)).status_code == 404


async def test_a_script_that_asks_for_a_missing_file_does_not_get_a_page(web: httpx.AsyncClient) -> None:
    assert (await web.get("/config.json", headers={"accept": "application/json"})).status_code == 404


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fx"])
async def test_nothing_outside_of_the_folder_is_served(web: httpx.AsyncClient, path: str) -> None:
    answer = await web.get(path, headers=HTML)
    assert answer.status_code == 404 or answer.text.startswith("<!doctype html>")


async def test_places_cannot_be_written_to(web: httpx.AsyncClient) -> None:
    assert (await web.post("/flows")).status_code == 405
    assert (await web.post("/api/v1/nope")).status_code == 404


async def test_routes_win_over_places(web: httpx.AsyncClient) -> None:
    assert (await web.get("/api/v1/health", headers=HTML)).text == "ok"
