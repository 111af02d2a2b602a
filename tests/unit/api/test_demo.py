"""The host serves the demo sites, whose plain forms pass its checks against other pages; nothing else does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.api import Api, api


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path) as started:
        yield started


async def test_the_host_lists_the_demo_sites(host: Api) -> None:
    assert 'href="/demo/portal/"' in (await host.http.get("/demo/")).text
    assert (await host.http.get("/demo", follow_redirects=True)).url.path == "/demo/"
    assert (await host.http.get("/demo/portal/login")).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"origin": "null", "sec-fetch-site": "cross-site"}])
async def test_a_plain_form_reaches_a_demo_site(host: Api, headers: dict[str, str]) -> None:
    answer = await host.http.post("/demo/frames/frame/visitor", data={"name": "Ada"}, headers=headers)
    assert (answer.status_code, "confirmed for Ada" in answer.text) == (200, True)


async def test_a_demo_site_answers_to_the_hosts_names_alone(host: Api) -> None:
    assert (await host.http.get("/demo/", headers={"host": "rebound.example"})).status_code == 421


@pytest.mark.parametrize("path", ["/demo/../api/v1/runs", "/demo/%2e%2e/api/v1/runs", "/demo//api/v1/runs", "/demo"])
async def test_no_way_leads_from_the_demo_to_the_api(host: Api, path: str) -> None:
    answer = await host.http.post(f"http://localhost{path}", data={"flow": "x"}, headers={"origin": "null"})
    assert answer.status_code in {403, 404}
