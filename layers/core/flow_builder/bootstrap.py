"""The one place that picks adapters and puts a host together."""

import asyncio
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flow_builder.auth.oidc import Issuers, load_issuers
from flow_builder.background import BackgroundJob
from flow_builder.compiler import compile_or_raise
from flow_builder.domain.documents import dump_document, load_document
from flow_builder.engine.breaker import Breakers
from flow_builder.engine.prepared import PreparedPlan
from flow_builder.errors import InvalidInput
from flow_builder.lanes.processes import ProcessLane
from flow_builder.machines.local import LocalMachine
from flow_builder.network.client import make_client
from flow_builder.network.guard import NetworkPolicy
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import RunInfo
from flow_builder.payments.choice import taker_of_payments
from flow_builder.realtime.local import LocalHub
from flow_builder.schedules.local import LocalClock
from flow_builder.services import (
    audit,
    credential_upkeep,
    guests,
    notifications,
    schedules,
    trash,
    vault_keys,
    workspaces,
)
from flow_builder.services.announcing import Announcer
from flow_builder.services.app import App
from flow_builder.services.backend import Answer, Resolve, StoreBackend
from flow_builder.services.bus import Bus
from flow_builder.services.credits import LedgerTreasury
from flow_builder.services.deliveries import Deliveries
from flow_builder.services.diagnoses import Diagnoses
from flow_builder.services.ends import Ends
from flow_builder.services.listeners import listen, takers
from flow_builder.services.mail import Mail, carrier
from flow_builder.services.politeness import Sites
from flow_builder.services.stores import Stores
from flow_builder.services.variables import Environment
from flow_builder.settings import Settings, load_settings, read_variables, to_environment
from flow_builder.store.blobs import Blobs
from flow_builder.store.folder_blobs import FolderBlobs
from flow_builder.store.folder_lock import DataFolder
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Table, Update
from flow_builder.telemetry import configure
from flow_builder.vault import Vault
from flow_builder.vault.keyfile import KeyFileVault

if TYPE_CHECKING:
    import httpx
    from starlette.types import ASGIApp

    from flow_builder.browser.sessions import Sessions
    from flow_builder.engine.host import RegionRequest, RegionResult
    from flow_builder.lanes.remote import RemoteHost

_WORKER = Path(__file__).parents[3] / "containers" / "browser" / "main.py"
_PLANS_KEPT = 50
_PURGE_EVERY_S = 300.0


def create_api(app: App) -> "ASGIApp":
    """Returns the HTTP application of a host."""
    from flow_builder.api.app import create_app

    return create_app(app)


@asynccontextmanager
async def opened(settings: Settings, *, url: str = "", recover: bool = True) -> AsyncIterator[App]:
    """Yields the host on a data folder and closes it afterwards; runs under way go on at the next start.

    `url` is where it will be reached, given to flows as `env.DEMO` and `env.SHOP`. With `recover` it goes on with interrupted runs.
    Raises StoreLocked when another host has the folder, StoreCorrupt, StoreFull, InvalidInput for a bad setting.
    """
    configure(settings.log_level)
    variables = read_variables(settings.variables)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(DataFolder(settings.data))
        table = SqliteTable(settings.data / "state.db", sync=settings.store_sync)
        stack.push_async_callback(table.close)
        purging = _purging(table)
        stack.push_async_callback(purging.close)
        purging.start()
        blobs = FolderBlobs(settings.data / "blobs", sync=settings.store_sync)
        async with assembled(settings, folder, table, blobs, variables, url=url, recover=recover) as app:
            table.on_commit = app.meters.committed
            yield app


@asynccontextmanager
async def assembled(
    settings: Settings,
    folder: DataFolder,
    table: Table,
    blobs: Blobs,
    variables: dict[str, str],
    *,
    url: str = "",
    recover: bool = True,
) -> AsyncIterator[App]:
    """Yields the host on these adapters of storage, which stay open when it closes."""
    async with AsyncExitStack() as stack:
        vault = await asyncio.to_thread(_vault, settings)
        stores = Stores(table, blobs, vault)
        demo = {"DEMO": f"{url}/demo", "SHOP": f"{url}/demo/shop"} if url else {}
        environment = Environment(stores.variables, stores.workspaces, demo, {settings.workspace: variables})
        bus = Bus()
        stack.push_async_callback(bus.close)
        http = _client_maker(settings, stack)
        resolve = credential_upkeep.resolver(stores, http, bus)
        machine = _machine(settings, stores, http, environment, stack, resolve, lambda: _provided(url))
        stack.push_async_callback(machine.close)
        seed = int((await table.update(Update("HOST", "SHOP", add={"seed": 1}))).doc["seed"]) if url else 1
        clock = LocalClock(stores.schedules, lambda due: schedules.look(app, due))
        stack.push_async_callback(clock.close)
        reached = settings.public_url or url
        mail = Mail(carrier(settings), stores.mails)
        # Issuers are the host's own business: they may be in a network that flows must not reach.
        issuers = Issuers(
            load_issuers(settings.oidc),
            _client_maker(settings.model_copy(update={"allow_private_network": True}), stack),
        )
        app = App(
            settings,
            stores,
            vault,
            machine,
            clock,
            CATALOGUE,
            Diagnoses(CATALOGUE),
            folder,
            bus,
            http,
            mail,
            issuers,
            environment,
            seed,
            reached,
            payments=taker_of_payments(settings, http),
        )
        if settings.credits == "on":
            machine.count_credits(LedgerTreasury(app))
        machine.admit = environment.admit
        environment.heed = lambda place: machine.queue.set_limit(place.id, workspaces.own_limit(settings, place))
        machine.on_events = Announcer(bus).tell
        ends = Ends(stores.runs, bus, takers(app))
        stack.push_async_callback(ends.close)
        machine.on_end = app.meters.ending(ends.take)
        app.meters.start()
        stack.push_async_callback(app.meters.close)
        listen(app)
        stack.push_async_callback(stores.credentials.flush)
        jobs: list[BackgroundJob | Deliveries | Mail] = [
            mail,
            Deliveries(app),
            credential_upkeep.upkeep(app),
            guests.leaving(app),
            trash.emptying(app),
        ]
        for job in jobs:
            stack.push_async_callback(job.close)
        if recover:
            moving = asyncio.create_task(vault_keys.go_on(app))
            stack.callback(moving.cancel)
            await notifications.catch_up(app, settings.workspace)
            await audit.catch_up(app)
            for workspace in {each async for each, _, _ in stores.runs.active()}:
                await environment.learn(workspace)
            await machine.recover()
            clock.start()
            for job in jobs:
                job.start()
        yield app


def _purging(table: SqliteTable) -> BackgroundJob:
    """Returns what deletes what is out of date, every few minutes."""

    async def work() -> float:
        await table.purge_expired()
        return _PURGE_EVERY_S

    return BackgroundJob(work, "what is out of date stays for now", trouble_s=_PURGE_EVERY_S)


def _vault(settings: Settings) -> Vault:
    """Returns what secrets are sealed with; InvalidInput `settings.vault`, StorageError for what AWS says."""
    if settings.vault == "secrets-manager":
        from flow_builder.vault import secrets_manager

        return secrets_manager.SecretsManagerVault(secrets_manager.connect(), settings.vault_secret)
    if settings.vault == "kms":
        from flow_builder.vault import kms

        if not settings.vault_keys or settings.vault_mac_key is None:
            raise InvalidInput(
                "The vault of KMS needs FLOW_VAULT_KEYS and FLOW_VAULT_MAC_KEY.",
                code="settings.vault",
                hint="Make a symmetric key and an HMAC_256 key in KMS, and give their ARNs.",
            )
        key, *older = settings.vault_keys
        return kms.KmsVault(kms.connect(kms.region_of(key)), key, settings.vault_mac_key, older)
    return KeyFileVault(settings.data / "vault.key")


def _provided(url: str) -> dict[str, dict[str, Any]]:
    """Returns the credentials that come with a host: those of the demo sites that it serves."""
    from flow_builder.demo.credentials import demo_credentials

    return demo_credentials(f"{url}/demo") if url else {}


def _machine(
    settings: Settings,
    stores: Stores,
    http: "Callable[[], httpx.AsyncClient]",
    environment: Environment,
    stack: AsyncExitStack,
    resolve: Resolve,
    provided: Callable[[], dict[str, dict[str, Any]]],
) -> LocalMachine:
    sites = Sites(stores.politeness, http)

    def make_backend(run: RunInfo, answer: Answer) -> StoreBackend:
        return StoreBackend(stores, run, answer, sites, resolve, provided)

    async def document(workspace: str, hash_: str) -> dict[str, Any]:
        return dump_document(await stores.flows.document(workspace, hash_))

    lane = None
    if settings.browser_workers:
        lane = ProcessLane(
            (sys.executable, str(_WORKER)),
            document,
            size=settings.browser_workers,
            env=to_environment(settings),
        )
        stack.push_async_callback(lane.close)
    return LocalMachine(
        runs=stores.runs,
        hub=LocalHub(),
        catalogue=CATALOGUE,
        compile_plan=lambda document: compile_or_raise(document, CATALOGUE),
        load_document=stores.flows.document,
        find_flow=stores.flows.current,
        make_backend=make_backend,
        http=http,
        lane=lane,
        env=environment,
        runs_at_once=settings.runs_at_once,
        host_runs_at_once=settings.host_runs_at_once,
    )


async def browser_worker() -> None:
    """Serves the host that started this process as one of its browser workers, until that is over."""
    # The browser's client library takes 0.2 s to import; only workers need it.
    from flow_builder.engine.regions import execute_region
    from flow_builder.lanes.worker import run_worker

    settings = load_settings()
    configure(settings.log_level)
    policy = NetworkPolicy(allow_private=settings.allow_private_network)
    breakers = Breakers()
    plans: OrderedDict[str, PreparedPlan] = OrderedDict()

    async def prepared(hash_: str, host: "RemoteHost") -> PreparedPlan:
        if hash_ not in plans:
            document = load_document(await host.document(hash_))
            plans[hash_] = PreparedPlan(compile_or_raise(document, CATALOGUE), CATALOGUE)
            if len(plans) > _PLANS_KEPT:
                plans.popitem(last=False)
        return plans[hash_]

    async with AsyncExitStack() as stack:
        http = _client_maker(settings, stack)

        async def execute(request: "RegionRequest", host: "RemoteHost", sessions: "Sessions") -> "RegionResult":
            plan = await prepared(request.document, host)
            return await execute_region(plan, request, host, sessions, http, breakers, host.interruption)

        await run_worker(execute, policy)


def _client_maker(settings: Settings, stack: AsyncExitStack) -> "Callable[[], httpx.AsyncClient]":
    """Returns what makes the shared HTTP client on first use: its certificates take 20 ms to load."""
    made: list[httpx.AsyncClient] = []

    async def close() -> None:
        for client in made:
            await client.aclose()

    # Now and not when it is made: what uses the client is closed before it.
    stack.push_async_callback(close)

    def client() -> "httpx.AsyncClient":
        if not made:
            made.append(make_client(NetworkPolicy(allow_private=settings.allow_private_network)))
        return made[0]

    return client
