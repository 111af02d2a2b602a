"""What goes wrong with a deployed stack: nothing is lost, nothing is recorded done twice, every run ends."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import httpx
import pytest

from flow_builder.store.dynamo import DynamoTable
from flow_builder.store.runs import RunStore
from tests.contract.test_deployed_stack import User, eventually
from tests.support.effects import Effects, serving
from tests.support.inside import Inside
from tests.support.machine import flow
from tests.support.signed_in import bearer
from tests.support.site_server import site_server
from tests.support.standin.deployment import Deployment
from tests.support.standin.hosted import DeployedHost, make_owner
from tests.support.standin_server import REGION, StandIn

pytestmark = pytest.mark.standin

FUNCTION_SECONDS = 20


def hurried(template: dict[str, Any]) -> None:
    """Gives the function of machines seconds instead of its fifteen minutes."""
    template["Resources"]["RunStepFunction"]["Properties"]["Timeout"] = FUNCTION_SECONDS


@pytest.fixture(scope="module")
def frail(standin: StandIn) -> Deployment:
    """A stack on which functions are soon out of time, and where runs cost credits."""
    environment = {
        "FLOW_RATE_LIMITS": "off",
        "FLOW_CREDITS": "on",
        "FLOW_CREDITS_OPENING": "1000",
        "FLOW_ALLOW_PRIVATE_NETWORK": "true",
    }
    return Deployment(standin, "faults", environment=environment, edit=hurried)


class Owner(User):
    """The owner of a stack, whose workspace has more credits than a guest's; works with a key, which does not end."""

    def __init__(self, stack: Deployment) -> None:
        self.http = httpx.Client(base_url=stack.url, timeout=60)
        self.workspace, self.token = make_owner(self.http)
        self.http.headers.update(bearer(self.token))


@pytest.fixture(scope="module")
def user(frail: Deployment) -> Iterator[User]:
    made = Owner(frail)
    yield made
    made.http.close()


@pytest.fixture
def effects() -> Iterator[Effects]:
    with serving() as made:
        yield made


@pytest.fixture
def inside(frail: Deployment, user: User) -> Inside:
    return Inside(frail, user.workspace)


def at_once(*work: Any) -> list[Any]:
    """Does several things at the same time; returns what they gave, or raised."""
    with ThreadPoolExecutor(len(work)) as pool:
        futures = [pool.submit(each) for each in work]
        return [each.exception() or each.result() for each in futures]


def call(effects: Effects, key: str, kind: str = "do", **more: Any) -> dict[str, Any]:
    """Returns a step that asks the server for something, by its key."""
    return {
        "key": key,
        "type": "http.request",
        "config": {"method": "POST", "url": f"{effects.address}/{kind}/{key}", **more},
    }


# ---- hosts that are lost


def test_a_function_killed_in_the_middle_of_a_region_goes_on_from_what_is_recorded(
    stack: DeployedHost, effects: Effects
) -> None:
    deployment, user = stack.stack, User(stack.stack)
    nodes = [call(effects, "before"), call(effects, "hold", "hold"), call(effects, "after")]
    document = flow(nodes, ["before>hold", "hold>after"], settings={"durability": "fast"})
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    effects.caught("hold")
    assert deployment.standin.kill_functions(f"{deployment.name}-run-step") >= 1
    effects.release("hold")
    ended = user.end(run["id"])
    assert (ended["status"], ended["steps_done"]) == ("succeeded", 3), ended
    # The one that was under way is asked for again, by the same name.
    assert [effects.count(each) for each in ("before", "hold", "after")] == [1, 2, 1]
    assert len(effects.keys("hold")) == 1
    Inside(deployment, user.workspace).check(ended)
    user.http.close()


@pytest.mark.nightly
def test_a_function_out_of_time_in_the_middle_of_a_region_goes_on_from_what_is_recorded(
    user: User, effects: Effects, inside: Inside
) -> None:
    nodes = [call(effects, "before"), call(effects, "hold", "hold"), call(effects, "after")]
    document = flow(nodes, ["before>hold", "hold>after"], settings={"durability": "step"})
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    effects.caught("hold", 2)
    effects.release("hold")
    ended = user.end(run["id"])
    assert (ended["status"], ended["steps_done"]) == ("succeeded", 3), ended
    assert [effects.count(each) for each in ("before", "hold", "after")] == [1, 2, 1]
    assert len(effects.keys("hold")) == 1
    inside.check(ended)


@pytest.mark.nightly
def test_a_step_whose_host_is_lost_each_time_has_failed(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    """A page of memory too many would do this; the error port goes on."""
    nodes = [{**call(effects, "hold", "hold"), "on_error": "branch"}, call(effects, "after")]
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(flow(nodes, ["hold.error>after"]))})
    for times in (1, 2, 3):
        effects.caught("hold", times)
        assert frail.standin.kill_functions(f"{frail.name}-run-step") >= 1
    ended = user.end(run["id"])
    assert (ended["status"], effects.count("hold"), effects.count("after")) == ("succeeded", 3, 1), ended
    inside.check(ended)


# ---- browser workers


@pytest.fixture
def site() -> Iterator[str]:
    with site_server() as address:
        yield address


@pytest.mark.nightly
@pytest.mark.browser
@pytest.mark.parametrize("how", ["killed", "told to end"])
def test_a_browser_worker_that_goes_in_the_middle_of_a_region_has_a_successor(
    user: User, frail: Deployment, effects: Effects, site: str, inside: Inside, how: str
) -> None:
    nodes = [
        {"key": "open", "type": "browser.open", "config": {"url": f"{site}/form.html"}},
        {"key": "fill", "type": "browser.fill", "config": {"target": {"label": "Name"}, "value": "Ada"}},
        call(effects, "hold", "hold"),
        {"key": "send", "type": "browser.click", "config": {"target": "button", "then": "navigation"}},
        {"key": "read", "type": "browser.get_text", "config": {"target": "#what"}},
        call(effects, "after"),
    ]
    keys = [node["key"] for node in nodes]
    document = flow(nodes, [f"{one}>{then}" for one, then in pairwise(keys)])
    document["nodes"][-1]["config"]["url"] += "?{{ steps.read.text }}"
    with frail.standin.faults(hurry=12):
        run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
        effects.caught("hold")
        stop_worker(frail, how)
        effects.release("hold")
        ended = user.end(run["id"])
    assert (ended["status"], ended["steps_done"]) == ("succeeded", 6), (ended, frail.standin.logs())
    assert effects.count("hold") == (2 if how == "killed" else 1)
    [after] = [name for name, _ in effects.calls if name.startswith("after")]
    assert after.startswith("after?name=Ada")
    if how == "told to end":
        events = user.ok("GET", f"/api/v1/runs/{run['id']}/events")["items"]
        assert "session.opened_again" in {each["type"] for each in events}
    inside.check(ended)


def stop_worker(stack: Deployment, how: str) -> None:
    """Ends the program of the newest task that runs."""
    ecs, cluster = stack.client("ecs"), stack.resource("Cluster")
    arns = ecs.list_tasks(cluster=cluster, desiredStatus="RUNNING")["taskArns"]
    found = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]
    task = max(found, key=lambda each: each["createdAt"])
    if how == "killed":
        os.kill(int(task["containers"][0]["runtimeId"]), signal.SIGKILL)
    else:
        ecs.stop_task(cluster=cluster, task=task["taskArn"], reason="SpotInterruption")


# ---- what is delivered twice


@pytest.mark.nightly
def test_what_is_delivered_twice_at_the_same_time_is_done_once(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    published = user.publish(flow([call(effects, "once")]))
    asked = json.dumps({"workspace": user.workspace, "flow": published, "id": "one"})
    record = {"messageId": "m", "body": asked}

    def start() -> Any:
        return invoke(frail, "start-run", {"Records": [record]})

    assert at_once(start, start, start, start) == [{"batchItemFailures": []}] * 4
    ended = user.run_of(published)
    assert (ended["status"], effects.count("once")) == ("succeeded", 1)
    assert len(user.ok("GET", "/api/v1/runs", params={"flow": published})["items"]) == 1
    inside.check(ended)

    detail = end_of_execution(frail, user, ended["id"])
    assert at_once(*[lambda: invoke(frail, "record", {"detail": detail})] * 4) == [None] * 4
    counted = user.ok("GET", "/api/v1/statistics", params={"flow": published})["totals"]["runs"]
    assert counted == 1
    inside.check(ended)


def invoke(stack: Deployment, function: str, event: Any) -> Any:
    """Returns what a function of the stack answers."""
    answer = stack.client("lambda").invoke(FunctionName=f"{stack.name}-{function}", Payload=json.dumps(event))
    said = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    return said


def end_of_execution(stack: Deployment, user: User, run: str) -> dict[str, Any]:
    """Returns what EventBridge tells of the end of a run's execution."""
    given = json.dumps({"workspace": user.workspace, "run": run, "path": ""})
    return {"name": run, "status": "SUCCEEDED", "input": given}


@pytest.mark.nightly
def test_a_schedule_that_calls_twice_at_the_same_time_starts_one_run(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    published = user.publish(flow([call(effects, "due")]))
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 3))
    spec = {"timezone": "UTC", "timing": {"kind": "once", "at": at}}
    schedule = user.ok("POST", "/api/v1/schedules", {"flow": published, "name": "Soon", "spec": spec})
    event = {"workspace": user.workspace, "schedule": schedule["id"]}

    def due() -> Any:
        at_once(*[lambda: invoke(frail, "start-run", event)] * 4)
        return user.ok("GET", "/api/v1/runs", params={"flow": published})["items"]

    eventually(due, bool)
    ended = user.run_of(published)
    assert (ended["status"], effects.count("due")) == ("succeeded", 1)
    assert len(user.ok("GET", "/api/v1/runs", params={"flow": published})["items"]) == 1
    inside.check(ended)


@pytest.mark.nightly
def test_a_region_that_is_asked_for_twice_is_recorded_once(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    """Lambda may call a function again although it has answered, and while it is at it."""
    nodes = [call(effects, "hold", "hold"), {**ASK, "key": "ask"}, call(effects, "after")]
    document = flow(nodes, ["hold>ask", "ask.approved>after"])
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    effects.caught("hold")
    node = next(each["id"] for each in document["nodes"] if each["key"] == "hold")
    asked = {"do": "region", "at": node, "workspace": user.workspace, "run": run["id"], "path": ""}
    with ThreadPoolExecutor(1) as pool:
        twin = pool.submit(invoke, frail, "run-step", asked)
        effects.caught("hold", 2)
        effects.release("hold")
        twin.exception()
    assert invoke(frail, "run-step", asked)["go"] == ""  # late, too
    approve(user, asked_for(user, run["id"])["token"])
    ended = user.end(run["id"])
    assert (ended["status"], ended["steps_done"]) == ("succeeded", 3), ended
    assert (len(effects.keys("hold")), effects.count("after")) == (1, 1)
    inside.check(ended)


# ---- a table that is too busy


@pytest.mark.nightly
def test_a_throttled_table_delays_runs_and_no_more(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    nodes = [
        call(effects, "first"),
        {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 2}}},
        {**call(effects, "body"), "parent": "each"},
        {"key": "pause", "type": "core.wait", "config": {"until": {"kind": "seconds", "seconds": 2}}},
        call(effects, "last"),
    ]
    edges = ["first>each", "each>pause", "pause>last"]
    document = flow(nodes, edges, settings={"concurrency": 2})
    published = user.publish(document)
    with frail.standin.faults(refused={frail.resource("Table"): 0.2}):
        started = [started_at_last(user, published, str(number)) for number in range(3)]
        ended = [finished(user, run) for run in started]
    sweep(frail)
    assert {each["status"] for each in ended} == {"succeeded"}, [each["error"] for each in ended]
    assert {name: len(effects.keys(name)) for name in ("first", "body", "last")} == {"first": 3, "body": 6, "last": 3}
    inside.check(*ended)


def started_at_last(user: User, flow: str, key: str) -> str:
    """Starts a run as a client does that asks again with its key when the API is too busy."""
    found: str = eventually(
        lambda: user.http.post("/api/v1/runs", json={"flow": flow}, headers={"idempotency-key": key}),
        lambda said: said.json()["id"] if said.is_success else None,
    )
    return found


def finished(user: User, run: str) -> dict[str, Any]:
    """Returns a run at its end, asked for again when the API is too busy to say."""

    def looked(said: Any) -> Any:
        return said.json() if said.is_success and said.json()["finished_at"] is not None else None

    found: dict[str, Any] = eventually(
        lambda: user.http.get(f"/api/v1/runs/{run}", params={"wait": 20}), looked, seconds=180
    )
    return found


def sweep(stack: Deployment) -> None:
    """Does what the five minutes' sweep does."""
    said = invoke(stack, "sweep", {})
    assert all(count >= 0 for count in said.values()), said


# ---- tokens

ASK = {"key": "ask", "type": "core.approval", "config": {"message": "May we?"}}


def asked_for(user: User, run: str) -> dict[str, Any]:
    """Returns the approval that a run waits for, once its task does."""

    def mine(items: list[dict[str, Any]]) -> Any:
        return next((each for each in items if each["run"] == run), None)

    found: dict[str, Any] = eventually(lambda: user.ok("GET", "/api/v1/approvals")["items"], mine)
    return found


def approve(user: User, token: str) -> httpx.Response:
    """Answers an approval."""
    return user.http.post(f"/api/v1/approvals/{token}", json={"decision": "approve"})


@pytest.mark.nightly
def test_an_approval_answered_twice_counts_once(user: User, effects: Effects, inside: Inside) -> None:
    document = flow([ASK, call(effects, "after")], ["ask.approved>after"])
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    token = asked_for(user, run["id"])["token"]
    answers = at_once(*[lambda: approve(user, token)] * 2)
    assert sorted(each.status_code for each in answers) == [200, 409]
    ended = user.end(run["id"])
    assert (ended["status"], effects.count("after")) == ("succeeded", 1)
    inside.check(ended)


@pytest.mark.nightly
def test_an_approval_answered_too_late_is_refused_and_its_run_has_gone_on(
    user: User, effects: Effects, inside: Inside
) -> None:
    ask = {**ASK, "config": {"message": "Soon?", "timeout_s": 3}}
    document = flow([ask, call(effects, "late"), call(effects, "good")], ["ask.timed_out>late", "ask.approved>good"])
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    pause = asked_for(user, run["id"])
    ended = user.end(run["id"])
    assert (ended["status"], effects.count("late"), effects.count("good")) == ("succeeded", 1, 0), ended
    assert approve(user, pause["token"]).status_code == 409
    inside.check(ended)


@pytest.mark.nightly
def test_a_task_whose_token_is_no_longer_good_gets_another_one(
    user: User, frail: Deployment, effects: Effects, inside: Inside
) -> None:
    document = flow([ASK, call(effects, "after")], ["ask.approved>after"])
    run = user.ok("POST", "/api/v1/runs", {"flow": user.publish(document)})
    pause = asked_for(user, run["id"])
    states = frail.client("stepfunctions")
    first = eventually(lambda: task_of(frail, pause["token"]), lambda token: token)
    states.send_task_failure(taskToken=first, error="Lost", cause="AWS lost it")
    eventually(lambda: task_of(frail, pause["token"]), lambda token: token not in (None, first))
    with pytest.raises(states.exceptions.ClientError):
        states.send_task_success(taskToken=first, output="{}")
    assert approve(user, pause["token"]).status_code == 200
    ended = user.end(run["id"])
    assert (ended["status"], effects.count("after")) == ("succeeded", 1)
    inside.check(ended)


def task_of(stack: Deployment, pause: str) -> str | None:
    """Returns the token of the task that waits for a pause."""

    async def look() -> str | None:
        table = DynamoTable(stack.resource("Table"), REGION, stack.standin.url)
        try:
            return (await RunStore(table).pause_by_token(pause) or {}).get("task")
        finally:
            await table.close()

    return asyncio.run(look())


# ---- a stack that is updated


@pytest.mark.nightly
@pytest.mark.browser
def test_runs_under_way_end_as_they_began_when_the_stack_is_updated(
    standin: StandIn, effects: Effects, site: str
) -> None:
    """What is deployed meanwhile may no longer reach this machine, so that it shows which code a run has."""
    environment = {"FLOW_RATE_LIMITS": "off", "FLOW_ALLOW_PRIVATE_NETWORK": "true"}
    stack = Deployment(standin, "updated", environment=environment)
    user = User(stack)
    asking = flow([ASK, call(effects, "asked")], ["ask.approved>asked"])
    looping = flow(
        [
            {"key": "each", "type": "core.loop", "config": {"over": {"kind": "count", "times": 3}}},
            {**call(effects, "turn", "hold"), "parent": "each"},
        ],
        settings={"durability": "step"},
    )
    browsing = flow(
        [
            {"key": "open", "type": "browser.open", "config": {"url": f"{site}/form.html"}},
            call(effects, "page", "hold"),
            ASK,
            {"key": "fill", "type": "browser.fill", "config": {"target": {"label": "Name"}, "value": "Ada"}},
        ],
        ["open>page", "page>ask", "ask.approved>fill"],
    )
    runs = [user.ok("POST", "/api/v1/runs", {"flow": user.publish(each)})["id"] for each in (asking, looping, browsing)]
    asked_for(user, runs[0])
    effects.caught("turn")
    effects.caught("page")
    stack.update(parameters={"LogDays": "7"}, environment={"FLOW_ALLOW_PRIVATE_NETWORK": "false"})
    effects.release_all()
    for run in (runs[0], runs[2]):
        assert approve(user, asked_for(user, run)["token"]).status_code == 200
    ended = [user.end(run) for run in runs]
    assert [each["status"] for each in ended] == ["succeeded"] * 3, ([e["error"] for e in ended], standin.logs())
    assert (effects.count("asked"), len(effects.keys("turn"))) == (1, 3)
    Inside(stack, user.workspace).check(*ended)
    # Whatever begins now has the new code.
    after = user.ok("POST", "/api/v1/runs", {"flow": user.publish(flow([call(effects, "new")]))})
    failed = user.end(after["id"])
    assert (failed["status"], effects.count("new")) == ("failed", 0)
    user.http.close()
