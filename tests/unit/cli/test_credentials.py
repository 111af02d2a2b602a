"""`flow credentials` and `flow vault` as a user meets them."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flow_builder.cli.app import app


@pytest.fixture
def cli(tmp_path: Path) -> CliRunner:
    return CliRunner(env={"FLOW_DATA": str(tmp_path / "data"), "COLUMNS": "200"})


def call(cli: CliRunner, *arguments: str, code: int = 0, input_: str | None = None) -> str:
    found = cli.invoke(app, list(arguments), input=input_)
    assert found.exit_code == code, found.output
    return found.output


def test_a_credential_is_kept_changed_rotated_tried_and_removed(cli: CliRunner, tmp_path: Path) -> None:
    assert "No credentials yet" in call(cli, "credentials")
    (tmp_path / "secret").write_text("from-a-file")
    id_ = call(cli, "credentials", "add", "hook", "hmac", f"secret=@{tmp_path / 'secret'}").strip()
    listed = call(cli, "credentials")
    assert all(each in listed for each in (id_, "hook", "hmac", "never"))
    assert "from-a-file" not in listed
    call(cli, "credentials", "rotate", id_, "secret=another-one")
    call(cli, "credentials", "change", id_, "--name", "partner", "--drop", "previous")
    assert "untested" in call(cli, "credentials", "test", id_)
    assert "Nothing uses it" in call(cli, "credentials", "users", id_)
    call(cli, "credentials", "delete", id_)
    assert "No credentials yet" in call(cli, "credentials")


def test_types_are_listed_with_their_fields(cli: CliRunner) -> None:
    assert "smtp" in call(cli, "credentials", "types")
    fields = call(cli, "credentials", "types", "smtp")
    assert re.search(r"password +secret", fields)
    call(cli, "credentials", "types", "nothing", code=3)
    assert "/fields/tokne" in call(cli, "credentials", "add", "x", "bearer", "tokne=1", code=2)


def test_master_keys_are_exchanged(cli: CliRunner) -> None:
    call(cli, "credentials", "add", "hook", "hmac", "secret=s3cret-1")
    assert "1 secrets, 0 of them" in call(cli, "vault")
    assert call(cli, "vault", "rotate").count("opens") == 1
    assert "opens" not in call(cli, "vault", "drop")
