"""What CloudWatch is told of runs: metrics in the log, in its embedded format, so that no call is made for them."""

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.telemetry import metrics

_NAMES = {
    Status.SUCCEEDED: "RunsSucceeded",
    Status.FAILED: "RunsFailed",
    Status.CANCELED: "RunsCanceled",
    Status.TIMED_OUT: "RunsTimedOut",
}


def measure(run: Run) -> None:
    """Writes the metrics of a run that ended: how, how long it took, its steps, how late it came when it was due."""
    found = metrics()
    found.add_metric(_NAMES[run.status], "Count", 1)
    found.add_metric("Steps", "Count", run.steps_done)
    found.add_metric("StepsFailed", "Count", run.steps_failed)
    if run.started_at is not None and run.finished_at is not None:
        found.add_metric("RunDuration", "Milliseconds", run.finished_at - run.started_at)
        found.add_metric("StartDelay", "Milliseconds", max(0, run.started_at - run.created_at))
    if run.scheduled_at is not None:
        found.add_metric("ScheduleDelay", "Milliseconds", max(0, run.created_at - run.scheduled_at))
    found.add_metadata("run", run.id)
    found.add_metadata("workspace", run.workspace)
    found.flush_metrics()
