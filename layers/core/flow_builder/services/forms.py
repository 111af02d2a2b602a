"""Forms: a page made of a flow's input schema, whose submission starts a run."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

from pydantic import ValidationError

from flow_builder.domain.document import FlowDocument
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.status import Status, is_final
from flow_builder.domain.value import JSON
from flow_builder.errors import CompileFailed, FlowBuilderError, NotFound
from flow_builder.nodes.json_schema import check_schema
from flow_builder.services.app import App
from flow_builder.services.form_fields import FormField, fields_of
from flow_builder.services.form_pages import defaults_of, form_html, page, text_html, value_html
from flow_builder.services.form_reading import Given, read_form
from flow_builder.services.form_style import POLICY
from flow_builder.services.hook_answers import Answer
from flow_builder.services.hook_bodies import Upload, has_upload, parse_body, replaced, stored
from flow_builder.services.inputs import accept_input, encoded
from flow_builder.store.hooks import fits

TRIGGER = "trigger.form"
_TOKEN = "_token"  # noqa: S105 - a field's name
_WAIT_S = 10.0
_LOOK_AGAIN_S = 3
_MAX_TOKEN_CHARS = 64


@dataclass(frozen=True, slots=True)
class Form:
    """A flow's form."""

    workspace: str
    flow: str
    document: FlowDocument
    hash: str
    version: int | None
    config: Any
    """The form trigger's config."""
    fields: tuple[FormField, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return self.config.title or self.document.name


async def find_form(app: App, flow: str, secret: str) -> Form:
    """Returns the form at an address; NotFound `form.not_found`."""
    workspace = await app.stores.flows.workspace_of(flow) if flow else None
    if workspace is None or not fits(secret, await app.stores.hooks.digest(flow, "form")):
        raise _missing()
    try:
        document, hash_, version = await app.stores.flows.current(workspace, flow)
    except NotFound as error:
        raise _missing() from error  # it is in the trash
    return _form(app, workspace, flow, document, hash_, version)


async def describe_form(app: App, workspace: str, flow: str, base: str) -> dict[str, Any]:
    """Returns the address of a flow's form below `base` and the page that the draft makes.

    Raises NotFound `form.none`, CompileFailed `form.setup`.
    """
    found = await app.stores.flows.get(workspace, flow)
    draft = await app.stores.flows.draft(workspace, flow)
    form = _form(app, workspace, flow, draft, "", None)
    secret = await app.stores.hooks.secret(workspace, flow, "form")
    url = f"{base}/forms/{quote(flow, safe='')}/{secret}"
    html = _asked(form, defaults_of(form.fields, form.config.timezone), {}, "preview")
    return {"flow": flow, "url": url, "html": html, "version": found.version, "title": form.title}


async def rotate_form(app: App, workspace: str, flow: str, base: str) -> dict[str, Any]:
    """Gives a form's address another secret; the old address leads nowhere from here on."""
    await describe_form(app, workspace, flow, base)
    await app.stores.hooks.rotate(workspace, flow, "form")
    return await describe_form(app, workspace, flow, base)


def show_form(form: Form) -> Answer:
    """Returns the page with the empty form."""
    values = defaults_of(form.fields, form.config.timezone)
    return _answer(200, _asked(form, values, {}, secrets.token_urlsafe(24)), form)


async def submit_form(app: App, form: Form, address: str, raw: bytes, headers: Mapping[str, str]) -> Answer:
    """Starts a run for a submission and sends the visitor on, or returns the form with what is wrong.

    `address` is the form's own path. Raises InvalidInput `webhook.body`, LimitExceeded `input.too_large`.
    """
    body = parse_body(raw, headers)
    given: dict[str, list[Any]] = {}
    for name, value in body.items() if isinstance(body, dict) else ():
        given[name] = value if isinstance(value, list) else [value]
    token = str(given.pop(_TOKEN, [""])[0])[:_MAX_TOKEN_CHARS] or secrets.token_urlsafe(24)
    reading = read_form(form.document.input_schema, given, form.config.timezone)
    if reading.errors:
        return _answer(422, _asked(form, given, reading.errors, token), form)
    run = await _start(app, form, reading.value, token)
    after = form.config.after
    place = after.url if after.kind == "redirect" else f"{address}/{run.id}"
    return Answer(303, {**_headers(form), "location": place}, empty=True)


async def show_run(app: App, form: Form, run: str) -> Answer:
    """Returns the page after a submission: thanks, or what the run gave; NotFound `form.not_found`."""
    found = await app.stores.runs.get(form.workspace, run)
    if found.flow != form.flow or found.trigger != "form":
        raise _missing()
    after = form.config.after
    if after.kind != "output":
        text = getattr(after, "text", "")
        return _answer(200, _ended(form.title, "✓", "Sent", text_html(text)), form)
    found = await app.machine.wait(form.workspace, run, _WAIT_S)
    if not is_final(found.status):
        body = "<h1>One moment</h1>" + text_html("This page shows the result as soon as there is one.")
        return _answer(200, page(form.title, f'<div role="status">{body}</div>', refresh_s=_LOOK_AGAIN_S), form)
    if found.status is not Status.SUCCEEDED:
        text = f"Something went wrong. If you ask for help, name this: {found.id}"
        return _answer(200, _ended(form.title, "!", "That did not work", text_html(text), failed=True), form)
    large = found.output is None and found.output_blob is not None
    shown = text_html("The result is too large to be shown here.") if large else value_html(found.output)
    return _answer(200, _ended(form.title, "✓", "Done", text_html(after.text) + shown), form)


def show_problem(status: int, error: FlowBuilderError | None = None) -> Answer:
    """Returns the page for an address or a submission that cannot be taken."""
    said = {
        404: ("There is nothing here", "The address may be mistyped, or the form has been taken away."),
        413: ("That is too large", "Please send less, or smaller files."),
    }
    title, text = said.get(status, ("That did not work", error.message if error else "Please try again later."))
    return _answer(status, _ended(title, "!", title, text_html(text), failed=True))


async def _start(app: App, form: Form, value: dict[str, Any], token: str) -> Run:
    """Starts one run per token and content: who goes back and changes something sends something else."""
    content = encoded(replaced(value, Upload.described), "/input")
    key = f"form:{form.flow}:{sha256(token.encode('utf-8', 'replace') + content).hexdigest()}"
    earlier = await app.stores.runs.by_key(form.workspace, key) if has_upload(value) else None
    if earlier is not None:
        return earlier
    at = now()
    id_, files = new_id("r", at), list[str]()

    async def keep(file: Upload) -> JSON:
        artifact = await app.stores.artifacts.put(form.workspace, id_, file.data, file.name, file.content_type)
        files.append(artifact.artifact)
        return artifact.model_dump(mode="json")

    started: Run | None = None
    try:
        run = Run(
            id=id_,
            workspace=form.workspace,
            flow=form.flow,
            flow_name=form.document.name,
            version=form.version,
            document=form.hash,
            trigger="form",
            input=accept_input(form.document.input_schema, await stored(value, keep)),
            created_at=at,
        )
        started = await app.machine.start(run, form.document, (), key)
    finally:
        if started is None or started.id != id_:
            for each in files:
                await app.stores.artifacts.delete(form.workspace, each)
    return started


def _form(app: App, workspace: str, flow: str, document: FlowDocument, hash_: str, version: int | None) -> Form:
    node = next((each for each in document.nodes if each.type == TRIGGER and not each.disabled), None)
    if node is None:
        raise NotFound("This flow has no form.", code="form.none", hint=f"Add the node `{TRIGGER}` to it.")
    try:
        config = app.catalogue[TRIGGER].config.model_validate(node.config)
        fields = fields_of(check_schema(document.input_schema))
    except (ValidationError, ValueError) as error:
        raise CompileFailed(
            "The form of this flow is not set up right.",
            code="form.setup",
            hint="Its trigger cannot hold expressions, and the flow's input schema must be a valid one.",
        ) from error
    return Form(workspace, flow, document, hash_, version, config, fields)


def _asked(form: Form, values: Given, errors: Mapping[str, str], token: str) -> str:
    intro = text_html(form.config.description or form.document.description, "intro")
    asked = form_html(
        form.fields,
        values,
        errors,
        submit=form.config.submit,
        hidden={_TOKEN: token},
        timezone=form.config.timezone,
    )
    title = f"{'Error: ' if errors else ''}{form.title}"
    return page(title, f"<h1>{escape(form.title)}</h1>{intro}{asked}")


def _ended(title: str, mark: str, heading: str, inner: str, *, failed: bool = False) -> str:
    class_ = "mark failed" if failed else "mark"
    return page(title, f'<div class="{class_}" aria-hidden="true">{mark}</div><h1>{escape(heading)}</h1>{inner}')


def _answer(status: int, html: str, form: Form | None = None) -> Answer:
    return Answer(status, _headers(form), html)


def _headers(form: Form | None) -> dict[str, str]:
    policy = POLICY
    if form is not None and form.config.after.kind == "redirect":
        # Browsers apply form-action to where a submission is sent on, too.
        found = urlsplit(form.config.after.url)
        policy = policy.replace("form-action 'self'", f"form-action 'self' {found.scheme}://{found.netloc}")
    return {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        # The address holds the form's secret.
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }


def _missing() -> NotFound:
    return NotFound("There is no form at this address.", code="form.not_found")
