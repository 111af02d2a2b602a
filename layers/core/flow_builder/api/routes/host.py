"""The host itself: `/health`, `/ready`, and beside the API `/metrics`."""

from fastapi import APIRouter, Request, Response

from flow_builder import __version__
from flow_builder.api.caller import is_here
from flow_builder.api.deps import TheApp, reply
from flow_builder.api.problems import problem
from flow_builder.api.shapes import Health, Ready
from flow_builder.services import readiness
from flow_builder.services.app import App
from flow_builder.services.metrics import CONTENT_TYPE, render

router = APIRouter(tags=["host"])

METRICS = "/metrics"


@router.get("/health", response_model=Health)
async def health(app: TheApp) -> Response:
    """Tells that the host is up and its store answers."""
    await app.stores.runs.table.get("HOST", "HEALTH")
    return reply({"status": "ok", "version": __version__, "workspace": app.settings.workspace})


@router.get("/ready", response_model=Ready)
async def ready(app: TheApp) -> Response:
    """Tells whether the host can do its work; 503 `host.not_ready` names what is wrong."""
    checks = await readiness.look(app)
    wrong = [each for each in checks if not each.ok]
    if not wrong:
        return reply({"status": "ready", "checks": checks})
    detail = " ".join(f"{each.name}: {each.message}" for each in wrong)
    return problem(503, "host.not_ready", detail, details={"checks": [_shown(each) for each in checks]})


def _shown(check: readiness.Check) -> dict[str, object]:
    return {"name": check.name, "ok": check.ok, "message": check.message}


async def metrics(request: Request) -> Response:
    """Returns the host's metrics in Prometheus' text format, to those whom the setting `metrics` allows."""
    app: App = request.app.state.app
    allowed = app.settings.metrics
    if allowed == "off":
        return problem(404, "metrics.off", "This host gives no metrics.", hint="FLOW_METRICS says who may read them.")
    if allowed == "loopback" and not is_here(request.scope):
        return problem(
            403,
            "metrics.forbidden",
            "Metrics are for this machine only.",
            hint="FLOW_METRICS=all gives them to whoever reaches the host.",
        )
    return Response(await render(app), media_type=CONTENT_TYPE)
