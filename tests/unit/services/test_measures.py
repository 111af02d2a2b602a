"""Metrics of runs as CloudWatch reads them in the log."""

import json

import pytest

from flow_builder.domain.run import Run
from flow_builder.domain.status import Status
from flow_builder.services.measures import measure


def test_the_end_of_a_run_is_a_line_of_metrics(capsys: pytest.CaptureFixture[str]) -> None:
    run = Run(id="r_1", workspace="w", flow="f", flow_name="F", status=Status.TIMED_OUT, steps_done=3, steps_failed=1)
    measure(
        run.model_copy(update={"created_at": 1_000, "started_at": 1_500, "finished_at": 9_500, "scheduled_at": 400})
    )
    said = json.loads(capsys.readouterr().out)
    [spec] = said["_aws"]["CloudWatchMetrics"]
    assert spec["Namespace"] == "FlowBuilder"
    names = {each["Name"]: said[each["Name"]] for each in spec["Metrics"]}
    wanted = {"RunsTimedOut": 1, "Steps": 3, "StepsFailed": 1, "RunDuration": 8_000, "StartDelay": 500}
    assert names == {name: [float(value)] for name, value in {**wanted, "ScheduleDelay": 600}.items()}
    assert (said["run"], said["workspace"]) == ("r_1", "w")
