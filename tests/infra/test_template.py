"""Facts about template.yaml."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from flow_builder.api.app import PREFIX
from flow_builder.api.forms import FORMS
from flow_builder.api.gateway import HOOKS
from flow_builder.api.guard import DEMO
from flow_builder.api.links import LINKS
from flow_builder.api.routes.auth import JWKS
from flow_builder.api.spa import _POLICY as POLICY
from flow_builder.api.trace import PATH as TRACE
from flow_builder.cloud import CloudSettings
from flow_builder.sam.template import state_policy
from flow_builder.settings import Settings
from flow_builder.store.dynamo import _description

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


class _Loader(yaml.SafeLoader):
    """Reads CloudFormation's short tags as their plain values."""


_Loader.add_multi_constructor("!", lambda loader, _, node: getattr(loader, f"construct_{node.id}")(node))


@cache
def template() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text("utf-8"), _Loader)
    return found


def resources() -> dict[str, Any]:
    found: dict[str, Any] = template()["Resources"]
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
    kept = ("Table", "Blobs", "Web", "AuditLogs", "AuditKey", "SealingKey", "DerivingKey")
    assert {found[name]["DeletionPolicy"] for name in kept} == {"Retain"}


@pytest.mark.parametrize("name", ["AuditLogs", "Blobs", "Web"])
def test_buckets_are_private_and_encrypted(name: str) -> None:
    properties = resources()[name]["Properties"]
    assert all(properties["PublicAccessBlockConfiguration"].values())
    assert properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]


def functions() -> dict[str, Any]:
    return {name: each for name, each in resources().items() if each["Type"] == "AWS::Serverless::Function"}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def documents(name: str) -> list[dict[str, Any]]:
    """Returns the statements of a role, a policy, or a function with the policies that it has."""
    properties = resources()[name]["Properties"]
    found = [properties["PolicyDocument"]] if "PolicyDocument" in properties else []
    for policy in map(plain, properties.get("Policies", ())):
        found += (
            [{"Statement": documents(policy)}] if isinstance(policy, str) else [policy.get("PolicyDocument", policy)]
        )
    for policy in map(plain, properties.get("ManagedPolicyArns", ())):
        found.append({"Statement": documents(policy)})
    return [statement for document in found for statement in map(plain, document["Statement"]) if statement]


def plain(statement: Any) -> Any:
    """Returns what a statement is under a condition of the template, if it has one."""
    return statement[1] if isinstance(statement, list) else statement


def granting() -> list[str]:
    """Returns the resources that let somebody of the stack do something."""
    kinds = ("AWS::Serverless::Function", "AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
    return [name for name, each in resources().items() if each["Type"] in kinds]


def allowed(name: str) -> set[str]:
    return {action for statement in documents(name) for action in listed(statement["Action"])}


NAMES = sorted(functions())


@pytest.mark.parametrize("name", NAMES)
def test_every_function_has_code_a_log_that_ends_a_limit_an_alarm_and_a_caller(name: str) -> None:
    properties = functions()[name]["Properties"]
    assert (ROOT / properties["CodeUri"] / "app.py").exists()
    assert resources()[properties["LoggingConfig"]["LogGroup"]]["Properties"]["RetentionInDays"] == "LogDays"
    assert properties["Timeout"] <= 900
    assert properties["AutoPublishAliasAllProperties"] is True
    alarm = resources()[name.removesuffix("Function") + "Fails"]["Properties"]
    assert alarm["Dimensions"] == [{"Name": "FunctionName", "Value": name}]
    assert alarm["AlarmActions"] == ["Alarms"]
    others = json.dumps({each: value for each, value in resources().items() if each not in (name, "Dashboard")})
    called = f":function:{properties['FunctionName']}"
    assert properties.get("Events") or f"{name}.Alias" in others or called in others


def test_code_of_functions_is_short() -> None:
    for path in (ROOT / "functions").glob("*/app.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 40, path


def test_functions_are_told_all_that_they_ask_for() -> None:
    everywhere = template()["Globals"]["Function"]["Environment"]["Variables"]
    asked = {f"FLOW_{name.upper()}" for name, field in CloudSettings.model_fields.items() if field.is_required()}
    given = asked - {"FLOW_REGION"}  # from Lambda itself
    assert given - set(everywhere) == {"FLOW_RUN_STEP"}
    for name, each in functions().items():
        own = each["Properties"].get("Environment", {}).get("Variables", {})
        # The function itself knows its own version, which is made after its settings.
        assert ("FLOW_RUN_STEP" in own) is (name != "RunStepFunction")


def test_every_setting_that_is_given_is_known() -> None:
    known = {f"FLOW_{name.upper()}" for model in (CloudSettings, Settings) for name in model.model_fields} | {
        "FLOW_EDGE"
    }
    given = set(template()["Globals"]["Function"]["Environment"]["Variables"])
    for each in functions().values():
        given |= set(each["Properties"].get("Environment", {}).get("Variables", {}))
    given |= {each["Name"] for each in worker()["Environment"]}
    assert given <= known


def worker() -> dict[str, Any]:
    found: dict[str, Any] = resources()["BrowserTask"]["Properties"]["ContainerDefinitions"][0]
    return found


def test_workers_are_told_all_that_they_ask_for() -> None:
    asked = {f"FLOW_{name.upper()}" for name, field in CloudSettings.model_fields.items() if field.is_required()}
    assert asked <= {each["Name"] for each in worker()["Environment"]}


@pytest.mark.parametrize("name", granting())
def test_nobody_may_do_everything_or_anything_to_everything(name: str) -> None:
    assert documents(name)
    for statement in documents(name):
        if statement["Effect"] == "Deny":
            continue
        actions = listed(statement["Action"])
        assert not [each for each in actions if each.endswith("*")]
        assert statement["Resource"] != "*" or actions == ["ecr:GetAuthorizationToken"]
        assert statement["Sid"]


def test_who_may_do_what_is_in_words_that_aws_knows() -> None:
    """Finds mistyped actions, and operations that are no actions, such as dynamodb:TransactWriteItems."""
    pytest.importorskip("cfnlint")
    from cfnlint.data import AdditionalSpecs
    from cfnlint.helpers import load_resource

    known: dict[str, Any] = load_resource(AdditionalSpecs, "Policies.json")
    ejected = {action for statement in state_policy()["Statement"] for action in statement["Action"]}
    named = {each for each in ejected.union(*map(allowed, granting())) if ":" in each and not each.endswith("*")}
    given = [each.split(":") for each in named]
    assert [":".join(each) for each in given if each[1].lower() not in known[each[0]]["Actions"]] == []


def test_roles_can_be_assumed_for_this_account_only() -> None:
    for name, each in resources().items():
        if each["Type"] == "AWS::IAM::Role":
            (statement,) = each["Properties"]["AssumeRolePolicyDocument"]["Statement"]
            assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "AWS::AccountId"}}, name


def calls(path: str, service: str) -> set[str]:
    """Returns what an adapter calls, as names of permissions."""
    text = (ROOT / "layers" / "core" / "flow_builder" / path).read_text("utf-8")
    return {f"{service}:{_camel(name)}" for name in re.findall(r"self\._client\.(\w+)", text) if name != "meta"}


def test_functions_may_do_what_their_adapters_call_and_no_more() -> None:
    assert {each for each in allowed("StorePolicy") if each.startswith("kms:")} == calls("vault/kms.py", "kms")
    machines = {each for each in allowed("MachinePolicy") if each.startswith("states:")}
    assert machines == calls("machines/step_functions.py", "states") | {"states:PublishStateMachineVersion"}
    schedules = {each for each in allowed("SchedulePolicy") if each.startswith("scheduler:")}
    assert schedules == calls("schedules/eventbridge.py", "scheduler")


def test_who_answers_strangers_may_change_no_schedules_or_roles() -> None:
    for name in ("WebhookFunction", "RealtimeFunction", "AuthorizerFunction"):
        assert not {each for each in allowed(name) if each.startswith(("scheduler:", "iam:Create", "iam:Put", "ecs:"))}
    services = {each.partition(":")[0] for each in allowed("AuthorizerFunction")}
    assert services == {"dynamodb", "kms"}


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def test_the_names_of_machines_are_those_that_roles_allow() -> None:
    text = (ROOT / "template.yaml").read_text("utf-8")
    assert "FLOW_MACHINES: !Sub ${AWS::StackName}-flow\n" in text
    assert set(re.findall(r"stateMachine:\S+", text)) == {
        "stateMachine:${AWS::StackName}-flow-*",
        "stateMachine:${AWS::StackName}-flow-",
    }


def test_the_web_app_has_the_policy_that_one_machine_gives_it() -> None:
    given = resources()["WebHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    shown = given["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    # What is too large for the API comes from the bucket.
    shown = shown.replace(" https://${Blobs.RegionalDomainName};", ";", 1)
    assert shown.replace("${StyleNonce}", "{nonce}") == POLICY


def test_cloudfront_asks_the_api_for_all_that_is_not_the_web_app() -> None:
    config = resources()["Distribution"]["Properties"]["DistributionConfig"]
    asked = {each["PathPattern"].rstrip("*"): each["TargetOriginId"] for each in config["CacheBehaviors"]}
    assert asked.pop("/api/v1/live") == "live"
    assert set(asked.values()) == {"api"}
    for place in (HOOKS, FORMS, LINKS, DEMO, JWKS, TRACE, f"{PREFIX}/flows", "/docs", "/openapi.json"):
        assert place.startswith(tuple(asked)), place
    assert config["DefaultCacheBehavior"]["TargetOriginId"] == "web"
    assert config["CacheBehaviors"][0]["PathPattern"] == "/api/v1/live"  # before all others


def test_what_is_handed_over_and_not_taken_is_kept() -> None:
    found = resources()
    dead = {"deadLetterTargetArn": "DeadLetters.Arn", "maxReceiveCount": 5}
    assert found["Starts"]["Properties"]["RedrivePolicy"] == dead
    assert found["BrowserQueue"]["Properties"]["RedrivePolicy"] == dead
    assert found["StartRule"]["Properties"]["Targets"][0]["DeadLetterConfig"] == {"Arn": "DeadLetters.Arn"}
    ends = found["RecordFunction"]["Properties"]["Events"]["Ends"]["Properties"]
    assert ends["DeadLetterConfig"] == {"Arn": "DeadLetters.Arn"}
    assert found["DeadLetters"]["Properties"]["MessageRetentionPeriod"] == 14 * 86_400


def test_a_message_is_hidden_for_longer_than_its_taker_may_take() -> None:
    takes = functions()["StartRunFunction"]["Properties"]["Timeout"]
    assert resources()["Starts"]["Properties"]["VisibilityTimeout"] >= 6 * takes


def test_a_lean_stack_has_no_nat_gateway_and_an_existing_network_is_left_as_it_is() -> None:
    for name, each in resources().items():
        if each["Type"] in ("AWS::EC2::NatGateway", "AWS::EC2::EIP"):
            assert each["Condition"] in ("HasNat", "HasTwoNats"), name
        elif each["Type"].startswith("AWS::EC2::") and name != "WorkerSecurityGroup":
            assert each["Condition"] in ("HasOwnVpc", "HasNat"), name


def test_settings_of_deployments_name_parameters_of_the_template() -> None:
    config = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    for stage in ("default", "staging", "prod"):
        given = config[stage]["deploy"]["parameters"]["parameter_overrides"]
        assert {each.partition("=")[0] for each in given.split()} <= set(template()["Parameters"])


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


def test_roles_of_flows_are_bounded_and_reach_nothing_of_the_stack() -> None:
    making = {action: each for each in documents("FlowRolePolicy") for action in listed(each["Action"])}
    for action in ("iam:CreateRole", "iam:PutRolePolicy"):
        assert making[action]["Condition"] == {"StringEquals": {"iam:PermissionsBoundary": "FlowBoundary"}}
    path = template()["Globals"]["Function"]["Environment"]["Variables"]["FLOW_ROLE_PATH"]
    assert {each["Resource"].partition(":role")[2] for each in making.values()} == {f"{path}*"}
    denied = {str(plain(one)) for each in documents("FlowBoundary")[1:] for one in listed(each["Resource"])}
    kinds = (
        "DynamoDB::Table",
        "S3::Bucket",
        "KMS::Key",
        "SQS::Queue",
        "Events::EventBus",
        "ECS::Cluster",
        "SNS::Topic",
    )
    own = {name for name, each in resources().items() if each["Type"].removeprefix("AWS::") in kinds}
    assert own <= {one.removeprefix("${").partition("}")[0].partition(".")[0] for one in denied}
    assert template()["Parameters"]["FlowRoles"]["Default"] == ""
