"""Takes what Step Functions tells of executions: their ends are ends of runs."""

from typing import Any

from flow_builder import lambdas
from flow_builder.cloud_app import ends_of, the_app


def handler(event: dict[str, Any], _context: Any) -> None:
    """Takes one change of an execution's status; raises when it should be told again."""
    lambdas.perform(ends_of(the_app()).heard(event["detail"]))
