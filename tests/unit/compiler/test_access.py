"""What a flow may do in AWS is what its nodes call there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flow_builder import nodes
from flow_builder.compiler import compile_or_raise
from flow_builder.compiler.access import policy_of
from flow_builder.domain.documents import load_document
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import AwsGrant, NodeType
from tests.support.machine import flow

MAIL = {"via": {"kind": "ses", "credential": "cloud"}, "to": "ann@example.com", "text": "Hello"}
TEXT = {"via": {"kind": "sns", "credential": "cloud"}, "to": "+4915112345678", "text": "Hello"}
SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}"


def _read(config: Mapping[str, Any]) -> tuple[AwsGrant, ...]:
    return (AwsGrant(("s3:GetObject",), (f"arn:${{AWS::Partition}}:s3:::{config['message']}/*",)),)


class Reading(Mapping[str, NodeType]):
    """The real catalogue, in which `core.log` reads the bucket that its message names."""

    def __getitem__(self, type_id: str) -> NodeType:
        found = CATALOGUE[type_id]
        return replace(found, aws=_read) if type_id == "core.log" else found

    def __iter__(self) -> Iterator[str]:
        yield from CATALOGUE

    def __len__(self) -> int:
        return len(CATALOGUE)


def policy(*nodes: dict[str, Any], catalogue: Mapping[str, NodeType] = CATALOGUE) -> Any:
    document = flow([{"key": f"n{number}", **node} for number, node in enumerate(nodes)])
    return policy_of(compile_or_raise(load_document(document), catalogue), catalogue)


def test_a_flow_that_calls_nothing_needs_no_policy() -> None:
    smtp = {**MAIL, "via": {"kind": "smtp", "credential": "mail"}}
    assert policy({"type": "notify.email", "config": smtp}, {"type": "core.log", "config": {"message": "x"}}) is None


def test_actions_are_allowed_on_what_the_config_names_literally() -> None:
    mail = {**MAIL, "from": "Ann <ann@example.com>"}
    found = policy({"type": "notify.email", "config": mail}, {"type": "notify.sms", "config": TEXT})
    assert found["Statement"] == [
        {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": ["*"]},
        {
            "Effect": "Allow",
            "Action": ["ses:SendEmail", "ses:SendRawEmail"],
            "Resource": [f"{SES}:identity/ann@example.com", f"{SES}:identity/example.com"],
        },
    ]


@pytest.mark.parametrize("sender", [None, "{{ input.who }}"], ids=["the credential's", "computed"])
def test_what_is_only_known_when_it_runs_is_any_of_its_kind(sender: str | None) -> None:
    mail = {**MAIL, **({"from": sender} if sender else {})}
    [statement] = policy({"type": "notify.email", "config": mail})["Statement"]
    assert statement["Resource"] == [f"{SES}:configuration-set/*", f"{SES}:identity/*"]


def test_disabled_nodes_are_allowed_nothing() -> None:
    assert policy({"type": "notify.sms", "config": TEXT, "disabled": True}) is None


def test_what_undoes_a_step_may_do_its_work() -> None:
    undo = {"type": "notify.sms", "config": TEXT}
    keep = {"type": "core.log", "config": {"message": "x"}, "compensate_with": "n1"}
    assert policy(keep, undo)["Statement"][0]["Action"] == ["sns:Publish"]


def test_the_same_resources_share_a_statement_and_order_does_not_matter() -> None:
    logs = [{"type": "core.log", "config": {"message": name}} for name in ("b", "a", "b")]
    found = policy(*logs, catalogue=Reading())
    assert [each["Resource"] for each in found["Statement"]] == [
        ["arn:${AWS::Partition}:s3:::a/*"],
        ["arn:${AWS::Partition}:s3:::b/*"],
    ]
    assert found == policy(*reversed(logs), catalogue=Reading())


def test_a_policy_that_would_be_too_large_allows_its_actions_on_everything() -> None:
    logs = [{"type": "core.log", "config": {"message": f"bucket-{number:03d}"}} for number in range(200)]
    assert policy(*logs, catalogue=Reading())["Statement"] == [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}
    ]


def test_every_node_that_calls_aws_says_what_it_calls() -> None:
    folder = Path(nodes.__path__[0])
    calling = {
        f"{path.parent.name}.{path.stem}"
        for path in folder.glob("*/*.py")
        if not path.stem.startswith("_") and "_aws.call(" in path.read_text("utf-8")
    }
    assert calling >= {"notify.email", "notify.sms"}
    assert calling == {name for name in CATALOGUE if CATALOGUE[name].aws is not None}
