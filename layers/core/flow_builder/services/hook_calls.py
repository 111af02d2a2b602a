"""Calls of webhooks: what an address leads to, and which calls may start a run."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from pydantic import ValidationError

from flow_builder.domain import limits
from flow_builder.domain.document import FlowDocument
from flow_builder.domain.value import JSON
from flow_builder.errors import CompileFailed, InvalidInput, LimitExceeded, NotFound
from flow_builder.network.headers import public_headers
from flow_builder.services.app import App
from flow_builder.services.audit import record_use
from flow_builder.services.hook_answers import Answer
from flow_builder.services.hook_bodies import Upload, media_type, parse_body, replaced
from flow_builder.services.hook_proofs import check_token, given_tokens, prove_signature, prove_token, signature_header
from flow_builder.services.inputs import encoded

TRIGGER = "trigger.webhook"
_KEY = "idempotency-key"
_MAX_ID_CHARS = 1_000
_SENDERS = {
    "github": ("header", "x-github-delivery"),
    "shopify": ("header", "x-shopify-webhook-id"),
    "standard": ("header", "webhook-id"),
    "flow": ("header", "x-flow-delivery"),
    "stripe": ("field", "id"),
    "slack": ("field", "event_id"),
}
"""Where senders name a delivery, by kind of proof."""


@dataclass(frozen=True, slots=True)
class HookRequest:
    """A request to a webhook, its body apart; header names are lower-case."""

    method: str
    headers: Mapping[str, str]
    query: Mapping[str, Any]
    caller: str = ""
    """Address of who sent it; empty when that is not known."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a flow's address leads to."""

    workspace: str
    flow: str
    document: FlowDocument
    hash: str
    version: int | None
    config: Any
    """The webhook trigger's config."""
    digest: str | None
    """Hash of the secret in the address."""
    secrets: Mapping[str, Any]
    """Fields of the credential that callers are proved with."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that may start a run."""

    input: dict[str, Any]
    """What the trigger gives, with files still in it."""
    delivery: str | None
    """What names the delivery: a hash, or None when each call is new."""
    request: str | None = None
    """Digest of what the call says, when an Idempotency-Key names the delivery: such a key is for one request."""


async def target_of(app: App, workspace: str, flow: str, current: tuple[FlowDocument, str, int | None]) -> Target:
    """Returns what an address leads to, for a document of its flow (with hash and version).

    Raises NotFound `hook.not_found` when it has no webhook, CompileFailed `webhook.setup` or `webhook.credential`.
    """
    document, hash_, version = current
    config = config_of(app, document)
    digest = await app.stores.hooks.digest(flow, "webhook")
    reference = getattr(config.proof, "credential", None)
    if reference is None:
        return Target(workspace, flow, document, hash_, version, config, digest, {})
    try:
        secrets = await app.stores.credentials.resolve(workspace, reference)
        await record_use(app.stores, workspace, reference, "host", "webhooks", {"flow": flow})
    except NotFound as error:
        raise CompileFailed("The credential of this webhook does not exist.", code="webhook.credential") from error
    return Target(workspace, flow, document, hash_, version, config, digest, secrets)


def config_of(app: App, document: FlowDocument) -> Any:
    """Returns the config of a document's webhook trigger; NotFound when it has none, CompileFailed `webhook.setup`."""
    node = next((each for each in document.nodes if each.type == TRIGGER and not each.disabled), None)
    if node is None:
        raise missing()
    try:
        return app.catalogue[TRIGGER].config.model_validate(node.config)
    except ValidationError as error:
        raise CompileFailed("The webhook trigger of this flow is not set up right.", code="webhook.setup") from error


def check_caller(config: Any, request: HookRequest) -> None:
    """Refuses a caller whose address is not on the list; InvalidInput `webhook.caller`."""
    if not config.networks:
        return
    try:
        caller = ip_address(request.caller.partition("%")[0])
    except ValueError as error:
        raise _foreign() from error
    caller = getattr(caller, "ipv4_mapped", None) or caller
    if not any(caller in ip_network(each, strict=False) for each in config.networks):
        raise _foreign()


def check_head(config: Any, request: HookRequest) -> None:
    """Refuses what can be refused before the body is read; InvalidInput `webhook.method`, `webhook.content_type`."""
    if request.method not in config.methods:
        raise InvalidInput(f"This webhook takes {', '.join(config.methods)}.", code="webhook.method")
    if not config.content_types:
        return
    kind = media_type(request.headers)
    has_body = bool(kind) or request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    fitting = {kind, f"{kind.partition('/')[0]}/*", "*/*"}
    if has_body and fitting.isdisjoint(config.content_types):
        raise InvalidInput(f"This webhook takes {', '.join(config.content_types)}.", code="webhook.content_type")


def accept(target: Target, request: HookRequest, raw: bytes) -> Call:
    """Returns a call after its proof has been checked and its body read.

    Raises InvalidInput `webhook.token`, `webhook.signature`, `webhook.stale`, `webhook.body`, `webhook.delivery`, and
    LimitExceeded `input.too_large`.
    """
    signature = prove(target, request, raw)
    body = parse_body(raw, request.headers)
    if target.config.binary == "base64" and isinstance(body, Upload):
        body = body.inline()
    given = input_of(target.config, request, body)
    # Only a body near the limit can be over it as JSON; smaller ones are not written just to be measured.
    if len(raw) > limits.MAX_INPUT_BYTES // 8:
        _check_size(given)
    delivery = _delivery(target.config, request, body, signature)
    return Call(
        given, delivery, _asked(request, body) if delivery is not None and delivery == _keyed(request) else None
    )


def prove(target: Target, request: HookRequest, raw: bytes) -> str | None:
    """Returns what names a call's signature, None without one, or refuses the call."""
    config = target.config
    if config.token is not None:
        check_token(given_tokens(request.headers), [config.token.encode()])
    if config.proof.kind == "none":
        return None
    if config.proof.kind == "token":
        prove_token(config.proof, target.secrets, request.headers)
        return None
    return prove_signature(config.proof, target.secrets, request.headers, raw, time.time())


def input_of(config: Any, request: HookRequest, body: JSON) -> dict[str, Any]:
    """Returns what the trigger gives for a request, without headers that carry secrets or the proof."""
    headers = public_headers(request.headers)
    headers.pop(signature_header(config.proof) or "", None)
    return {"method": request.method, "headers": headers, "query": request.query, "body": body}


def challenge_of(config: Any, body: JSON) -> Answer | None:
    """Returns the answer to the question with which Slack begins, or None for any other call."""
    if config.proof.kind != "slack" or not isinstance(body, dict) or body.get("type") != "url_verification":
        return None
    return Answer(200, {}, {"challenge": body.get("challenge")})


def missing() -> NotFound:
    """Returns the error of an address that leads nowhere, whatever the reason."""
    return NotFound("There is no webhook at this address.", code="hook.not_found")


def _delivery(config: Any, request: HookRequest, body: JSON, signature: str | None) -> str | None:
    how = config.deliveries
    if how.by == "none":
        return None
    if how.by == "signature":
        return None if signature is None else _named("signature", signature)
    if how.by != "auto":
        place = how.header if how.by == "header" else how.field
        found = _looked_up(how.by, place, request, body)
        if found is None and how.required:
            raise InvalidInput(f"The call has no {place}, which names a delivery.", code="webhook.delivery")
        return None if found is None else _named(_KEY if place.lower() == _KEY else how.by, found)
    sender = _SENDERS.get(config.proof.kind)
    found = _looked_up(*sender, request, body) if sender is not None else None
    if found is not None:
        return _named("sender", found)
    if config.proof.kind == "slack" and signature is not None:
        return _named("signature", signature)
    return _keyed(request)


def _keyed(request: HookRequest) -> str | None:
    key = _looked_up("header", _KEY, request, None)
    return None if key is None else _named(_KEY, key)


def _asked(request: HookRequest, body: JSON) -> str:
    """Returns a digest of what a call says; a form that is sent again says the same with another boundary."""
    said = [request.method, request.query, replaced(body, Upload.described)]
    return sha256(encoded(said, "body")).hexdigest()


def _looked_up(by: str, place: str, request: HookRequest, body: JSON) -> str | None:
    if by == "header":
        return request.headers.get(place.lower(), "")[:_MAX_ID_CHARS] or None
    value = body
    for part in place.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return str(value)[:_MAX_ID_CHARS] if isinstance(value, str | int) and value != "" else None


def _named(kind: str, value: str) -> str:
    return sha256(f"{kind}:{value}".encode("utf-8", "surrogatepass")).hexdigest()


def _check_size(given: dict[str, Any]) -> None:
    size = len(encoded(replaced(given, lambda _: None), "body"))
    if size > limits.MAX_INPUT_BYTES:
        raise LimitExceeded(
            f"The call has {size:,} bytes as JSON, without its files; the limit is {limits.MAX_INPUT_BYTES:,}.",
            code="input.too_large",
            hint="Send large data as a file.",
        )


def _foreign() -> InvalidInput:
    return InvalidInput("This webhook does not take calls from your address.", code="webhook.caller")
