"""The event bus: who subscribed is told, in order, and harms nobody else."""

import asyncio
import logging

import pytest

from flow_builder.domain.event import Event, EventType
from flow_builder.services.bus import Bus


def event(subject: str = "flow_1", type_: EventType = "FlowCreated") -> Event:
    return Event(type=type_, workspace="w", subject=subject)


async def test_a_handler_gets_the_types_that_it_subscribed_to_in_order() -> None:
    bus, heard = Bus(), list[Event]()

    async def handler(each: Event) -> None:
        await asyncio.sleep(0)
        heard.append(each)

    bus.subscribe(handler, "FlowCreated", "RunFailed")
    told = [event(), event("r", "RunStarted"), event("r", "RunFailed"), event("flow_2")]
    for each in told:
        bus.publish(each)
    await bus.close()
    assert heard == [told[0], told[2], told[3]]


async def test_without_types_a_handler_gets_all_until_it_unsubscribes() -> None:
    bus, heard = Bus(), list[str]()

    async def handler(each: Event) -> None:
        heard.append(each.subject)

    unsubscribe = bus.subscribe(handler)
    assert bus.wants("StepFailed")
    bus.publish(event("a", "AgentCreated"))
    await bus.close()
    unsubscribe()
    assert not bus.wants("StepFailed")
    bus.publish(event("b", "AgentCreated"))
    await bus.close()
    assert heard == ["a"]


async def test_a_handler_that_fails_is_logged_and_harms_no_other(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = Bus(), list[str]()

    async def broken(each: Event) -> None:
        heard.append(f"broken {each.subject}")
        raise RuntimeError("no")

    async def well(each: Event) -> None:
        heard.append(f"well {each.subject}")

    bus.subscribe(broken, "FlowCreated")
    bus.subscribe(well, "FlowCreated")
    with caplog.at_level(logging.ERROR, "flow_builder"):
        bus.publish(event("a"))
        bus.publish(event("b"))
        await bus.close()
    assert sorted(heard) == ["broken a", "broken b", "well a", "well b"]
    assert [record.message for record in caplog.records] == ["a handler of FlowCreated failed"] * 2


async def test_a_slow_handler_holds_neither_publishing_nor_another_handler_up() -> None:
    bus, go, heard = Bus(), asyncio.Event(), asyncio.Event()

    async def slow(_: Event) -> None:
        await go.wait()

    async def quick(_: Event) -> None:
        heard.set()

    bus.subscribe(slow, "FlowCreated")
    bus.subscribe(quick, "FlowCreated")
    bus.publish(event())
    await asyncio.wait_for(heard.wait(), 5)
    go.set()
    await bus.close()


async def test_closing_does_not_wait_for_ever_for_a_handler_that_hangs() -> None:
    bus = Bus()

    async def hanging(_: Event) -> None:
        await asyncio.Event().wait()

    bus.subscribe(hanging, "FlowCreated")
    bus.publish(event())
    async with asyncio.timeout(5):
        await bus.close(timeout_s=0.01)


async def test_a_handler_may_be_far_behind_but_not_without_end(caplog: pytest.LogCaptureFixture) -> None:
    bus, heard = Bus(), list[str]()

    async def handler(each: Event) -> None:
        heard.append(each.subject)

    bus.subscribe(handler, "FlowCreated")
    with caplog.at_level(logging.WARNING, "flow_builder"):
        for number in range(10_001):
            bus.publish(event(str(number)))
        await bus.close()
    assert heard == [str(number) for number in range(10_000)]
    assert caplog.messages == ["a handler of events is too slow: FlowCreated of 10000 is dropped"]
