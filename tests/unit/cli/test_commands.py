"""The commands as a user types them, without a host: each starts one in this process."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.cli import flow_command, one_error
from tests.support.machine import flow

ADD = flow(
    [
        {"key": "start", "type": "trigger.manual"},
        {"key": "one", "type": "data.set_fields", "config": {"target": {}, "set": {"n": "{{ input.n + 1 }}"}}},
        {"key": "check", "type": "core.assert", "config": {"that": "{{ steps.one.n < 10 }}", "message": "too much"}},
        {"key": "two", "type": "data.set_fields", "config": {"target": {}, "set": {"n": "{{ steps.one.n * 10 }}"}}},
    ],
    ["start>one", "one>check", "check>two"],
    input_schema={"type": "object", "required": ["n"], "properties": {"n": {"type": "number"}}},
)


def written(folder: Path, document: Any = ADD) -> str:
    file = folder / "flow.yaml"
    file.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")
    return str(file)


def last_run() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(flow_command("runs", "--json").stdout)[0]
    return found


def test_a_run_prints_its_output_and_nothing_else_to_stdout(tmp_path: Path) -> None:
    result = flow_command("run", written(tmp_path), "--input", "n=1")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout) == {"n": 20}


def test_watching_tells_of_every_step(tmp_path: Path) -> None:
    result = flow_command("run", written(tmp_path), "-i", "n=1", "--watch")
    assert [line.split()[0] for line in result.stderr.splitlines() if " succeeded " in line][:4] == [
        "start", "one", "check", "two",
    ]  # fmt: skip


def test_rows_can_be_printed_as_a_table(tmp_path: Path) -> None:
    rows = [{"title": "Lamp [bold]", "price": {"amount": 9.5, "currency": "EUR"}}, {"title": "Chair", "price": None}]
    document = flow([{"key": "a", "type": "data.set_fields", "config": {"target": {}, "set": {"rows": rows}}}])
    result = flow_command("run", written(tmp_path, document), "--format", "table")
    assert "Lamp [bold]" in result.stdout
    assert "9.5 EUR" in result.stdout


def test_a_failed_run_says_where_and_can_be_resumed(tmp_path: Path) -> None:
    failed = flow_command("run", written(tmp_path), "-i", "n=50")
    assert failed.exit_code == 1
    assert "error: step check: too much (assert.failed)." in failed.stderr
    run = last_run()["id"]
    assert f"flow resume {run}" in failed.stderr
    assert "too much" in flow_command("logs", run).stdout
    again = flow_command("resume", run, "--set", "steps.one.n=3")
    assert (again.exit_code, json.loads(again.stdout)) == (0, {"n": 30})


def test_a_run_that_takes_too_long_has_its_own_exit_code(tmp_path: Path) -> None:
    long = {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 10_000}}}
    inner = {"key": "a", "type": "data.set_fields", "parent": "each", "config": {"target": {}, "set": {"n": 1}}}
    result = flow_command("run", written(tmp_path, flow([long, inner], settings={"timeout_s": 0.05})))
    assert result.exit_code == 4
    assert "(run.timeout)" in result.stderr


def test_what_does_not_exist_has_its_own_exit_code() -> None:
    one_error(flow_command("run", "gone"), 3, "flow.not_found")
    one_error(flow_command("run", "gone.yaml"), 3, "file.not_found")
    one_error(flow_command("logs", "gone"), 3, "run.not_found")
    one_error(flow_command("resume", "gone"), 3, "run.not_found")
    one_error(flow_command("cancel", "gone"), 3, "run.not_found")
    one_error(flow_command("export", "gone"), 3, "flow.not_found")
    one_error(flow_command("nodes", "no.such"), 3, "node_type.unknown")
    one_error(flow_command("approve", "gone"), 3, "pause.not_found")
    one_error(flow_command("data", "gone"), 3, "dataset.not_found")


def test_wrong_input_has_its_own_exit_code(tmp_path: Path) -> None:
    file = written(tmp_path)
    one_error(flow_command("run", file, "-i", "n=ten"), 2, "input.schema")
    one_error(flow_command("run", file, "-i", "nothing"), 2, "input.syntax")
    (tmp_path / "bad.yaml").write_bytes(b"name: \xff")
    one_error(flow_command("run", str(tmp_path / "bad.yaml")), 2, "document.encoding")
    one_error(flow_command("validate", str(tmp_path / "bad.yaml")), 2, "document.encoding")
    assert flow_command("frobnicate").exit_code == 2


def test_a_wrong_setting_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOW_PORT", "many")
    result = flow_command("runs")
    one_error(result, 2, "settings.invalid")
    assert "FLOW_PORT" in result.stderr


def test_a_data_folder_that_cannot_be_is_a_storage_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = flow_command("runs", "--data", str(tmp_path / "file" / "data"))
    assert result.exit_code == 5
    assert result.stderr.startswith("error: ")
    assert len(result.stderr.splitlines()) == 1


def test_a_damaged_state_file_is_a_storage_problem(tmp_path: Path) -> None:
    flow_command("runs")
    (tmp_path / "data" / "state.db").write_bytes(b"not a database at all" * 500)
    one_error(flow_command("runs"), 5, "store.corrupt")


def test_problems_of_a_flow_are_listed_a_line_each(tmp_path: Path) -> None:
    document = flow([{"key": "a", "type": "no.such"}, {"key": "b", "type": "no.other"}])
    checked = flow_command("validate", written(tmp_path, document))
    assert checked.exit_code == 2
    assert len([line for line in checked.stderr.splitlines() if line.startswith("error: ")]) >= 2
    assert flow_command("run", written(tmp_path, document)).exit_code == 2
    assert flow_command("compile", written(tmp_path, document)).exit_code == 2


def test_compile_prints_the_state_machine_for_aws(tmp_path: Path) -> None:
    result = flow_command("compile", written(tmp_path), "--target", "asl")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["StartAt"] == "start … two"


def test_checking_a_flow_leaves_no_data_behind(tmp_path: Path) -> None:
    assert flow_command("validate", written(tmp_path)).exit_code == 0
    assert flow_command("compile", written(tmp_path), "--explain").exit_code == 0
    assert flow_command("nodes").exit_code == 0
    assert not (tmp_path / "data").exists()


def test_the_plan_is_explained_as_a_tree(tmp_path: Path) -> None:
    shown = flow_command("compile", written(tmp_path), "--explain").stdout
    assert shown.index("start (") < shown.index("one (") < shown.index("check (") < shown.index("two (")


def test_a_flow_goes_in_out_and_through_its_versions(tmp_path: Path) -> None:
    flow_id = flow_command("import", written(tmp_path)).stdout.strip()
    assert flow_id in flow_command("flows").stdout
    assert flow_command("publish", flow_id, "-m", "first").stdout == f"{flow_id} version 1\n"
    out = tmp_path / "out.yaml"
    assert flow_command("export", flow_id, "--out", str(out)).exit_code == 0
    assert flow_command("import", str(out), "--into", flow_id).stdout.strip() == flow_id
    app = tmp_path / "app"
    assert "README.md" in flow_command("export", flow_id, "--target", "sam", "-o", str(app)).stdout
    assert (app / "template.yaml").exists()
    assert flow_command("export", flow_id, "--target", "sam").exit_code == 2
    assert json.loads(flow_command("run", flow_id, "-i", "n=2").stdout) == {"n": 30}


def test_a_dataset_is_shown_and_written_to_a_file(tmp_path: Path) -> None:
    config = {"dataset": "shop", "rows": [{"sku": "a", "n": 1}, {"sku": 'b "x", y', "n": None}], "key": ["sku"]}
    document = flow([{"key": "keep", "type": "storage.dataset_append", "config": config}])
    assert flow_command("run", written(tmp_path, document)).exit_code == 0
    assert "shop" in flow_command("data").stdout
    assert flow_command("data", "shop", "--csv", str(tmp_path / "shop.csv")).exit_code == 0
    assert (tmp_path / "shop.csv").read_text("utf-8") == 'sku,n\na,1\n"b ""x"", y",\n'


def test_a_node_type_is_explained_with_its_config_and_an_example() -> None:
    shown = flow_command("nodes", "data.filter").stdout
    assert shown.startswith("data.filter: ")
    assert "meaning" in shown
    assert "type: data.filter\nconfig:\n" in shown


def test_kinds_of_a_setting_and_their_own_settings_are_listed() -> None:
    shown = flow_command("nodes", "core.loop").stdout
    assert "by kind: each | while | count" in shown
    assert "over(count).times" in shown
    assert "fail | collect | skip" in shown


def test_code_in_an_example_is_printed_as_it_is_written() -> None:
    shown = flow_command("nodes", "data.transform").stdout
    assert "  code: |-\n    const totals = {};\n" in shown


def test_nothing_there_is_said_and_not_an_empty_table() -> None:
    assert flow_command("data").stdout == "No datasets yet. Flows make them with storage.dataset_append.\n"
    assert flow_command("flows").stdout == "No flows yet. `flow import FILE` stores one.\n"
    assert flow_command("approve").stdout == "Nothing waits for an answer.\n"
    assert flow_command("runs", "--flow", "gone").stdout == "No runs of 'gone' yet.\n"


def test_control_characters_of_data_do_not_reach_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07\x9b2J"
    document = flow(
        [
            {"key": "say", "type": "core.log", "config": {"message": evil}},
            {"key": "rows", "type": "data.set_fields", "config": {"target": {}, "set": {"items": [{"name": evil}]}}},
            {"key": "end", "type": "core.assert", "config": {"that": "{{ input.ok }}", "message": evil}},
            {"key": "out", "type": "data.set_fields", "config": {"target": "{{ steps.rows }}"}},
        ],
        ["say>rows", "rows>end", "end>out"],
    )
    file = written(tmp_path, document)
    for form in ("table", "json"):
        good = flow_command("run", file, "--watch", "--format", form, "--input", "ok=true")
        assert (good.exit_code, "owned" in good.stdout, "owned" in good.stderr) == (0, True, True), good.output
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", good.output)
    bad = flow_command("run", file, "--input", "ok=false")
    assert bad.exit_code == 1
    for shown in (bad, flow_command("logs", last_run()["id"])):
        assert "owned" in shown.output
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown.output)


def test_statistics_tell_how_runs_went(tmp_path: Path) -> None:
    for number in (1, 2, 20):
        flow_command("run", written(tmp_path), "--input", f"n={number}")
    found = json.loads(flow_command("stats", "--json").stdout)
    assert found["totals"]["by_status"] == {"failed": 1, "succeeded": 2}
    assert found["totals"]["success_rate"] == 0.6667
    shown = flow_command("stats", "--days", "1").stdout
    assert re.search(r"all\s+3\s+2\s+1\s+66\.7%", shown), shown
    assert "Failing flows" in shown
    assert "Now 0 queued, 0 running, 0 waiting." in shown
