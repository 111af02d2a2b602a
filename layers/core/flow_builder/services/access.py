"""Who asks, and whether that one may."""

from flow_builder.domain.permissions import Rule
from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Forbidden
from flow_builder.services.app import App


async def authenticate(app: App) -> Principal:
    """Returns who asks: on one machine without accounts, whoever sits there is the owner of its workspace."""
    return Principal("local", "local", app.settings.workspace, Role.OWNER)


def permit(principal: Principal, rule: Rule) -> None:
    """Raises Forbidden `auth.role` or `auth.scope` when a principal may not do what a rule is about."""
    match rule.refusal(principal):
        case "role":
            raise Forbidden(
                f"This takes the role {rule.role} in the workspace; yours is {principal.role}.",
                code="auth.role",
                hint="An admin of the workspace can change your role.",
                details={"needed": rule.role, "role": principal.role},
            )
        case "scope":
            raise Forbidden(
                f"This API key was not made for {rule.scope}.",
                code="auth.scope",
                hint="Make a key that has this scope.",
                details={"needed": rule.scope},
            )
