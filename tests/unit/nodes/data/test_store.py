import asyncio
from typing import Any

from flow_builder.nodes.testing import FakeContext, MemoryBackend
from tests.support.data_nodes import fail, give


class SlowBackend(MemoryBackend):
    """Gives other tasks a turn between reading and writing, as a real store does."""

    async def state_get(self, key: str) -> Any:
        found = await super().state_get(key)
        await asyncio.sleep(0)
        return found


async def change(backend: MemoryBackend, step: str, **change: Any) -> Any:
    context = FakeContext(backend=backend, idempotency_key=step)
    return await give("data.store_set", {"key": "k", "change": change}, context)


async def read(backend: MemoryBackend, **more: Any) -> Any:
    return await give("data.store_get", {"key": "k", **more}, FakeContext(backend=backend))


async def test_what_is_set_is_read_until_it_is_deleted() -> None:
    backend = MemoryBackend()
    await change(backend, "1", op="set", value={"a": [1]})
    assert await read(backend) == {"value": {"a": [1]}, "found": True}
    assert await change(backend, "2", op="delete") == {"value": None, "previous": {"a": [1]}, "changed": True}
    assert await read(backend, default=7) == {"value": 7, "found": False}


async def test_null_is_a_value() -> None:
    backend = MemoryBackend()
    await change(backend, "1", op="set", value=None)
    assert await read(backend, default=7) == {"value": None, "found": True}
    assert (await change(backend, "2", op="set_if_missing", value=1))["value"] is None


async def test_increments_of_other_steps_add_up_and_of_the_same_step_count_once() -> None:
    backend = MemoryBackend()
    assert (await change(backend, "1", op="increment", by=2))["value"] == 2
    assert await change(backend, "2", op="increment", by=3) == {"value": 5, "previous": 2, "changed": True}
    assert await change(backend, "2", op="increment", by=3) == {"value": 5, "previous": 2, "changed": True}
    assert (await read(backend))["value"] == 5


async def test_increments_at_the_same_time_are_not_lost() -> None:
    backend = SlowBackend()
    await asyncio.gather(*(change(backend, str(number), op="increment") for number in range(40)))
    assert (await read(backend))["value"] == 40


async def test_a_list_keeps_its_latest() -> None:
    backend = MemoryBackend()
    for number in range(5):
        await change(backend, str(number), op="append", value=number, keep=3)
    assert (await read(backend))["value"] == [2, 3, 4]


async def test_what_is_kept_must_fit_the_operation() -> None:
    backend = MemoryBackend()
    await change(backend, "1", op="set", value="text")
    context = FakeContext(backend=backend)
    assert (
        await fail("data.store_set", {"key": "k", "change": {"op": "increment"}}, context)
    ).code == "data.not_a_number"
    append = {"key": "k", "change": {"op": "append", "value": 1}}
    assert (await fail("data.store_set", append, context)).code == "data.not_a_list"
    assert (await read(backend))["value"] == "text"
