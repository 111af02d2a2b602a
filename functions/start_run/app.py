"""Starts runs for which nobody waits: those of schedules, and those that messages of the queue ask for."""

from typing import Any

from flow_builder import lambdas
from flow_builder.cloud_app import the_app
from flow_builder.services import starts


def handler(event: dict[str, Any] | list[dict[str, Any]], _context: Any) -> dict[str, Any]:
    """Takes a schedule's call, or messages of a pipe or of the queue itself; answers which of them failed."""
    if isinstance(event, dict) and "schedule" in event:
        lambdas.perform(starts.take_schedule(the_app(), event["workspace"], event["schedule"]))
        return {}
    records = event if isinstance(event, list) else event["Records"]
    failed = lambdas.perform(starts.take_messages(the_app(), records))
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}
