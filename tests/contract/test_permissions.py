"""The stand-in lets a role do what its policies say, and refuses all else; so do its own services."""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.support.conditions import eventually
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin
ACCOUNT = "000000000000"
PASSED = "iam:PassedToService"


def table(name: str) -> str:
    return f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}"


def allow(actions: Any, resource: Any, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


def trust(**principal: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


@pytest.fixture(autouse=True)
def nobody_is_refused() -> None:
    """Here somebody is."""


@dataclass(frozen=True)
class Roles:
    """Makes roles on the stand-in and acts in them."""

    standin: StandIn

    def client(self, service: str, credentials: dict[str, str] | None = None) -> Any:
        given = credentials or {"AccessKeyId": "test", "SecretAccessKey": "test"}
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.standin.url,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given.get("SessionToken"),
        )

    def make(self, *statements: dict[str, Any], trusted: dict[str, Any] | None = None, **more: str) -> str:
        name = f"intended-{uuid4().hex[:8]}"
        iam = self.client("iam")
        assumed = policy(trusted or trust(AWS=f"arn:aws:iam::{ACCOUNT}:root"))
        arn = str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=assumed, **more)["Role"]["Arn"])
        if statements:
            iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy(*statements))
        return arn

    def taken(self, arn: str) -> dict[str, str]:
        """Returns the credentials of somebody in a role."""
        given: dict[str, str] = self.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
        return given

    def acting(self, service: str, *statements: dict[str, Any]) -> Any:
        """Returns the client of somebody who may do what the statements say."""
        return self.client(service, self.taken(self.make(*statements)))


@pytest.fixture(scope="module")
def roles(standin: StandIn) -> Roles:
    return Roles(standin)


@pytest.fixture(scope="module")
def made(roles: Roles) -> Iterator[str]:
    """Yields the name of a table."""
    client, name = roles.client("dynamodb"), f"t-{uuid4().hex[:8]}"
    key = {"AttributeName": "pk", "AttributeType": "S"}
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[key],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "gsi1",
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    yield name
    client.delete_table(TableName=name)


KEY = {"pk": {"S": "a"}}


def refused(call: Callable[..., Any], **given: Any) -> str:
    """Returns what is said to somebody who may not make a call."""
    with pytest.raises(ClientError) as caught:
        call(**given)
    assert caught.value.response["Error"]["Code"].startswith("AccessDenied"), caught.value
    return str(caught.value.response["Error"]["Message"])


def test_nothing_is_allowed_that_no_policy_allows(roles: Roles, made: str) -> None:
    reader = roles.acting("dynamodb", allow("dynamodb:GetItem", table(made)))
    reader.get_item(TableName=made, Key=KEY)
    said = refused(reader.put_item, TableName=made, Item=KEY)
    assert "intended-" in said
    assert f"not authorized to perform: dynamodb:PutItem on resource: {table(made)} because no identity" in said
    refused(reader.get_item, TableName="another", Key=KEY)


def test_what_is_denied_counts_more_than_what_is_allowed(roles: Roles, made: str) -> None:
    deny = {**allow("dynamodb:DeleteItem", "*"), "Effect": "Deny"}
    client = roles.acting("dynamodb", allow("dynamodb:*", "*"), deny)
    client.put_item(TableName=made, Item=KEY)
    assert "explicit deny" in refused(client.delete_item, TableName=made, Key=KEY)


def test_wildcards_cover_what_they_look_like(roles: Roles, made: str) -> None:
    client = roles.acting("dynamodb", allow("dynamodb:?etItem", f"{table(made)[:-2]}??"))
    client.get_item(TableName=made, Key=KEY)
    refused(client.put_item, TableName=made, Item=KEY)


def test_an_index_is_a_resource_of_its_own(roles: Roles, made: str) -> None:
    query = {"KeyConditionExpression": "pk = :a", "ExpressionAttributeValues": {":a": {"S": "a"}}, "TableName": made}
    client = roles.acting("dynamodb", allow("dynamodb:Query", table(made)))
    client.query(**query)
    assert f"{table(made)}/index/gsi1 " in refused(client.query, **query, IndexName="gsi1")


def test_transactions_need_what_their_items_need(roles: Roles, made: str) -> None:
    client = roles.acting("dynamodb", allow(["dynamodb:TransactWriteItems", "dynamodb:PutItem"], table(made)))
    check = {"ConditionCheck": {"TableName": made, "Key": KEY, "ConditionExpression": "attribute_exists(pk)"}}
    client.transact_write_items(TransactItems=[{"Put": {"TableName": made, "Item": KEY}}])
    assert "dynamodb:ConditionCheckItem" in refused(client.transact_write_items, TransactItems=[check])


def test_what_nobody_has_said_what_it_asks_for_is_refused(roles: Roles) -> None:
    anything = roles.acting("dynamodb", allow("*", "*"))
    assert "does not know what it asks for" in refused(anything.list_tables)


def test_who_may_not_list_a_bucket_does_not_learn_what_is_missing(roles: Roles) -> None:
    bucket = f"b-{uuid4().hex[:8]}"
    roles.client("s3").create_bucket(Bucket=bucket)
    read = allow("s3:GetObject", f"arn:aws:s3:::{bucket}/a/*")
    reader = roles.acting("s3", read)
    refused(reader.get_object, Bucket=bucket, Key="a/none")
    refused(reader.put_object, Bucket=bucket, Key="a/one", Body=b"")
    lister = roles.acting("s3", read, allow("s3:ListBucket", f"arn:aws:s3:::{bucket}"))
    with pytest.raises(lister.exceptions.NoSuchKey):
        lister.get_object(Bucket=bucket, Key="a/none")


def test_a_key_needs_its_own_policy_too(roles: Roles) -> None:
    nobody = policy(allow("kms:*", "*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/somebody-else"}))
    key = roles.client("kms").create_key(Policy=nobody, BypassPolicyLockoutSafetyCheck=True)["KeyMetadata"]["Arn"]
    refused(roles.acting("kms", allow("kms:Encrypt", key)).encrypt, KeyId=key, Plaintext=b"x")


def test_a_bucket_that_a_key_encrypts_needs_the_key(roles: Roles) -> None:
    key, bucket = roles.client("kms").create_key()["KeyMetadata"]["Arn"], f"b-{uuid4().hex[:8]}"
    client = roles.client("s3")
    client.create_bucket(Bucket=bucket)
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key}}
    client.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    objects = allow(["s3:GetObject", "s3:PutObject"], f"arn:aws:s3:::{bucket}/*")
    writer = roles.acting("s3", objects, allow("kms:GenerateDataKey", key))
    writer.put_object(Bucket=bucket, Key="a", Body=b"1")
    assert "kms:Decrypt" in refused(writer.get_object, Bucket=bucket, Key="a")
    assert "kms:GenerateDataKey" in refused(roles.acting("s3", objects).put_object, Bucket=bucket, Key="a", Body=b"1")


def passing(role: str, service: str) -> dict[str, Any]:
    return allow("iam:PassRole", role, Condition={"StringEquals": {PASSED: service}})


def test_a_machine_gets_no_role_that_its_maker_may_not_pass(roles: Roles) -> None:
    role = roles.make(trusted=trust(Service="states.amazonaws.com"))
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    given = {"name": f"m-{uuid4().hex[:8]}", "roleArn": role, "definition": definition}
    making = allow("states:CreateStateMachine", f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:m-*")
    for passed in ((), (passing(role, "lambda.amazonaws.com"),), (passing(f"{role}x", "states.amazonaws.com"),)):
        said = refused(roles.acting("stepfunctions", making, *passed).create_state_machine, **given)
        assert f"iam:PassRole on resource: {role}" in said
    maker = roles.acting("stepfunctions", making, passing(role, "states.amazonaws.com"))
    assert "PublishStateMachineVersion" in refused(maker.create_state_machine, **given, publish=True)
    machine = maker.create_state_machine(**given)["stateMachineArn"]
    # Versions and aliases are asked for by their machine's ARN.
    starter = roles.acting("stepfunctions", allow("states:StartExecution", machine))
    version = roles.client("stepfunctions").publish_state_machine_version(stateMachineArn=machine)
    starter.start_execution(stateMachineArn=version["stateMachineVersionArn"])


def test_a_schedule_is_in_its_group_and_gets_no_role_that_may_not_be_passed(roles: Roles) -> None:
    role, group = roles.make(trusted=trust(Service="scheduler.amazonaws.com")), f"g-{uuid4().hex[:8]}"
    roles.client("scheduler").create_schedule_group(Name=group)
    target = {"Arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f", "RoleArn": role}
    given = {
        "Name": "s",
        "GroupName": group,
        "ScheduleExpression": "rate(1 day)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": target,
    }
    making = allow("scheduler:*", f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule/{group}/*")
    assert "iam:PassRole" in refused(roles.acting("scheduler", making).create_schedule, **given)
    maker = roles.acting("scheduler", making, passing(role, "scheduler.amazonaws.com"))
    maker.create_schedule(**given)
    refused(maker.create_schedule, **{**given, "GroupName": "default"})
    maker.delete_schedule(Name="s", GroupName=group)


def test_roles_are_made_within_a_boundary_and_taken_on_by_whom_they_trust(roles: Roles) -> None:
    limit = allow("dynamodb:GetItem", "*")
    name = f"limit-{uuid4().hex[:8]}"
    boundary = roles.client("iam").create_policy(PolicyName=name, PolicyDocument=policy(limit))["Policy"]["Arn"]
    path = f"arn:aws:iam::{ACCOUNT}:role/flows/*"
    limited = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
    maker = roles.acting("iam", allow(["iam:CreateRole", "iam:PutRolePolicy"], path, Condition=limited))
    new = {
        "RoleName": f"intended-{uuid4().hex[:8]}",
        "AssumeRolePolicyDocument": policy(trust(Service="x.amazonaws.com")),
    }
    refused(maker.create_role, **new, Path="/flows/")
    refused(maker.create_role, **new, PermissionsBoundary=boundary)
    maker.create_role(**new, Path="/flows/", PermissionsBoundary=boundary)
    maker.put_role_policy(RoleName=new["RoleName"], PolicyName="p", PolicyDocument=policy(limit))
    # What the boundary does not say is not allowed, whatever the role's policies say.
    within = roles.make(allow("dynamodb:*", "*"), PermissionsBoundary=boundary)
    taken = roles.client("dynamodb", roles.taken(within))
    refused(taken.put_item, TableName="t", Item=KEY)


def test_a_role_may_trust_one_role_by_name(roles: Roles) -> None:
    friend = roles.make(allow("sts:AssumeRole", "*"))
    trusted = {**trust(AWS=f"arn:aws:iam::{ACCOUNT}:root"), "Condition": {"ArnEquals": {"aws:PrincipalArn": friend}}}
    role = roles.make(trusted=trusted)
    roles.client("sts", roles.taken(friend)).assume_role(RoleArn=role, RoleSessionName="me")
    refused(roles.acting("sts", allow("sts:AssumeRole", "*")).assume_role, RoleArn=role, RoleSessionName="me")


def test_a_role_is_taken_on_with_leave_of_both_sides(roles: Roles) -> None:
    open_, other = roles.make(), roles.make(trusted=trust(AWS=f"arn:aws:iam::{ACCOUNT}:role/somebody-else"))
    taker = roles.acting("sts", allow("sts:AssumeRole", [open_, other]))
    taker.assume_role(RoleArn=open_, RoleSessionName="me")
    refused(taker.assume_role, RoleArn=other, RoleSessionName="me")
    refused(roles.acting("sts").assume_role, RoleArn=open_, RoleSessionName="me")


async def test_a_machine_may_not_do_more_than_its_role(roles: Roles) -> None:
    queue = roles.client("sqs").create_queue(QueueName=f"q-{uuid4().hex[:8]}")["QueueUrl"]
    role = roles.make(trusted=trust(Service="states.amazonaws.com"))
    told = {"QueueUrl": queue, "MessageBody": "x"}
    sending = {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": told, "End": True}
    states = roles.client("stepfunctions")
    given = {"roleArn": role, "definition": json.dumps({"StartAt": "A", "States": {"A": sending}})}
    machine = states.create_state_machine(name=f"m-{uuid4().hex[:8]}", **given)["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine)["executionArn"]

    async def end() -> dict[str, Any] | None:
        found: dict[str, Any] = await asyncio.to_thread(states.describe_execution, executionArn=execution)
        return None if found["status"] == "RUNNING" else found

    ended = await eventually(end, 60)
    assert ended["status"] == "FAILED"
    assert "not authorized to perform: sqs:SendMessage" in ended["cause"]


def test_refusals_are_kept_for_whoever_asks(roles: Roles, standin: StandIn) -> None:
    role = roles.make()
    refused(roles.client("sqs", roles.taken(role)).send_message, QueueUrl=f"{standin.url}/{ACCOUNT}/q", MessageBody="x")
    noted = [each for each in standin.decisions() if each["role"] == role.rpartition("/")[2]]
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:q"
    assert [(each["action"], each["resource"], each["decision"]) for each in noted] == [
        ("sqs:SendMessage", queue, "refused")
    ]
