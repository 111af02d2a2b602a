"""Links to a flow or a run for people without an account, and public flows. Both show, and change nothing."""

import asyncio
import hmac
import secrets
from hashlib import sha256
from typing import Any

from flow_builder.domain.documents import dump_document
from flow_builder.domain.flow import Flow
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.principal import Principal
from flow_builder.domain.share import Kind, PublicFlow, Share, SharedRun, SharedStep, shown_document
from flow_builder.domain.step import StepRecord
from flow_builder.errors import Conflict, InvalidInput, LimitExceeded, NotFound
from flow_builder.services.app import App
from flow_builder.services.flows import read_flow
from flow_builder.services.steps import list_steps
from flow_builder.services.workspaces import person_of
from flow_builder.store.shares import Published, StoredShare

MOST_SHARES = 500
"""Of a workspace."""
PREFIX = "fbs_"
_SECRET_BYTES = 32
_ID = "share_"


async def create_share(
    app: App, principal: Principal, kind: Kind, subject: str, expires_at: int | None
) -> tuple[Share, str]:
    """Makes a link and returns it with its token, which is shown this once.

    Raises NotFound for a flow or run that is not there, InvalidInput `share.expired`, LimitExceeded `share.too_many`.
    """
    workspace, at = principal.workspace, now()
    if expires_at is not None and expires_at <= at:
        raise InvalidInput("The link would have expired already.", code="share.expired", field="/expires_at")
    await (app.stores.flows.get(workspace, subject) if kind == "flow" else app.stores.runs.get(workspace, subject))
    if len((await app.stores.shares.find(workspace, MOST_SHARES, None))[0]) >= MOST_SHARES:
        raise LimitExceeded(f"A workspace has {MOST_SHARES} links at most.", code="share.too_many")
    made = Share(
        id=new_id("share", at),
        kind=kind,
        subject=subject,
        by=person_of(principal),
        created_at=at,
        expires_at=expires_at,
    )
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    await app.stores.shares.create(StoredShare(made, workspace, _digest(secret)))
    return made, f"{PREFIX}{made.id.removeprefix(_ID)}_{secret}"


async def open_share(app: App, token: str, limit: int, cursor: str | None) -> dict[str, Any]:
    """Returns what a link shows, of a run a page of its steps; NotFound `share.invalid`."""
    stored = await _genuine(app, token)
    share, workspace = stored.share, stored.workspace
    found: dict[str, Any] = {"kind": share.kind, "expires_at": share.expires_at, "cursor": None}
    try:
        if share.kind == "flow":
            flow, document = await read_flow(app, workspace, share.subject)
            about = {"name": flow.name, "description": flow.description, "version": flow.version}
            return {**found, "flow": {**about, "document": dump_document(shown_document(document))}}
        run = await app.stores.runs.get(workspace, share.subject)
        steps, after = await list_steps(app, workspace, run.id, limit=limit, cursor=cursor)
    except NotFound as error:
        raise _invalid() from error
    shown = SharedRun.model_validate(run, from_attributes=True)
    return {**found, "run": shown, "steps": [_step(step) for step in steps], "cursor": after}


async def publish(app: App, workspace: str, flow: str) -> PublicFlow:
    """Shows the latest version of a flow to everybody; NotFound, Conflict `public.unpublished`."""
    found = await app.stores.flows.get(workspace, flow)
    if found.version is None:
        raise Conflict(
            "Only a published version can be made public.", code="public.unpublished", hint="Publish the flow first."
        )
    await app.stores.shares.publish(workspace, flow)
    return _public(found, now())


async def withdraw(app: App, workspace: str, flow: str) -> None:
    """Shows a flow to nobody else any more; NotFound."""
    await app.stores.flows.get(workspace, flow, deleted=True)
    await app.stores.shares.withdraw(workspace, flow)


async def list_public(app: App, limit: int, cursor: str | None) -> tuple[list[PublicFlow], str | None]:
    """Returns public flows, newest first, and the cursor of the next page; a page may be short."""
    found, after = await app.stores.shares.find_public(limit, cursor)
    flows = await asyncio.gather(*(_visible(app, each) for each in found))
    return [_public(flow, each.since) for flow, each in zip(flows, found, strict=True) if flow is not None], after


async def read_public(app: App, flow: str) -> dict[str, Any]:
    """Returns a public flow with the document of its latest version; NotFound `public.not_found`."""
    published = await app.stores.shares.public(flow)
    found = None if published is None else await _visible(app, published)
    if published is None or found is None:
        raise NotFound(f"There is no public flow {flow!r}.", code="public.not_found")
    _, document = await read_flow(app, published.workspace, flow, found.version)
    return {**_public(found, published.since).model_dump(), "document": dump_document(shown_document(document))}


async def _visible(app: App, published: Published) -> Flow | None:
    """Returns a public flow unless it, or its workspace, is in the trash."""
    if (await app.stores.workspaces.get(published.workspace)).deleted_at is not None:
        return None
    try:
        found = await app.stores.flows.get(published.workspace, published.flow)
    except NotFound:
        return None
    return found if found.version is not None else None


async def _genuine(app: App, token: str) -> StoredShare:
    """Returns the link that a token is for, while it is good."""
    id_, _, secret = token.removeprefix(PREFIX).partition("_")
    found = await app.stores.shares.look_up(_ID + id_)
    if found is None or not hmac.compare_digest(_digest(secret), found.digest):
        raise _invalid()
    ended = found.share.expires_at is not None and found.share.expires_at <= now()
    if ended or (await app.stores.workspaces.get(found.workspace)).deleted_at is not None:
        raise _invalid()
    return found


def _public(flow: Flow, since: int) -> PublicFlow:
    return PublicFlow(
        id=flow.id,
        name=flow.name,
        description=flow.description,
        nodes=flow.nodes,
        version=flow.version or 0,
        tags=flow.tags,
        public_since=since,
    )


def _step(step: StepRecord) -> SharedStep:
    shown = SharedStep(
        node=step.node,
        key=step.key,
        type=step.type,
        path=".".join(map(str, step.path)),
        status=step.status,
        error=step.error,
        started_at=step.started_at,
        finished_at=step.finished_at,
    )
    return shown if step.type.startswith("trigger.") else shown.model_copy(update={"output": step.output})


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _invalid() -> NotFound:
    return NotFound(
        "This link is not valid any more.",
        code="share.invalid",
        hint="It was taken back, its time is up, or what it showed is gone: ask for a new one.",
    )
