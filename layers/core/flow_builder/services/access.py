"""Who asks, and whether that one may."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from flow_builder.auth.tokens import Claims
from flow_builder.domain import api_key
from flow_builder.domain.caller import Caller
from flow_builder.domain.permissions import Rule
from flow_builder.domain.principal import Principal
from flow_builder.errors import Forbidden
from flow_builder.services import api_keys, bearers
from flow_builder.services.app import App
from flow_builder.store.folder_lock import TOKEN_PREFIX

Authenticator = Callable[[App, Caller, str], Awaitable[Principal]]
"""(app, who calls, their token) -> who asks; Unauthenticated, NotFound `workspace.not_found`."""

AUTHENTICATORS: Mapping[str, Authenticator] = MappingProxyType(
    {api_key.PREFIX: api_keys.authenticate, TOKEN_PREFIX: bearers.with_host_token}
)
"""By what tokens begin with; all others are access tokens."""


async def authenticate(app: App, caller: Caller) -> Principal:
    """Returns who asks, in the workspace they ask for or else in their own.

    Without a token, on one machine without accounts, whoever sits there is the owner of its workspace. A token that
    does not hold is refused there, too.
    """
    token = caller.token
    if token is None:
        return await bearers.without_token(app, caller)
    found = next((each for prefix, each in AUTHENTICATORS.items() if token.startswith(prefix)), None)
    return await (found or bearers.with_access_token)(app, caller, token)


async def renewed(app: App, caller: Caller, principal: Principal) -> Principal:
    """Returns somebody as they stand now, for what goes on after its request, and after its access token has expired.

    Raises what `authenticate` does when they are signed out, no members any more, or their key is revoked.
    """
    match principal.kind:
        case "user" | "guest" as kind if principal.session is not None:
            return await bearers.BELIEVERS[kind](app, caller, Claims(principal.id, principal.session, kind))
    return await authenticate(app, caller)


def permit(principal: Principal, rule: Rule) -> None:
    """Raises Forbidden `auth.role`, `auth.scope`, `auth.person`, `auth.user_only` or `auth.host_only`.

    That is when a principal may not do what a rule is about.
    """
    match rule.refusal(principal):
        case "role":
            raise Forbidden(
                f"This needs the role {rule.role} in the workspace; yours is {principal.role}.",
                code="auth.role",
                hint="An admin of the workspace can change your role.",
                details={"needed": rule.role, "role": principal.role},
            )
        case "scope":
            raise Forbidden(
                f"This API key does not have the scope {rule.scope}.",
                code="auth.scope",
                hint="Make a key that has this scope.",
                details={"needed": rule.scope},
            )
        case "person":
            raise Forbidden(
                "No API key may do this.",
                code="auth.person",
                hint="Only people who are signed in can hand out access.",
            )
        case "user_only":
            raise Forbidden("This is for people with an account.", code="auth.user_only", hint="Sign in.")
        case "host_only":
            raise Forbidden(
                "This is for whoever runs the host.",
                code="auth.host_only",
                hint="On its machine, with the `flow` command.",
            )
