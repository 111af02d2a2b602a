"""Types of credentials: one table that nodes, forms and redaction agree with."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flow_builder.domain.credential_types import GENERIC, TYPES, secrets_of, type_of
from flow_builder.nodes import CATALOGUE
from flow_builder.services.channels import _TYPES as CHANNELS


def _marks(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value.get("x-credential", ())
        for each in value.values():
            yield from _marks(each)
    elif isinstance(value, list):
        for each in value:
            yield from _marks(each)


def test_every_credential_field_of_a_node_names_types_that_exist() -> None:
    named = {(node, each) for node in CATALOGUE for each in _marks(CATALOGUE[node].config.model_json_schema())}
    assert len(named) > 20
    assert {(node, each) for node, each in named if each not in TYPES} == set()


def test_channels_of_notifications_name_types_that_exist() -> None:
    assert set(CHANNELS.values()) <= set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_is_whole(name: str) -> None:
    kind = TYPES[name]
    schema = kind.schema()
    Draft202012Validator.check_schema(schema)
    assert (kind.id, bool(kind.title), kind.help.endswith("."), bool(kind.icon)) == (name, True, True, True)
    assert bool(kind.test) != bool(kind.untested)
    assert {part for each in kind.needs for part in each.split("|")} <= set(kind.fields)
    assert any(map(kind.is_secret, kind.fields)) or kind.more or name == "proxy"
    marked = {field for field, about in schema["properties"].items() if about.get("x-secret")}
    assert marked == {field for field in kind.fields if kind.is_secret(field)}


def test_only_secret_fields_and_secret_parts_of_addresses_are_secrets() -> None:
    login = {"type": "basic", "username": "ann", "password": "pass-1", "origin": "https://shop.example"}
    assert secrets_of(login) == ["pass-1"]
    url = "postgresql://ann:s%40fe-1@db.example:5432/shop"
    assert set(secrets_of({"type": "database", "url": url, "tls": "off"})) == {url, "s@fe-1", "ann:s%40fe-1"}
    hook = "https://hooks.example/services/T000/B000/abcdefghijklmnop123"
    assert secrets_of({"type": "slack_webhook", "url": hook}) == [hook, "abcdefghijklmnop123"]
    assert "tok3n-of-it" in secrets_of({"type": "cdp", "url": "wss://b.example/?token=tok3n-of-it"})


def test_a_type_that_is_not_known_is_generic_and_all_secret() -> None:
    assert type_of("made_up_once") is GENERIC
    assert secrets_of({"type": "made_up_once", "user": "ann", "n": 5}) == ["ann", 5]
