"""Puts the host of the cloud together: the use cases of one machine, on adapters of AWS.

Any number of processes are this host, each for as long as Lambda wants it. So nothing is started here that works by
itself: what one machine's jobs do is done by the sweep.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flow_builder.auth.oidc import Issuers, load_issuers
from flow_builder.cloud import Cloud, load_cloud_settings
from flow_builder.errors import InvalidInput
from flow_builder.machines.cloud.machine import CloudMachine
from flow_builder.nodes import CATALOGUE
from flow_builder.payments.choice import taker_of_payments
from flow_builder.services import workspaces
from flow_builder.services.app import LAMBDA_ANSWER_BYTES, App
from flow_builder.services.credits import LedgerTreasury
from flow_builder.services.diagnoses import Diagnoses
from flow_builder.services.ends import Ends
from flow_builder.services.executions import RunEnds
from flow_builder.services.listeners import listen, takers
from flow_builder.services.mail import Mail, carrier
from flow_builder.services.measures import measure
from flow_builder.settings import Settings, load_settings
from flow_builder.telemetry import configure

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from flow_builder.domain.document import FlowDocument
    from flow_builder.domain.plan import Plan
    from flow_builder.services.sockets import SocketHost

_SCRATCH = Path("/tmp/flow-builder")  # noqa: S108 - a function has no other place, and no other users


@cache
def the_cloud() -> Cloud:
    """Returns what this process works with."""
    return Cloud(load_cloud_settings())


@cache
def the_app() -> App:
    """Returns the host of this process."""
    return make_app(the_cloud(), host_settings())


def host_settings() -> Settings:
    """Returns the settings of the host: those of one machine, as far as the cloud leaves a choice."""
    return load_settings(
        data=_SCRATCH,
        accounts="required",
        allow_private_network=os.environ.get("FLOW_ALLOW_PRIVATE_NETWORK") == "true",
        browser_workers=0,
        metrics="off",
        rate_limits=os.environ.get("FLOW_RATE_LIMITS", "on"),
    )


def _compiled(document: "FlowDocument") -> "Plan":
    from flow_builder.compiler import compile_or_raise

    return compile_or_raise(document, CATALOGUE)


def make_app(cloud: Cloud, settings: Settings) -> App:
    """Returns the host on a cloud's adapters; InvalidInput for a bad setting."""
    configure(settings.log_level)
    _SCRATCH.mkdir(mode=0o700, exist_ok=True)
    stores, bus = cloud.stores, cloud.bus
    machine = CloudMachine(
        runs=stores.runs,
        hub=cloud.hub,
        catalogue=CATALOGUE,
        compile_plan=_compiled,
        load_document=stores.flows.document,
        deployed=cloud.deployed,
        executions=cloud.machines,
        env=cloud.environment,
        runs_at_once=settings.runs_at_once,
        roles=cloud.roles,
    )
    app = App(
        settings,
        stores,
        cloud.vault,
        machine,
        cloud.clock,
        CATALOGUE,
        Diagnoses(CATALOGUE),
        None,
        bus,
        cloud.http,
        Mail(carrier(settings), stores.mails),
        Issuers(load_issuers(settings.oidc), cloud.http),
        cloud.environment,
        url=settings.public_url or "",
        payments=taker_of_payments(settings, cloud.http),
        answer_bytes=LAMBDA_ANSWER_BYTES,
    )
    if settings.credits == "on":
        machine.treasury = LedgerTreasury(app)
    machine.admit = cloud.environment.admit
    cloud.environment.heed = lambda place: machine.admission.set_limit(place.id, workspaces.own_limit(settings, place))
    machine.on_events = cloud.listen
    machine.ended = ends_of(app).settle
    listen(app)
    return app


@cache
def the_sockets() -> "SocketHost":
    """Returns what takes frames of WebSocket connections; InvalidInput in a stack without."""
    from flow_builder.services.sockets import SocketHost

    cloud = the_cloud()
    if cloud.sockets is None:
        raise InvalidInput("FLOW_SOCKETS is not set.", code="settings.invalid", field="/sockets")
    return SocketHost(the_app(), cloud.hub, cloud.sockets)


def ends_of(app: App) -> RunEnds:
    """Returns what brings runs of a host of the cloud to their ends."""
    assert isinstance(app.machine, CloudMachine)
    ends = Ends(app.stores.runs, app.bus, takers(app))
    ends.counted = measure
    return RunEnds(app.stores.runs, app.machine, ends)


async def mend_roles(_: App) -> int:
    """Makes the roles of flows as they should be; returns how many were not."""
    roles = the_cloud().roles
    return 0 if roles is None else await roles.mend()


async def export_audit(app: App) -> int:
    """Exports what audit logs have grown by; returns how many entries."""
    from flow_builder.services.audit_archive import export_due
    from flow_builder.store.audit_exports import AuditExports

    archive = the_cloud().archive
    return 0 if archive is None else await export_due(AuditExports(app.stores.audit.table), archive)


def api() -> "ASGIApp":
    """Returns the HTTP application of this process."""
    from flow_builder.api.edge import Edge
    from flow_builder.api.parts import InParts

    return Edge(InParts(the_app()), the_cloud().settings.edge, the_cloud().blobs)


def hooks() -> "ASGIApp":
    """Returns the application that answers webhooks and forms, and nothing else."""
    from starlette.responses import Response

    from flow_builder.api.edge import Edge
    from flow_builder.api.gateway import Gateway

    return Edge(Gateway(Response(None, 404), the_app()), the_cloud().settings.edge)
