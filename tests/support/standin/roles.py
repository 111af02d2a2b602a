"""Roles of template.yaml for parts of a stack that a test puts together: the policies that are deployed, on its resources."""

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import boto3

from tests.support.standin.deployment import ROOT, _sam
from tests.support.standin_server import REGION, StandIn

Json = dict[str, Any]
_HERE = {"AWS::Partition": "aws", "AWS::Region": REGION, "AWS::AccountId": "000000000000"}
_NAME = re.compile(r"\$\{([^}]+)\}")
_FUNCTION = {"Service": "lambda.amazonaws.com"}


def make_role(standin: StandIn, logical: str, known: Mapping[str, str]) -> str:
    """Makes the role of a function or a role of the template, and returns its ARN.

    `known` has the values of references such as `Table.Arn`; what others point at does not exist. Conditions hold.
    """
    found = _resources()[logical]
    properties = _resolved(found["Properties"], {**_HERE, **known})
    trust = properties.get("AssumeRolePolicyDocument", _trust(_FUNCTION))
    policies = [each["PolicyDocument"] for each in properties.get("Policies", ()) if isinstance(each, dict)]
    shared = (*properties.get("ManagedPolicyArns", ()), *properties.get("Policies", ()))
    documents = [_resources()[each]["Properties"]["PolicyDocument"] for each in shared if isinstance(each, str)]
    policies += _resolved(documents, {**_HERE, **known})
    iam = boto3.client("iam", region_name=REGION, endpoint_url=standin.url)
    name = f"{known['AWS::StackName']}-{logical}"
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    for number, policy in enumerate(policies):
        iam.put_role_policy(RoleName=name, PolicyName=f"p{number}", PolicyDocument=json.dumps(policy))
    return str(arn)


def _trust(principal: Json) -> Json:
    allowed = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [allowed]}


@cache
def _resources() -> Json:
    found: Json = json.loads(_sam("parse", (ROOT / "template.yaml").read_text("utf-8")))["Resources"]
    return found


def _resolved(value: Any, known: Mapping[str, str]) -> Any:
    """Returns a part of the template with its references replaced; what nobody knows keeps its logical name."""
    match value:
        case {"Ref": str(name)}:
            return known.get(name, name)
        case {"Fn::GetAtt": [*path]} | {"Fn::GetAtt": path}:
            name = path if isinstance(path, str) else ".".join(path)
            return known.get(name, name)
        case {"Fn::Sub": str(text)}:
            return _NAME.sub(lambda found: known.get(found[1], found[1]), text)
        case {"Fn::If": [_, then, _]}:
            return _resolved(then, known)
        case dict():
            return {name: _resolved(each, known) for name, each in value.items()}
        case list():
            return [_resolved(each, known) for each in value]
    return value
