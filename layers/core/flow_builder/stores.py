"""All repositories on one table, put together for a host."""

from flow_builder.nodes import CATALOGUE
from flow_builder.services.app import Stores
from flow_builder.services.credential_uses import names_credentials
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


def make_stores(table: Table, blobs: Blobs, vault: Vault) -> Stores:
    """Returns the repositories on a host's adapters of storage."""
    return Stores(
        flows=FlowStore(table, blobs, names_credentials(CATALOGUE)),
        runs=RunStore(table),
        datasets=DatasetStore(table),
        state=StateStore(table, blobs),
        artifacts=ArtifactStore(table, blobs),
        audit=AuditStore(table, vault),
        comments=CommentStore(table),
        credentials=CredentialStore(table, vault),
        politeness=PolitenessStore(table),
        schedules=ScheduleStore(table),
        sessions=SessionStore(table, blobs, vault),
        notifications=NotificationStore(table),
        ledger=LedgerStore(table),
        orders=OrderStore(table),
        dead_letters=DeadLetterStore(table, blobs),
        hooks=HookStore(table, vault),
        idempotency=IdempotencyStore(table, vault),
        rate_limits=RateLimitStore(table),
        guests=GuestStore(table),
        statistics=StatisticsStore(table),
        templates=TemplateStore(table, blobs),
        market=MarketStore(table, blobs),
        accounts=AccountStore(table),
        one_time=OneTimeStore(table),
        mails=MailStore(table, vault),
        attempts=AttemptStore(table),
        signing_keys=SigningKeys(table, vault),
        variables=VariableStore(table),
        workspaces=WorkspaceStore(table),
        api_keys=ApiKeyStore(table),
        invitations=InvitationStore(table),
        shares=ShareStore(table),
    )
