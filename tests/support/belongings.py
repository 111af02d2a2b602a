"""One thing of each kind in a workspace, for tests of who may get at it."""

from typing import Any

from flow_builder.domain.ids import now
from flow_builder.domain.notification import Notice
from flow_builder.errors import NotFound
from flow_builder.services import dead_letters, notifications
from flow_builder.services.runs import Start
from tests.support.api import Api
from tests.support.machine import flow

_LOOP = {"over": {"kind": "each", "items": [1, 2]}}
FLOW = {
    **flow(
        [
            {"key": "hook", "type": "trigger.webhook"},
            {"key": "form", "type": "trigger.form"},
            {"key": "say", "type": "core.log", "config": {"message": "hi"}},
            {"key": "each", "type": "core.loop", "config": _LOOP},
            {"key": "in", "type": "core.log", "config": {"message": "in"}, "parent": "each"},
        ],
        ("hook>say", "form>say", "say>each"),
    ),
    "name": "Belongs",
    "input_schema": {"type": "object", "properties": {"text": {"type": "string"}}},
}
ASK = flow([{"key": "ask", "type": "core.approval", "config": {"title": "T", "message": "M"}}])


async def belongings(host: Api, workspace: str) -> dict[str, str]:
    """Makes one of each in a workspace and returns their ids by the noun in their paths."""
    own = {"headers": {"x-workspace": workspace}}

    async def made(path: str, body: Any, **query: Any) -> dict[str, Any]:
        found: dict[str, Any] = await host.ok("POST", path, json=body, params=query, **own)
        return found

    flow_ = (await made("/flows", FLOW))["id"]
    await made(f"/flows/{flow_}/publish", {"message": ""})
    await host.ok("PUT", f"/flows/{flow_}", json={**FLOW, "description": "Tried out"}, **own)
    await made(f"/flows/{flow_}/publish", {"message": "", "canary": {"percent": 10}})
    run = (await made("/runs", {"flow": flow_}, wait=20))["id"]
    await made("/runs", {"document": ASK}, wait=0)
    timing = {"timezone": "Europe/Berlin", "timing": {"kind": "cron", "expression": "30 7 1 1 *"}}
    channel = {"name": "N", "via": {"kind": "webhook", "url": "https://example.com/hook"}, "paused": True}
    found = {
        "flows": flow_,
        "runs": run,
        "compare": run,
        "versions": "1",
        "steps": "each",
        "schedules": (await made("/schedules", {"flow": flow_, "name": "S", "spec": timing}))["id"],
        "credentials": (await made("/credentials", {"name": "C", "type": "basic", "fields": _LOGIN}))["id"],
        "channels": (await made("/notifications/channels", channel))["id"],
        "templates": (await made("/templates", {"flow": flow_, "category": "monitor", "title": "T", "picture": _DOT}))[
            "id"
        ],
        "shares": (await made("/shares", {"kind": "flow", "id": flow_}))["id"],
        "api-keys": (await made("/api-keys", {"name": "K", "scopes": ["flows:read"]}))["id"],
        "invitations": (await made("/workspace/invitations", {"email": f"{workspace}@example.com"}))["id"],
        "datasets": f"rows_{workspace}",
        "variables": f"V_{workspace}",
    }
    await made(f"/datasets/{found['datasets']}/import", {"rows": [{"a": 1}]})
    await host.ok("PATCH", "/variables", json={"variables": {found["variables"]: "x"}}, **own)
    await host.ok("PUT", f"/flows/{flow_}/public", **own)
    return found | await _stored(host, workspace, run, flow_)


_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
_LOGIN = {"username": "ann", "password": "hunter2"}


async def _stored(host: Api, workspace: str, run: str, flow_: str) -> dict[str, str]:
    """Stores what comes into being by itself."""
    app = host.app
    notice = Notice(kind="run_failed", key=workspace, at=now(), title="T", run=run, flow=flow_)
    await notifications.tell(app, workspace, notice)
    letter = await dead_letters.bury(app, workspace, "bulk", Start(flow=flow_), NotFound("gone"))
    file = await app.stores.artifacts.put(workspace, run, b"x", "x.txt", "text/plain")
    await app.stores.hooks.add_call(workspace, flow_, {"id": f"call_{workspace}", "at": 1, "input": {}})
    waiting = await host.ok("GET", "/approvals", headers={"x-workspace": workspace})
    return {
        "notifications": notice.id_in(workspace),
        "dead-letters": letter.id,
        "artifacts": file.artifact,
        "captures": f"call_{workspace}",
        "approvals": waiting["items"][0]["token"],
    }
