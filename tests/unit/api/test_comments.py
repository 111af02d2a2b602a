"""Comments on flows and nodes: threads, mentions, whose they are, what is left of them."""

import asyncio
from pathlib import Path
from typing import Any

from flow_builder.domain.principal import Principal, Role
from flow_builder.errors import Conflict, FlowBuilderError, Forbidden, NotFound
from flow_builder.services import comments
from tests.support.api import Api, api

FLOW = {"schema": 1, "name": "Prices", "nodes": [{"id": "n1", "key": "start", "type": "trigger.manual"}], "edges": []}


def somebody(name: str, role: Role = Role.OPERATOR) -> Principal:
    return Principal("user", name, "local", role, user=name)


async def flow_of(host: Api) -> str:
    made = await host.ok("POST", "/flows", json=FLOW)
    return str(made["id"])


async def shown(host: Api, flow: str, **query: Any) -> list[str]:
    return [each["text"] for each in (await host.ok("GET", f"/flows/{flow}/comments", params=query))["items"]]


async def test_comments_are_about_a_flow_or_a_node_and_are_answered(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        flow = await flow_of(host)
        path = f"/flows/{flow}/comments"
        first = await host.ok("POST", path, json={"text": "Why?", "node": "n1"})
        answer = await host.ok("POST", path, json={"text": "Because.", "thread": first["id"]})
        await host.ok("POST", path, json={"text": "Nice"})
        assert (answer["node"], answer["thread"]) == ("n1", first["id"])
        assert await shown(host, flow) == ["Why?", "Because.", "Nice"]
        assert await shown(host, flow, node="n1") == ["Why?", "Because."]
        await host.ok("POST", f"{path}/{first['id']}/resolve")
        assert await shown(host, flow, resolved=True) == ["Why?"]
        assert await shown(host, flow, resolved=False) == ["Nice"]
        opened = await host.ok("POST", f"{path}/{first['id']}/reopen")
        assert (opened["resolved_at"], opened["resolved_by"], opened["replies"]) == (None, None, 1)
        await host.refused("POST", path, 422, json={"text": "x", "node": "none"})
        await host.refused("POST", path, 409, json={"text": "x", "thread": answer["id"]})
        await host.refused("POST", path, 404, json={"text": "x", "thread": "com_none"})
        await host.refused("POST", path, 422, json={"text": ""})
        await host.refused("POST", f"{path}/{answer['id']}/resolve", 409)
        await host.refused("GET", "/flows/none/comments", 404)


async def test_who_is_mentioned_is_told_once(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        flow = await flow_of(host)
        path = f"/flows/{flow}/comments"
        await host.refused("POST", path, 422, json={"text": "@x", "mentions": ["nobody"]})
        made = await host.ok("POST", path, json={"text": "@local look", "mentions": ["local", "local"]})
        assert made["mentions"] == ["local"]
        await host.ok("PUT", f"{path}/{made['id']}", json={"text": "@local look again", "mentions": ["local"]})

        async def told() -> list[dict[str, Any]]:
            items: list[dict[str, Any]] = (await host.ok("GET", "/notifications"))["items"]
            return [each for each in items if each["kind"] == "mention"]

        (notice,) = await told()
        assert (notice["title"], notice["text"]) == ("local mentions local in Prices", "@local look")
        assert notice["flow"] == flow


async def test_people_edit_their_own_comments_and_admins_remove_any(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        app, flow = host.app, await flow_of(host)
        ada, bob = somebody("ada"), somebody("bob")
        first = await comments.write_comment(app, ada, flow, "Mine")
        await comments.write_comment(app, bob, flow, "Answer", thread=first.id)
        refusals: list[FlowBuilderError] = []
        for attempt in (
            comments.edit_comment(app, bob, flow, first.id, "Yours", (), None),
            comments.delete_comment(app, bob, flow, first.id),
            comments.delete_comment(app, ada, flow, first.id),
            comments.edit_comment(app, ada, flow, first.id, "Old", (), 1),
        ):
            try:
                await attempt
            except FlowBuilderError as error:
                refusals.append(error)
        assert [type(each) for each in refusals] == [Forbidden, Forbidden, Conflict, Conflict]
        edited = await comments.edit_comment(app, ada, flow, first.id, "Ours", (), 2)
        assert (edited.text, edited.edited_at is not None, edited.author.id) == ("Ours", True, "ada")
        await comments.delete_comment(app, somebody("eve", Role.ADMIN), flow, first.id)
        assert await shown(host, flow) == []


async def test_an_answer_and_the_end_of_its_thread_at_the_same_time_leave_nothing_behind(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        app, flow = host.app, await flow_of(host)
        ada = somebody("ada")
        for _ in range(10):
            first = await comments.write_comment(app, ada, flow, "First")
            done = await asyncio.gather(
                comments.delete_comment(app, ada, flow, first.id),
                *(comments.write_comment(app, somebody(f"b{n}"), flow, "A", thread=first.id) for n in range(4)),
                return_exceptions=True,
            )
            errors = [each for each in done if isinstance(each, BaseException)]
            assert all(isinstance(each, Conflict | NotFound) for each in errors)
            left = await shown(host, flow)
            assert left == [] or left[0] == "First"
            if left:
                await comments.delete_comment(app, somebody("eve", Role.ADMIN), flow, first.id)
            assert await shown(host, flow) == []


async def test_comments_go_with_their_flow(tmp_path: Path) -> None:
    async with api(tmp_path) as host:
        flow, other = await flow_of(host), await flow_of(host)
        for each in (flow, other):
            for number in range(120):
                await comments.write_comment(host.app, somebody("ada"), each, str(number))
        await host.ok("DELETE", f"/flows/{flow}")
        await host.ok("DELETE", f"/flows/{flow}", params={"purge": True})
        store = host.app.stores.comments
        assert (await store.find("local", flow, 10))[0] == []
        assert len((await store.find("local", other, 1_000))[0]) == 120
