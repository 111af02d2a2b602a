"""Form pages under `/forms/<flow>/<secret>`: shown, taken, and what comes afterwards."""

import logging
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException

from flow_builder.errors import FlowBuilderError, InvalidInput, NotFound
from flow_builder.services.app import App
from flow_builder.services.forms import find_form, show_form, show_problem, show_run, submit_form
from flow_builder.services.hook_answers import Answer
from flow_builder.services.hook_bodies import media_type
from flow_builder.services.hook_calls import HookRequest
from flow_builder.services.limits import count_flow

FORMS = "/forms/"
_READ = frozenset({"GET", "HEAD"})
_TYPES = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

log = logging.getLogger(__name__)


async def answer_form(host: App, path: str, request: HookRequest, read: Callable[[int], Awaitable[bytes]]) -> Answer:
    """Returns the page for a request below `/forms/`; whatever goes wrong is a page, too."""
    try:
        return await _answer(host, path, request, read)
    except FlowBuilderError as error:
        return show_problem(error.status, error)
    except HTTPException as error:
        return show_problem(error.status_code)
    except Exception:
        log.exception("a form failed")
        return show_problem(500)


async def _answer(host: App, path: str, request: HookRequest, read: Callable[[int], Awaitable[bytes]]) -> Answer:
    flow, secret, run = ([*path[len(FORMS) :].strip("/").split("/", 2), "", ""])[:3]
    form = await find_form(host, flow, secret)
    if request.method in _READ:
        return await show_run(host, form, run) if run else show_form(form)
    if run:
        raise NotFound("There is no form at this address.", code="form.not_found")
    if request.method != "POST":
        refused = show_problem(405, InvalidInput("A form is read and sent, nothing else."))
        return Answer(405, {**refused.headers, "allow": "GET, HEAD, POST"}, refused.body)
    if host.settings.rate_limits == "on":
        await count_flow(host, form.flow)
    raw = await read(form.config.max_bytes)
    if raw and media_type(request.headers) not in _TYPES:
        return show_problem(415, InvalidInput("This is not a form that was sent from its page."))
    return await submit_form(host, form, f"{FORMS}{flow}/{secret}", raw, request.headers)
