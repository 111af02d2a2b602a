"""The API's description and its page."""

import re

import pytest

from flow_builder.api.app import described_api
from tests.support.api import Api

OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in described_api().openapi()["paths"].items()
    for method, operation in methods.items()
]


async def test_the_page_loads_nothing_from_elsewhere(host: Api) -> None:
    page = await host.http.get("/docs")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    used = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert used
    for path in used:
        assert path.startswith("/docs/")
        assert (await host.http.get(path)).status_code == 200
    assert (await host.http.get("/docs/..%2fapp.py")).status_code == 404


async def test_the_host_serves_the_description(host: Api) -> None:
    assert (await host.http.get("/openapi.json")).json() == described_api().openapi()


@pytest.mark.parametrize("operation", [each for _, each in OPERATIONS], ids=[name for name, _ in OPERATIONS])
def test_every_route_says_what_it_does_takes_and_gives(operation: dict[str, object]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", str(operation["operationId"]))
    assert str(operation["summary"])[0].isupper()
    responses = operation["responses"]
    assert isinstance(responses, dict)
    assert "application/problem+json" in responses["default"]["content"]
    good = [each for status, each in responses.items() if status.startswith("2")]
    assert good
    assert all("content" in each or status == "204" for status, each in responses.items())


def test_operation_ids_differ() -> None:
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)


def test_every_post_takes_an_idempotency_key() -> None:
    for name, operation in OPERATIONS:
        if name.startswith("POST"):
            taken = [each for each in operation["parameters"] if each["name"].lower() == "idempotency-key"]
            assert len(taken) == 1, name
