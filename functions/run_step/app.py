"""Executes parts of runs for their state machines; see `flow_builder.compiler.lower` for what is asked and answered."""

import os
from functools import cache
from typing import Any

from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.lambdas import perform
from flow_builder.machines.cloud.handler import answer


@cache
def _cloud(function: str) -> Cloud:
    """Returns what the process works with; machines that it makes call this same version of the function."""
    return Cloud(load_cloud_settings({"FLOW_RUN_STEP": function, **os.environ}))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers one task of a state machine."""
    return perform(answer(_cloud(context.invoked_function_arn).services, event))
