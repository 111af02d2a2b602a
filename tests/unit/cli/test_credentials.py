"""`flow credentials` and `flow vault` as a user meets them."""

import re
from pathlib import Path

from tests.support.cli import flow_command


def call(*arguments: str, code: int = 0, input_: str | None = None) -> str:
    found = flow_command(*arguments, input_=input_)
    assert found.exit_code == code, found.output
    return found.output


def test_a_credential_is_kept_changed_rotated_tried_and_removed(tmp_path: Path) -> None:
    assert "No credentials yet" in call("credentials")
    (tmp_path / "secret").write_text("from-a-file")
    id_ = call("credentials", "add", "hook", "hmac", f"secret=@{tmp_path / 'secret'}").strip()
    listed = call("credentials")
    assert all(each in listed for each in (id_, "hook", "hmac", "never"))
    assert "from-a-file" not in listed
    call("credentials", "rotate", id_, "secret=another-one")
    call("credentials", "change", id_, "--name", "partner", "--drop", "previous")
    assert "untested" in call("credentials", "test", id_)
    assert "Nothing uses it" in call("credentials", "users", id_)
    call("credentials", "delete", id_)
    assert "No credentials yet" in call("credentials")


def test_types_are_listed_with_their_fields() -> None:
    assert "smtp" in call("credentials", "types")
    fields = call("credentials", "types", "smtp")
    assert re.search(r"password +secret", fields)
    call("credentials", "types", "nothing", code=3)
    assert "/fields/tokne" in call("credentials", "add", "x", "bearer", "tokne=1", code=2)


def test_master_keys_are_exchanged() -> None:
    call("credentials", "add", "hook", "hmac", "secret=s3cret-1")
    assert "1 secrets, 0 of them" in call("vault")
    assert call("vault", "rotate").count("opens") == 1
    assert "opens" not in call("vault", "drop")
