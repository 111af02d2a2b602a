"""All repositories of a host, each made when it is first asked for: most processes in the cloud need few of them."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flow_builder.store.accounts import AccountStore
    from flow_builder.store.api_keys import ApiKeyStore
    from flow_builder.store.artifacts import ArtifactStore
    from flow_builder.store.attempts import AttemptStore
    from flow_builder.store.audit import AuditStore
    from flow_builder.store.blobs import Blobs
    from flow_builder.store.comments import CommentStore
    from flow_builder.store.credentials import CredentialStore
    from flow_builder.store.datasets import DatasetStore
    from flow_builder.store.dead_letters import DeadLetterStore
    from flow_builder.store.flows import FlowStore
    from flow_builder.store.guests import GuestStore
    from flow_builder.store.hooks import HookStore
    from flow_builder.store.idempotency import IdempotencyStore
    from flow_builder.store.invitations import InvitationStore
    from flow_builder.store.ledger import LedgerStore
    from flow_builder.store.mails import MailStore
    from flow_builder.store.market import MarketStore
    from flow_builder.store.notifications import NotificationStore
    from flow_builder.store.one_time import OneTimeStore
    from flow_builder.store.orders import OrderStore
    from flow_builder.store.politeness import PolitenessStore
    from flow_builder.store.rate_limits import RateLimitStore
    from flow_builder.store.runs import RunStore
    from flow_builder.store.schedules import ScheduleStore
    from flow_builder.store.sessions import SessionStore
    from flow_builder.store.shares import ShareStore
    from flow_builder.store.signing_keys import SigningKeys
    from flow_builder.store.state import StateStore
    from flow_builder.store.statistics import StatisticsStore
    from flow_builder.store.table import Table
    from flow_builder.store.templates import TemplateStore
    from flow_builder.store.variables import VariableStore
    from flow_builder.store.workspaces import WorkspaceStore
    from flow_builder.vault import Vault


class Stores:
    """The repositories, one per noun, on a host's adapters of storage."""

    def __init__(self, table: "Table", blobs: "Blobs", vault: "Vault") -> None:
        self._table = table
        self._blobs = blobs
        self._vault = vault

    @cached_property
    def flows(self) -> "FlowStore":
        """Flows, their drafts and versions."""
        from flow_builder.nodes import CATALOGUE
        from flow_builder.services.credential_uses import names_credentials
        from flow_builder.store.flows import FlowStore

        return FlowStore(self._table, self._blobs, names_credentials(CATALOGUE))

    @cached_property
    def runs(self) -> "RunStore":
        """Runs, and what is recorded of their steps."""
        from flow_builder.store.runs import RunStore

        return RunStore(self._table)

    @cached_property
    def datasets(self) -> "DatasetStore":
        """Rows that flows collect."""
        from flow_builder.store.datasets import DatasetStore

        return DatasetStore(self._table)

    @cached_property
    def state(self) -> "StateStore":
        """What flows keep between runs, and cached results."""
        from flow_builder.store.state import StateStore

        return StateStore(self._table, self._blobs)

    @cached_property
    def artifacts(self) -> "ArtifactStore":
        """Files of runs."""
        from flow_builder.store.artifacts import ArtifactStore

        return ArtifactStore(self._table, self._blobs)

    @cached_property
    def audit(self) -> "AuditStore":
        """The audit log."""
        from flow_builder.store.audit import AuditStore

        return AuditStore(self._table, self._vault)

    @cached_property
    def comments(self) -> "CommentStore":
        """Comments on flows."""
        from flow_builder.store.comments import CommentStore

        return CommentStore(self._table)

    @cached_property
    def credentials(self) -> "CredentialStore":
        """Credentials, their secrets sealed."""
        from flow_builder.store.credentials import CredentialStore

        return CredentialStore(self._table, self._vault)

    @cached_property
    def politeness(self) -> "PolitenessStore":
        """Policies for sites, and turns to visit them."""
        from flow_builder.store.politeness import PolitenessStore

        return PolitenessStore(self._table)

    @cached_property
    def schedules(self) -> "ScheduleStore":
        """When flows start by themselves."""
        from flow_builder.store.schedules import ScheduleStore

        return ScheduleStore(self._table)

    @cached_property
    def sessions(self) -> "SessionStore":
        """Browser sessions that are kept."""
        from flow_builder.store.sessions import SessionStore

        return SessionStore(self._table, self._blobs, self._vault)

    @cached_property
    def notifications(self) -> "NotificationStore":
        """Channels and rules, and what is to be told."""
        from flow_builder.store.notifications import NotificationStore

        return NotificationStore(self._table)

    @cached_property
    def ledger(self) -> "LedgerStore":
        """Credits: accounts, reservations, entries."""
        from flow_builder.store.ledger import LedgerStore

        return LedgerStore(self._table)

    @cached_property
    def orders(self) -> "OrderStore":
        """Purchases of credits."""
        from flow_builder.store.orders import OrderStore

        return OrderStore(self._table)

    @cached_property
    def dead_letters(self) -> "DeadLetterStore":
        """Starts that failed for good."""
        from flow_builder.store.dead_letters import DeadLetterStore

        return DeadLetterStore(self._table, self._blobs)

    @cached_property
    def hooks(self) -> "HookStore":
        """Secrets of webhooks, and what came in."""
        from flow_builder.store.hooks import HookStore

        return HookStore(self._table, self._vault)

    @cached_property
    def idempotency(self) -> "IdempotencyStore":
        """Answers kept for repeated requests."""
        from flow_builder.store.idempotency import IdempotencyStore

        return IdempotencyStore(self._table, self._vault)

    @cached_property
    def rate_limits(self) -> "RateLimitStore":
        """How often who may do what."""
        from flow_builder.store.rate_limits import RateLimitStore

        return RateLimitStore(self._table)

    @cached_property
    def guests(self) -> "GuestStore":
        """Workspaces of people without accounts."""
        from flow_builder.store.guests import GuestStore

        return GuestStore(self._table)

    @cached_property
    def statistics(self) -> "StatisticsStore":
        """Counters of runs."""
        from flow_builder.store.statistics import StatisticsStore

        return StatisticsStore(self._table)

    @cached_property
    def templates(self) -> "TemplateStore":
        """Templates of a workspace."""
        from flow_builder.store.templates import TemplateStore

        return TemplateStore(self._table, self._blobs)

    @cached_property
    def market(self) -> "MarketStore":
        """Templates that are shared with all."""
        from flow_builder.store.market import MarketStore

        return MarketStore(self._table, self._blobs)

    @cached_property
    def accounts(self) -> "AccountStore":
        """People."""
        from flow_builder.store.accounts import AccountStore

        return AccountStore(self._table)

    @cached_property
    def one_time(self) -> "OneTimeStore":
        """Tokens that work once."""
        from flow_builder.store.one_time import OneTimeStore

        return OneTimeStore(self._table)

    @cached_property
    def mails(self) -> "MailStore":
        """Mails to be sent."""
        from flow_builder.store.mails import MailStore

        return MailStore(self._table, self._vault)

    @cached_property
    def attempts(self) -> "AttemptStore":
        """Failed attempts to sign in."""
        from flow_builder.store.attempts import AttemptStore

        return AttemptStore(self._table)

    @cached_property
    def signing_keys(self) -> "SigningKeys":
        """Keys that tokens are signed with."""
        from flow_builder.store.signing_keys import SigningKeys

        return SigningKeys(self._table, self._vault)

    @cached_property
    def variables(self) -> "VariableStore":
        """Variables of workspaces."""
        from flow_builder.store.variables import VariableStore

        return VariableStore(self._table)

    @cached_property
    def workspaces(self) -> "WorkspaceStore":
        """Workspaces and their members."""
        from flow_builder.store.workspaces import WorkspaceStore

        return WorkspaceStore(self._table)

    @cached_property
    def api_keys(self) -> "ApiKeyStore":
        """Keys of programs."""
        from flow_builder.store.api_keys import ApiKeyStore

        return ApiKeyStore(self._table)

    @cached_property
    def invitations(self) -> "InvitationStore":
        """Invitations into workspaces."""
        from flow_builder.store.invitations import InvitationStore

        return InvitationStore(self._table)

    @cached_property
    def shares(self) -> "ShareStore":
        """Links to flows and runs for people outside."""
        from flow_builder.store.shares import ShareStore

        return ShareStore(self._table)
