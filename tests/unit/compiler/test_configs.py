"""Literal parts of a config are checked, templates excuse what they may turn out to be."""

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, model_validator

from flow_builder.compiler.configs import check_config
from flow_builder.compiler.diagnostics import Diagnostics
from flow_builder.domain.document import Node
from flow_builder.nodes.base import NodeConfig, NodeType, PerItem, credential_field


class Count(NodeConfig):
    kind: Literal["count"]
    times: int = Field(ge=0)


class Each(NodeConfig):
    kind: Literal["each"]
    items: list[Any]


class Mail(NodeConfig):
    address: str = Field(pattern="@")
    copies: int


class Post(NodeConfig):
    street: str
    number: int


class Config(NodeConfig):
    count: int = Field(default=1, ge=1, le=9)
    mode: Literal["fast", "slow"] = "fast"
    over: Annotated[Count | Each, Field(discriminator="kind")] | None = None
    way: Mail | Post | None = None
    rows: list[Count] = Field(default_factory=list)
    where: PerItem = None
    secret: str | None = credential_field("api_key")
    old: str | None = Field(default=None, json_schema_extra={"deprecated": True, "x-instead": "mode"})
    low: int = 0
    high: int = 9

    @model_validator(mode="after")
    def _in_order(self) -> "Config":
        if self.low > self.high:
            raise ValueError("low must not be above high")
        return self


TYPE = NodeType(id="test.config", title="Config", config=Config)


def check(config: dict[str, Any]) -> list[tuple[str, str | None]]:
    report = Diagnostics()
    check_config(Node(id="n", key="n", type=TYPE.id, config=config), TYPE, report)
    return [(each.code, each.field) for each in report.found]


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"count": "{{ input.n }}", "mode": "{{ input.mode }}"},
        {"count": "{{ input.n }} of 9"},
        {"over": {"kind": "count", "times": "{{ input.n }}"}},
        {"over": "{{ input.over }}"},
        {"over": {"kind": "{{ input.kind }}", "times": 3}},
        {"over": {"kind": "each", "items": "{{ input.rows }}"}},
        {"way": {"address": "{{ input.address }}", "copies": 2}},
        {"way": {"street": "High Street", "number": "{{ input.number }}"}},
        {"way": "{{ input.way }}"},
        {"rows": ["{{ input.row }}", {"kind": "count", "times": "{{ 1 }}"}]},
        {"where": {"any": ["{{ item }}", 3]}},
        {"low": "{{ input.low }}", "high": -1},
        {"secret": "cred_1"},
    ],
)
def test_templates_excuse_what_they_may_become(config: dict[str, Any]) -> None:
    assert check(config) == []


@pytest.mark.parametrize(
    ("config", "code", "field"),
    [
        ({"count": 10}, "config.invalid", "/config/count"),
        ({"count": "ten"}, "config.invalid", "/config/count"),
        ({"mode": "medium", "count": "{{ input.n }}"}, "config.invalid", "/config/mode"),
        ({"cuont": 1}, "config.unknown_field", "/config/cuont"),
        ({"cuont": "{{ 1 }}"}, "config.unknown_field", "/config/cuont"),
        ({"over": {"kind": "count"}}, "config.missing", "/config/over/times"),
        ({"over": {"kind": "never"}}, "config.invalid", "/config/over"),
        ({"over": {"kind": "count", "times": -1}}, "config.invalid", "/config/over/times"),
        ({"rows": [{"kind": "count", "times": 1}, {"kind": "count"}]}, "config.missing", "/config/rows/1/times"),
        ({"low": 3, "high": 1}, "config.invalid", "/config"),
        ({"secret": "{{ input.key }}"}, "expression.not_allowed", "/config/secret"),
        ({"old": "x"}, "config.deprecated", "/config/old"),
        ({"secret": "sk live 1"}, "credential.invalid", "/config/secret"),
        ({"secret": 3}, "config.invalid", "/config/secret"),
    ],
)
def test_what_can_never_fit_is_reported(config: dict[str, Any], code: str, field: str) -> None:
    assert (code, field) in check(config)


def test_a_union_without_a_template_reports_its_members() -> None:
    assert {field for _, field in check({"way": {"street": "High Street"}})} >= {"/config/way/number"}


def test_a_misspelt_setting_gets_a_suggestion_from_nested_settings_too() -> None:
    report = Diagnostics()
    config = {"over": {"kind": "count", "times": 1, "tiems": 2}}
    check_config(Node(id="n", key="n", type=TYPE.id, config=config), TYPE, report)
    assert [(each.field, each.hint) for each in report.found] == [("/config/over/tiems", "Did you mean `times`?")]


def test_a_config_with_a_thousand_problems_reports_twenty() -> None:
    assert len(check({"rows": [{} for _ in range(1_000)]})) == 20
