"""Webhooks: what callers send, what they get."""

from typing import Any
from urllib.parse import urlsplit

from tests.support.api import Api
from tests.support.machine import flow

TOKEN = "a-token-that-is-long"


def hooked(*nodes: dict[str, Any], edges: tuple[str, ...] = (), **config: Any) -> dict[str, Any]:
    return flow([{"key": "hook", "type": "trigger.webhook", "config": config}, *nodes], edges)


async def address(host: Api, document: dict[str, Any]) -> str:
    flow_id = (await host.ok("POST", "/flows", json=document))["id"]
    return path_of(await host.ok("GET", f"/flows/{flow_id}/webhook"))


def path_of(webhook: dict[str, Any], name: str = "url") -> str:
    return str(urlsplit(webhook[name]).path)


def flow_of(url: str) -> str:
    return url.split("/")[2]


async def test_without_a_reply_node_the_caller_gets_the_output(host: Api) -> None:
    url = await address(host, hooked())
    answer = await host.http.post(f"{url}?v=2", json={"n": 1}, headers={"authorization": "secret"})
    assert answer.status_code == 200
    said = answer.json()
    assert (said["method"], said["query"], said["body"]) == ("POST", {"v": "2"}, {"n": 1})
    run = await host.ok("GET", f"/runs/{answer.headers['x-run-id']}")
    assert run["trigger"] == "webhook"
    assert "secret" not in str(run)


async def test_a_reply_node_decides_the_answer(host: Api) -> None:
    config = {"status": 201, "headers": {"X-Shop": "demo"}, "body": {"got": "{{ steps.hook.body.n }}"}}
    reply = {"key": "reply", "type": "http.webhook_reply", "config": config}
    answer = await host.http.post(await address(host, hooked(reply, edges=("hook>reply",))), json={"n": 7})
    assert (answer.status_code, answer.headers["x-shop"], answer.json()) == (201, "demo", {"got": 7})


async def test_a_text_goes_out_as_text(host: Api) -> None:
    reply = {"key": "reply", "type": "http.webhook_reply", "config": {"body": "done"}}
    answer = await host.http.post(await address(host, hooked(reply, edges=("hook>reply",))))
    assert (answer.text, answer.headers["content-type"]) == ("done", "text/plain; charset=utf-8")


async def test_a_page_from_a_flow_cannot_act_as_a_page_of_the_host(host: Api) -> None:
    html = {"headers": {"Content-Type": "text/html"}, "body": "<script>fetch('/api/v1/runs')</script>"}
    reply = {"key": "reply", "type": "http.webhook_reply", "config": html}
    answer = await host.http.post(await address(host, hooked(reply, edges=("hook>reply",))))
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_flow_may_set_its_own_policy(host: Api) -> None:
    config = {"headers": {"Content-Security-Policy": "default-src 'self'"}, "body": "<p>Hello"}
    reply = {"key": "reply", "type": "http.webhook_reply", "config": config}
    answer = await host.http.post(await address(host, hooked(reply, edges=("hook>reply",))))
    assert answer.headers.get_list("content-security-policy") == ["default-src 'self'"]


async def test_an_immediate_answer_names_the_run(host: Api) -> None:
    answer = await host.http.post(await address(host, hooked(response="immediate")), json={})
    assert answer.status_code == 202
    ended = await host.ok("GET", f"/runs/{answer.json()['run']}", params={"wait": 20})
    assert ended["status"] == "succeeded"


async def test_a_failed_run_is_a_server_error_that_names_it(host: Api) -> None:
    wrong = {"key": "no", "type": "core.assert", "config": {"that": False}}
    answer = await host.http.post(await address(host, hooked(wrong, edges=("hook>no",))))
    assert (answer.status_code, answer.json()["code"]) == (500, "run.failed")


async def test_a_run_that_takes_longer_than_the_caller_waits_goes_on(host: Api) -> None:
    ask = {"key": "ask", "type": "core.approval", "config": {"message": "Go?"}}
    answer = await host.http.post(await address(host, hooked(ask, edges=("hook>ask",), reply_timeout_s=0.05)))
    assert answer.status_code == 202
    assert (await host.ok("GET", f"/runs/{answer.json()['run']}"))["status"] in {"running", "waiting"}


async def test_a_token_is_asked_for(host: Api) -> None:
    url = await address(host, hooked(token=TOKEN))
    for headers in ({}, {"authorization": "Bearer wrong"}, {"x-flow-token": "ü".encode()}):
        assert (await host.http.post(url, headers=headers)).status_code == 401
    assert (await host.ok("GET", "/runs"))["items"] == []
    for headers in ({"authorization": f"Bearer {TOKEN}"}, {"x-flow-token": TOKEN}):
        answer = await host.http.post(url, headers=headers)
        assert answer.status_code == 200
        assert TOKEN not in answer.text


async def test_forms_and_texts_are_values_too(host: Api) -> None:
    url = await address(host, hooked())
    assert (await host.http.post(url, data={"a": "1"})).json()["body"] == {"a": "1"}
    assert (await host.http.post(url, content="plain")).json()["body"] == "plain"
    assert (await host.http.post(url)).json()["body"] is None


async def test_wrong_calls_start_nothing(host: Api) -> None:
    url = await address(host, hooked())
    other = (await host.ok("POST", "/flows", json=flow([{"key": "a", "type": "trigger.manual"}])))["id"]
    json_type = {"content-type": "application/json"}
    assert (await host.http.get(url)).status_code == 405
    assert (await host.http.post(url, content=b"{", headers=json_type)).status_code == 422
    assert (await host.http.post(url, content=b"\xff\xfe")).status_code == 422
    assert (await host.http.post(url, content=b"x" * (1024 * 1024 + 1))).status_code == 413
    assert (await host.http.post("/hooks/gone")).status_code == 404
    assert (await host.http.post("/hooks/")).status_code == 404
    assert (await host.http.post(f"/hooks/{other}")).status_code == 404
    assert (await host.ok("GET", "/runs"))["items"] == []


async def test_the_same_key_gives_the_same_run(host: Api) -> None:
    url = await address(host, hooked())
    first, second = [await host.http.post(url, headers={"idempotency-key": "k"}) for _ in range(2)]
    assert first.headers["x-run-id"] == second.headers["x-run-id"]


async def test_a_saved_change_counts_for_the_next_call(host: Api) -> None:
    url = await address(host, hooked())
    assert (await host.http.post(url)).status_code == 200
    await host.ok("PUT", f"/flows/{flow_of(url)}", json=hooked(methods=["PUT"]))
    assert (await host.http.post(url)).status_code == 405
    assert (await host.http.put(url)).status_code == 200


async def test_other_machines_may_call_under_any_name(host: Api) -> None:
    headers = {"host": "tunnel.example", "origin": "http://elsewhere.example"}
    assert (await host.http.post(await address(host, hooked()), headers=headers)).status_code == 200


async def test_a_waiting_step_goes_on_with_the_request_that_fits(host: Api) -> None:
    document = flow([{"key": "wait", "type": "core.wait_webhook", "config": {"methods": ["PUT"]}}])
    run = await host.ok("POST", "/runs", json={"document": document})
    after, waiting = 0, []
    while not waiting:
        page = await host.ok("GET", f"/runs/{run['id']}/events", params={"after": after, "wait": 10})
        after = page["after"]
        waiting = [each for each in page["items"] if each["type"] == "step.waiting"]
    url = f"/hooks/wait/{waiting[0]['token']}"
    assert (await host.http.post(url, json={"n": 1})).status_code == 405
    assert (await host.http.put(url, json={"n": 1})).status_code == 202
    ended = await host.ok("GET", f"/runs/{run['id']}", params={"wait": 20})
    assert (ended["status"], ended["output"]["body"]) == ("succeeded", {"n": 1})
    assert (await host.http.put(url, json={"n": 2})).status_code == 409
    assert (await host.refused("POST", f"/approvals/{waiting[0]['token']}", 404, json={"decision": "approve"}))["code"]
