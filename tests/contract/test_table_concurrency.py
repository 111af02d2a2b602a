"""The table's promises when many write at once."""

import asyncio

from flow_builder.errors import Conflict
from flow_builder.store.table import Absent, FieldAtLeast, Item, Put, RevIs, Table, Update


async def test_of_32_writers_that_claim_a_key_one_wins(table: Table) -> None:
    async def claim(number: int) -> bool:
        try:
            await table.write(Put(Item("p", "claim", {"by": number}), Absent()), Put(Item("p", f"won{number}", {})))
        except Conflict:
            return False
        return True

    won = [number for number, ok in enumerate(await asyncio.gather(*map(claim, range(32)))) if ok]
    assert len(won) == 1
    found = await table.get("p", "claim")
    assert found is not None
    assert found.doc == {"by": won[0]}
    kept = (await table.query("p", prefix="won")).items
    assert [item.sk for item in kept] == [f"won{won[0]}"]


async def test_increments_of_32_writers_all_count(table: Table) -> None:
    async def work(number: int) -> None:
        for _ in range(8):
            await table.update(Update("p", "counter", add={"n": 1, f"by{number}": 1}))

    await asyncio.gather(*map(work, range(32)))
    found = await table.get("p", "counter")
    assert found is not None
    assert found.rev == found.doc["n"] == 256
    assert all(found.doc[f"by{number}"] == 8 for number in range(32))


async def test_a_counter_never_passes_its_floor(table: Table) -> None:
    await table.write(Put(Item("p", "credits", {"left": 20})))

    async def spend(_: int) -> bool:
        try:
            await table.update(Update("p", "credits", add={"left": -1}, condition=FieldAtLeast("left", 1)))
        except Conflict:
            return False
        return True

    assert sum(await asyncio.gather(*map(spend, range(32)))) == 20
    found = await table.get("p", "credits")
    assert found is not None
    assert found.doc == {"left": 0}


async def test_optimistic_locking_loses_no_change(table: Table) -> None:
    await table.write(Put(Item("p", "s", {"seen": []})))

    async def append(number: int) -> None:
        while True:
            found = await table.get("p", "s")
            assert found is not None
            change = {"seen": [*found.doc["seen"], number]}
            try:
                await table.update(Update("p", "s", set=change, condition=RevIs(found.rev)))
            except Conflict:
                continue
            return

    await asyncio.gather(*map(append, range(8)))
    found = await table.get("p", "s")
    assert found is not None
    assert sorted(found.doc["seen"]) == list(range(8))


async def test_transfers_between_accounts_keep_the_sum(table: Table) -> None:
    await table.write(*(Put(Item("bank", f"a{n}", {"v": 10})) for n in range(4)))

    async def transfer(number: int) -> None:
        source, target = f"a{number % 4}", f"a{(number + 1 + number // 4) % 4}"
        if source == target:
            return
        try:
            await table.write(
                Update("bank", source, add={"v": -3}, condition=FieldAtLeast("v", 3)),
                Update("bank", target, add={"v": 3}),
            )
        except Conflict:
            return

    await asyncio.gather(*map(transfer, range(32)))
    values = [item.doc["v"] for item in (await table.query("bank")).items]
    assert sum(values) == 40
    assert min(values) >= 0
