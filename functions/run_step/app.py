"""Executes parts of runs for their state machines; see `flow_builder.compiler.lower` for what is asked and answered."""

import os
from functools import cache
from typing import Any

from flow_builder import lambdas
from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.machines.cloud.handler import answer
from flow_builder.machines.treasury import Treasury


@cache
def _cloud(function: str) -> Cloud:
    """Returns what the process works with; machines that it makes call this same version of the function."""
    cloud = Cloud(load_cloud_settings({"FLOW_RUN_STEP": function, **os.environ}))
    cloud.treasury = lambda: _treasury(cloud)
    return cloud


def _treasury(cloud: Cloud) -> Treasury:
    """Returns what reserves credits for called runs; it takes the whole host, which few calls need."""
    from flow_builder.cloud_app import host_settings, make_app
    from flow_builder.services.credits import LedgerTreasury

    return LedgerTreasury(make_app(cloud, host_settings()))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers one task of a state machine."""
    seconds = context.get_remaining_time_in_millis() / 1_000
    return lambdas.perform(answer(_cloud(context.invoked_function_arn).services, event, seconds))
