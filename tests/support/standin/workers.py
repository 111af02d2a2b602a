"""Browser workers of a stack on the stand-in: a cluster, a task definition whose image is this tree's worker, a queue."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from uuid import uuid4

import boto3

from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.domain.run import Run
from flow_builder.domain.step import StepRecord, path_text
from tests.support.standin.stack import WORKSPACE, Stack
from tests.support.standin_server import CREDENTIALS, REGION, StandIn

IMAGE = "000000000000.dkr.ecr.us-east-1.amazonaws.com/flow-builder-browser:1"


T = TypeVar("T")


async def _eventually(look: Callable[[], Awaitable[T]]) -> T:
    """Returns the first true result of `look`, which asks the stand-in and so not all the time."""
    async with asyncio.timeout(180):
        while not (found := await look()):
            await asyncio.sleep(0.1)
    return found


class Workers(Stack):
    """A stack with browser workers, asked for in both modes."""

    def __init__(self, standin: StandIn) -> None:
        self.cluster = stack = f"stack-{uuid4().hex[:8]}"
        self.family = f"{stack}-browser"
        queue = boto3.client("sqs", region_name=REGION, endpoint_url=standin.url).create_queue(QueueName=self.cluster)
        super().__init__(
            standin,
            stack=stack,
            FLOW_BROWSER_CLUSTER=self.cluster,
            FLOW_BROWSER_TASK=self.family,
            FLOW_BROWSER_SUBNETS="subnet-1,subnet-2",
            FLOW_BROWSER_SECURITY_GROUP="sg-1",
            FLOW_BROWSER_QUEUE=queue["QueueUrl"],
            FLOW_BROWSER_BEAT="1",
            FLOW_BROWSER_WORKERS="1",
            FLOW_ALLOW_PRIVATE_NETWORK="true",
        )
        self.ecs = self.client("ecs")
        self.ecs.create_cluster(clusterName=self.cluster, capacityProviders=["FARGATE", "FARGATE_SPOT"])
        told = {**self.environment, **CREDENTIALS}
        self.ecs.register_task_definition(
            family=self.family,
            taskRoleArn=self.role("WorkerRole"),
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="1024",
            memory="2048",
            containerDefinitions=[
                {
                    "name": "browser",
                    "image": IMAGE,
                    "essential": True,
                    "stopTimeout": 120,
                    "environment": [{"name": name, "value": value} for name, value in told.items()],
                }
            ],
        )

    def references(self) -> dict[str, str]:
        """Returns what references in the template are in this stack."""
        return super().references() | {
            "Cluster": self.cluster,
            "Cluster.Arn": f"arn:aws:ecs:{REGION}:000000000000:cluster/{self.cluster}",
            "BrowserQueue.Arn": f"arn:aws:sqs:{REGION}:000000000000:{self.cluster}",
            "WorkerRole.Arn": f"arn:aws:iam::000000000000:role/{self.stack}-WorkerRole",
        }

    async def begin(self, document: dict[str, Any], mode: str, input_: Any = None) -> tuple[Run, str]:
        """Starts a run whose machine asks for its worker in a mode; returns it and its machine's ARN."""
        self.cloud = Cloud(load_cloud_settings({**self.environment, "FLOW_BROWSER_MODE": mode}))
        return await self.start(document, input_)

    def start_pool(self) -> None:
        """Starts a worker of the pool."""
        self.ecs.run_task(cluster=self.cluster, taskDefinition=self.family)

    async def running(self, but: str = "") -> str:
        """Returns the ARN of the one task that runs, waiting for it."""

        async def look() -> str | None:
            for each in await self.tasks("RUNNING"):
                if each["lastStatus"] == "RUNNING" and each["taskArn"] != but:
                    return str(each["taskArn"])
            return None

        return await _eventually(look)

    async def stopped(self) -> list[tuple[str, int | None]]:
        """Returns (capacity provider, exit code) of the tasks that have ended, once none is running."""

        async def look() -> list[dict[str, Any]] | None:
            return None if await self.tasks("RUNNING") else await self.tasks("STOPPED")

        found = sorted(await _eventually(look), key=lambda task: task["createdAt"])
        return [(task.get("capacityProviderName", ""), task["containers"][0].get("exitCode")) for task in found]

    async def tasks(self, status: str) -> list[dict[str, Any]]:
        """Returns the tasks that are to be running, or that are stopped."""
        arns = (await asyncio.to_thread(self.ecs.list_tasks, cluster=self.cluster, desiredStatus=status))["taskArns"]
        if not arns:
            return []
        found = await asyncio.to_thread(self.ecs.describe_tasks, cluster=self.cluster, tasks=arns)
        tasks: list[dict[str, Any]] = found["tasks"]
        return tasks

    async def stop(self, task: str) -> None:
        """Stops a task as the end of Spot capacity does: SIGTERM, and two minutes."""
        await asyncio.to_thread(self.ecs.stop_task, cluster=self.cluster, task=task, reason="SpotInterruption")

    async def kill(self, task: str) -> None:
        """Kills a task's program at once."""
        found = await asyncio.to_thread(self.ecs.describe_tasks, cluster=self.cluster, tasks=[task])
        os.kill(int(found["tasks"][0]["containers"][0]["runtimeId"]), signal.SIGKILL)

    async def recorded(self, run: Run, key: str) -> StepRecord:
        """Waits for a step's record and returns it."""

        async def look() -> StepRecord | None:
            return (await self.records(run)).get((key, ""))

        return await _eventually(look)

    async def records(self, run: Run) -> dict[tuple[str, str], StepRecord]:
        """Returns a run's step records by (key, path text)."""
        found = await self.cloud.stores.runs.records(WORKSPACE, run.id)
        return {(record.key, path_text(record.path)): record for record in found}

    async def events(self, run: Run) -> list[dict[str, Any]]:
        """Returns all of a run's events."""
        return await self.cloud.stores.runs.events(WORKSPACE, run.id, limit=10_000)
