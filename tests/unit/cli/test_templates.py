"""`flow templates` lists what there is to begin with, and makes flows of it."""

import json

from flow_builder.templates import bundled
from tests.support.cli import flow_command


def test_all_templates_are_listed_and_words_narrow_them_down() -> None:
    listed = flow_command("templates", "--json")
    assert (listed.exit_code, {each["id"] for each in json.loads(listed.stdout)}) == (0, set(bundled()))
    found = flow_command("templates", "--search", "one-time code")
    assert "report-download" in found.stdout
    assert "lead-list" not in found.stdout
    assert flow_command("templates", "--tag", "none").stdout == "No template is like that.\n"


def test_a_flow_is_made_of_a_template() -> None:
    made = flow_command("templates", "use", "lead-list", "--name", "Joiners")
    assert (made.exit_code, made.stdout[:5]) == (0, "flow_")
    assert "Joiners" in flow_command("flows").stdout


def test_a_template_that_there_is_not_is_said_to_be_none() -> None:
    result = flow_command("templates", "use", "lead-lists")
    assert (result.exit_code, "There is no template 'lead-lists'" in result.stderr) == (3, True)
