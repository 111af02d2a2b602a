"""Facts about template.yaml."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flow_builder.cloud import CloudSettings
from flow_builder.store.dynamo import _description

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as their plain values."""


_Loader.add_multi_constructor("!", lambda loader, _, node: getattr(loader, f"construct_{node.id}")(node))


def resources() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Loader)["Resources"]
    return found


def by_name(indexes: list[dict[str, Any]]) -> dict[str, Any]:
    return {index["IndexName"]: {key: index[key] for key in ("KeySchema", "Projection")} for index in indexes}


def test_the_table_is_the_one_that_the_adapter_expects() -> None:
    declared = resources()["Table"]["Properties"]
    expected = _description("t")

    def sorted_names(each: dict[str, Any]) -> list[dict[str, str]]:
        return sorted(each["AttributeDefinitions"], key=lambda attribute: attribute["AttributeName"])

    assert declared["KeySchema"] == expected["KeySchema"]
    assert sorted_names(declared) == sorted_names(expected)
    assert by_name(declared["GlobalSecondaryIndexes"]) == by_name(expected["GlobalSecondaryIndexes"])
    assert declared["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}


def test_state_survives_mistakes_and_the_stack() -> None:
    found = resources()
    assert found["Table"]["Properties"]["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert {found[name]["DeletionPolicy"] for name in ("Table", "Blobs")} == {"Retain"}


def test_the_bucket_is_private_and_encrypted() -> None:
    properties = resources()["Blobs"]["Properties"]
    assert all(properties["PublicAccessBlockConfiguration"].values())
    assert properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]


def functions() -> dict[str, Any]:
    return {name: each for name, each in resources().items() if each["Type"] == "AWS::Serverless::Function"}


def statements() -> list[dict[str, Any]]:
    """Returns all statements of roles and functions."""
    found: list[dict[str, Any]] = []
    for each in resources().values():
        for policy in each["Properties"].get("Policies", ()):
            found += policy.get("PolicyDocument", policy)["Statement"]
    return found


def test_every_function_is_there_has_a_log_that_ends_and_a_time_limit() -> None:
    for name, each in functions().items():
        properties = each["Properties"]
        assert (ROOT / properties["CodeUri"] / "app.py").exists(), name
        assert resources()[properties["LoggingConfig"]["LogGroup"]]["Properties"]["RetentionInDays"] == 30
        assert properties["Timeout"] <= 900


def test_the_function_that_executes_runs_is_told_all_it_asks_for() -> None:
    given = functions()["RunStepFunction"]["Properties"]["Environment"]["Variables"]
    own = {"region", "run_step"}  # from Lambda itself
    asked = {name for name, field in CloudSettings.model_fields.items() if field.is_required()} - own
    assert set(given) == {f"FLOW_{name.upper()}" for name in asked}


def test_nobody_may_do_everything_or_anything_to_everything() -> None:
    assert len(statements()) > 10
    for statement in statements():
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        assert not [each for each in actions if each.endswith("*")]
        assert statement["Resource"] != "*"
        assert statement["Sid"]


def test_the_function_may_do_what_its_adapters_call() -> None:
    allowed = {
        action
        for policy in functions()["RunStepFunction"]["Properties"]["Policies"]
        for statement in policy["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    }
    store = ROOT / "layers" / "core" / "flow_builder"
    called = {
        f"{service}:{_camel(name)}"
        for service, path in (("kms", "vault/kms.py"), ("states", "machines/step_functions.py"))
        for name in re.findall(r"self\._client\.(\w+)", (store / path).read_text("utf-8"))
    }
    unused = {"states:StopExecution"}  # the host that people talk to stops runs
    assert called - unused == {each for each in allowed if each.startswith(("kms:", "states:"))}


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def test_the_names_of_machines_are_those_that_roles_allow() -> None:
    text = (ROOT / "template.yaml").read_text("utf-8")
    assert "FLOW_MACHINES: !Sub ${AWS::StackName}-flow\n" in text
    assert text.count("stateMachine:${AWS::StackName}-flow-*") == 2


def lint(template: str) -> list[str]:
    """Returns what cfn-lint says of a template."""
    cfnlint = pytest.importorskip("cfnlint")
    return [f"{each.rule.id} {each}" for each in cfnlint.lint(template, regions=["eu-central-1"])]


def test_cfn_lint_finds_nothing_wrong() -> None:
    assert lint((ROOT / "template.yaml").read_text("utf-8")) == []


def test_cfn_lint_finds_nothing_wrong_with_machines() -> None:
    machines = {
        "".join(filter(str.isalnum, path.parent.name)): {
            "Type": "AWS::StepFunctions::StateMachine",
            "Properties": {
                "RoleArn": "arn:aws:iam::000000000000:role/machines",
                "Definition": json.loads(path.read_text("utf-8")),
                "DefinitionSubstitutions": dict.fromkeys(PLACEHOLDER.findall(path.read_text("utf-8")), "x"),
            },
        }
        for path in sorted((ROOT / "tests" / "golden").glob("*_a*/machine.json"))  # those that have all kinds of states
    }
    assert len(machines) == 3
    template = {"Resources": machines}
    assert lint(json.dumps(template)) == []
    machines["loopsapart"]["Properties"]["Definition"]["States"]["Finish"]["Type"] = "Tusk"
    assert any("E3601" in each for each in lint(json.dumps(template)))
