"""Answers what a state machine asks for."""

from collections.abc import Awaitable, Callable, Mapping
from math import inf
from typing import Any

from flow_builder.domain.status import is_final
from flow_builder.engine.failures import first_of
from flow_builder.machines.cloud import containers, deadlines, ending, resting, waits, work
from flow_builder.machines.cloud.call import Call, Services, open_call
from flow_builder.machines.cloud.watch import Leave, left
from flow_builder.machines.cloud.wire import Ask, Do, Said

_ANSWERS: Mapping[Do, Callable[[Call], Awaitable[Said]]] = {
    "region": work.region,
    "lost": work.lost,
    "begin": containers.begin,
    "next": containers.next_,
    "enter": containers.enter,
    "end": containers.end,
    "pause": waits.pause,
    "hold": waits.hold,
    "call": waits.start,
    "called": waits.called,
    "stop": waits.stop,
    "finish": ending.finish,
}


async def answer(services: Services, event: dict[str, Any], seconds: float = inf) -> Said:
    """Does what one task of a machine asks for and returns what the machine goes on with.

    `seconds` is how long this host lives at least. A storage error, or a result that another call recorded meanwhile
    (Conflict), is raised: the machine asks again then.
    """
    call = await open_call(services, Ask.read(event), seconds)
    if is_final(call.run.status) and call.ask.do != "finish":
        if call.ask.do == "hold":
            await services.tokens.succeed(call.ask.token, {})
        return left(call, Leave())
    try:
        said = await _said(call)
    except Leave as leave:
        said = left(call, leave)
    await resting.after(call, said)
    await call.journal.flush()
    await containers.tell_loop(call)
    return said


async def _said(call: Call) -> Said:
    await resting.before(call)
    await deadlines.check_run(call)
    try:
        return await _ANSWERS[call.ask.do](call)
    except BaseExceptionGroup as group:
        raise first_of(group) from None
