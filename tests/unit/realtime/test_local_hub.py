"""The hub of one machine: nobody who follows a topic misses what is announced, or reads what another is reading."""

import asyncio

from flow_builder.realtime.local import LocalHub


async def test_an_announcement_that_came_while_a_follower_was_reading_is_not_missed() -> None:
    hub = LocalHub()
    hub.publish("run", 5)
    assert await hub.wait("run", 4, timeout_s=0)
    assert not await hub.wait("run", 5, timeout_s=0)


async def test_followers_of_the_same_place_share_one_read() -> None:
    hub = LocalHub()
    go = asyncio.Event()
    reads: list[int] = []

    async def read() -> int:
        reads.append(1)
        await go.wait()
        return len(reads)

    asked = [asyncio.ensure_future(hub.share("run", 4, read)) for _ in range(100)]
    other = asyncio.ensure_future(hub.share("run", 5, read))
    while len(reads) < 2:
        await asyncio.sleep(0)
    asked[0].cancel()
    go.set()
    assert await asyncio.gather(*asked[1:], other) == [2] * 100
    assert len(reads) == 2
    assert await hub.share("run", 4, read) == 3


async def test_a_failed_read_is_told_to_all_and_not_kept() -> None:
    hub = LocalHub()

    async def fail() -> int:
        raise OSError("gone")

    async def work() -> int:
        return 1

    found = await asyncio.gather(*(hub.share("run", 0, fail) for _ in range(2)), return_exceptions=True)
    assert [type(each) for each in found] == [OSError, OSError]
    assert await hub.share("run", 0, work) == 1
