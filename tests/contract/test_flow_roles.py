"""Roles of flows in IAM, on the stand-in: what they may do, who may take them, and that they go."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import boto3
import pytest

from flow_builder.machines.flow_roles import FlowRoleMaker, connect
from tests.support.nodes import Bench, client
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin

SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/*"


def allowing(*actions: str, on: str = "*") -> dict[str, Any]:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": [on]}
    return {"Version": "2012-10-17", "Statement": [statement]}


@pytest.fixture
def iam(standin: StandIn) -> Iterator[Any]:
    made = boto3.client("iam", region_name=REGION, endpoint_url=standin.url)
    yield made
    made.close()


@pytest.fixture
def boundary(iam: Any) -> str:
    given = json.dumps(allowing("sns:Publish"))
    return str(iam.create_policy(PolicyName=f"boundary-{uuid4().hex[:8]}", PolicyDocument=given)["Policy"]["Arn"])


@pytest.fixture
def runner(iam: Any) -> str:
    """Returns the ARN of a role that works in roles of flows, as the function of machines does."""
    name = f"run-step-{uuid4().hex[:8]}"
    account = {"Effect": "Allow", "Principal": {"AWS": "000000000000"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [account]})
    arn = str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)["Role"]["Arn"])
    roles = "arn:aws:iam::000000000000:role/flow-builder/*"
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps(allowing("sts:AssumeRole", on=roles)))
    return arn


@pytest.fixture
def maker(standin: StandIn, boundary: str, runner: str) -> FlowRoleMaker:
    def connected(service: str) -> Any:
        if service == "iam":
            return connect(service, REGION, standin.url)
        root = connect(service, REGION, standin.url)
        given = root.assume_role(RoleArn=runner, RoleSessionName="tests")["Credentials"]
        root.close()
        session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], REGION)
        return session.client("sts", endpoint_url=standin.url)

    return FlowRoleMaker(
        connected,
        prefix=f"stack-{uuid4().hex[:6]}-flow",
        path=f"/flow-builder/{REGION}/stack/",
        boundary=boundary,
        takers=[runner],
        region=REGION,
        endpoint=standin.url,
    )


async def test_a_role_is_bounded_named_by_its_flow_and_does_what_the_last_policy_says(
    maker: FlowRoleMaker, iam: Any, boundary: str, runner: str
) -> None:
    arn = await maker.put("w", "flow_1", allowing("sns:Publish"))
    assert await maker.put("w", "flow_1", allowing("ses:SendEmail", on=SES)) == arn
    assert await maker.put("v", "flow_1", allowing("sns:Publish")) != arn
    name = maker.name("w", "flow_1")
    role = (await asyncio.to_thread(iam.get_role, RoleName=name))["Role"]
    assert (role["Arn"], role["PermissionsBoundary"]["PermissionsBoundaryArn"]) == (arn, boundary)
    assert {each["Key"]: each["Value"] for each in role["Tags"]} == {"workspace": "w", "flow": "flow_1"}
    [trust] = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Condition"] == {"ArnEquals": {"aws:PrincipalArn": [runner]}}
    assert (await asyncio.to_thread(iam.list_role_policies, RoleName=name))["PolicyNames"] == ["flow"]
    policy = await asyncio.to_thread(iam.get_role_policy, RoleName=name, PolicyName="flow")
    account = arn.split(":")[4]
    assert policy["PolicyDocument"]["Statement"][0]["Resource"] == [f"arn:aws:ses:{REGION}:{account}:identity/*"]
    for _ in range(2):
        await maker.remove("w", "flow_1")
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        await asyncio.to_thread(iam.get_role, RoleName=name)


async def test_a_node_without_a_credential_works_in_the_role_of_its_flow(
    maker: FlowRoleMaker, standin: StandIn
) -> None:
    arn = await maker.put("w", "flow_2", allowing("sns:Publish"))
    keys = await maker.keys(arn, "r_1")
    assert await maker.keys(arn, "r_1") == keys
    assert (await maker.keys(arn, "r_2"))["session_token"] != keys["session_token"]
    sts = boto3.client(
        "sts",
        endpoint_url=standin.url,
        region_name=REGION,
        aws_access_key_id=keys["access_key_id"],
        aws_secret_access_key=keys["secret_access_key"],
        aws_session_token=keys["session_token"],
    )
    who = (await asyncio.to_thread(sts.get_caller_identity))["Arn"]
    sts.close()
    assert who.endswith(f"assumed-role/{maker.name('w', 'flow_2')}/r_1")
    async with client() as http:
        bench = Bench(http=http)
        bench.backend.aws = keys
        output = await bench("notify.sms", {"via": {"kind": "sns"}, "to": "+4915112345678", "text": "Hello"})
        assert output["id"] in (await http.get(f"{standin.url}/_ministack/sns/sms-messages")).text
