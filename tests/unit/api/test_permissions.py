"""Every operation of the API is in the permission table, and the table is about nothing else."""

from pathlib import Path

import pytest

from flow_builder.domain.permissions import PUBLIC, RULES, Rule
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Forbidden
from flow_builder.services.access import permit
from tests.support.api import api
from tests.support.operations import description

_METHODS = {"get", "put", "post", "patch", "delete"}


def _operations() -> dict[str, str]:
    """Returns methods by operation id."""
    return {
        operation["operationId"]: method
        for path in description()["paths"].values()
        for method, operation in path.items()
        if method in _METHODS
    }


def test_each_operation_has_one_rule() -> None:
    assert not set(RULES) & PUBLIC
    assert set(_operations()) == set(RULES) | PUBLIC


def test_what_changes_something_takes_more_than_a_viewer() -> None:
    lookers = {
        "flows_validate",
        "flows_compile",
        "expressions_preview",
        "expressions_scope",
        "schedules_preview",
        "estimates_document",
        "estimates_flow",
    }
    for name, method in _operations().items():
        if name in RULES and method != "get" and name not in lookers and RULES[name].who == "anybody":
            assert RULES[name].role is not Role.VIEWER, name


def test_a_role_covers_those_below_it_and_no_other() -> None:
    names = ["viewer", "operator", "editor", "admin", "owner"]
    for own in names:
        covered = [least for least in names if Role(own).covers(Role(least))]
        assert covered == names[: names.index(own) + 1]


@pytest.mark.parametrize(
    ("role", "scopes", "code"),
    [
        ("viewer", None, "auth.role"),
        ("editor", None, None),
        ("owner", frozenset({"flows:read"}), "auth.scope"),
        ("owner", frozenset({"flows:write"}), None),
        ("viewer", frozenset({"flows:write"}), "auth.role"),
    ],
)
def test_who_lacks_role_or_scope_is_refused(role: str, scopes: frozenset[str] | None, code: str | None) -> None:
    principal = Principal("key", "k1", "w1", Role(role), scopes)  # type: ignore[arg-type]
    rule = Rule(Role.EDITOR, "flows:write")
    if code is None:
        permit(principal, rule)
        return
    with pytest.raises(Forbidden) as caught:
        permit(principal, rule)
    assert caught.value.code == code


async def test_whoever_sits_at_a_machine_without_accounts_is_its_owner(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        assert (await host.ok("GET", "/flows"))["items"] == []
