"""What a call of a webhook starts: one run per delivery, with the files of the call."""

from typing import Any

from flow_builder.domain import limits
from flow_builder.domain.ids import new_id, now
from flow_builder.domain.run import Run
from flow_builder.domain.value import JSON
from flow_builder.errors import Conflict, FlowBuilderError, LimitExceeded, StorageError
from flow_builder.services import dead_letters
from flow_builder.services.app import App
from flow_builder.services.hook_answers import Answer, answer_of
from flow_builder.services.hook_bodies import Upload, has_upload, stored
from flow_builder.services.hook_calls import Call, Target
from flow_builder.services.inputs import encoded
from flow_builder.services.runs import Start
from flow_builder.store.idempotency import MISMATCH, key_mismatch


async def start(app: App, target: Target, call: Call) -> Answer:
    """Starts a run, once per delivery, and returns the answer for the caller.

    Raises Conflict `webhook.duplicate`, InvalidInput `idempotency.mismatch` for a key that another request came with,
    CompileFailed, StorageError.
    """
    key = None if call.delivery is None else f"hook:{target.flow}:{call.delivery}"
    has_files = has_upload(call.input["body"])
    if key is not None and (has_files or target.config.on_duplicate != "first"):
        earlier = await app.stores.runs.by_key(target.workspace, key)
        if earlier is not None:
            return await _again(app, target, call, earlier)
    run = new_run(target, call)
    files: list[str] = []
    try:
        if has_files:
            run.input = {**call.input, "body": await _kept(app, run, call.input["body"], files)}
        started, reply = await _start(app, target, run, key)
    except BaseException as error:
        await _drop(app, run, files)
        if not has_files:  # a dead letter would name files that are gone
            await _keep_lost(app, target, run, key, error)
        raise
    if started.id != run.id:
        await _drop(app, run, files)
        return await _again(app, target, call, started)
    if target.config.response == "immediate":
        return Answer(target.config.immediate_status, {}, {"run": started.id})
    answer = answer_of(started, reply, target.config)
    if reply is not None and call.delivery is not None:
        await _keep_answer(app, target, call.delivery, answer)
    return answer


def new_run(target: Target, call: Call) -> Run:
    """Returns the run of a call, not started yet."""
    at = now()
    return Run(
        id=new_id("r", at),
        workspace=target.workspace,
        flow=target.flow,
        flow_name=target.document.name,
        version=target.version,
        document=target.hash,
        trigger="webhook",
        input=call.input,
        request=call.request,
        created_at=at,
    )


async def _start(app: App, target: Target, run: Run, key: str | None) -> tuple[Run, dict[str, Any] | None]:
    if target.config.response == "immediate":
        return await app.machine.start(run, target.document, (), key), None
    return await app.machine.run_for_reply(run, target.document, target.config.reply_timeout_s, key)


async def _keep_lost(app: App, target: Target, run: Run, key: str | None, error: BaseException) -> None:
    """Keeps the call as a dead letter when its caller does not wait for the run: few of them try it again for long.

    Not when the store fails, more comes in than there is room for, or the caller made a mistake.
    """
    if not isinstance(error, FlowBuilderError) or isinstance(error, StorageError | LimitExceeded):
        return
    if error.code == MISMATCH:
        return
    if target.config.response == "immediate":
        lost = Start(flow=run.flow, input=run.input, trigger=run.trigger, idempotency_key=key, request=run.request)
        await dead_letters.bury(app, target.workspace, "webhook", lost, error)


async def _again(app: App, target: Target, call: Call, run: Run) -> Answer:
    """Returns the answer to a delivery that came before and started `run`."""
    if run.request != call.request:
        raise key_mismatch()
    config = target.config
    named = {"x-run-id": run.id, "x-duplicate": "true"}
    if config.on_duplicate == "conflict":
        raise Conflict("This delivery has already been received.", code="webhook.duplicate", details={"run": run.id})
    if config.on_duplicate == "accept":
        return Answer(200, named, {"run": run.id, "duplicate": True})
    if config.response == "immediate":
        return Answer(config.immediate_status, named, {"run": run.id})
    run = await app.machine.wait(run.workspace, run.id, config.reply_timeout_s)
    kept = await app.stores.hooks.answer(target.workspace, target.flow, call.delivery or "")
    if kept is not None:
        return Answer(kept["status"], {**kept["headers"], **named}, kept["body"])
    answer = answer_of(run, None, config)
    return Answer(answer.status, {**answer.headers, **named}, answer.body)


async def _keep_answer(app: App, target: Target, delivery: str, answer: Answer) -> None:
    if target.config.on_duplicate != "first":
        return
    said = {"status": answer.status, "headers": answer.headers, "body": answer.body}
    if len(encoded(said, "/body")) <= limits.INLINE_BYTES:
        await app.stores.hooks.keep_answer(target.workspace, target.flow, delivery, said)


async def _kept(app: App, run: Run, body: JSON, keys: list[str]) -> JSON:
    """Returns a body with its files kept as files of the run; `keys` gets their names."""

    async def keep(file: Upload) -> JSON:
        artifact = await app.stores.artifacts.put(run.workspace, run.id, file.data, file.name, file.content_type)
        keys.append(artifact.artifact)
        return artifact.model_dump(mode="json")

    return await stored(body, keep)


async def _drop(app: App, run: Run, files: list[str]) -> None:
    for each in files:
        await app.stores.artifacts.delete(run.workspace, each)
