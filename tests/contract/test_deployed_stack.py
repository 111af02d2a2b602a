"""The product as its template deploys it, on the stand-in: used from outside, as people and programs do."""

import asyncio
import json
import runpy
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.support.machine import flow
from tests.support.site_server import site_server
from tests.support.standin.deployment import ROOT, Deployment
from tests.support.standin_server import StandIn

pytestmark = pytest.mark.standin

SUM = flow(
    [
        {"key": "start", "type": "trigger.manual"},
        {"key": "say", "type": "core.log", "config": {"message": "Adding"}},
        {"key": "out", "type": "core.merge", "config": {"value": "{{ input.n + 1 }}"}},
    ],
    ["start>say", "say>out"],
)


@pytest.fixture(scope="module")
def stack(standin: StandIn) -> Deployment:
    environment = {"FLOW_RATE_LIMITS": "off", "FLOW_ALLOW_PRIVATE_NETWORK": "true"}
    return Deployment(standin, "used", environment=environment)


class User:
    """A guest of a deployed stack."""

    def __init__(self, stack: Deployment) -> None:
        self.http = httpx.Client(base_url=stack.url, timeout=60)
        guest = self.ok("POST", "/api/v1/auth/guest", {})
        self.token = guest["access_token"]
        self.workspace = guest["workspace"]
        self.http.headers["authorization"] = f"Bearer {self.token}"

    def ok(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        answer = self.http.request(method, path, json=body, **more)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    def publish(self, document: dict[str, Any]) -> str:
        flow = self.ok("POST", "/api/v1/flows", document)["id"]
        self.ok("POST", f"/api/v1/flows/{flow}/publish", {})
        return str(flow)

    def end(self, run: str) -> dict[str, Any]:
        """Returns a run at its end, within a minute."""
        deadline = time.monotonic() + 60
        while True:
            found: dict[str, Any] = self.ok("GET", f"/api/v1/runs/{run}", params={"wait": 20})
            if found["finished_at"] is not None or time.monotonic() > deadline:
                return found

    def run_of(self, flow: str) -> dict[str, Any]:
        """Returns the first run of a flow at its end, within a minute."""
        return eventually(lambda: self.ok("GET", "/api/v1/runs", params={"flow": flow})["items"], self._ended)

    def _ended(self, items: list[dict[str, Any]]) -> dict[str, Any] | None:
        return self.end(items[0]["id"]) if items else None


def eventually(look: Callable[[], Any], found: Callable[[Any], Any], seconds: float = 90) -> Any:
    deadline = time.monotonic() + seconds
    while not (result := found(look())):
        assert time.monotonic() < deadline, "it did not come to be in time"
        time.sleep(0.1)
    return result


@pytest.fixture(scope="module")
def user(stack: Deployment) -> Iterator[User]:
    made = User(stack)
    yield made
    made.http.close()


def test_a_guest_publishes_and_runs_a_flow(user: User) -> None:
    flow = user.publish(SUM)
    started = user.ok("POST", "/api/v1/runs", {"flow": flow, "input": {"n": 41}})
    ended = user.end(started["id"])
    assert (ended["status"], ended["output"], ended["steps_done"]) == ("succeeded", 42, 3)
    assert user.http.get(f"/api/v1/runs/{started['id']}", headers={"authorization": ""}).status_code == 401


@pytest.mark.browser
def test_a_page_is_read_by_a_worker_that_the_machine_starts(user: User, stack: Deployment) -> None:
    with site_server() as site:
        nodes = [
            {"key": "open", "type": "browser.open", "config": {"url": f"{site}/table.html"}},
            {"key": "read", "type": "browser.get_text", "config": {"target": "h1"}},
        ]
        ended = user.end(user.ok("POST", "/api/v1/runs", {"document": flow(nodes, ["open>read"])})["id"])
    assert ended["status"] == "succeeded", (ended["error"], stack.standin.logs())
    assert ended["output"]["text"] == "Tables"


def test_whoever_deploys_makes_the_owners_account(stack: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    program = runpy.run_path(str(ROOT / ".ci" / "deploy.py"))
    account = {"email": "ada@example.com", "password": "a phrase that nobody guesses"}
    passwords = iter(["short", account["password"]])
    monkeypatch.setattr("builtins.input", lambda _: account["email"])
    monkeypatch.setitem(program["make_owner"].__globals__, "getpass", lambda _: next(passwords))
    for _ in range(2):
        program["make_owner"](stack.client("lambda"), stack.name)
    assert list(passwords) == []
    assert httpx.post(f"{stack.url}/api/v1/auth/sign-in", json=account, timeout=60).status_code == 200
    stranger = httpx.post(f"{stack.url}/api/v1/auth/owner", json=account, timeout=60)
    assert stranger.json()["code"] in {"auth.elsewhere", "auth.owned"}


@pytest.mark.nightly
def test_a_webhook_answers_with_what_its_flow_says(user: User) -> None:
    hook = flow(
        [
            {"key": "hook", "type": "trigger.webhook"},
            {"key": "reply", "type": "http.webhook_reply", "config": {"status": 201, "body": "{{ input.body.name }}"}},
        ],
        ["hook>reply"],
    )
    address = user.ok("GET", f"/api/v1/flows/{user.publish(hook)}/webhook")["url"]
    path = "/hooks/" + address.partition("/hooks/")[2]
    answer = httpx.post(user.http.base_url.join(path.lstrip("/")), json={"name": "Ann"}, timeout=60)
    assert (answer.status_code, answer.text) == (201, "Ann")
    assert httpx.post(user.http.base_url.join("hooks/flow_x/secret"), json={}, timeout=60).status_code == 404


@pytest.mark.nightly
def test_a_schedule_starts_its_flow_when_it_is_due(user: User) -> None:
    published = user.publish(SUM)
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() + 5))
    timing = {"kind": "once", "at": at}
    spec = {"timezone": "UTC", "timing": timing, "input": {"n": 1}}
    schedule = user.ok("POST", "/api/v1/schedules", {"flow": published, "name": "Soon", "spec": spec})
    ended = user.run_of(published)
    assert (ended["trigger"], ended["schedule"], ended["output"]) == ("schedule", schedule["id"], 2)


@pytest.mark.nightly
@pytest.mark.parametrize("way", ["queue", "event"])
def test_messages_and_events_start_runs_once_each(user: User, stack: Deployment, way: str) -> None:
    published = user.publish(SUM)
    asked = {"workspace": user.workspace, "flow": published, "input": {"n": 2}, "id": "one"}
    for _ in range(2):
        if way == "queue":
            stack.client("sqs").send_message(QueueUrl=stack.resource("Starts"), MessageBody=json.dumps(asked))
        else:
            entry = {
                "EventBusName": stack.outputs["EventBus"],
                "Source": "shop",
                "DetailType": "StartRun",
                "Detail": json.dumps(asked),
            }
            stack.client("events").put_events(Entries=[entry])
    assert user.run_of(published)["output"] == 3
    assert len(user.ok("GET", "/api/v1/runs", params={"flow": published})["items"]) == 1


@pytest.mark.nightly
async def test_events_of_a_run_come_over_the_websocket_api(user: User, stack: Deployment) -> None:
    published = await asyncio.to_thread(user.publish, SUM)
    async with connect(stack.live_url, open_timeout=60) as socket, asyncio.timeout(90):
        hear = _hearing(socket)
        await socket.send(json.dumps({"action": "auth", "token": user.token}))
        assert (await hear())["type"] == "authenticated"
        run = await asyncio.to_thread(user.ok, "POST", "/api/v1/runs", {"flow": published, "input": {"n": 1}})
        await socket.send(json.dumps({"action": "subscribe", "id": "1", "topic": f"run:{run['id']}"}))
        heard: list[str] = []
        while "end" not in heard:
            said = await hear()
            heard += [each["type"] for each in said["events"]] if said["type"] == "events" else [said["type"]]
    assert heard[0] == "subscribed"
    assert heard[1:] == ["run.started", *_STEPS, "run.succeeded", "end"]


_STEPS = ["step.started", "step.succeeded", "step.started", "log", "step.succeeded", "step.started", "step.succeeded"]


def _hearing(socket: Any) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def hear() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(await socket.recv())
        return found

    return hear


@pytest.mark.nightly
def test_the_sweep_does_all_of_its_parts(user: User, stack: Deployment) -> None:
    answer = stack.client("lambda").invoke(FunctionName=f"{stack.name}-sweep", Payload=b"{}")
    said = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    assert all(count >= 0 for count in said.values()), said


@pytest.mark.nightly
def test_the_ends_of_runs_are_counted(user: User) -> None:
    published = user.publish(SUM)
    user.end(user.ok("POST", "/api/v1/runs", {"flow": published, "input": {"n": 1}})["id"])
    counted = eventually(
        lambda: user.ok("GET", "/api/v1/statistics", params={"flow": published}), lambda said: said["totals"]["runs"]
    )
    assert counted == 1
