"""Does every five minutes what is due and what was left undone."""

from typing import Any

from flow_builder import lambdas
from flow_builder.cloud_app import ends_of, export_audit, mend_roles, the_app
from flow_builder.services.sweep import sweep


def handler(_event: dict[str, Any], _context: Any) -> dict[str, int]:
    """Sweeps, and answers how much each part did."""
    app = the_app()
    return lambdas.perform(sweep(app, ("runs", ends_of(app).sweep), ("roles", mend_roles), ("archive", export_audit)))
