"""Roles of flows: what their steps may do in AWS without a credential of their own.

Keys (W = workspace, F = flow id):

    ROLE#W#F      V#<n>   the policy of the flow's version n
    ROLE#W#F      NOW     the role: its ARN, the versions that it is for, what is wrong with it
    ROLES         W#F     a flow that calls AWS, and whether its role is as it should be, for the sweep
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from flow_builder.domain.flow_role import FlowRole, Policy, RoleProblem, joined
from flow_builder.domain.plan import Plan
from flow_builder.errors import FlowBuilderError, NodeError
from flow_builder.store.table import Delete, Item, Put, Table

log = logging.getLogger(__name__)

_ALL = "ROLES"
_NOW = "NOW"
_PAGE = 500
_NOT_ALLOWED = RoleProblem(
    code="aws.roles_off",
    message="The operator of this host lets flows of this workspace have no role in AWS.",
    hint="Choose a credential of the type aws in the nodes, or ask the operator (parameter FlowRoles).",
)


class RoleMaker(Protocol):
    """Makes roles, each for one flow, and gives keys of them."""

    async def put(self, workspace: str, flow: str, policy: Policy) -> str:
        """Lets the role of a flow do what a policy says and nothing else, made if there is none; returns its ARN."""
        ...

    async def remove(self, workspace: str, flow: str) -> None:
        """Removes the role of a flow; one that is gone is fine."""
        ...

    async def keys(self, role: str, session: str) -> dict[str, Any]:
        """Returns temporary keys of a role, as a credential of the type `aws`; `session` is who is seen to use them."""
        ...


class FlowRoles:
    """Keeps the roles of flows as their published versions need them.

    `policy_of` returns what a plan calls of AWS. `allowed` are the workspaces whose flows may have roles, `*` for all.
    """

    def __init__(
        self,
        table: Table,
        maker: RoleMaker,
        policy_of: Callable[[Plan], Policy | None],
        allowed: Collection[str] = (),
    ) -> None:
        self._table = table
        self._maker = maker
        self._policy_of = policy_of
        self._allowed = frozenset(allowed)

    async def note(self, workspace: str, flow: str, number: int, plan: Plan) -> None:
        """Keeps what a version of a flow calls of AWS; again is fine."""
        if (policy := self._policy_of(plan)) is not None:
            await self._table.write(Put(Item(_pk(workspace, flow), _version(number), {"policy": policy})))

    async def follow(self, workspace: str, flow: str, versions: Sequence[int]) -> None:
        """Makes the role of a flow fit the versions that runs execute from now on, and those before, as long as they may.

        What AWS refuses is kept as the role's problem and no error: the flow is published, and the sweep tries again.
        """
        now = await self.read(workspace, flow) or FlowRole()
        wanted = tuple(sorted(set(versions)))
        before = now.before if wanted == now.versions else now.versions
        await self._put(workspace, flow, FlowRole(arn=now.arn, versions=wanted, before=before))

    async def _put(self, workspace: str, flow: str, role: FlowRole) -> None:
        policy = joined([await self._policy(workspace, flow, each) for each in {*role.versions, *role.before}])
        if policy is None and role.arn is None:
            return
        try:
            role.arn = await self._made(workspace, flow, policy)
        except FlowBuilderError as error:
            log.warning("the role of flow %s is not as it should be: %s (%s)", flow, error.message, error.code)
            role.problem = RoleProblem(code=error.code, message=error.message, hint=error.hint)
        else:
            role.problem = _NOT_ALLOWED if policy is not None and role.arn is None else None
        listed = Item(_ALL, f"{workspace}#{flow}", {"role": role.arn is not None, "fine": not _is_broken(role)})
        await self._table.write(Put(Item(_pk(workspace, flow), _NOW, role.model_dump(mode="json"))), Put(listed))

    async def _made(self, workspace: str, flow: str, policy: Policy | None) -> str | None:
        if policy is not None and self._may(workspace):
            return await self._maker.put(workspace, flow, policy)
        await self._maker.remove(workspace, flow)
        return None

    def _may(self, workspace: str) -> bool:
        return not self._allowed.isdisjoint((workspace, "*"))

    async def _policy(self, workspace: str, flow: str, number: int) -> Policy | None:
        item = await self._table.get(_pk(workspace, flow), _version(number))
        return None if item is None else item.doc["policy"]

    async def read(self, workspace: str, flow: str) -> FlowRole | None:
        """Returns the role of a flow; None for one that calls nothing of AWS."""
        item = await self._table.get(_pk(workspace, flow), _NOW)
        return None if item is None else FlowRole(**item.doc)

    async def keys(self, workspace: str, flow: str, session: str) -> Mapping[str, Any]:
        """Returns temporary keys of a flow's role; NodeError `aws.no_role` with the reason when it has none."""
        role = await self.read(workspace, flow)
        if role is None or role.arn is None:
            raise _missing(role)
        if not self._may(workspace):
            raise _missing(FlowRole(problem=_NOT_ALLOWED))
        return await self._maker.keys(role.arn, session)

    async def mend(self) -> int:
        """Makes roles anew that could not be made, and takes or gives those that the operator has changed his mind about.

        Returns how many it has tried.
        """
        tried, cursor = 0, None
        while True:
            page = await self._table.query(_ALL, limit=_PAGE, cursor=cursor)
            for item in page.items:
                workspace, _, flow = item.sk.partition("#")
                if item.doc["fine"] and item.doc["role"] is self._may(workspace):
                    continue
                tried += 1
                if (role := await self.read(workspace, flow)) is not None:
                    await self._put(workspace, flow, role)
            if (cursor := page.cursor) is None:
                return tried

    async def forget(self, workspace: str, flow: str) -> None:
        """Removes the role of a flow that is gone; StorageError when AWS refuses."""
        listed = (_ALL, f"{workspace}#{flow}")
        if await self._table.get(*listed) is not None:
            await self._maker.remove(workspace, flow)
            await self._table.write(Delete(*listed))
        pk = _pk(workspace, flow)
        while items := (await self._table.query(pk, limit=90)).items:
            await self._table.write(*(Delete(pk, item.sk) for item in items))


def _is_broken(role: FlowRole) -> bool:
    return role.problem is not None and role.problem.code != _NOT_ALLOWED.code


def _missing(role: FlowRole | None) -> NodeError:
    if role is not None and role.problem is not None:
        said = f"The flow's role in AWS is missing: {role.problem.message}"
        return NodeError(said, code="aws.no_role", hint=role.problem.hint)
    return NodeError(
        "The flow has no role in AWS.",
        code="aws.no_role",
        hint="Publish the flow, which makes its role, or choose a credential of the type aws.",
    )


def _pk(workspace: str, flow: str) -> str:
    return f"ROLE#{workspace}#{flow}"


def _version(number: int) -> str:
    return f"V#{number:08d}"
