"""Executes parts of runs for their state machines; see `flow_builder.compiler.lower` for what is asked and answered."""

import asyncio
from functools import cache
from typing import Any

from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.machines.cloud.handler import answer


@cache
def _cloud() -> Cloud:
    return Cloud(load_cloud_settings())


@cache
def _runner() -> asyncio.Runner:
    """Returns the one event loop of the process, which its network connections belong to."""
    return asyncio.Runner()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Answers one task of a state machine."""
    return _runner().run(answer(_cloud().services, event))
