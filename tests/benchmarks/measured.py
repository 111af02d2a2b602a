"""Figures that were measured and not computed, for docs/costs.md: what `bench_latency.py` measured on a day."""

MEASURED_ON = "2026-11-21"
FIRST_STEP = (
    ("in a function", 237, 1.4),
    ("in a browser worker of the pool", 387, 2.4),
    ("the bare machine itself", 164, 1.0),
)
"""Where the step is, milliseconds from the request that starts the run, and how many times a bare machine that is."""
