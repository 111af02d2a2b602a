"""Variables on every table: changes at once are all kept, and other hosts hear of them."""

import asyncio

import pytest

from flow_builder.errors import Conflict
from flow_builder.services.variables import Environment
from flow_builder.store.table import Table
from flow_builder.store.variables import VariableStore
from flow_builder.store.workspaces import WorkspaceStore

CLIENTS = 24


async def test_changes_at_once_are_all_kept(table: Table) -> None:
    store = VariableStore(table)
    await asyncio.gather(
        *(store.change("w", lambda before, n=number: {**before, f"A{n}": "x"}) for number in range(CLIENTS))  # type: ignore[misc]
    )
    found = await store.get("w")
    assert (len(found.variables), found.rev) == (CLIENTS, CLIENTS)
    assert (await store.get("other")).variables == {}


async def test_of_changes_to_one_revision_one_is_made(table: Table) -> None:
    store = VariableStore(table)
    answers = await asyncio.gather(
        *(store.change("w", lambda _: {"A": "x"}, 0) for _ in range(CLIENTS)), return_exceptions=True
    )
    assert sum(isinstance(each, Conflict) for each in answers) == CLIENTS - 1


@pytest.fixture
def seconds() -> list[float]:
    return [0.0]


async def test_a_host_hears_its_own_changes_at_once_and_others_within_a_second(
    table: Table, seconds: list[float]
) -> None:
    own, other = VariableStore(table), VariableStore(table)
    environment = Environment(own, WorkspaceStore(table), {"DEMO": "d"}, {"w": {"A": "host"}}, lambda: seconds[0])
    assert await environment("w") == {"DEMO": "d", "A": "host"}
    assert await environment("v") == {"DEMO": "d"}
    await own.change("w", lambda _: {"A": "1"})
    assert await environment("w") == {"DEMO": "d", "A": "1"}
    await other.change("w", lambda _: {"A": "2"})
    seconds[0] = 1.0
    assert await environment("w") == {"DEMO": "d", "A": "2"}
