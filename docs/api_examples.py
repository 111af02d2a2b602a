"""Writes `api/examples.json`: what a host really answered when each route of the API was used. Run it after changing one.

Ids and times are those of the day it ran on, so the file is not part of what `make docs` compares.
"""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

import account_examples
import httpx

from flow_builder.api import app as api
from flow_builder.bootstrap import create_api, opened
from flow_builder.settings import Settings

TARGET = Path(api.__file__).with_name("examples.json")
_MOST_ITEMS = 2
_MOST_CHARS = 6_000
_WAIT_S = 20.0

CHEAP: dict[str, Any] = {
    "schema": 1,
    "name": "Prices under a limit",
    "input_schema": {"type": "object", "properties": {"limit": {"type": "number", "default": 10}}},
    "nodes": [
        {"id": "n1", "key": "start", "type": "trigger.manual"},
        {
            "id": "n2",
            "key": "rows",
            "type": "data.set_fields",
            "config": {"set": {"items": [{"title": "Cup", "price": 4.5}, {"title": "Lamp", "price": 24.5}]}},
        },
        {
            "id": "n3",
            "key": "cheap",
            "type": "data.filter",
            "config": {"items": "{{ steps.rows.items }}", "where": "{{ item.price < input.limit }}"},
        },
        {
            "id": "n4",
            "key": "each",
            "type": "core.loop",
            "config": {"over": {"kind": "each", "items": "{{ steps.cheap.items }}"}},
        },
        {"id": "n5", "key": "say", "type": "core.log", "parent": "n4", "config": {"message": "{{ item.title }}"}},
    ],
    "edges": [
        {"source": "n1", "target": "n2"},
        {"source": "n2", "target": "n3"},
        {"source": "n3", "target": "n4"},
    ],
}
STRICT: dict[str, Any] = {
    "schema": 1,
    "name": "Checked",
    "nodes": [{"id": "n1", "key": "check", "type": "core.assert", "config": {"that": "{{ input.fine }}"}}],
}
ASKING: dict[str, Any] = {
    "schema": 1,
    "name": "Ask first",
    "nodes": [
        {
            "id": "n1",
            "key": "ask",
            "type": "core.approval",
            "config": {"title": "Budget", "message": "May this cost 25?", "timeout_s": 86_400},
        }
    ],
}
HOOKED: dict[str, Any] = {
    "schema": 1,
    "name": "Called from outside",
    "nodes": [{"id": "n1", "key": "hook", "type": "trigger.webhook"}],
}
FORM: dict[str, Any] = {
    "schema": 1,
    "name": "Feedback",
    "input_schema": {"type": "object", "properties": {"text": {"type": "string", "title": "What do you think?"}}},
    "nodes": [{"id": "n1", "key": "form", "type": "trigger.form"}],
}
RECORDING: dict[str, Any] = {
    "title": "A visit",
    "steps": [
        {"type": "navigate", "url": "https://shop.example/"},
        {"type": "click", "selectors": [["#buy"]], "offsetX": 8, "offsetY": 8},
    ],
}
SPEC = {"timing": {"kind": "cron", "expression": "30 7 * * MON-FRI"}, "timezone": "Europe/Berlin"}


class Recorder:
    """Uses the API and keeps the first success of each route."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self.found: dict[str, Any] = {}

    async def __call__(self, operation: str, method: str, path: str, body: Any = None, **params: Any) -> Any:
        """Returns the JSON of an answer that must be a success."""
        given: dict[str, Any] = {} if body is None else {"json": body}
        given["headers"] = {"idempotency-key": operation} if operation == "runs_again" else {}
        answer = await self._http.request(method, f"/api/v1{path}", params=params, **given)
        if not answer.is_success:
            raise RuntimeError(f"{method} {path}: {answer.text}")
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        value = answer.json() if is_json else None
        if operation and operation not in self.found:
            said = {} if body is None else {"request": body}
            if is_json:
                said["answer"] = {"status": answer.status_code, "value": _short(value)}
            self.found[operation] = said
        return value


def _short(value: Any) -> Any:
    if isinstance(value, dict) and isinstance(value.get("items"), list) and "cursor" in value:
        return {**value, "items": value["items"][:_MOST_ITEMS]}
    return value


async def use(api: Recorder) -> None:
    """Uses the routes in an order in which there is something to answer."""
    flow = (await api("flows_create", "POST", "/flows", CHEAP))["id"]
    await api("flows_validate", "POST", "/flows/validate", CHEAP)
    await api("flows_compile", "POST", "/flows/compile", CHEAP)
    await api("flows_save", "PUT", f"/flows/{flow}", {**CHEAP, "description": "What costs little."})
    await api("flows_organise", "PATCH", f"/flows/{flow}", {"folder": "shop/prices", "tags": ["daily"]})
    await api("flows_publish", "POST", f"/flows/{flow}/publish", {"message": "First"})
    await api("flows_versions", "GET", f"/flows/{flow}/versions")
    await api("flows_tag_version", "PUT", f"/flows/{flow}/versions/1/tags", {"tags": ["approved"]})
    await api("flows_machine", "GET", f"/flows/{flow}/versions/1/machine")
    await api("flows_diff", "GET", f"/flows/{flow}/diff", before=1)
    await api("flows_roll_back", "POST", f"/flows/{flow}/versions/1/roll-back", {"message": "As it was"})
    copy = (await api("flows_duplicate", "POST", f"/flows/{flow}/duplicate", {"name": "A copy"}))["id"]
    await api("flows_find", "GET", "/flows", sort="folder")
    await api("flows_read", "GET", f"/flows/{flow}")
    await api("", "DELETE", f"/flows/{copy}")
    await api("flows_restore", "POST", f"/flows/{copy}/restore")
    await api("imports_import", "POST", "/flows/import", RECORDING)
    await _runs(api, flow)
    await _schedules(api, flow)
    await _rest(api, flow)
    await _credits(api, flow)


async def _runs(api: Recorder, flow: str) -> None:
    run = (await api("runs_start", "POST", "/runs", {"flow": flow, "input": {"limit": 30}}))["id"]
    await api("runs_read", "GET", f"/runs/{run}", wait=_WAIT_S)
    for name in ("document", "steps", "events", "logs"):
        await api(f"runs_{name}", "GET", f"/runs/{run}/{name}", limit=2)
    await api("runs_iterations", "GET", f"/runs/{run}/steps/each/iterations")
    await api("runs_output", "GET", f"/runs/{run}/steps/cheap/output")
    await api("runs_export", "GET", f"/runs/{run}/export")
    again = (await api("runs_retry", "POST", f"/runs/{run}/retry", {"newest": True}))["id"]
    await api("", "GET", f"/runs/{again}", wait=_WAIT_S)
    await api("runs_resume", "POST", f"/runs/{run}/resume", {"from": "cheap", "set": {"input.limit": 5}})
    await api("runs_compare", "GET", f"/runs/{run}/compare/{again}")
    strict = (await api("", "POST", "/flows", STRICT))["id"]
    failed = (await api("", "POST", "/runs", {"flow": strict, "input": {"fine": False}}))["id"]
    await api("", "GET", f"/runs/{failed}", wait=_WAIT_S)
    await api("runs_again", "POST", "/runs/again", {"flow": strict, "resume": False})
    await api("healing_find", "GET", f"/runs/{run}/healed")
    await api("healing_apply", "POST", f"/flows/{flow}/healed", {"run": run, "steps": []})
    await api("runs_find", "GET", "/runs", flow=flow)
    await api(
        "expressions_preview", "POST", "/expressions/preview", {"value": "{{ steps.rows.items[0] }}", "flow": flow}
    )
    await api("expressions_scope", "POST", "/expressions/scope", {"flow": flow, "at": "cheap"})
    asking = (await api("", "POST", "/runs", {"document": ASKING}))["id"]
    while not (found := (await api("", "GET", "/approvals"))["items"]):  # noqa: ASYNC110 - as any client
        await asyncio.sleep(0.01)
    token = found[0]["token"]
    await api("approvals_find", "GET", "/approvals")
    await api("approvals_link", "POST", f"/approvals/{token}/link", {})
    await api("approvals_decide", "POST", f"/approvals/{token}", {"decision": "approve", "by": "Ann"})
    await api("", "GET", f"/runs/{asking}", wait=_WAIT_S)
    other = (await api("", "POST", "/runs", {"document": ASKING}))["id"]
    await api("runs_cancel", "POST", f"/runs/{other}/cancel")


async def _schedules(api: Recorder, flow: str) -> None:
    await api("schedules_preview", "POST", "/schedules/preview", SPEC)
    body = {"flow": flow, "name": "Every morning", "spec": SPEC}
    schedule = (await api("schedules_create", "POST", "/schedules", body))["id"]
    await api("schedules_find", "GET", "/schedules")
    await api("schedules_read", "GET", f"/schedules/{schedule}")
    await api("schedules_change", "PUT", f"/schedules/{schedule}", {"spec": {**SPEC, "overlap": "queue"}})
    await api("schedules_pause", "POST", f"/schedules/{schedule}/pause")
    await api("schedules_go_on", "POST", f"/schedules/{schedule}/go-on")


async def _rest(api: Recorder, flow: str) -> None:
    made = {"name": "Shop", "type": "basic", "fields": {"username": "ann", "password": "…"}}
    credential = (await api("credentials_create", "POST", "/credentials", made))["id"]
    await api("credentials_find", "GET", "/credentials")
    new = {"fields": {"username": "ann", "password": "another"}}
    await api("credentials_replace", "PUT", f"/credentials/{credential}", new)
    await api("credentials_change", "PATCH", f"/credentials/{credential}", {"name": "Shop login", "rotate_days": 90})
    await api("credentials_rotate", "POST", f"/credentials/{credential}/rotate", {"fields": {"password": "one more"}})
    await api("credentials_try", "POST", f"/credentials/{credential}/test", {"url": "http://127.0.0.1:9/me"})
    await api("variables_replace", "PUT", "/variables", {"variables": {"REGION": "eu", "TEAM": "prices"}})
    await api("variables_change", "PATCH", "/variables", {"variables": {"TEAM": None}})
    await api("shares_create", "POST", "/shares", {"kind": "flow", "id": flow})
    key = {"name": "Nightly job", "scopes": ["runs:read", "runs:write"], "role": "operator"}
    await api("api_keys_create", "POST", "/api-keys", key)
    await api("politeness_replace", "PUT", "/politeness", {"delay_s": 1.5, "domains": {"shop.example": {"delay_s": 5}}})
    await api("politeness_read", "GET", "/politeness")
    await api("nodes_find", "GET", "/nodes")
    await api("nodes_read", "GET", "/nodes/core.wait")
    await api("datasets_find", "GET", "/datasets")
    hooked = (await api("", "POST", "/flows", HOOKED))["id"]
    await api("webhooks_find", "GET", "/webhooks")
    await api("webhooks_read", "GET", f"/flows/{hooked}/webhook")
    await api("webhooks_rotate", "POST", f"/flows/{hooked}/webhook/rotate")
    await api("webhooks_captures", "GET", f"/flows/{hooked}/webhook/captures")
    form = (await api("", "POST", "/flows", FORM))["id"]
    await api("forms_rotate", "POST", f"/flows/{form}/form/rotate")
    await api("notifications_find", "GET", "/notifications")
    await api("notifications_count", "GET", "/notifications/unread")
    await api("dead_letters_find", "GET", "/dead-letters")
    await api("state_find_cached", "GET", "/cache")
    await api("state_find_breakers", "GET", "/breakers")
    await api("statistics_read", "GET", "/statistics")
    await api("host_health", "GET", "/health")
    await api("queue_read", "GET", "/queue")
    await api("templates_find", "GET", "/templates")
    said = {"text": "Why not the cheaper ones, too?", "node": "n1"}
    comment = (await api("comments_write", "POST", f"/flows/{flow}/comments", said))["id"]
    await api("comments_edit", "PUT", f"/flows/{flow}/comments/{comment}", {"text": "Why not the cheapest ones, too?"})
    await api("comments_find", "GET", f"/flows/{flow}/comments")
    await api("comments_resolve", "POST", f"/flows/{flow}/comments/{comment}/resolve")
    own = {"title": "Prices", "category": "monitor", "summary": "What costs little."}
    await api("templates_save", "POST", "/templates", {**own, "flow": flow})


async def _credits(api: Recorder, flow: str) -> None:
    await api("workspaces_replace_limits", "PUT", "/workspace/limits", {"runs_at_once": 20})
    await api("workspaces_read_limits", "GET", "/workspace/limits")
    await api("estimates_document", "POST", "/flows/estimate", CHEAP)
    await api("estimates_flow", "POST", f"/flows/{flow}/estimate")
    run = (await api("", "POST", "/runs", {"flow": flow}))["id"]
    await api("", "GET", f"/runs/{run}", wait=_WAIT_S)
    await api("estimates_run", "GET", f"/runs/{run}/cost")
    await api("budgets_replace", "PUT", "/credits/budget", {"month": 5_000, "low": [500, 50]})
    await api("budgets_read", "GET", "/credits/budget")
    await api("budgets_replace_flow", "PUT", f"/flows/{flow}/budget", {"run": 100, "month": 1_000})
    await api("budgets_read_flow", "GET", f"/flows/{flow}/budget")
    await api("credits_packs", "GET", "/credits/packs")
    order = (await api("credits_buy", "POST", "/credits/orders", {"pack": "pack_1000"}))["id"]
    await api("credits_pay", "POST", f"/credits/orders/{order}/pay")
    await api("credits_read_order", "GET", f"/credits/orders/{order}")
    await api("credits_orders", "GET", "/credits/orders")
    await api("credits_read", "GET", "/credits")
    await api("credits_entries", "GET", "/credits/entries")
    await api("credits_usage", "GET", "/credits/usage")


async def _file(api: Recorder, app: Any) -> None:
    kept = await app.stores.artifacts.put("local", "r_1", b"name,price\n", "prices.csv", "text/csv")
    await api("artifacts_link", "POST", f"/artifacts/{kept.artifact}/link", {"seconds": 600})


async def record() -> dict[str, Any]:
    """Returns the examples by operation id."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(
            Settings(data=Path(folder), browser_workers=0, credits="on", credits_opening=10_000, payments="local")
        ) as app:
            transport = httpx.ASGITransport(app=create_api(app))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8321") as http:
                recorder = Recorder(http)
                await use(recorder)
                await _file(recorder, app)
    found = {**recorder.found, **await _people()}
    return {name: each for name, each in found.items() if each and len(json.dumps(each)) <= _MOST_CHARS}


async def _people() -> dict[str, Any]:
    async with account_examples.host() as (app, http, issuer):
        recorder = Recorder(http)
        await account_examples.record_people(recorder, http, app, issuer)
        found: dict[str, Any] = account_examples.without_tokens(recorder.found, issuer.url)
        return found


if __name__ == "__main__":
    TARGET.write_text(json.dumps(asyncio.run(record()), indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
