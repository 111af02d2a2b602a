"""Does every five minutes what is due and what was left undone."""

from typing import Any

from flow_builder.cloud_app import the_app
from flow_builder.lambdas import perform
from flow_builder.services.sweep import sweep


def handler(_event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Sweeps, and answers how much each part did."""
    return perform(sweep(the_app()))
