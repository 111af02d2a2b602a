"""A full disk interrupts runs and loses nothing: they go on when there is space again."""

import pytest

from flow_builder.domain.status import Status
from flow_builder.errors import StoreFull
from flow_builder.machines import local
from tests.support.machine import WORKSPACE, Bench, flow


def limit(bench: Bench, pages: int) -> None:
    """Lets the state file have no more than so many pages beyond what it has."""
    (now,) = bench.table._db.execute("PRAGMA page_count").fetchone()
    bench.table._db.execute(f"PRAGMA max_page_count = {now + pages}")


async def test_a_run_goes_on_when_there_is_space_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_RETRY_STORE_S", 0.05)
    nodes = [{"key": f"n{number}", "type": "probe.value", "config": {"value": "x" * 20_000}} for number in range(20)]
    document = flow(nodes, [f"n{number}>n{number + 1}" for number in range(19)])
    limit(bench, 40)
    run = await bench.start(document)
    while not (interrupted := not bench.machine._active[run.id].ticket.holds_slot):
        await bench.machine.wait(WORKSPACE, run.id, 0.01)
    assert interrupted
    recorded = await bench.records(run)
    assert 0 < len(recorded) < 20
    with pytest.raises(StoreFull):
        await bench.start(document, "x" * 200_000)
    limit(bench, 1_000_000)
    ended = await bench.end(run)
    assert ended.status is Status.SUCCEEDED
    assert all(count <= 2 for count in bench.probes.calls.values())
    after = await bench.records(run)
    assert {place: after[place].finished_at for place in recorded} == {
        place: record.finished_at for place, record in recorded.items()
    }
    events = await bench.events(run)
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
