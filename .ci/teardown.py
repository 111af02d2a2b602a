"""Deletes a deployment and all that it has made: runs, machines, the stack, and what the stack would leave.

Nothing of it can be had back, but for the two keys, which AWS keeps for seven days. Exported audit logs stay.
"""

import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

CONFIG = Path(__file__).parents[1] / "samconfig.toml"
_KEY_DAYS = 7
_KEPT = ("AuditKey", "AuditLogs")
"""What proves what was done; its files are locked until their time is over."""


def main(stage: str) -> None:
    """Asks, and deletes."""
    config = tomllib.loads(CONFIG.read_text("utf-8"))
    given = config["default" if stage == "dev" else stage]["deploy"]["parameters"]
    stack = given.get("stack_name") or config["default"]["global"]["parameters"]["stack_name"]
    print(f"This deletes the stack {stack} with all flows, runs, credentials and files. There is no way back.")
    if input("Type the name of the stack to go on: ").strip() != stack:
        raise SystemExit("Nothing was deleted.")
    Teardown(stack, boto3.client).run()


class Teardown:
    """Deletes one stack; `client` makes clients of AWS's services by name. What is gone already is fine."""

    def __init__(self, stack: str, client: Any) -> None:
        self._stack = stack
        self._client = client

    def run(self) -> None:
        """Deletes everything, what others refer to last."""
        cloudformation = self._client("cloudformation")
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=self._stack)
        found = [each for page in pages for each in page["StackResourceSummaries"]]

        def of(kind: str) -> list[str]:
            own = [each for each in found if each["ResourceType"] == kind]
            return [each["PhysicalResourceId"] for each in own if each["LogicalResourceId"] not in _KEPT]

        self._delete_machines()
        self._delete_roles()  # their boundary is a part of the stack
        for name in of("AWS::DynamoDB::Table"):
            with suppress(ClientError):
                self._client("dynamodb").update_table(TableName=name, DeletionProtectionEnabled=False)
        cloudformation.delete_stack(StackName=self._stack)
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=self._stack, WaiterConfig={"Delay": 5})
        for name in of("AWS::DynamoDB::Table"):
            with suppress(ClientError):
                self._client("dynamodb").delete_table(TableName=name)
        for name in of("AWS::S3::Bucket"):
            self._delete_bucket(name)
        for name in of("AWS::KMS::Key"):
            with suppress(ClientError):
                self._client("kms").schedule_key_deletion(KeyId=name, PendingWindowInDays=_KEY_DAYS)
        for name in ("core", "deps"):
            self._delete_layer(f"{self._stack}-{name}")
        self._forget_workers(f"{self._stack}-browser")

    def _delete_machines(self) -> None:
        """Deletes the machines of flows; what they execute ends with them."""
        states = self._client("stepfunctions")
        for page in states.get_paginator("list_state_machines").paginate():
            for machine in page["stateMachines"]:
                if machine["name"].startswith(f"{self._stack}-flow-"):
                    states.delete_state_machine(stateMachineArn=machine["stateMachineArn"])

    def _delete_bucket(self, name: str) -> None:
        s3 = self._client("s3")
        with suppress(ClientError):
            for keys in _batches(s3, name):
                s3.delete_objects(Bucket=name, Delete={"Objects": keys, "Quiet": True})
            s3.delete_bucket(Bucket=name)

    def _delete_layer(self, name: str) -> None:
        """Deletes all versions of a layer: each deployment of other code has left one."""
        functions = self._client("lambda")
        for page in functions.get_paginator("list_layer_versions").paginate(LayerName=name):
            for each in page["LayerVersions"]:
                functions.delete_layer_version(LayerName=name, VersionNumber=each["Version"])

    def _delete_roles(self) -> None:
        """Deletes the roles that flows have of their own."""
        iam = self._client("iam")
        path = f"/flow-builder/{self._client('cloudformation').meta.region_name}/{self._stack}/"
        for page in iam.get_paginator("list_roles").paginate(PathPrefix=path):
            for role in (each["RoleName"] for each in page["Roles"]):
                for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
                    iam.delete_role_policy(RoleName=role, PolicyName=policy)
                iam.delete_role(RoleName=role)

    def _forget_workers(self, family: str) -> None:
        """Deregisters what browser workers were once started from: an update of the stack leaves it to the runs under way."""
        tasks = self._client("ecs")
        for page in tasks.get_paginator("list_task_definitions").paginate(familyPrefix=family):
            for arn in page["taskDefinitionArns"]:
                tasks.deregister_task_definition(taskDefinition=arn)


def _batches(s3: Any, bucket: str) -> Iterator[list[dict[str, str]]]:
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for kind in ("Versions", "DeleteMarkers"):
            keys = [{"Key": each["Key"], "VersionId": each["VersionId"]} for each in page.get(kind, ())]
            if keys:
                yield keys


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
