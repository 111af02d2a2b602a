"""What a flow's owner sees of its webhook: addresses, a sample call, calls that the test address was sent."""

import shlex
from collections.abc import Awaitable, Callable
from typing import Any, Literal
from urllib.parse import quote

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.errors import CompileFailed, FlowBuilderError, NotFound
from flow_builder.services.app import App
from flow_builder.services.hook_answers import Answer
from flow_builder.services.hook_bodies import Upload, parse_body, replaced
from flow_builder.services.hook_calls import (
    TRIGGER,
    Call,
    HookRequest,
    Target,
    accept,
    challenge_of,
    check_caller,
    check_head,
    config_of,
    input_of,
    missing,
    target_of,
)
from flow_builder.services.hook_proofs import signature_header
from flow_builder.services.hook_starts import new_run, start
from flow_builder.services.inputs import encoded
from flow_builder.store.hooks import fits

MAX_CALL_BYTES = 256 * 1024
"""A captured call as JSON; of a longer body the beginning is kept."""
_PREVIEW_CHARS = 20_000
_LOOKED_THROUGH = 50
"""Newest runs of a flow among which the last one that was called for is looked for."""
State = Literal["on", "draft", "unpublished", "off", "broken"]
"""What becomes of a call: it starts the newest version, the draft while there is none, or nothing."""
_BODY = '{"hello":"world"}'
_SIGN = "openssl dgst -r -sha256 -hmac \"$SECRET\" | cut -d' ' -f1"
_SIGNED_CALLS = {
    "github": (f'sig=$(printf %s "$body" | {_SIGN})', "X-Hub-Signature-256: sha256=$sig"),
    "shopify": (
        'sig=$(printf %s "$body" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64)',
        "X-Shopify-Hmac-Sha256: $sig",
    ),
    "stripe": (f't=$(date +%s); sig=$(printf %s "$t.$body" | {_SIGN})', "Stripe-Signature: t=$t,v1=$sig"),
    "flow": (f't=$(date +%s); sig=$(printf %s "$t.$body" | {_SIGN})', "X-Flow-Signature: t=$t,v1=$sig"),
    "slack": (
        f't=$(date +%s); sig=$(printf %s "v0:$t:$body" | {_SIGN})',
        "X-Slack-Request-Timestamp: $t",
        "X-Slack-Signature: v0=$sig",
    ),
}


async def list_webhooks(
    app: App, workspace: str, base: str, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """Returns the webhooks of a workspace with what came in lately, and the cursor of the next page.

    A page may hold fewer than `limit`: flows in the trash take no calls.
    """
    flows, following = await app.stores.flows.hooked(workspace, limit, cursor)
    found = [await _summary(app, workspace, flow, base) for flow in flows]
    return [each for each in found if each is not None], following


async def _summary(app: App, workspace: str, id_: str, base: str) -> dict[str, Any] | None:
    """Returns a line of the list, None for a flow that is in the trash or gone."""
    try:
        flow = await app.stores.flows.get(workspace, id_)
        document, _, version = await app.stores.flows.live(workspace, id_)
    except NotFound:
        return None
    state, config = _state(app, document, version)
    runs, _ = await app.stores.runs.find(workspace, flow=id_, limit=_LOOKED_THROUGH)
    last = next((run for run in runs if run.trigger == "webhook"), None)
    captures = await app.stores.hooks.calls(workspace, id_)
    return {
        "flow": id_,
        "name": flow.name,
        "state": state,
        "version": version,
        **await _addresses(app, workspace, id_, base, path_secret=config is None or config.path_secret),
        "methods": [] if config is None else config.methods,
        "proof": None if config is None else config.proof.kind,
        "last_call_at": None if last is None else last.created_at,
        "last_run": None if last is None else last.id,
        "captures": len(captures),
        "captured_at": captures[0]["at"] if captures else None,
    }


def _state(app: App, document: FlowDocument, version: int | None) -> tuple[State, Any]:
    """Returns what becomes of a call, and the trigger's config where there is one in force."""
    try:
        config = config_of(app, document)
    except CompileFailed:
        return "broken", None
    except NotFound:
        has_one = any(node.type == TRIGGER for node in document.nodes)
        return "off" if has_one else "unpublished", None
    return "draft" if version is None else "on", config


async def _addresses(app: App, workspace: str, flow: str, base: str, *, path_secret: bool) -> dict[str, str]:
    secret = await app.stores.hooks.secret(workspace, flow, "webhook")
    name = quote(flow, safe="")
    return {
        "url": f"{base}/hooks/{name}/{secret}" if path_secret else f"{base}/hooks/{name}",
        "test_url": f"{base}/hooks/test/{name}/{secret}",
    }


async def describe_webhook(app: App, workspace: str, flow: str, base: str) -> dict[str, Any]:
    """Returns a webhook's addresses below `base`, the settings in force and a sample call.

    The settings are those of the newest version, or of the draft while there is none or it has no webhook yet. NotFound
    `webhook.none` when neither has one.
    """
    found = await app.stores.flows.get(workspace, flow)
    document, _, version = await app.stores.flows.live(workspace, flow)
    try:
        config = config_of(app, document)
    except NotFound:
        version = None
        config = _drafted(app, await app.stores.flows.draft(workspace, flow))
    addresses = await _addresses(app, workspace, flow, base, path_secret=config.path_secret)
    return {
        "flow": flow,
        **addresses,
        "curl": sample_call(config, addresses["url"]),
        "version": version,
        "published": found.version is not None,
        "settings": config.model_dump(mode="json", exclude={"token"}),
    }


async def rotate_webhook(app: App, workspace: str, flow: str, base: str) -> dict[str, Any]:
    """Gives a webhook's addresses another secret and returns them; the old ones lead nowhere from here on."""
    await describe_webhook(app, workspace, flow, base)
    await app.stores.hooks.rotate(workspace, flow, "webhook")
    return await describe_webhook(app, workspace, flow, base)


async def list_captures(app: App, workspace: str, flow: str) -> list[dict[str, Any]]:
    """Returns the calls that the test address was sent, newest first; NotFound for a flow."""
    await app.stores.flows.get(workspace, flow)
    return await app.stores.hooks.calls(workspace, flow)


async def get_capture(app: App, workspace: str, flow: str, capture: str) -> dict[str, Any]:
    """Returns a captured call; its `input` is what the trigger gives. NotFound."""
    await app.stores.flows.get(workspace, flow)
    return await app.stores.hooks.call(workspace, flow, capture)


async def clear_captures(app: App, workspace: str, flow: str) -> None:
    """Drops all captured calls of a flow; NotFound for a flow."""
    await app.stores.flows.get(workspace, flow)
    await app.stores.hooks.forget_calls(workspace, flow)


async def run_capture(app: App, workspace: str, flow: str, capture: str) -> Run:
    """Runs a flow's draft on a captured call and returns the run; NotFound, CompileFailed."""
    found = await get_capture(app, workspace, flow, capture)
    target = await _draft_target(app, workspace, flow)
    return await app.machine.start(new_run(target, Call(found["input"], None)), target.document)


async def receive_test(app: App, path: str, request: HookRequest, read: Callable[[int], Awaitable[bytes]]) -> Answer:
    """Keeps a call to a test address (`<flow>/<secret>`) and, if the trigger says so, runs the draft on it.

    Whatever would be refused is kept, too, with the reason. NotFound `hook.not_found`, LimitExceeded.
    """
    target = await _test_target(app, path)
    raw = await read(target.config.max_bytes)
    call, problem = None, None
    try:
        check_caller(target.config, request)
        check_head(target.config, request)
        call = accept(target, request, raw)
    except FlowBuilderError as error:
        problem = {"code": error.code, "message": error.message}
    challenge = None if call is None else challenge_of(target.config, call.input["body"])
    answer = challenge
    if call is not None and challenge is None and target.config.test_runs:
        # Without the delivery's name: a test must not stand in for the real call, nor be taken for its repetition.
        answer = await start(app, target, Call(call.input, None))
    kept = _captured(target, request, raw, problem, None if answer is None else answer.headers.get("x-run-id"))
    await app.stores.hooks.add_call(target.workspace, target.flow, kept)
    said = {"capture": kept["id"], "accepted": problem is None, "problem": problem}
    return answer or Answer(200, {}, said)


async def _test_target(app: App, path: str) -> Target:
    flow, _, secret = path.partition("/")
    store = app.stores.flows
    workspace = await store.workspace_of(flow) if flow else None
    if workspace is None or not fits(secret, await app.stores.hooks.digest(flow, "webhook")):
        raise missing()
    return await _draft_target(app, workspace, flow)


async def _draft_target(app: App, workspace: str, flow: str) -> Target:
    store = app.stores.flows
    await store.get(workspace, flow)  # one in the trash takes no calls
    document = await store.draft(workspace, flow)
    return await target_of(app, workspace, flow, (document, await store.put_document(workspace, document), None))


def _captured(
    target: Target, request: HookRequest, raw: bytes, problem: dict[str, str] | None, run: str | None
) -> dict[str, Any]:
    """Returns a call as it is kept; `input` has the shape of the trigger's output, without the bytes of files."""
    try:
        body = replaced(parse_body(raw, request.headers), Upload.described)
    except FlowBuilderError:
        body = raw.decode("utf-8", "replace")
    given = input_of(target.config, request, body)
    at = now()
    kept = {"id": new_id("call", at), "at": at, "bytes": len(raw), "problem": problem, "run": run, "truncated": False}
    if len(encoded(given, "/input")) > MAX_CALL_BYTES:
        kept["truncated"] = True
        given = {**given, "body": raw[:_PREVIEW_CHARS].decode("utf-8", "replace")}
        if len(encoded(given, "/input")) > MAX_CALL_BYTES:
            given = {**given, "query": {}, "body": None}
    return {**kept, "input": given}


def sample_call(config: Any, url: str) -> str:
    """Returns lines for a shell that call a webhook as it wants to be called."""
    method = config.methods[0]
    head = ["curl", "-i", "-X", method, shlex.quote(url)]
    lines: list[str] = []
    headers: list[str] = []
    match config.proof.kind:
        case "token":
            before = "Bearer " if config.proof.header.lower() == "authorization" else ""
            headers.append(f"{config.proof.header}: {before}$TOKEN")
        case "hmac" | "standard":
            headers.append(f"{signature_header(config.proof)}: $SIGNATURE")
        case kind if kind in _SIGNED_CALLS:
            line, *headers = _SIGNED_CALLS[kind]
            lines.append(line)
    if config.token is not None:
        headers.append("Authorization: Bearer $TOKEN")
    parts = [f'-H "{each}"' for each in headers]
    if method != "GET":
        lines.insert(0, f"body={shlex.quote(_BODY)}")
        parts += ["-H 'Content-Type: application/json'", '-d "$body"']
    elif lines:
        lines.insert(0, "body=")
    return "\n".join([*lines, " \\\n  ".join([" ".join(head), *parts])])


def _drafted(app: App, draft: FlowDocument) -> Any:
    try:
        return config_of(app, draft)
    except NotFound as error:
        raise NotFound(
            "This flow has no webhook.", code="webhook.none", hint=f"Add the node `{TRIGGER}` to it."
        ) from error
