"""Credits of runs: reserved, settled, given back, limited by budgets, told of when they run low."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.credits import Account, Entry
from flow_builder.services import credits as service
from flow_builder.store.runs import RunStore
from flow_builder.store.sqlite import SqliteTable
from flow_builder.store.table import Write
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow

OPENING = 100
LOG = {"type": "core.log", "config": {"message": "x"}}
ONE = flow([{"key": "a", **LOG}])
EACH = {"key": "each", "type": "core.loop", "config": {"over": {"kind": "each", "items": "{{ input }}"}}}
LOOP = flow([EACH, {"key": "a", "parent": "each", **LOG}])
ASK = flow([{"key": "a", **LOG}, {"key": "ask", "type": "core.approval", "config": {"message": "?"}}], ["a>ask"])


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path, credits="on", credits_opening=OPENING) as made:
        yield made


async def settled(host: Api) -> Account:
    """Returns the account once nothing is reserved; the ledger must say the same."""

    async def looked() -> Account | None:
        found = await host.app.stores.ledger.account("local")
        return found if found is not None and not found.reserved else None

    account = await eventually(looked)
    assert account.balance == await host.app.stores.ledger.total("local")
    return account


async def entries(host: Api, run: str) -> list[Entry]:
    found, _ = await host.app.stores.ledger.entries("local", run=run)
    return found


async def test_a_run_is_charged_for_the_steps_that_were_executed(host: Api) -> None:
    run = await host.run(LOOP, [1, 2, 3])
    assert (run["credits"], run["estimate"], run["reserved"]) == (4, [1, None], 21)
    assert (await settled(host)).balance == OPENING - 4
    assert {(each.kind, each.amount, each.charged) for each in await entries(host, run["id"])} == {
        ("reserve", -21, None),
        ("settle", 17, 4),
    }
    cost = await host.ok("GET", f"/runs/{run['id']}/cost")
    assert (cost["credits"], [(each["key"], each["steps"]) for each in cost["nodes"]]) == (4, [("each", 1), ("a", 3)])


async def test_a_run_that_goes_on_and_on_reserves_more_and_ends_where_the_balance_does(host: Api) -> None:
    run = await host.run(LOOP, list(range(1000)))
    assert run["status"] == "failed"
    assert run["error"]["code"] == "credits.insufficient"
    assert run["credits"] == OPENING - 1  # the loop's own price was set aside for its end
    assert (await settled(host)).balance == 1


@pytest.mark.parametrize("concurrency", [1, 8])
async def test_a_budget_per_run_ends_it_within_a_loop_before_the_step_that_is_too_much(
    host: Api, concurrency: int
) -> None:
    await host.ok("PUT", "/credits/budget", json={"run": 10})
    each = {**EACH, "config": {**EACH["config"], "concurrency": concurrency}}
    run = await host.run(flow([each, {"key": "a", "parent": "each", **LOG}]), list(range(50)))
    assert (run["status"], run["error"]["code"], run["credits"]) == ("failed", "budget.exceeded", 9)
    assert run["error"]["details"] == {"budget": "run"}
    assert (await settled(host)).balance == OPENING - 9


async def test_what_was_done_before_the_stop_is_kept_for_a_resume(host: Api) -> None:
    await host.ok("PUT", "/credits/budget", json={"run": 5})
    stopped = await host.run(LOOP, list(range(6)))
    assert stopped["credits"] == 4
    await host.ok("PUT", "/credits/budget", json={})
    resumed = await host.ok("POST", f"/runs/{stopped['id']}/resume", json={})
    ended = await host.ok("GET", f"/runs/{resumed['id']}", params={"wait": 20})
    assert (ended["status"], ended["credits"]) == ("succeeded", 3)
    assert (await settled(host)).balance == OPENING - 7


async def test_the_month_of_the_workspace_and_of_the_flow_stop_runs(host: Api) -> None:
    flow_ = (await host.ok("POST", "/flows", json=LOOP))["id"]
    await host.ok("PUT", f"/flows/{flow_}/budget", json={"month": 8})
    run = await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": flow_, "input": list(range(20))})
    assert (run["error"]["code"], run["error"]["details"], run["credits"]) == ("budget.exceeded", {"budget": "flow"}, 7)
    await settled(host)
    used = await host.ok("GET", f"/flows/{flow_}/budget")
    assert used["this_month"] == {"month": used["this_month"]["month"], "used": 7, "budget": 8, "left": 1}
    await host.ok("PUT", "/credits/budget", json={"month": 7})
    said = await host.refused("POST", "/runs", 402, json={"document": ONE})
    assert (said["code"], said["details"]["budget"]) == ("budget.exceeded", "month")
    await host.ok("PUT", "/credits/budget", json={"month": 8})
    assert (await host.run(ONE))["status"] == "succeeded"


async def test_a_run_that_costs_more_than_there_is_does_not_start(host: Api) -> None:
    sure = {**EACH, "config": {"over": {"kind": "count", "times": OPENING}}}
    said = await host.refused(
        "POST", "/runs", 402, json={"document": flow([sure, {"key": "a", "parent": "each", **LOG}])}
    )
    assert (said["code"], said["details"]["least"]) == ("credits.insufficient", OPENING + 1)
    assert (await host.ok("GET", "/runs"))["items"] == []
    assert (await settled(host)).balance == OPENING


async def test_the_same_key_reserves_once(host: Api) -> None:
    answers = [
        await host.ok("POST", "/runs", json={"document": ONE}, headers={"idempotency-key": "k"}) for _ in range(3)
    ]
    assert len({each["id"] for each in answers}) == 1
    assert (await settled(host)).balance == OPENING - 1


async def test_a_canceled_run_gives_back_what_it_did_not_use(host: Api) -> None:
    run = await host.ok("POST", "/runs", json={"document": ASK})
    await eventually(lambda: waiting(host))
    assert (await host.ok("GET", "/credits"))["reserved"] == 2
    await host.ok("POST", f"/runs/{run['id']}/cancel")
    assert (await settled(host)).balance == OPENING - 1


async def waiting(host: Api) -> list[Any]:
    return list((await host.ok("GET", "/approvals"))["items"])


async def test_a_called_flow_reserves_for_itself(host: Api) -> None:
    inner = (await host.ok("POST", "/flows", json=ONE))["id"]
    call = {"key": "call", "type": "core.subflow", "config": {"flow": inner}}
    told = await host.ok("POST", "/flows/estimate", json=flow([call]))
    assert told["credits"] == {"least": 2, "most": 2}
    run = await host.run(flow([call]))
    assert (run["status"], run["credits"], run["estimate"]) == ("succeeded", 1, [1, 1])
    assert (await settled(host)).balance == OPENING - 2


async def test_what_the_platform_broke_is_given_back(host: Api) -> None:
    page = {"key": "page", "type": "browser.open", "config": {"url": "http://localhost/"}}
    run = await host.run(flow([{"key": "a", **LOG}, page], ["a>page"]))
    assert run["error"]["code"] == "browser.no_lane"
    assert (run["credits"], run["refundable"]) == (6, 5)
    assert (await settled(host)).balance == OPENING - 1
    assert [(each.kind, each.amount) for each in await entries(host, run["id"]) if each.kind == "refund"] == [
        ("refund", 5)
    ]


async def test_a_run_that_the_engine_broke_is_given_back_whole(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: Any) -> Any:
        raise RuntimeError("no")

    monkeypatch.setattr("flow_builder.engine.containers.result", broken)
    run = await host.run(ONE)
    assert (run["error"]["code"], run["credits"]) == ("engine.failed", 1)
    assert (await settled(host)).balance == OPENING


async def test_a_failure_of_the_flow_itself_is_paid_for(host: Api) -> None:
    wrong = {"key": "no", "type": "core.assert", "config": {"that": False}}
    assert (await host.run(flow([wrong])))["refundable"] == 0
    assert (await settled(host)).balance == OPENING - 1


async def test_low_credits_are_told_of_once_until_there_are_more(host: Api) -> None:
    async def told() -> list[str]:
        await settled(host)
        return [
            each["text"] for each in (await host.ok("GET", "/notifications"))["items"] if each["kind"] == "credits_low"
        ]

    await host.ok("PUT", "/credits/budget", json={"low": [90, 50]})
    await host.run(ONE)
    assert await told() == []
    await host.run(LOOP, list(range(10)))
    await host.run(ONE)
    assert len(await told()) == 1
    await service.grant(host.app, "local", 50, "again")
    await host.run(LOOP, list(range(60)))
    assert len(await told()) == 2


async def test_most_of_a_budget_being_used_is_told_of_at_80_and_at_100_percent(host: Api) -> None:
    await host.ok("PUT", "/credits/budget", json={"month": 10, "low": []})
    for _ in range(10):
        await host.run(ONE)
    await settled(host)
    said = (await host.ok("GET", "/notifications"))["items"]
    assert [each["title"] for each in said] == ["A budget is used up", "80 % of a budget is used"]


async def test_a_balance_is_raised_once_by_what_is_missing(host: Api) -> None:
    await service.open_account(host.app, "guest", 50)
    assert await service.raise_to(host.app, "guest", 200, "converted")
    assert not await service.raise_to(host.app, "guest", 200, "converted")
    account = await host.app.stores.ledger.account("guest")
    assert account is not None
    assert account.balance == 200 == await host.app.stores.ledger.total("guest")


async def test_without_credits_nothing_more_is_written_and_estimates_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    write = SqliteTable.write

    async def noted(self: SqliteTable, *ops: Write) -> None:
        seen.extend(getattr(op, "pk", "") or op.item.pk for op in ops)  # type: ignore[union-attr]
        await write(self, *ops)

    monkeypatch.setattr(SqliteTable, "write", noted)
    async with api(tmp_path) as host:
        run = await host.run(LOOP, [1, 2])
        assert (run["credits"], run["estimate"], run["reserved"]) == (3, [1, None], None)
        assert (await host.ok("POST", "/flows/estimate", json=LOOP))["credits"] == {"least": 1, "most": None}
        store: RunStore = host.app.stores.runs
        await eventually(lambda: none_active(store))
    assert seen
    assert not [pk for pk in seen if pk.startswith("CREDITS")]


async def none_active(store: RunStore) -> bool:
    return not [each async for each in store.active()]


async def test_the_ledger_is_listed_paged_and_exported(host: Api) -> None:
    for _ in range(3):
        await host.run(ONE)
    await settled(host)
    listed: list[dict[str, Any]] = []
    cursor = None
    while True:
        params = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = await host.ok("GET", "/credits/entries", params=params)
        listed += page["items"]
        if (cursor := page["cursor"]) is None:
            break
    assert sum(each["amount"] for each in listed) == OPENING - 3
    assert [each["at"] for each in listed] == sorted((each["at"] for each in listed), reverse=True)
    csv = (await host.http.get("/api/v1/credits/export")).text.splitlines()
    assert csv[0] == "at,id,kind,amount,charged,run,flow,flow_name,note"
    assert len(csv) - 1 == len(listed) == 7
    lines = (await host.http.get("/api/v1/credits/export", params={"format": "jsonl"})).text.splitlines()
    assert len(lines) == 7
    usage = await host.ok("GET", "/credits/usage")
    assert (usage["charged"], [each["runs"] for each in usage["flows"]]) == (3, [3])
    said = await host.refused("GET", "/credits/usage", 422, params={"since": "2026-02-01", "until": "2026-01-01"})
    assert said["code"] == "usage.range"
    await host.ok("GET", "/credits/usage", params={"until": "0001-01-05"})


async def test_checking_a_document_says_what_it_would_cost(host: Api) -> None:
    assert (await host.ok("POST", "/flows/validate", json=ONE))["estimate"] == {"least": 1, "most": 1}
    assert (await host.ok("POST", "/flows/validate", json=LOOP))["estimate"] == {"least": 1, "most": None}
    broken = await host.ok("POST", "/flows/validate", json=flow([{"key": "a", "type": "no.such"}]))
    assert (broken["valid"], broken["estimate"]) == (False, None)


async def test_publishing_says_what_runs_will_cost(host: Api) -> None:
    flow_ = (await host.ok("POST", "/flows", json=LOOP))["id"]
    said = await host.ok("POST", f"/flows/{flow_}/publish")
    whole = await host.ok("POST", f"/flows/{flow_}/estimate", params={"draft": True})
    assert (said["number"], said["estimate"]["credits"]) == (1, {"least": 1, "most": None})
    assert said["estimate"]["dollars"]["least"] > 0
    assert [each["key"] for each in said["estimate"]["loops"]] == ["each"]
    assert said["estimate"] == {name: value for name, value in whole.items() if name != "nodes"}
    await host.ok("PUT", f"/flows/{flow_}", json=ONE)
    said = await host.ok("POST", f"/flows/{flow_}/publish")
    assert (said["number"], said["estimate"]["credits"], said["estimate"]["loops"]) == (2, {"least": 1, "most": 1}, [])
    back = await host.ok("POST", f"/flows/{flow_}/versions/1/roll-back")
    assert (back["number"], back["estimate"]) == (3, {name: whole[name] for name in back["estimate"]})
