"""Approvals that somebody answers by a link, without an account: a page to read and a form to send."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from starlette.exceptions import HTTPException

from flow_builder.domain.value import JSON
from flow_builder.errors import Conflict, FlowBuilderError, InvalidInput, NotFound
from flow_builder.services.app import App
from flow_builder.services.approvals import decide
from flow_builder.services.form_fields import FormField, fields_of
from flow_builder.services.form_pages import defaults_of, form_html, page, text_html
from flow_builder.services.form_reading import Given, read_form
from flow_builder.services.hook_bodies import Upload, parse_body, stored
from flow_builder.services.links import MOST_SECONDS, Signed, open_link, sign
from flow_builder.services.pages import Page

log = logging.getLogger(__name__)

_BY = FormField(("_by",), "text", {"maxLength": 200}, "Your name")
_COMMENT = FormField(("_comment",), "textarea", {"maxLength": 4_000}, "Comment")
_DECISION = "_decision"


async def approval_link(app: App, pause: Mapping[str, Any], by: str = "") -> str:
    """Returns the path of the page where an approval is answered, by the named person if it is for some only.

    The link ends with the approval. Raises InvalidInput `approval.not_allowed` when that person may not answer.
    """
    approvers = pause["request"].get("approvers") or []
    if approvers and by not in approvers:
        raise InvalidInput(
            "This approval is for certain people only.",
            code="approval.not_allowed",
            hint=f"Make a link for one of them: {', '.join(approvers)}.",
            field="/by",
        )
    until = pause.get("until") or pause["created_at"] + MOST_SECONDS * 1_000
    return f"/links/approvals/{await sign(app, 'approval', Signed(pause['workspace'], pause['token'], until, by))}"


async def show_approval(app: App, token: str) -> Page:
    """Returns the page of an approval: the question with a form, or what became of it. Raises NotFound."""
    signed, pause = await _opened(app, token)
    if pause["status"] != "open":
        return _answered(pause)
    schema = _schema(pause)
    return _asked(pause, signed, defaults_of(fields_of(schema)), {})


async def answer_approval(app: App, token: str, raw: bytes, headers: Mapping[str, str]) -> Page:
    """Answers an approval with what was sent from its page, or returns the page with what is wrong."""
    signed, pause = await _opened(app, token)
    if pause["status"] != "open":
        return _answered(pause)
    body = parse_body(raw, headers)
    given = (
        {name: each if isinstance(each, list) else [each] for name, each in body.items()}
        if isinstance(body, dict)
        else {}
    )
    decision, by, comment = (str((given.get(name) or [""])[0]) for name in (_DECISION, "_by", "_comment"))
    option = next((each for each in pause["request"]["options"] if each["value"] == decision), None)
    if option is None:
        return _asked(pause, signed, given, {"": "Please choose one of the answers."})
    form: dict[str, JSON] | None = None
    if pause["request"].get("form") is not None and option["port"] == "approved":
        reading = read_form(_schema(pause), given)
        if reading.errors:
            return _asked(pause, signed, given, reading.errors)
        form = await stored(reading.value, lambda file: _keep(app, pause, file))
    answer = {"decision": decision, "by": signed.extra or by or None, "comment": comment[:4_000], "form": form}
    try:
        await decide(app, signed.workspace, pause["token"], answer)
    except InvalidInput as error:
        return _asked(pause, signed, given, {"": error.message})
    except Conflict:
        return await show_approval(app, token)
    return Page(303, "", done=True)


def show_problem(error: Exception) -> Page:
    """Returns the page for a link that leads nowhere, or for what went wrong."""
    if isinstance(error, NotFound):
        expired = error.code == "link.expired"
        text = "The time to answer is over." if expired else "The link may have been cut off, or its run is gone."
        return _told(404, "Too late" if expired else "There is nothing here", text)
    if isinstance(error, HTTPException):
        return _told(error.status_code, "That is too large", "Please send less, or smaller files.")
    if isinstance(error, FlowBuilderError):
        return _told(error.status, "That did not work", error.message)
    log.error("an approval's page failed", exc_info=error)
    return _told(500, "That did not work", "Please try again later.")


async def _opened(app: App, token: str) -> tuple[Signed, dict[str, Any]]:
    signed = await open_link(app, "approval", token)
    pause = await app.stores.runs.pause_by_token(signed.subject)
    if pause is None or pause["workspace"] != signed.workspace or pause["kind"] != "approval":
        raise NotFound("Nothing waits for this answer.", code="pause.not_found")
    return signed, pause


async def _keep(app: App, pause: Mapping[str, Any], file: Upload) -> JSON:
    kept = await app.stores.artifacts.put(pause["workspace"], pause["run"], file.data, file.name, file.content_type)
    return kept.model_dump(mode="json")


def _schema(pause: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = pause["request"].get("form") or {"type": "object", "properties": {}}
    return found


def _asked(pause: Mapping[str, Any], signed: Signed, values: Given, errors: Mapping[str, str]) -> Page:
    request = pause["request"]
    fields = (*fields_of(_schema(pause)), _COMMENT, *(() if signed.extra else (_BY,)))
    who = text_html(f"You answer as {signed.extra}.", "help") if signed.extra else ""
    until = text_html(f"Until {_time(pause['until'])}.", "help") if pause.get("until") else ""
    asked = form_html(fields, values, errors, submit="", hidden={}, buttons=_buttons(request["options"]))
    title = request["title"]
    body = f"<h1>{escape(title)}</h1>{_markdown(request['message'])}{until}{who}{asked}"
    return Page(422 if errors else 200, page(f"{'Error: ' if errors else ''}{title}", body))


def _buttons(options: list[dict[str, Any]]) -> str:
    """Returns a button per answer; one that refuses need not fill in what an approval needs."""
    parts = []
    for each in options:
        kind = "" if each["port"] == "approved" else ' class="refuse" formnovalidate'
        named = f'name="{_DECISION}" value="{escape(each["value"])}"'
        parts.append(f"<button {named}{kind}>{escape(each['label'])}</button>")
    return f'<div class="buttons">{"".join(parts)}</div>'


def _markdown(text: str) -> str:
    """Returns Markdown as HTML; HTML in it is text, and pictures are links."""
    from markdown_it import MarkdownIt

    html: str = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image").render(text)
    return f'<div class="markdown">{html}</div>'


def _answered(pause: Mapping[str, Any]) -> Page:
    answer = pause.get("answer") or {}
    labels = {each["value"]: each["label"] for each in pause["request"].get("options", ())}
    if answer.get("timed_out"):
        return _told(200, "Too late", "Nobody answered in time.")
    if answer.get("canceled") or "decision" not in answer:
        return _told(200, "No longer needed", "The run that asked has ended.")
    by = f" by {answer['by']}" if answer.get("by") else ""
    inner = text_html(f"{labels.get(answer['decision'], answer['decision'])}{by}.") + text_html(
        answer.get("comment") or ""
    )
    title = pause["request"]["title"]
    return Page(200, page(title, f'<div class="mark" aria-hidden="true">✓</div><h1>{escape(title)}</h1>{inner}'))


def _told(status: int, heading: str, text: str) -> Page:
    inner = f'<div class="mark failed" aria-hidden="true">!</div><h1>{escape(heading)}</h1>{text_html(text)}'
    return Page(status, page(heading, inner))


def _time(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000, UTC).strftime("%-d %B %Y, %H:%M UTC")
