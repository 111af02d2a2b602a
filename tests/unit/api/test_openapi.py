"""The API's description and its page."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.support.api import Api
from tests.support.operations import description

OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in description()["paths"].items()
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
    assert (await host.http.get("/openapi.json")).json() == description()


@pytest.mark.parametrize("operation", [each for _, each in OPERATIONS], ids=[name for name, _ in OPERATIONS])
def test_every_route_says_what_it_does_takes_and_gives(operation: dict[str, object]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", str(operation["operationId"]))
    assert str(operation["summary"])[0].isupper()
    responses = operation["responses"]
    assert isinstance(responses, dict)
    assert "application/problem+json" in responses["default"]["content"]
    good = [each for status, each in responses.items() if status.startswith("2")]
    assert good
    assert all(
        each.keys() & {"content", "$ref"} or status in {"204", "303", "304", "416"}
        for status, each in responses.items()
    )


def test_operation_ids_differ() -> None:
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)


def test_every_post_takes_an_idempotency_key() -> None:
    for name, operation in OPERATIONS:
        if name.startswith("POST"):
            taken = [each for each in operation["parameters"] if each["name"].lower() == "idempotency-key"]
            assert len(taken) == 1, name


SCHEMA = description()


def examples() -> list[tuple[str, dict[str, Any], Any]]:
    """Returns (where, schema, example) of every example."""
    return [
        (f"{operation['operationId']}-{name}", media["schema"], media["example"])
        for _, operation in OPERATIONS
        for name, part in {"request": operation.get("requestBody", {}), **operation["responses"]}.items()
        for media in part.get("content", {}).values()
        if "example" in media
    ]


@pytest.mark.parametrize(("schema", "example"), [each[1:] for each in examples()], ids=[each[0] for each in examples()])
def test_examples_are_what_the_description_says(schema: dict[str, Any], example: Any) -> None:
    Draft202012Validator({**schema, "components": SCHEMA["components"]}).validate(example)


def test_routes_have_examples() -> None:
    there = {name for name, _, _ in examples()}
    for operation in (each for _, each in OPERATIONS):
        if "application/json" in operation.get("requestBody", {}).get("content", {}):
            assert f"{operation['operationId']}-request" in there
    assert len(there) >= 180


def test_nouns_and_problems_are_described() -> None:
    assert all(each["description"] for each in SCHEMA["tags"]), SCHEMA["tags"]
    validator = Draft202012Validator({"$ref": "#/components/schemas/Problem", "components": SCHEMA["components"]})
    for each in SCHEMA["components"]["responses"].values():
        validator.validate(each["content"]["application/problem+json"]["example"])
