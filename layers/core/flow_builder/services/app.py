"""What use cases work with: the repositories and ports of one host, put together by `bootstrap`."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flow_builder.auth.oidc import Issuers
from flow_builder.machines import Machine
from flow_builder.nodes.base import NodeType
from flow_builder.payments import Payments
from flow_builder.schedules import Schedules
from flow_builder.services.bus import Bus
from flow_builder.services.documents import Diagnoses
from flow_builder.services.mail import Mail
from flow_builder.services.meters import Meters
from flow_builder.settings import Settings
from flow_builder.store.accounts import AccountStore
from flow_builder.store.api_keys import ApiKeyStore
from flow_builder.store.artifacts import ArtifactStore
from flow_builder.store.attempts import AttemptStore
from flow_builder.store.audit import AuditStore
from flow_builder.store.comments import CommentStore
from flow_builder.store.credentials import CredentialStore
from flow_builder.store.datasets import DatasetStore
from flow_builder.store.dead_letters import DeadLetterStore
from flow_builder.store.flows import FlowStore
from flow_builder.store.folder_lock import DataFolder
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
from flow_builder.store.templates import TemplateStore
from flow_builder.store.variables import VariableStore
from flow_builder.store.workspaces import WorkspaceStore
from flow_builder.vault import Vault

if TYPE_CHECKING:
    import httpx

    from flow_builder.services.variables import Environment


@dataclass(frozen=True, slots=True)
class Stores:
    """The repositories, one per noun."""

    flows: FlowStore
    runs: RunStore
    datasets: DatasetStore
    state: StateStore
    artifacts: ArtifactStore
    audit: AuditStore
    comments: CommentStore
    credentials: CredentialStore
    politeness: PolitenessStore
    schedules: ScheduleStore
    sessions: SessionStore
    notifications: NotificationStore
    ledger: LedgerStore
    orders: OrderStore
    dead_letters: DeadLetterStore
    hooks: HookStore
    idempotency: IdempotencyStore
    rate_limits: RateLimitStore
    guests: GuestStore
    statistics: StatisticsStore
    templates: TemplateStore
    market: MarketStore
    accounts: AccountStore
    one_time: OneTimeStore
    mails: MailStore
    attempts: AttemptStore
    signing_keys: SigningKeys
    variables: VariableStore
    workspaces: WorkspaceStore
    api_keys: ApiKeyStore
    invitations: InvitationStore
    shares: ShareStore


@dataclass(frozen=True, slots=True)
class App:
    """One host's stores and ports; every use case takes it first and the workspace second."""

    settings: Settings
    stores: Stores
    vault: Vault
    machine: Machine
    clock: Schedules
    catalogue: Mapping[str, NodeType]
    diagnoses: Diagnoses
    folder: DataFolder | None
    """Where a host on one machine keeps its data; in the cloud there is none."""
    bus: Bus
    """Tells what happens in all workspaces of this host."""
    http: "Callable[[], httpx.AsyncClient]"
    """The shared client behind the network guard, made on first use."""
    mail: Mail
    """Sends mails to people with accounts."""
    issuers: Issuers
    """Who else says who somebody is."""
    environment: "Environment"
    """What runs of each workspace see as `env`."""
    shop_seed: int = 1
    """Which state of the demo shop this host serves."""
    url: str = ""
    """Where people reach this host, for links in messages."""
    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be notifications to deliver."""
    payments: Payments | None = None
    """Who takes payments for credits."""
    meters: Meters = field(default_factory=Meters)
    """What this host counts and times."""

    @property
    def own_folder(self) -> DataFolder:
        """The data folder of a host that has one."""
        assert self.folder is not None
        return self.folder
