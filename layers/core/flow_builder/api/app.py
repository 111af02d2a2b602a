"""Puts the API together: routes, problems, checks, webhooks, the demo sites."""

from functools import cache
from importlib import import_module
from types import ModuleType

from fastapi import APIRouter, Depends, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from flow_builder import __version__
from flow_builder.api import openapi, problems
from flow_builder.api.audit import Audit, noted
from flow_builder.api.compression import Compression
from flow_builder.api.deps import authorized
from flow_builder.api.envelope import Envelope
from flow_builder.api.gateway import Gateway
from flow_builder.api.guard import DEMO
from flow_builder.api.idempotency import Idempotency
from flow_builder.api.identity import Identity
from flow_builder.api.limits import Limits
from flow_builder.api.links import Links
from flow_builder.api.negotiation import Negotiation
from flow_builder.api.observe import Observed
from flow_builder.api.operations import Operations, operation_id
from flow_builder.api.proxies import Proxies
from flow_builder.api.spa import BUILT, Places
from flow_builder.api.trace import TraceViewer
from flow_builder.services.app import App

PREFIX = "/api/v1"
ROUTERS = (
    "estimates",
    "budgets",
    "ledger",
    "payments",
    "flows",
    "comments",
    "imports",
    "runs",
    "approvals",
    "nodes",
    "datasets",
    "artifacts",
    "oauth",
    "vault",
    "auth",
    "guests",
    "account",
    "credentials",
    "politeness",
    "schedules",
    "healing",
    "expressions",
    "live",
    "webhooks",
    "forms",
    "notifications",
    "dead_letters",
    "state",
    "statistics",
    "host",
    "limits",
    "queue",
    "audit",
    "market",
    "templates",
    "variables",
    "workspaces",
    "shares",
    "api_keys",
)
"""Modules of `api.routes`, in the order in which their routes are tried."""

_LANDING = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Flow Builder</title>
<meta name="viewport" content="width=device-width"><style>
body{{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:12vh auto;padding:0 1.5rem;color:#1d2521;background:#fbfcfb}}
h1{{font-size:1.6rem;margin:0 0 .5rem}}code{{background:#eef2ef;padding:.15rem .4rem;border-radius:.3rem}}
a{{color:#1f5f4a}}li{{margin:.35rem 0}}@media(prefers-color-scheme:dark){{body{{color:#e4ebe7;background:#151a18}}
code{{background:#232b28}}a{{color:#7fd1b3}}}}</style><h1>Flow Builder {version}</h1>
<p>This host is up. The web app is not built, which takes Node.js and <code>make web</code>; here is what else there is.</p><ul>
<li>The API under <code>/api/v1</code>, to look at and to try in <a href="/docs">/docs</a>, and described in
<a href="/openapi.json">openapi.json</a></li>
<li><a href="/api/v1/runs">Runs</a>, <a href="/api/v1/flows">flows</a>, <a href="/api/v1/nodes">node types</a>,
<a href="/api/v1/datasets">datasets</a>, <a href="/api/v1/approvals">what waits for you</a></li>
<li>Webhooks under <code>/hooks/&lt;flow id&gt;/&lt;secret&gt;</code></li>
<li><a href="/demo/">Demo sites</a>: try <code>flow demo</code></li></ul></html>"""


def create_app(app: App, names: tuple[str, ...] = ROUTERS) -> ASGIApp:
    """Returns the HTTP application of a host, or a part of it; webhooks do not go through FastAPI's layers."""
    api = described_api(names)
    api.state.app = app
    problems.install(api)
    if names == ROUTERS:
        _add_pages(api, app)
    operations = cache(lambda: Operations(api.routes))
    routes: ASGIApp = Negotiation(Idempotency(Audit(api, app), app, operations), operations)
    if app.settings.rate_limits == "on":
        routes = Limits(routes, app, operations)
    guarded = Gateway(Identity(routes, app), app)
    outer: ASGIApp = Envelope(Observed(Compression(TraceViewer(Links(guarded, app))), app), app.settings.public_url)
    return Proxies(outer, app.settings.trusted_proxies) if app.settings.trusted_proxies else outer


def _add_pages(api: FastAPI, app: App) -> None:
    """Adds what lies outside of the API's paths, which parts are not asked for."""
    from flow_builder.api.routes import auth, host

    api.add_route(host.METRICS, host.metrics)
    api.add_route(auth.JWKS, auth.jwks)
    _mount_demo(api, app)
    if (BUILT / "index.html").exists():
        api.router.routes.append(Places(BUILT))
    else:
        api.add_route("/", _landing)


def described_api(names: tuple[str, ...] = ROUTERS) -> FastAPI:
    """Returns the routes of some modules with their description, without a host behind them."""
    # FastAPI's own pages load scripts of another site, which must not run at this host's address.
    api = FastAPI(
        title="Flow Builder",
        version=__version__,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=operation_id,
    )
    openapi.install(api)
    api.router.routes.extend(_routes(names))
    return api


@cache
def _routes(names: tuple[str, ...]) -> tuple[BaseRoute, ...]:
    """Returns the routes, which all hosts of a process share: FastAPI takes a quarter of a second to work them out."""
    router = APIRouter(generate_unique_id_function=operation_id)
    for module in map(module_of, names):
        router.include_router(module.router, prefix=PREFIX, dependencies=[Depends(authorized), Depends(noted)])
    return tuple(router.routes)


def module_of(name: str) -> ModuleType:
    """Returns a module of routes, loaded when somebody needs it."""
    return import_module(f"flow_builder.api.routes.{name}")


async def _landing(_: Request) -> Response:
    return HTMLResponse(_LANDING.format(version=__version__))


def _mount_demo(api: FastAPI, app: App) -> None:
    from flow_builder.demo.site_list import create_demo

    api.add_route(DEMO.rstrip("/"), _to_demo)
    api.mount(DEMO.rstrip("/"), create_demo(app.shop_seed))


async def _to_demo(_: Request) -> Response:
    return RedirectResponse(DEMO)
