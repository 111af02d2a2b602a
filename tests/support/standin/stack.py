"""The parts of a stack that runs need, on the stand-in: table, bucket, keys, and the function that machines call."""

import asyncio
import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3

import flow_builder
from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.domain.documents import load_document
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.machines.cloud.machine import first_input
from flow_builder.machines.step_functions import machine_of
from tests.support.standin.roles import make_role
from tests.support.standin_server import CREDENTIALS, REGION, StandIn

ROOT = Path(__file__).parents[3]
WORKSPACE = "local"


class Stack:
    """A function with the code of this tree, and what it works on; `cloud` is the same from outside."""

    def __init__(self, standin: StandIn, *, stack: str = "", **more: str) -> None:
        self._standin = standin
        self.stack = stack or f"stack-{uuid4().hex[:8]}"
        self.name = f"{self.stack}-run-step"
        self.bucket = f"blobs-{uuid4().hex[:8]}"
        self.client("s3").create_bucket(Bucket=self.bucket)
        kms = self.client("kms")
        sealing = kms.create_key()["KeyMetadata"]["Arn"]
        deriving = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["Arn"]
        self.environment = {
            "FLOW_TABLE": f"state-{uuid4().hex[:8]}",
            "FLOW_BUCKET": self.bucket,
            "FLOW_REGION": REGION,
            "FLOW_KMS_KEY": sealing,
            "FLOW_KMS_MAC_KEY": deriving,
            "FLOW_MACHINES": f"{self.stack}-flow",
            "FLOW_RUN_STEP": self.name,
            "FLOW_ENDPOINT": standin.url,
            **more,
        }
        self.environment["FLOW_MACHINE_ROLE"] = self.role("MachineRole")
        self._create_function()
        self.cloud = Cloud(load_cloud_settings(self.environment))
        self.machines = self.client("stepfunctions")

    def client(self, service: str) -> Any:
        """Returns a client of a service of the stand-in."""
        return boto3.client(service, region_name=REGION, endpoint_url=self._standin.url)

    def role(self, logical: str) -> str:
        """Makes a role of the template for this stack, and returns its ARN."""
        return make_role(self._standin, logical, self.references())

    def credentials(self, logical: str) -> dict[str, str]:
        """Returns the environment of somebody in a role of the template."""
        given = self.client("sts").assume_role(RoleArn=self.role(logical), RoleSessionName="tests")["Credentials"]
        return {
            "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
            "AWS_SESSION_TOKEN": given["SessionToken"],
        }

    def references(self) -> dict[str, str]:
        """Returns what references in the template are in this stack."""
        table, told = self.environment["FLOW_TABLE"], self.environment
        return {
            "AWS::StackName": self.stack,
            "Table.Arn": f"arn:aws:dynamodb:{REGION}:000000000000:table/{table}",
            "Blobs.Arn": f"arn:aws:s3:::{self.bucket}",
            "SealingKey.Arn": told["FLOW_KMS_KEY"],
            "DerivingKey.Arn": told["FLOW_KMS_MAC_KEY"],
            "MachineRole.Arn": told.get("FLOW_MACHINE_ROLE", ""),
            "SocketApi": "none",
        }

    def _create_function(self) -> None:
        """Creates the function; its code is this tree's, found by path, since building layers takes a minute."""
        packages = Path(boto3.__file__).parents[1]
        core = Path(flow_builder.__path__[0]).parent
        paths = [str(core), str(ROOT / "functions" / "run_step"), str(packages)]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("begin.py", f"import sys\nsys.path[:0] = {paths!r}\nfrom app import handler\n")
        self.client("lambda").create_function(
            FunctionName=self.name,
            Runtime="python3.11",
            Role=self.role("RunStepFunction"),
            Handler="begin.handler",
            Code={"ZipFile": packed.getvalue()},
            Environment={"Variables": {**self.environment, **CREDENTIALS}},
            Timeout=60,
        )

    async def start(self, document: dict[str, Any], input_: Any = None) -> tuple[Run, str]:
        """Starts a run of a document; returns it and its machine's ARN."""
        loaded = load_document(document)
        stores = self.cloud.stores
        hash_ = await stores.flows.put_document(WORKSPACE, loaded)
        run = Run(
            id=new_id("r"),
            workspace=WORKSPACE,
            flow="f",
            flow_name=loaded.name,
            document=hash_,
            input=input_,
            created_at=now(),
        )
        await stores.runs.create(run)
        plan = (await self.cloud.plan(WORKSPACE, hash_)).prepared.plan
        machine = await self.cloud.deployed.arn(WORKSPACE, "f", plan)
        await self.cloud.machines.start(machine, run.id, first_input(run))
        return run, machine

    async def end(self, run: Run, machine: str, timeout_s: float = 60) -> tuple[Run, str]:
        """Waits for the end of a run's execution; returns the run as stored and the execution's status."""
        async with asyncio.timeout(timeout_s):
            while True:
                found = (await asyncio.to_thread(self.machines.list_executions, stateMachineArn=machine_of(machine)))[
                    "executions"
                ]
                mine = next((each for each in found if each["name"] == run.id), None)
                if mine is not None and mine["status"] != "RUNNING":
                    return await self.cloud.stores.runs.get(WORKSPACE, run.id), mine["status"]
                await asyncio.sleep(0.05)
