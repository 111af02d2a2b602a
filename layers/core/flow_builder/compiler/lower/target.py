"""What a machine needs to know of the stack it runs in."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Target:
    """Names of a stack's resources; by default the placeholders that the template or the publisher fills in."""

    run_step: str = "${RunStepFunction}"
    bucket: str = "${BlobsBucket}"
    browser: Literal["zero-scale", "warm"] = "zero-scale"
    queue: str = "${BrowserQueueUrl}"
    cluster: str = "${BrowserCluster}"
    task_definition: str = "${BrowserTaskDefinition}"
    container: str = "browser"
    subnets: tuple[str, ...] = ("${SubnetA}", "${SubnetB}")
    security_group: str = "${WorkerSecurityGroup}"
    public_address: Literal["ENABLED", "DISABLED"] = "ENABLED"
    """Whether workers get one: without it they need a NAT gateway or endpoints to reach the world."""
