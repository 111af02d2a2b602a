"""Limits that hold everywhere; each has a code in the error it causes."""

MAX_NODES = 5_000
"""Nodes in one flow."""
MAX_EDGES = 20_000
"""Edges in one flow."""
MAX_NESTING = 16
"""Containers within containers."""
MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
"""A flow document as JSON."""
MAX_DEPTH = 64
"""Values within values in a flow document, JSON or YAML."""
MAX_OUTPUT_BYTES = 8 * 1024 * 1024
"""One step's output as JSON; larger data belongs in an artifact."""
INLINE_BYTES = 200_000
"""A step's output up to this size is stored inline, above it in blob storage (DynamoDB items end at 400 KB)."""
PREVIEW_CHARS = 2_000
"""Text kept beside a spilled value."""
MAX_INPUT_BYTES = 1024 * 1024
"""A run's input as JSON."""
MAX_SUBFLOW_DEPTH = 10
"""Flows calling flows."""
MAX_CHAIN = 20
"""Runs in a row of which each led to the next, by a call or by its end; nothing follows from the last."""
MAX_ITERATIONS = 100_000
"""The highest `max_iterations` a loop may ask for; its default is 10,000."""
MAX_CONCURRENCY = 100
"""Iterations of one loop at the same time."""
EXPRESSION_SECONDS = 1.0
"""CPU time of one expression evaluation."""
EXPRESSION_BYTES = 64 * 1024 * 1024
"""Memory of one expression evaluation."""
MIN_SCHEDULE_INTERVAL_S = 60.0
"""Shortest time between two occurrences of a schedule."""
MIN_GUEST_SCHEDULE_INTERVAL_S = 300.0
"""The same for guests."""
DEFAULT_STEP_TIMEOUT_S = 300.0
"""A step without its own timeout."""
DEFAULT_RUN_TIMEOUT_S = 3_600.0
"""A run without its own timeout; time spent waiting in pauses does not count."""
