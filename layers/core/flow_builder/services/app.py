"""What use cases work with: the repositories and ports of one host, put together by `bootstrap`."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flow_builder.services.meters import Meters

if TYPE_CHECKING:
    import httpx

    from flow_builder.auth.oidc import Issuers
    from flow_builder.machines import Machine
    from flow_builder.nodes.base import NodeType
    from flow_builder.payments import Payments
    from flow_builder.schedules import Schedules
    from flow_builder.services.bus import Bus
    from flow_builder.services.diagnoses import Diagnoses
    from flow_builder.services.mail import Mail
    from flow_builder.services.stores import Stores
    from flow_builder.services.variables import Environment
    from flow_builder.settings import Settings
    from flow_builder.store.folder_lock import DataFolder
    from flow_builder.vault import Vault

LAMBDA_ANSWER_BYTES = 4_400_000
"""Of a body; Lambda answers with 6 MB at most, in which files are Base64."""


@dataclass(frozen=True, slots=True)
class App:
    """One host's stores and ports; every use case takes it first and the workspace second."""

    settings: "Settings"
    stores: "Stores"
    vault: "Vault"
    machine: "Machine"
    clock: "Schedules"
    catalogue: "Mapping[str, NodeType]"
    diagnoses: "Diagnoses"
    folder: "DataFolder | None"
    """Where a host on one machine keeps its data; in the cloud there is none."""
    bus: "Bus"
    """Tells what happens in all workspaces of this host."""
    http: "Callable[[], httpx.AsyncClient]"
    """The shared client behind the network guard, made on first use."""
    mail: "Mail"
    """Sends mails to people with accounts."""
    issuers: "Issuers"
    """Who else says who somebody is."""
    environment: "Environment"
    """What runs of each workspace see as `env`."""
    shop_seed: int = 1
    """Which state of the demo shop this host serves."""
    url: str = ""
    """Where people reach this host, for links in messages."""
    outbox: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be notifications to deliver."""
    payments: "Payments | None" = None
    """Who takes payments for credits."""
    answer_bytes: int | None = None
    """The most that this host can give as one answer; more has to be fetched where blobs are."""
    meters: Meters = field(default_factory=Meters)
    """What this host counts and times."""

    @property
    def own_folder(self) -> "DataFolder":
        """The data folder of a host that has one."""
        assert self.folder is not None
        return self.folder
