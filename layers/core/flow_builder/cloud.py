"""Puts a function of the cloud together: adapters of AWS, made once for each process and when they are first used."""

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from flow_builder.domain.run import Run
from flow_builder.domain.value import JSON
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.machines.cloud.machine import first_input
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.credential_fields import no_role
from flow_builder.store.progress import Progress

if TYPE_CHECKING:
    import httpx

    from flow_builder.compiler import Target
    from flow_builder.domain.plan import Plan
    from flow_builder.engine.host import Meter, StepIdentity
    from flow_builder.machines.cloud.admission import Admission
    from flow_builder.machines.cloud.call import Services
    from flow_builder.machines.cloud.deployed import Deployed
    from flow_builder.machines.cloud.host import Child
    from flow_builder.machines.cloud.plan import CloudPlan
    from flow_builder.machines.cloud.roles import FlowRoles
    from flow_builder.machines.step_functions import StepFunctions
    from flow_builder.machines.treasury import Spender, Treasury
    from flow_builder.nodes.base import Backend, RunInfo
    from flow_builder.realtime.event_bus import EventBus
    from flow_builder.realtime.gateway import GatewayHub, GatewaySockets
    from flow_builder.schedules import Schedules
    from flow_builder.services.bus import Bus
    from flow_builder.services.stores import Stores
    from flow_builder.services.variables import Environment
    from flow_builder.store.s3_archive import S3Archive
    from flow_builder.store.s3_blobs import S3Blobs
    from flow_builder.store.table import Write
    from flow_builder.vault import Vault

log = logging.getLogger(__name__)

_PLANS_KEPT = 50


class CloudSettings(BaseModel):
    """What a function is told of its stack: each field is the environment variable with `FLOW_` before it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    table: str
    bucket: str
    region: str
    kms_key: str = Field(description="ARN of the key that seals credentials.")
    kms_mac_key: str = Field(description="ARN of the HMAC key that other keys are derived from.")
    machines: str = Field(description="What the names of state machines begin with.")
    machine_role: str = Field(description="ARN of the role that state machines work with.")
    run_step: str = Field(description="ARN of the published version of the function that machines call.")
    roles: str = Field(
        default="", description="Workspaces whose flows get roles in AWS, with commas between them; * for all."
    )
    role_path: str = Field(default="/", description="Path of the roles of flows.")
    role_boundary: str | None = Field(
        default=None, description="ARN of the permissions boundary of the roles of flows."
    )
    role_takers: str = Field(default="", description="ARNs of the roles that may take those of flows, with commas.")
    schedules: str | None = Field(default=None, description="Group of EventBridge Scheduler that schedules are in.")
    scheduler_role: str | None = Field(default=None, description="ARN of the role that schedules work with.")
    start_run: str | None = Field(default=None, description="ARN of the function that schedules call.")
    dead_letters: str | None = Field(default=None, description="ARN of the queue of what could not be handed over.")
    sockets: str | None = Field(default=None, description="Where messages to WebSocket connections are sent.")
    audit_bucket: str | None = Field(default=None, description="Bucket that audit logs are exported to.")
    bus: str | None = Field(default=None, description="Name of the event bus that what happens is told on.")
    public_url: str | None = Field(default=None, description="Where people reach the stack, and flows its demo sites.")
    edge: str = Field(default="", description="What CloudFront shows to prove that a request comes through it.")
    runs_at_once: int = Field(default=100, description="Runs of a workspace under way at once.")
    allow_private_network: bool = Field(default=False, description="Whether flows may reach private addresses.")
    browser_mode: Literal["zero-scale", "warm"] = Field(
        default="zero-scale", description="Whether a browser worker is started for each region, or a pool takes them."
    )
    browser_queue: str | None = Field(
        default=None, description="URL of the queue that the warm pool takes regions from."
    )
    browser_cluster: str | None = Field(default=None, description="ARN of the ECS cluster of browser workers.")
    browser_task: str | None = Field(default=None, description="ARN of the task definition of browser workers.")
    browser_subnets: str | None = Field(
        default=None, description="Subnets of browser workers, with commas between them."
    )
    browser_security_group: str | None = Field(default=None, description="Security group of browser workers.")
    browser_public_address: Literal["ENABLED", "DISABLED"] = Field(
        default="ENABLED", description="Whether browser workers get one; without it their subnets need a NAT gateway."
    )
    credentials: str | None = Field(default=None, description="ARN of a secret with credentials by name, as JSON.")
    endpoint: str | None = Field(default=None, description="Where AWS is, for the stand-in in tests.")


def load_cloud_settings(environ: Mapping[str, str] | None = None) -> CloudSettings:
    """Returns the settings of the process; InvalidInput `settings.invalid` that names a variable that is missing."""
    source = os.environ if environ is None else environ
    given = {name: value for name in CloudSettings.model_fields if (value := source.get("FLOW_" + name.upper()))}
    given.setdefault("region", source.get("AWS_REGION", ""))
    for name, field in CloudSettings.model_fields.items():
        if field.is_required() and not given.get(name):
            raise InvalidInput(f"FLOW_{name.upper()} is not set.", code="settings.invalid", field=f"/{name}")
    return CloudSettings(**given)


class Cloud:
    """A function's process: its adapters, and the plans it has compiled."""

    def __init__(self, settings: CloudSettings) -> None:
        self.settings = settings
        self._plans: dict[tuple[str, str], CloudPlan] = {}
        self._client: httpx.AsyncClient | None = None
        self.treasury: Callable[[], Treasury | None] = lambda: None
        """Reserves credits for the runs that runs call, where they are counted."""

    @cached_property
    def blobs(self) -> "S3Blobs":
        """Large values and files."""
        from flow_builder.store.s3_blobs import S3Blobs, connect

        return S3Blobs(self.settings.bucket, connect(self.settings.region, self.settings.endpoint))

    @cached_property
    def archive(self) -> "S3Archive | None":
        """Where audit logs are exported to, in a stack that has such a place."""
        from flow_builder.store.s3_archive import S3Archive
        from flow_builder.store.s3_blobs import connect

        settings = self.settings
        if settings.audit_bucket is None:
            return None
        return S3Archive(settings.audit_bucket, connect(settings.region, settings.endpoint))

    @cached_property
    def stores(self) -> "Stores":
        """The repositories."""
        from flow_builder.services.stores import Stores
        from flow_builder.store.dynamo import DynamoTable

        settings = self.settings
        table = DynamoTable(settings.table, settings.region, settings.endpoint)
        return Stores(table, self.blobs, self.vault)

    @cached_property
    def vault(self) -> "Vault":
        """What secrets are sealed with."""
        from flow_builder.vault.kms import KmsVault, connect

        settings = self.settings
        return KmsVault(connect(settings.region, settings.endpoint), settings.kms_key, settings.kms_mac_key)

    @cached_property
    def machines(self) -> "StepFunctions":
        """The state machines."""
        from flow_builder.machines.step_functions import StepFunctions, connect

        client = connect(self.settings.region, self.settings.endpoint)
        return StepFunctions(client, self.settings.machines, self.settings.machine_role)

    @cached_property
    def roles(self) -> "FlowRoles | None":
        """The roles of flows in AWS; None in a stack that has no boundary for them."""
        from flow_builder.machines.cloud.roles import FlowRoles
        from flow_builder.machines.flow_roles import FlowRoleMaker, connect

        settings = self.settings
        if settings.role_boundary is None:
            return None
        maker = FlowRoleMaker(
            lambda service: connect(service, settings.region, settings.endpoint),
            prefix=settings.machines,
            path=settings.role_path,
            boundary=settings.role_boundary,
            takers=listed(settings.role_takers),
            region=settings.region,
            endpoint=settings.endpoint,
        )
        return FlowRoles(self.stores.runs.table, maker, self._policy, listed(settings.roles))

    def _policy(self, plan: "Plan") -> dict[str, Any] | None:
        from flow_builder.compiler.access import policy_of

        return policy_of(plan, CATALOGUE)

    @cached_property
    def services(self) -> "Services":
        """What calls of the function share."""
        from flow_builder.engine.breaker import Breakers
        from flow_builder.machines.cloud.call import Services

        return Services(
            runs=self.stores.runs,
            blobs=self.blobs,
            load_plan=self.plan,
            make_backend=self._backend,
            env=self.environment,
            http=self.http,
            calls=self,
            tokens=self.machines,
            breakers=Breakers(),
            listen=self.listen,
            admission=self.admission,
            meter=self._meter,
        )

    @cached_property
    def admission(self) -> "Admission":
        """Gives slots to runs that wait for their turn."""
        from flow_builder.machines.cloud.admission import Admission

        made = Admission(self.stores.runs, self._begin, per_workspace=self.settings.runs_at_once)
        self.environment.heed = lambda place: made.set_limit(place.id, place.runs_at_once)
        return made

    async def _begin(self, run: Run) -> None:
        """Starts the execution of a run whose turn has come; the sweep starts what cannot be started now."""
        machine = await Progress(self.stores.runs.table, run.workspace, run.id).machine()
        try:
            await self.machines.start(machine or "", run.id, first_input(run))
        except FlowBuilderError as error:
            log.warning("run %s is started later: %s (%s)", run.id, error.message, error.code)

    def _meter(self, run: "Spender") -> "Meter":
        from flow_builder.services.metering import RunMeter

        return RunMeter(self.stores.ledger, run)

    @cached_property
    def environment(self) -> "Environment":
        """What runs of each workspace see as `env`."""
        from flow_builder.services.variables import Environment

        url = self.settings.public_url
        demo = {"DEMO": f"{url}/demo", "SHOP": f"{url}/demo/shop"} if url else {}
        return Environment(self.stores.variables, self.stores.workspaces, demo, {})

    @cached_property
    def bus(self) -> "Bus":
        """Tells what happens in this process."""
        from flow_builder.services.bus import Bus

        bus = Bus()
        if self._event_bus is not None:
            from flow_builder.realtime.event_bus import TYPES

            bus.subscribe(self._event_bus.hear, *TYPES)
        return bus

    @cached_property
    def _event_bus(self) -> "EventBus | None":
        from flow_builder.realtime.event_bus import EventBus, connect

        settings = self.settings
        return None if settings.bus is None else EventBus(connect(settings.region, settings.endpoint), settings.bus)

    @cached_property
    def hub(self) -> "GatewayHub":
        """Tells of new events."""
        from flow_builder.realtime.gateway import GatewayHub
        from flow_builder.store.sockets import SocketStore

        return GatewayHub(SocketStore(self.stores.runs.table), self.stores.runs, self.sockets)

    @cached_property
    def sockets(self) -> "GatewaySockets | None":
        """The WebSocket connections of a stack that has some."""
        from flow_builder.realtime.gateway import GatewaySockets, connect

        settings = self.settings
        return None if settings.sockets is None else GatewaySockets(connect(settings.region, settings.sockets))

    def listen(self, run: Run, events: "Sequence[Mapping[str, Any]]") -> None:
        """Tells of a run's next events, which are stored, to who follows it and on the bus."""
        from flow_builder.services.announcing import Announcer

        self.hub.tell(run, events)
        Announcer(self.bus).tell(run, events)

    async def told(self) -> None:
        """Waits until what was told here has reached whoever wants to know, before this process ends."""
        await self.bus.close()
        if self._event_bus is not None:
            await self._event_bus.told()
        await self.hub.told()

    @cached_property
    def clock(self) -> "Schedules":
        """Sees to it that schedules are looked at."""
        from flow_builder.schedules.swept import SweptSchedules

        settings = self.settings
        if settings.schedules is None or settings.start_run is None or settings.scheduler_role is None:
            return SweptSchedules()
        from flow_builder.schedules.eventbridge import EventBridgeClock, connect

        return EventBridgeClock(
            connect(settings.region, settings.endpoint),
            self.stores.schedules.table,
            group=settings.schedules,
            target=settings.start_run,
            role=settings.scheduler_role,
            dead_letters=settings.dead_letters,
        )

    def http(self) -> "httpx.AsyncClient":
        """Returns the client behind the network guard."""
        if self._client is None:
            from flow_builder.network.client import make_client
            from flow_builder.network.guard import NetworkPolicy

            self._client = make_client(NetworkPolicy(allow_private=self.settings.allow_private_network))
        return self._client

    def _backend(self, run: "RunInfo") -> "Backend":
        from flow_builder.services.backend import DetachedBackend
        from flow_builder.services.politeness import Sites

        sites = Sites(self.stores.politeness, self.http)
        return DetachedBackend(self.stores, run, lambda _: None, sites, self._resolve, self._provided, self._aws_keys)

    async def _resolve(self, workspace: str, reference: str, refused: str | None = None) -> dict[str, Any]:
        from flow_builder.services.credential_upkeep import resolver

        return await resolver(self.stores, self.http, self.bus)(workspace, reference, refused)

    async def _aws_keys(self, run: "RunInfo") -> Mapping[str, Any]:
        if self.roles is None:
            raise no_role()
        return await self.roles.keys(run.workspace, run.flow, run.id)

    def _provided(self) -> dict[str, dict[str, Any]]:
        return {**self._demo_credentials, **self._secret_credentials}

    @cached_property
    def _demo_credentials(self) -> dict[str, dict[str, Any]]:
        """Those of the demo sites that a stack with an address serves."""
        from flow_builder.demo.credentials import demo_credentials

        url = self.settings.public_url
        return demo_credentials(f"{url}/demo") if url else {}

    @cached_property
    def _secret_credentials(self) -> dict[str, dict[str, Any]]:
        """The credentials of an application of one flow, which has no API to store them with."""
        import json

        from flow_builder.vault.secrets_manager import connect

        if self.settings.credentials is None:
            return {}
        client = connect(self.settings.region, self.settings.endpoint)
        found: dict[str, dict[str, Any]] = json.loads(
            client.get_secret_value(SecretId=self.settings.credentials)["SecretString"]
        )
        return found

    async def plan(self, workspace: str, hash_: str) -> "CloudPlan":
        """Returns the plan of a stored document, compiled at most once; NotFound, CompileFailed."""
        found = self._plans.get((workspace, hash_))
        if found is None:
            from flow_builder.compiler import compile_or_raise
            from flow_builder.compiler.stages import stages, works
            from flow_builder.engine.prepared import PreparedPlan
            from flow_builder.machines.cloud.plan import CloudPlan

            plan = compile_or_raise(await self.stores.flows.document(workspace, hash_), CATALOGUE)
            regions = {work.region.id: work.region.nodes for work in works(stages(plan))}
            found = CloudPlan(PreparedPlan(plan, CATALOGUE, hash_), regions)
            if len(self._plans) >= _PLANS_KEPT:
                del self._plans[next(iter(self._plans))]
            self._plans[workspace, hash_] = found
        return found

    @cached_property
    def deployed(self) -> "Deployed":
        """The machines of flows.

        They name one version of the function, whose code cuts a plan into the same regions as long as the machine lives.
        """
        from flow_builder.machines.cloud.deployed import Deployed

        return Deployed(self.stores.runs.table, self.machines, self._definition)

    def _definition(self, plan: "Plan") -> str:
        from flow_builder.compiler import lower
        from flow_builder.compiler.asl.write import definition

        return definition(lower(plan, target_of(self.settings)))

    async def child(self, parent: Run, step: "StepIdentity", flow: str, input_: JSON) -> "Child":
        """Returns the run that a step calls, made once per step identity; NotFound, CompileFailed."""
        from flow_builder.machines.cloud.host import Child
        from flow_builder.machines.subflow import called
        from flow_builder.machines.treasury import expected

        run, _ = await called(self.stores.flows.current, parent, flow, input_)
        prepared = (await self.plan(parent.workspace, run.document)).prepared
        run.estimate = expected(run, prepared, ())
        machine = await self.deployed.arn(parent.workspace, flow, prepared.plan)
        # A called run never queues: its caller holds a slot while it waits, and flows may call themselves.
        also = self.admission.slots.take_ops(run, None, None)
        also.append(Progress(self.stores.runs.table, run.workspace, run.id).machine_op(machine))
        stored, created = await self._stored(parent, run, f"subflow:{step.text}", also)
        progress = Progress(self.stores.runs.table, stored.workspace, stored.id)
        return Child(stored, machine if created else await progress.machine() or machine)

    async def _stored(self, parent: Run, run: Run, key: str, also: "list[Write]") -> tuple[Run, bool]:
        """Stores a called run, with what is reserved for it where its caller pays, too."""
        runs = self.stores.runs
        treasury = self.treasury() if parent.reserved is not None else None
        if treasury is None:
            return await runs.create(run, (), key, also=also)
        return await treasury.reserve(run, lambda more: runs.create(run, (), key, None, [*also, *more]))

    async def start(self, child: "Child") -> None:
        """Starts the execution of a run, once."""
        await self.machines.start(child.machine, child.run.id, first_input(child.run))


def listed(text: str) -> list[str]:
    """Returns what stands between commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def target_of(settings: CloudSettings) -> "Target":
    """Returns the names that machines get; those of browser workers stay placeholders in a stack that has none."""
    given: dict[str, Any] = {
        "queue": settings.browser_queue,
        "cluster": settings.browser_cluster,
        "task_definition": settings.browser_task,
        "subnets": tuple(settings.browser_subnets.split(",")) if settings.browser_subnets else None,
        "security_group": settings.browser_security_group,
    }
    from flow_builder.compiler import Target

    return Target(
        run_step=settings.run_step,
        bucket=settings.bucket,
        browser=settings.browser_mode,
        public_address=settings.browser_public_address,
        **{name: value for name, value in given.items() if value is not None},
    )
