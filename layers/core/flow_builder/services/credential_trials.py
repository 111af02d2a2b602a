"""Tests of credentials: each asks the service itself, through the network guard, and changes nothing there."""

import asyncio

from flow_builder.domain.credential import CredentialTest
from flow_builder.domain.credential_types import type_of
from flow_builder.domain.ids import now
from flow_builder.engine.redact import Redactor
from flow_builder.errors import FlowBuilderError, InvalidInput, NodeError
from flow_builder.services.app import App
from flow_builder.services.credential_probes import TESTS, Bench
from flow_builder.services.oauth import usable

_TIMEOUT_S = 20.0


async def try_credential(app: App, workspace: str, credential: str, url: str | None = None) -> CredentialTest:
    """Tests a credential and keeps what came out; `url` is for types that need somewhere to be sent to.

    Raises NotFound, InvalidInput `credential.url_needed`.
    """
    opened = await app.stores.credentials.opened(workspace, credential)
    kind = type_of(opened.shown.type)
    if kind.test_url and not url:
        raise InvalidInput(
            f"A credential of the type {kind.title!r} is tested by asking an address.",
            code="credential.url_needed",
            field="/url",
            hint="Give one that only answers who is let in.",
        )
    fields = {**opened.fields, "type": opened.shown.type}
    if opened.shown.type == "oauth2":
        try:
            fields = await usable(app.stores, app.http, workspace, opened.shown.id, fields)
        except NodeError as error:
            return await _kept(app, workspace, opened.shown.id, _failure(error, Redactor()))
    bench = Bench(app, workspace, fields)
    return await _kept(app, workspace, opened.shown.id, await _outcome(bench, opened.shown.type, url))


async def _kept(app: App, workspace: str, credential: str, found: CredentialTest) -> CredentialTest:
    await app.stores.credentials.mark(workspace, credential, test=found)
    return found


async def _outcome(bench: Bench, type_: str, url: str | None) -> CredentialTest:
    test = TESTS.get(type_)
    if test is None:
        return CredentialTest(status="untested", message=f"Cannot be tested. {type_of(type_).untested}", at=now())
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            said = await test(bench, url)
    except TimeoutError:
        return CredentialTest(
            status="failed", message=f"No answer within {_TIMEOUT_S:.0f} s.", code="credential.timeout", at=now()
        )
    except FlowBuilderError as error:
        return _failure(error, bench.redactor)
    return CredentialTest(status="ok", message=bench.redactor.clean_text(said), at=now())


def _failure(error: FlowBuilderError, redactor: Redactor) -> CredentialTest:
    hint = None if error.hint is None else redactor.clean_text(error.hint)
    return CredentialTest(
        status="failed", message=redactor.clean_text(error.message), code=error.code, hint=hint, at=now()
    )
