"""Roles of flows follow their published versions, and what the operator allows."""

from pathlib import Path
from typing import Any

import pytest

from flow_builder.compiler import compile_or_raise
from flow_builder.compiler.access import policy_of
from flow_builder.domain.documents import load_document
from flow_builder.domain.flow_role import joined
from flow_builder.errors import NodeError, StorageError
from flow_builder.machines.cloud.roles import FlowRoles
from flow_builder.nodes import CATALOGUE
from flow_builder.store.sqlite import SqliteTable
from tests.support.machine import flow

W, F = "w", "f"
TEXT = {"type": "notify.sms", "config": {"via": {"kind": "sns"}, "to": "+4915112345678", "text": "Hello"}}
MAIL = {
    "type": "notify.email",
    "config": {"via": {"kind": "ses"}, "from": "a@example.com", "to": "b@x.org", "text": "Hi"},
}
NOTHING = {"type": "core.log", "config": {"message": "x"}}


class Account:
    """Roles by (workspace, flow); refuses while `broken`."""

    def __init__(self) -> None:
        self.roles: dict[tuple[str, str], Any] = {}
        self.broken = False

    async def put(self, workspace: str, flow: str, policy: Any) -> str:
        if self.broken:
            raise StorageError("IAM may not be used: no.", code="store.denied")
        self.roles[workspace, flow] = policy
        return f"arn:aws:iam::1:role/{flow}"

    async def remove(self, workspace: str, flow: str) -> None:
        self.roles.pop((workspace, flow), None)

    async def keys(self, role: str, session: str) -> dict[str, Any]:
        return {"role": role, "session": session}

    def actions(self) -> list[str]:
        return sorted(
            action for policy in self.roles.values() for each in policy["Statement"] for action in each["Action"]
        )


class Bench:
    def __init__(self, folder: Path) -> None:
        self.table = SqliteTable(folder / "state.db")
        self.account = Account()
        self.roles = self.host("w", "v")

    def host(self, *allowed: str) -> FlowRoles:
        return FlowRoles(self.table, self.account, lambda plan: policy_of(plan, CATALOGUE), allowed)

    async def publish(self, number: int, *nodes: Any, also: tuple[int, ...] = (), workspace: str = W) -> None:
        document = flow([{"key": f"n{index}", **node} for index, node in enumerate(nodes)])
        plan = compile_or_raise(load_document(document), CATALOGUE)
        await self.roles.note(workspace, F, number, plan)
        await self.roles.follow(workspace, F, [number, *also])


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def test_a_flow_that_calls_nothing_has_no_role(bench: Bench) -> None:
    await bench.publish(1, NOTHING)
    assert (bench.account.roles, await bench.roles.read(W, F)) == ({}, None)
    with pytest.raises(NodeError, match="has no role") as failed:
        await bench.roles.keys(W, F, "r_1")
    assert failed.value.code == "aws.no_role"


async def test_a_role_is_for_the_versions_that_runs_execute_and_those_that_may_be_under_way(bench: Bench) -> None:
    await bench.publish(1, TEXT)
    assert bench.account.actions() == ["sns:Publish"]
    assert await bench.roles.keys(W, F, "r_1") == {"role": "arn:aws:iam::1:role/f", "session": "r_1"}
    await bench.publish(2, MAIL)
    both = ["ses:SendEmail", "ses:SendRawEmail", "sns:Publish"]
    assert bench.account.actions() == both
    await bench.roles.follow(W, F, [2])  # told again
    assert bench.account.actions() == both
    await bench.publish(3, NOTHING)
    assert bench.account.actions() == both[:2]
    await bench.publish(4, NOTHING)
    assert bench.account.roles == {}


async def test_while_a_version_is_tried_out_both_are_allowed(bench: Bench) -> None:
    await bench.publish(1, TEXT)
    await bench.publish(2, MAIL, also=(1,))
    await bench.roles.follow(W, F, [1])  # taken back: runs of it may be under way
    assert len(bench.account.actions()) == 3
    await bench.publish(3, TEXT)
    assert bench.account.actions() == ["sns:Publish"]


async def test_what_aws_refuses_is_said_and_tried_again(bench: Bench) -> None:
    bench.account.broken = True
    await bench.publish(1, TEXT)
    role = await bench.roles.read(W, F)
    assert role is not None
    assert role.problem is not None
    assert (role.arn, role.problem.code) == (None, "store.denied")
    with pytest.raises(NodeError, match="IAM may not be used"):
        await bench.roles.keys(W, F, "r_1")
    assert await bench.roles.mend() == 1
    bench.account.broken = False
    assert (await bench.roles.mend(), await bench.roles.mend()) == (1, 0)
    assert await bench.roles.keys(W, F, "r_1")


async def test_flows_get_no_more_than_the_operator_allows_their_workspace(bench: Bench) -> None:
    await bench.publish(1, TEXT, workspace="other")
    assert bench.account.roles == {}
    with pytest.raises(NodeError, match="operator of this host") as failed:
        await bench.roles.keys("other", F, "r_1")
    assert "FlowRoles" in str(failed.value.hint)
    assert await bench.roles.mend() == 0
    bench.roles = bench.host("*")
    assert await bench.roles.mend() == 1
    assert await bench.roles.keys("other", F, "r_1")
    bench.roles = bench.host()
    with pytest.raises(NodeError, match="operator of this host"):
        await bench.roles.keys("other", F, "r_2")
    assert (await bench.roles.mend(), bench.account.roles) == (1, {})


async def test_nothing_is_left_of_a_flow_that_is_gone(bench: Bench) -> None:
    await bench.publish(1, TEXT)
    await bench.roles.forget(W, F)
    assert bench.account.roles == {}
    assert [item async for item in _all(bench.table)] == []
    await bench.roles.forget(W, F)


async def _all(table: SqliteTable) -> Any:
    for item in (await table.scan(limit=100)).items:
        yield item


def test_what_is_joined_allows_all_of_it_once() -> None:
    one = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["a:B"], "Resource": ["*"]}]}
    two = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["a:A", "a:B"], "Resource": ["*"]}]}
    assert joined([one, None, two]) == two
    assert joined([None]) is None
