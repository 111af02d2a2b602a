"""The `flow` command in this process, as a user types it."""

import re

from typer.testing import CliRunner, Result

from flow_builder.cli.app import app


def flow_command(*arguments: str, input_: str | None = None) -> Result:
    """Executes a command; `input_` is what is typed into it."""
    result = CliRunner().invoke(app, list(arguments), input=input_)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def one_error(result: Result, code: int, name: str) -> None:
    """Checks that a command ended with one line about one error."""
    assert result.exit_code == code, result.output
    assert re.fullmatch(rf"error: [^\n]+ \({re.escape(name)}\)\.[^\n]*\n", result.stderr), result.stderr
