"""Dead letters on a real host: buried once, listed, redriven into exactly one run, deleted."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.run import Run
from flow_builder.errors import HostError, InvalidInput, StorageError
from flow_builder.services import dead_letters
from flow_builder.services.dead_letters import attempt, bury
from flow_builder.services.runs import Start, start_run
from tests.support.api import Api, api
from tests.support.conditions import eventually
from tests.support.machine import flow
from tests.unit.api.test_hooks import address

W = "local"
HOURLY = {"timing": {"kind": "every", "n": 1, "unit": "hours"}}
LIMITED = {"type": "object", "required": ["limit"], "properties": {"limit": {"type": "number"}}}


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_letters, "_PAUSES_S", (0.0, 0.0))


def greeter(**more: Any) -> dict[str, Any]:
    say = {"key": "say", "type": "core.log", "config": {"message": "hi"}}
    return flow([{"key": "go", "type": "trigger.manual"}, say], ("go>say",), name="Greeter", **more)


async def made(host: Api, **more: Any) -> str:
    return str((await host.ok("POST", "/flows", json=greeter(**more)))["id"])


async def letters(host: Api, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await host.ok("GET", "/dead-letters", params=query))["items"]
    return found


async def runs(host: Api, flow_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await host.ok("GET", "/runs", params={"flow": flow_id}))["items"]
    return found


async def lost(host: Api, flow_id: str, key: str = "k", **more: Any) -> str:
    what = Start(flow=flow_id, trigger="schedule", idempotency_key=key, **more)
    return (await bury(host.app, W, "schedule", what, InvalidInput("It does not fit.", code="input.schema"))).id


async def test_a_schedule_whose_flow_wants_another_input_leaves_a_letter_that_a_new_version_redrives(host: Api) -> None:
    flow_id = await made(host)
    schedule = await host.ok("POST", "/schedules", json={"flow": flow_id, "spec": {**HOURLY, "input": {}}})
    await host.ok("PUT", f"/flows/{flow_id}", json=greeter(input_schema=LIMITED))
    found = await host.app.stores.schedules.get(W, schedule["id"])
    saved = await host.app.stores.schedules.save(found.model_copy(update={"next_at": now()}))
    await host.app.clock.put(saved)
    (letter,) = await eventually(lambda: letters(host))
    assert (letter["kind"], letter["flow"], letter["flow_name"]) == ("schedule", flow_id, "Greeter")
    assert letter["error"]["code"] == "input.schema"
    assert letter["origin"] == {"schedule": schedule["id"], "scheduled_at": saved.next_at}
    (told,) = (await host.ok("GET", "/notifications", params={"kind": "dead_letter"}))["items"]
    assert told["title"] == "Greeter could not be started"
    said = await host.refused("POST", f"/dead-letters/{letter['id']}/redrive", 422)
    assert said["code"] == "input.schema"
    assert (await letters(host))[0]["attempts"] == 2
    await host.ok("PUT", f"/flows/{flow_id}", json=greeter())
    run = await host.ok("POST", f"/dead-letters/{letter['id']}/redrive")
    assert (run["trigger"], run["schedule"], run["scheduled_at"]) == ("schedule", schedule["id"], saved.next_at)
    assert (await host.ok("GET", f"/dead-letters/{letter['id']}"))["run"] == run["id"]
    assert await letters(host, redriven=False) == []


async def test_a_webhook_that_answers_at_once_keeps_what_it_could_not_start(host: Api) -> None:
    broken = {"key": "say", "type": "core.log", "config": {}}
    document = flow([{"key": "hook", "type": "trigger.webhook", "config": {"response": "immediate"}}], name="Orders")
    url = await address(host, document)
    flow_id = (await host.ok("GET", "/flows"))["items"][0]["id"]
    await host.ok("PUT", f"/flows/{flow_id}", json={**document, "nodes": [*document["nodes"], {"id": "say", **broken}]})
    answer = await host.http.post(url, json={"order": 7})
    assert answer.status_code == 422
    (letter,) = await letters(host, kind="webhook")
    assert letter["error"]["code"] == "flow.invalid"
    whole = await host.ok("GET", f"/dead-letters/{letter['id']}")
    assert whole["input"]["body"] == {"order": 7}
    await host.ok("PUT", f"/flows/{flow_id}", json=document)
    run = await host.ok("POST", f"/dead-letters/{letter['id']}/redrive")
    assert (run["trigger"], run["input"]["body"]) == ("webhook", {"order": 7})


async def test_an_error_flow_that_is_not_there_leaves_a_letter(host: Api) -> None:
    fails = flow(
        [{"key": "check", "type": "core.assert", "config": {"that": "{{ false }}"}}],
        settings={"error_flow": "flow_gone"},
    )
    run = await host.run(fails)
    (letter,) = await eventually(lambda: letters(host))
    assert (letter["kind"], letter["flow"], letter["error"]["code"]) == ("error_flow", "flow_gone", "flow.not_found")
    assert (await host.ok("GET", f"/dead-letters/{letter['id']}"))["input"]["run"] == run["id"]


async def test_bulk_retries_that_fail_leave_letters(host: Api) -> None:
    check = {"key": "check", "type": "core.assert", "config": {"that": "{{ false }}"}}
    flow_id = (await host.ok("POST", "/flows", json=flow([check])))["id"]
    failed = await host.ok("POST", "/runs", params={"wait": 20}, json={"flow": flow_id})
    await host.ok("PUT", f"/flows/{flow_id}", json=flow([check], input_schema=LIMITED))
    body = {"flow": flow_id, "resume": False, "newest": True}
    await host.ok("POST", "/runs/again", json=body, headers={"idempotency-key": "once"})
    (letter,) = await letters(host, kind="bulk")
    assert letter["origin"] == {"run": failed["id"]}


async def test_a_letter_says_the_name_of_a_flow_in_the_trash(host: Api) -> None:
    flow_id = await made(host)
    await host.ok("DELETE", f"/flows/{flow_id}")
    id_ = await lost(host, flow_id)
    (letter,) = await letters(host)
    assert letter["flow_name"] == "Greeter"
    await host.refused("POST", f"/dead-letters/{id_}/redrive", 404)
    assert (await letters(host))[0]["error"]["message"] == "The flow “Greeter” is in the trash."


async def test_64_redrives_of_one_letter_start_one_run(host: Api) -> None:
    flow_id = await made(host)
    id_ = await lost(host, flow_id)
    answers = await asyncio.gather(*(host.ok("POST", f"/dead-letters/{id_}/redrive") for _ in range(64)))
    assert len({each["id"] for each in answers}) == 1
    assert len(await runs(host, flow_id)) == 1


async def test_a_start_is_buried_once_however_often_it_is_told(host: Api) -> None:
    flow_id = await made(host)
    await asyncio.gather(*(lost(host, flow_id) for _ in range(20)))
    assert len(await letters(host)) == 1
    told = (await host.ok("GET", "/notifications"))["items"]
    assert [(each["kind"], each["count"]) for each in told] == [("dead_letter", 1)]


async def test_many_and_all_are_redriven_the_oldest_first(host: Api) -> None:
    good, other = await made(host), await made(host, input_schema=LIMITED)
    first, second, third = [await lost(host, good, f"k{number}") for number in range(3)]
    wrong = await lost(host, other, "wrong")
    some = await host.ok("POST", "/dead-letters/redrive", json={"ids": [first, "dead_gone"]})
    assert [each["code"] for each in some["items"]] == [None, "dead_letter.not_found"]
    of_flow = await host.ok("POST", "/dead-letters/redrive", json={"flow": good})
    assert {each["id"] for each in of_flow["items"]} == {second, third}
    rest = await host.ok("POST", "/dead-letters/redrive", json={})
    assert [(each["id"], each["code"]) for each in rest["items"]] == [(wrong, "input.schema")]
    assert len(await runs(host, good)) == 3


async def test_a_large_input_is_kept_whole(host: Api) -> None:
    flow_id = await made(host)
    id_ = await lost(host, flow_id, input={"text": "x" * 500_000})
    assert len((await host.ok("GET", f"/dead-letters/{id_}"))["input"]["text"]) == 500_000
    assert "input" not in (await letters(host))[0]


async def test_letters_are_deleted_and_those_of_other_workspaces_not_found(host: Api) -> None:
    flow_id = await made(host)
    id_ = await lost(host, flow_id)
    elsewhere = await bury(host.app, "elsewhere", "schedule", Start(flow="f", trigger="schedule"), InvalidInput("No."))
    await host.ok("DELETE", f"/dead-letters/{id_}")
    assert await letters(host) == []
    for path in (id_, elsewhere.id):
        for method, rest in (("GET", ""), ("DELETE", ""), ("POST", "/redrive")):
            said = await host.refused(method, f"/dead-letters/{path}{rest}", 404)
            assert said["code"] == "dead_letter.not_found"


async def test_what_may_go_away_is_tried_three_times(host: Api) -> None:
    what = Start(flow=await made(host), trigger="flow_event", idempotency_key="k")
    tries: list[int] = []

    async def begin() -> Run:
        tries.append(1)
        if len(tries) < 3:
            raise HostError("Not now.", code="host.busy")
        return await start_run(host.app, W, what)

    assert await attempt(host.app, W, "flow_event", what, begin) is not None
    assert await letters(host) == []


@pytest.mark.parametrize(("error", "tries"), [(HostError("Not now."), 3), (InvalidInput("Never."), 1)])
async def test_what_fails_for_good_is_buried_with_its_attempts(host: Api, error: Any, tries: int) -> None:
    what = Start(flow=await made(host), trigger="flow_event", idempotency_key="k")

    async def begin() -> Run:
        raise error

    assert await attempt(host.app, W, "flow_event", what, begin) is None
    (letter,) = await letters(host)
    assert letter["attempts"] == tries


async def test_a_store_that_fails_is_left_to_the_caller(host: Api) -> None:
    async def begin() -> Run:
        raise StorageError("It does not write.")

    with pytest.raises(StorageError):
        await attempt(host.app, W, "flow_event", Start(flow="f"), begin)
    assert await letters(host) == []
