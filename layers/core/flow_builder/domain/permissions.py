"""The one permission table: what each operation of the API asks of who asks. The API, its docs and the tests read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from flow_builder.domain.principal import Category, Principal, Role, Scope

Who = Literal["anybody", "person", "user", "host"]
"""Which principals may: all; no API key, since it hands out access; who has an account, since it is about that; who runs
the host."""

Lack = Literal["role", "scope", "person", "user_only", "host_only"]
"""What somebody may lack: role, an API key's scope, being a person, an account, the host's own token."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What an operation asks for."""

    role: Role
    """The least role in the workspace."""
    scope: Scope
    """What an API key must have been made for."""
    category: Category = "general"
    """Which rate limit it counts for."""
    who: Who = "anybody"
    """Which principals may, whatever their role."""

    def refusal(self, principal: Principal) -> Lack | None:
        """Returns what a principal lacks, or None."""
        if not principal.role.covers(self.role):
            return "role"
        if principal.scopes is not None and self.scope not in principal.scopes:
            return "scope"
        if self.who != "anybody" and principal.kind == "key":
            return "person"
        if self.who == "user" and principal.kind != "user":
            return "user_only"
        return "host_only" if self.who == "host" and principal.kind != "local" else None


def _table(*groups: tuple[Role, Scope, Category, str], **who: str) -> Mapping[str, Rule]:
    own = {name: kind for kind, names in who.items() for name in names.split()}
    return MappingProxyType(
        {
            name: Rule(role, scope, category, cast("Who", own.get(name, "anybody")))
            for role, scope, category, names in groups
            for name in names.split()
        }
    )


RULES = _table(
    (Role.VIEWER, "flows:read", "general", "nodes_find nodes_read templates_find templates_read templates_picture"),
    (
        Role.VIEWER,
        "flows:read",
        "flows",
        """flows_find flows_read flows_validate flows_compile flows_diff flows_versions flows_machine flows_export
        flows_access flows_canary expressions_preview expressions_scope""",
    ),
    (
        Role.EDITOR,
        "flows:write",
        "flows",
        """flows_create flows_save flows_organise flows_delete flows_restore flows_duplicate flows_roll_back
        flows_tag_version flows_publish flows_promote flows_withdraw imports_import healing_apply templates_use
        templates_save templates_change templates_delete""",
    ),
    (
        Role.VIEWER,
        "runs:read",
        "general",
        """runs_find runs_read runs_document runs_steps runs_iterations runs_output runs_events runs_logs runs_compare
        runs_export approvals_find healing_find live_events queue_read statistics_read dead_letters_find
        dead_letters_read state_find_cached state_find_breakers""",
    ),
    (
        Role.OPERATOR,
        "runs:write",
        "runs",
        """runs_start runs_again runs_retry runs_cancel runs_resume approvals_decide approvals_link
        webhooks_run_capture dead_letters_redrive_one dead_letters_redrive_many dead_letters_delete
        state_forget state_forget_all state_reset_breaker""",
    ),
    (Role.VIEWER, "flows:read", "general", "schedules_find schedules_read schedules_preview"),
    (Role.OPERATOR, "flows:write", "flows", "schedules_pause schedules_go_on"),
    (Role.EDITOR, "flows:write", "flows", "schedules_create schedules_change schedules_delete"),
    # The addresses of webhooks and forms are secrets, and what they captured may hold some.
    (Role.EDITOR, "flows:read", "general", "webhooks_find webhooks_read webhooks_captures webhooks_capture forms_read"),
    (Role.EDITOR, "flows:write", "flows", "webhooks_rotate webhooks_clear_captures forms_rotate"),
    (Role.VIEWER, "data:read", "general", "datasets_find datasets_read datasets_schema datasets_export artifacts_read"),
    (Role.EDITOR, "data:write", "uploads", "datasets_import datasets_delete_rows datasets_delete"),
    (Role.OPERATOR, "data:read", "general", "artifacts_link"),
    (Role.VIEWER, "credentials:read", "general", "credentials_types"),
    (Role.EDITOR, "credentials:read", "credentials", "credentials_find credentials_read credentials_users"),
    (
        Role.EDITOR,
        "credentials:write",
        "credentials",
        """credentials_create credentials_replace credentials_change credentials_rotate credentials_try
        credentials_delete oauth_start""",
    ),
    (Role.OWNER, "workspace:write", "credentials", "vault_read vault_rotate vault_drop"),
    (
        Role.VIEWER,
        "workspace:read",
        "general",
        "limits_read politeness_read variables_read notifications_find notifications_read notifications_count",
    ),
    (Role.EDITOR, "workspace:write", "general", "variables_replace variables_change variables_delete"),
    (
        Role.OPERATOR,
        "workspace:write",
        "general",
        "notifications_mark notifications_mark_many notifications_delete",
    ),
    (Role.EDITOR, "workspace:read", "general", "notifications_find_channels notifications_read_channel"),
    (Role.VIEWER, "flows:read", "general", "marketplace_find marketplace_read marketplace_picture"),
    (Role.OPERATOR, "flows:write", "general", "marketplace_rate marketplace_unrate marketplace_report"),
    (Role.EDITOR, "flows:write", "flows", "marketplace_publish marketplace_unpublish marketplace_use"),
    (Role.VIEWER, "flows:read", "general", "comments_find"),
    (
        Role.OPERATOR,
        "flows:write",
        "general",
        "comments_write comments_edit comments_resolve comments_reopen comments_delete",
    ),
    (Role.ADMIN, "workspace:read", "general", "audit_find audit_verify audit_export"),
    (
        Role.ADMIN,
        "workspace:write",
        "general",
        """politeness_replace notifications_create_channel notifications_change_channel notifications_delete_channel
        notifications_try_channel""",
    ),
    (
        Role.VIEWER,
        "workspace:read",
        "general",
        """api_keys_find api_keys_read workspaces_find workspaces_read workspaces_find_members workspaces_read_offer
        workspaces_read_limits""",
    ),
    (
        Role.VIEWER,
        "workspace:write",
        "general",
        """api_keys_create api_keys_revoke workspaces_create workspaces_restore workspaces_leave workspaces_accept
        workspaces_withdraw_offer workspaces_accept_offer""",
    ),
    (Role.EDITOR, "workspace:read", "general", "shares_find"),
    (Role.EDITOR, "workspace:write", "general", "shares_create shares_revoke"),
    (Role.ADMIN, "workspace:write", "general", "shares_publish shares_withdraw"),
    (Role.ADMIN, "workspace:read", "general", "workspaces_find_invitations"),
    (
        Role.ADMIN,
        "workspace:write",
        "general",
        """workspaces_rename workspaces_change_member workspaces_remove_member workspaces_invite
        workspaces_send_invitation workspaces_revoke_invitation""",
    ),
    (Role.OWNER, "workspace:write", "general", "workspaces_delete workspaces_offer workspaces_replace_limits"),
    (
        Role.VIEWER,
        "workspace:read",
        "general",
        "credits_read credits_entries credits_export credits_usage credits_packs credits_orders credits_read_order",
    ),
    (Role.VIEWER, "flows:read", "flows", "estimates_flow estimates_document"),
    (Role.VIEWER, "runs:read", "general", "estimates_run"),
    (Role.VIEWER, "workspace:read", "general", "budgets_read budgets_read_flow"),
    (Role.ADMIN, "workspace:write", "general", "budgets_replace budgets_replace_flow credits_buy credits_pay"),
    (
        Role.VIEWER,
        "workspace:read",
        "general",
        "account_read account_find_sessions account_find_identities account_export",
    ),
    (
        Role.VIEWER,
        "workspace:write",
        "general",
        """account_change account_change_password account_change_email account_end_session account_end_sessions
        account_set_up_two_factor account_confirm_two_factor account_replace_recovery_codes account_stop_two_factor
        account_begin_link account_link account_unlink account_erase auth_rotate_keys auth_convert_guest""",
    ),
    host="auth_rotate_keys",
    user="""auth_convert_guest account_change account_change_password account_change_email account_find_sessions
        account_end_session account_end_sessions account_set_up_two_factor account_confirm_two_factor
        account_replace_recovery_codes account_stop_two_factor account_find_identities account_begin_link account_link
        account_unlink account_export account_erase""",
    person="""account_read api_keys_find api_keys_read api_keys_create api_keys_revoke workspaces_create workspaces_restore
        workspaces_delete workspaces_leave workspaces_change_member workspaces_remove_member
        workspaces_find_invitations workspaces_invite workspaces_send_invitation workspaces_revoke_invitation
        workspaces_accept workspaces_offer workspaces_withdraw_offer workspaces_accept_offer shares_find shares_create
        shares_revoke shares_publish shares_withdraw""",
)
"""By operation id, as in openapi.json."""

PUBLIC = frozenset(
    {
        "auth_options", "auth_create_owner", "auth_sign_up", "auth_verify", "auth_sign_in", "auth_refresh", "auth_sign_out",
        "auth_forgot", "auth_reset", "auth_confirm_email", "auth_begin", "auth_finish", "auth_exchange", "auth_enter_as_guest",
        "host_health", "host_ready", "oauth_callback", "payments_notice",
        "shares_follow", "shares_find_public", "shares_read_public",
    }
)  # fmt: skip
"""Operations that anybody may call."""


def refused(principal: Principal) -> dict[str, Role]:
    """Returns the operations that a principal's role is too little for, with the role that each takes."""
    return {name: rule.role for name, rule in RULES.items() if rule.refusal(principal) == "role"}
