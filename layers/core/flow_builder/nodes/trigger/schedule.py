"""Starts the flow at set times: by a cron expression, every so often, or once.

Times are those of the timezone you name, through all changes of its clocks. The schedule is armed when the flow is
published, and follows each new version; pausing it needs no new version. Its output is the schedule's input;
`run.scheduled_at` says when the run came due, which may be earlier than it started.

* **Overlap**: when an earlier run still goes on, this one is left out, waits for its end, or starts beside it.
* **Missed**: times that came due while the host was down are made up for with one run, or left out.
* **Failures**: after so many failed runs in a row the schedule is disabled until you let it go on.
"""

from flow_builder.domain.schedule import ScheduleSpec
from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType


class Config(NodeConfig, ScheduleSpec):
    """When, and what happens when that is not possible."""


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the run's input."""
    return ctx.input


EXAMPLES = (
    Example(
        "At 7:30 on working days",
        {"timing": {"kind": "cron", "expression": "30 7 * * MON-FRI"}, "timezone": "Europe/Berlin"},
        input={"category": "kitchen"},
        output={"category": "kitchen"},
    ),
    Example(
        "Every six hours, one run after the other",
        {"timing": {"kind": "every", "n": 6, "unit": "hours"}, "overlap": "queue"},
        input={},
        output={},
    ),
    Example(
        "A day that never comes",
        {"timing": {"kind": "cron", "expression": "0 0 31 2 *"}},
        error="config.invalid",
    ),
)

NODE = NodeType(
    id="trigger.schedule",
    title="Schedule",
    config=Config,
    run=run,
    kind="trigger",
    icon="calendar-clock",
    examples=EXAMPLES,
)
