"""Channels on a real host: mail, Slack and webhooks to real servers on loopback; retries, mutes, tests, last states."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from flow_builder.domain.ids import now
from flow_builder.domain.notification import ChannelSpec, Delivery, Notice
from flow_builder.errors import NodeError
from flow_builder.nodes.notify.webhook_out import signature
from flow_builder.services import deliveries
from flow_builder.services.deliveries import pause_s
from flow_builder.services.notifications import tell, tell_folded
from flow_builder.store.notifications import flow_write, outgoing
from flow_builder.store.table import Put
from tests.support.api import Api, api
from tests.support.conditions import eventually, until
from tests.support.mail_server import mail_server
from tests.support.web import Reply, Request, Wire, serve

W = "local"


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Api]:
    async with api(tmp_path / "data") as made:
        yield made


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "FIRST_PAUSE_S", 0.01)


async def credential(api_: Api, type_: str, **fields: Any) -> str:
    made = await api_.ok("POST", "/credentials", json={"name": type_, "type": type_, "fields": fields})
    return str(made["id"])


async def channel(host: Api, via: dict[str, Any], **more: Any) -> str:
    made = await host.ok("POST", "/notifications/channels", json={"name": "On call", "via": via, **more})
    return str(made["id"])


async def failure(host: Api, key: str = "r_1", flow: str = "f", **more: Any) -> None:
    facts = {"title": "Prices failed", "text": "No <b>prices</b>", "flow_name": "Prices", "run": key, **more}
    await tell_folded(host.app, W, Notice(kind="run_failed", key=key, at=now(), flow=flow, **facts))


async def last(host: Api, id_: str, status: str) -> dict[str, Any]:
    async def look() -> Any:
        state = (await host.ok("GET", f"/notifications/channels/{id_}"))["last"]
        return state if state is not None and state["status"] == status else None

    found: dict[str, Any] = await eventually(look)
    return found


async def test_mail_goes_out_by_smtp(host: Api) -> None:
    async with mail_server() as server:
        account = {"host": "127.0.0.1", "port": server.port, "security": "none", "from": "flows@example.com"}
        by_mail = {"kind": "email", "credential": await credential(host, "smtp", **account), "to": ["ada@example.com"]}
        id_ = await channel(host, by_mail)
        await failure(host)
        assert (await last(host, id_, "delivered"))["attempts"] == 1
        (mail,) = server.taken
    assert mail.recipients == ["ada@example.com"]
    assert mail.message["subject"] == "Prices failed"
    text = mail.message.get_content()
    assert "No <b>prices</b>" in text
    assert "Run: r_1" in text


async def test_slack_gets_a_text_that_calls_nobody(host: Api) -> None:
    async with serve({"/hook": lambda *_: Reply(b"ok")}) as web:
        by_slack = {"kind": "slack", "credential": await credential(host, "slack_webhook", url=web.url("/hook"))}
        id_ = await channel(host, by_slack)
        await failure(host, title="<!channel> failed")
        await last(host, id_, "delivered")
    said = json.loads(web.requests[0].body)
    assert said["text"].startswith("*&lt;!channel&gt; failed*\nNo &lt;b&gt;prices&lt;/b&gt;")


async def test_a_webhook_is_signed_and_says_everything(host: Api) -> None:
    async with serve({"/in": lambda *_: Reply()}) as web:
        key = await credential(host, "hmac", secret="shared")
        id_ = await channel(host, {"kind": "webhook", "url": web.url("/in"), "credential": key})
        await failure(host)
        await last(host, id_, "delivered")
    (request,) = web.requests
    at = int(request.headers["x-flow-signature"].partition(",")[0].removeprefix("t="))
    assert request.headers["x-flow-signature"] == signature("shared", request.body, at)
    said = json.loads(request.body)
    assert (said["kind"], said["flow"], said["run"], said["count"], said["test"]) == (
        "run_failed",
        "f",
        "r_1",
        1,
        False,
    )


async def test_a_receiver_that_is_out_of_order_gets_it_later_under_the_same_key(host: Api) -> None:
    statuses = [503, 500, 200]
    async with serve({"/in": lambda *_: Reply(status=statuses.pop(0))}) as web:
        id_ = await channel(host, {"kind": "webhook", "url": web.url("/in")})
        await failure(host)
        assert (await last(host, id_, "delivered"))["attempts"] == 3
    assert len({each.headers["x-flow-delivery"] for each in web.requests}) == 1
    assert await host.app.stores.notifications.next_due() is None


async def test_a_receiver_that_never_works_is_given_up(host: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "MAX_ATTEMPTS", 3)
    async with serve({"/in": lambda *_: Reply(status=503)}) as web:
        id_ = await channel(host, {"kind": "webhook", "url": web.url("/in")})
        await failure(host)
        state = await last(host, id_, "failed")
    assert (state["attempts"], state["code"]) == (3, "http.status")
    assert len(web.requests) == 3
    assert await host.app.stores.notifications.next_due() is None


async def test_what_can_never_work_is_not_tried_again(host: Api) -> None:
    key = await credential(host, "slack_webhook", url="http://127.0.0.1:1/hook")
    id_ = await channel(host, {"kind": "slack", "credential": key})
    await host.ok("DELETE", f"/credentials/{key}", params={"force": True})
    await failure(host)
    state = await last(host, id_, "failed")
    assert (state["attempts"], state["code"]) == (1, "credential.not_found")


async def test_repeated_failures_go_out_once_and_again_after_a_recovery(host: Api) -> None:
    async with serve({"/in": lambda *_: Reply()}) as web:
        await channel(host, {"kind": "webhook", "url": web.url("/in")}, kinds=["run_failed"])
        store = host.app.stores.notifications
        for number in range(3):
            await failure(host, f"r_{number}")
        await until(lambda: web.requests)
        state, rev = await store.flow_state(W, "run_failed#f")
        await store.table.write(flow_write(W, "run_failed#f", state.recovered(now()), rev))
        await failure(host, "r_9")
        await until(lambda: len(web.requests) == 2)
    assert [json.loads(each.body)["count"] for each in web.requests][1] == 4


async def test_channels_carry_what_they_are_for(host: Api) -> None:
    async with serve({"/all": lambda *_: Reply(), "/few": lambda *_: Reply(), "/off": lambda *_: Reply()}) as web:
        all_ = await channel(host, {"kind": "webhook", "url": web.url("/all")}, muted_flows=["quiet"])
        await channel(host, {"kind": "webhook", "url": web.url("/few")}, kinds=["credits_low"])
        await channel(host, {"kind": "webhook", "url": web.url("/off")}, paused=True)
        await failure(host, "r_quiet", "quiet")
        await failure(host, "r_loud", "loud")
        await tell(host.app, W, Notice(kind="credits_low", key="1", at=now(), title="Credits run low"))
        await until(lambda: len(web.requests) == 3)
        await last(host, all_, "delivered")
    said = sorted((each.path, json.loads(each.body)["kind"]) for each in web.requests)
    assert said == [("/all", "credits_low"), ("/all", "run_failed"), ("/few", "credits_low")]
    assert {json.loads(each.body)["flow"] for each in web.requests} == {"loud", None}


async def test_a_slow_receiver_holds_up_no_other_channel(host: Api) -> None:
    async def stall(request: Request, wire: Wire) -> None:
        await web.stall(request, wire)

    async with serve({"/slow": stall, "/fast": lambda *_: Reply()}) as web:
        await channel(host, {"kind": "webhook", "url": web.url("/slow")})
        fast = await channel(host, {"kind": "webhook", "url": web.url("/fast")})
        for number in range(5):
            await failure(host, f"r_{number}", f"f{number}")
        await until(lambda: sum(each.path == "/fast" for each in web.requests) == 5)
        await last(host, fast, "delivered")
        assert sum(each.path == "/slow" for each in web.requests) == 1


async def test_a_channel_can_be_tried(host: Api) -> None:
    replies = [Reply(), Reply(status=410)]
    async with serve({"/in": lambda *_: replies.pop(0)}) as web:
        id_ = await channel(host, {"kind": "webhook", "url": web.url("/in")}, paused=True)
        good = await host.ok("POST", f"/notifications/channels/{id_}/test")
        assert (good["status"], good["code"]) == ("delivered", None)
        bad = await host.ok("POST", f"/notifications/channels/{id_}/test")
        assert (bad["status"], bad["code"]) == ("failed", "http.status")
    assert json.loads(web.requests[0].body)["test"] is True
    assert (await host.ok("GET", f"/notifications/channels/{id_}"))["last"]["status"] == "failed"
    assert (await host.ok("GET", "/notifications"))["items"] == []


async def test_a_channel_cannot_reach_what_flows_may_not(tmp_path: Path) -> None:
    async with serve({"/in": lambda *_: Reply()}) as web, api(tmp_path / "d", allow_private_network=False) as host:
        id_ = await channel(host, {"kind": "webhook", "url": web.url("/in")})
        said = await host.ok("POST", f"/notifications/channels/{id_}/test")
        assert (said["status"], said["code"]) == ("failed", "network.blocked")
        assert web.requests == []


async def test_a_channel_needs_a_credential_that_fits(host: Api) -> None:
    wrong = await credential(host, "hmac", secret="shared")
    for reference in (wrong, "nobody"):
        body = {"name": "x", "via": {"kind": "slack", "credential": reference}}
        said = await host.refused("POST", "/notifications/channels", 422, json=body)
        assert (said["code"], said["field"]) == ("channel.credential", "/via/credential")


async def test_channels_are_changed_listed_and_deleted(host: Api) -> None:
    via = {"kind": "webhook", "url": "https://ops.example.com/in"}
    id_ = await channel(host, via)
    await host.ok("PUT", f"/notifications/channels/{id_}", json={"name": "Night", "via": via, "kinds": ["dead_letter"]})
    (shown,) = (await host.ok("GET", "/notifications/channels"))["items"]
    assert (shown["name"], shown["kinds"], shown["last"]) == ("Night", ["dead_letter"], None)
    await host.ok("DELETE", f"/notifications/channels/{id_}")
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/test")):
        said = await host.refused(method, f"/notifications/channels/{id_}{path}", 404)
        assert said["code"] == "channel.not_found"


async def test_what_a_dead_host_was_sending_is_sent_by_the_next_one(tmp_path: Path) -> None:
    async with serve({"/in": lambda *_: Reply()}) as web:
        async with api(tmp_path / "data") as host:
            url = web.url("/in")
            id_ = await channel(host, {"kind": "webhook", "url": url}, paused=True)
            store = host.app.stores.notifications
            await failure(host)
            (notification,) = (await host.ok("GET", "/notifications"))["items"]
            left = Delivery(workspace=W, channel=id_, notification=notification["id"], count=1, due_at=0)
            spec = ChannelSpec.model_validate({"name": "x", "via": {"kind": "webhook", "url": url}})
            await store.change_channel(W, id_, spec)
            await store.table.write(Put(outgoing(left)))
            await store.put_off(left, now() + 60_000, attempts=1, claimed=True)
        async with api(tmp_path / "data") as host:
            assert (await last(host, id_, "delivered"))["attempts"] == 2
    assert len(web.requests) == 1


def test_pauses_grow_and_heed_what_the_receiver_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliveries, "FIRST_PAUSE_S", 10.0)
    plain = NodeError("busy", retryable=True)
    assert [pause_s(number, plain) for number in (1, 2, 3, 7)] == [10.0, 30.0, 90.0, 3_600.0]
    assert pause_s(1, NodeError("busy", retryable=True, details={"retry_after_s": 120})) == 120.0
