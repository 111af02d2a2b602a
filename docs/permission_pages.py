"""docs/permissions.md: what each operation of the API asks of who asks, from the permission table."""

from collections.abc import Iterator
from functools import cache

from flow_builder.api.app import described_api
from flow_builder.domain.permissions import PUBLIC, RULES
from flow_builder.domain.principal import Role

_MARKS = {"person": "*people*", "user": "*accounts*", "host": "*host*"}
_METHODS = {"get", "put", "post", "patch", "delete"}
_ABOUT = """# Permissions

What each operation asks of who asks. A member of a workspace has one role there; each role may do all that those before it
may: {roles}. An API key needs the scope, too, and the role of who made it; what is marked *people* no API key may do,
because it hands out access. *Accounts* is for people who are signed in, about their own account; *host* for who holds the host's own
token. Other workspaces' things are 404 for everybody.
"""


def permissions_page() -> str:
    """Returns the page's text."""
    roles = ", ".join(role.value for role in Role)
    parts = [_ABOUT.format(roles=roles)]
    for role in Role:
        rows = list(_rows(role))
        parts.append(_table(f"## {role.value.capitalize()}", "| operation | scope of a key | counts as |", rows))
    public = [f"| {shown} |" for name, shown in _operations().items() if name in PUBLIC]
    parts.append(_table("## Anybody, without an account", "| operation |", public))
    return "\n".join(parts)


def _rows(role: Role) -> Iterator[str]:
    for name, shown in _operations().items():
        rule = RULES.get(name)
        if rule is not None and rule.role is role:
            yield f"| {shown} | {_MARKS.get(rule.who, f'`{rule.scope}`')} | {rule.category} |"


@cache
def _operations() -> dict[str, str]:
    """Returns how each operation is shown, by its id, in order of their paths."""
    return {
        operation["operationId"]: f"`{method.upper()} {path.removeprefix('/api/v1')}`"
        for path, methods in sorted(described_api().openapi()["paths"].items())
        for method, operation in methods.items()
        if method in _METHODS
    }


def _table(title: str, head: str, rows: list[str]) -> str:
    lines = [title, "", head, "|" + "---|" * (head.count("|") - 1), *rows]
    return "\n".join(lines) + "\n"
