"""Where a config model has per-item fields, credentials and code."""

from typing import Annotated, Literal

from pydantic import Field

from flow_builder.nodes.base import (
    NodeConfig,
    PerItem,
    code_field,
    credential_field,
    credential_paths,
    per_item_paths,
    script_paths,
    untemplated_paths,
)


class Row(NodeConfig):
    name: str
    value: PerItem
    more: list["Row"] = Field(default_factory=list)


class Until(NodeConfig):
    kind: Literal["until"]
    condition: PerItem = None


class Times(NodeConfig):
    kind: Literal["times"]
    auth: str | None = credential_field("basic")


class Config(NodeConfig):
    where: PerItem = None
    maybe: PerItem | None = None
    described: PerItem = Field(default=None, title="Described", json_schema_extra={"x-per-item": True})
    over: Annotated[Until | Times, Field(discriminator="kind")]
    rows: list[Row]
    fields: dict[str, PerItem]
    as_: PerItem = Field(default=None, alias="as")
    plain: str = ""
    key: str | None = credential_field("api_key")
    code: str = code_field("javascript")
    query: str = code_field("jsonata")


def test_per_item_fields_are_found_in_unions_lists_and_dicts() -> None:
    code = {"code", "query"}
    assert per_item_paths(Config) - code == {
        "where",
        "maybe",
        "described",
        "over.condition",
        "rows.*.value",
        "fields.*",
        "as_",
        "as",
    }


def test_credentials_and_code_are_found() -> None:
    assert credential_paths(Config) == {"key", "over.auth"}
    assert untemplated_paths(Config) == {"key", "over.auth", "code", "query"}
    assert script_paths(Config) == {"code"}
