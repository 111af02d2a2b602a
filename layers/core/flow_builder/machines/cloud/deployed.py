"""Which version of which state machine executes a plan.

Keys (W = workspace, F = flow id, D = hash of a machine's definition):

    MACHINE#W#F   D#<D>   the version of F's machine with this definition
    MACHINE#W#F   V#<n>   the version that executes version n of the flow
    MACHINES#GONE  W#F    a flow that is gone, whose machine is not
"""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Protocol

from flow_builder.domain.plan import Plan
from flow_builder.errors import LimitExceeded
from flow_builder.store.table import Delete, Item, Put, Table

ALIAS = "live"
_ABANDONED = "MACHINES#GONE"
_KEPT = 200
_MOST_BYTES = 1024 * 1024


class Deployer(Protocol):
    """Makes machines."""

    async def deploy(self, name: str, definition: str, note: str) -> str:
        """Makes a definition the newest version of the machine with a name, made if there is none; returns its ARN."""
        ...

    async def route(self, alias: str, weights: Sequence[tuple[str, int]]) -> str:
        """Lets a machine's alias name one or two versions, with the percentage of each; returns the alias's ARN."""
        ...

    async def remove(self, name: str) -> None:
        """Removes a machine with its versions and aliases."""
        ...


class Deployed:
    """Has machines made: one for each flow, with a version for each definition it ever had; once each.

    `define` returns the definition of a plan. A version never changes, so a run ends as it began, whatever is published
    or deployed meanwhile.
    """

    def __init__(self, table: Table, deployer: Deployer, define: Callable[[Plan], str]) -> None:
        self._table = table
        self._deployer = deployer
        self._define = define
        self._known: dict[tuple[str, str], str] = {}

    async def arn(self, workspace: str, flow: str, plan: Plan) -> str:
        """Returns the ARN of the version that executes a plan, made if there is none."""
        text = self._define(plan)
        key = _key(workspace, flow, text)
        known = self._known.get(key)
        if known is None:
            item = await self._table.get(*key)
            known = item.doc["arn"] if item else await self._deploy(workspace, flow, text, key)
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[key] = known
        return known

    async def _deploy(self, workspace: str, flow: str, text: str, key: tuple[str, str]) -> str:
        if (size := len(text.encode())) > _MOST_BYTES:
            raise LimitExceeded(
                f"The flow's state machine takes {size:,} bytes, where AWS allows {_MOST_BYTES:,}.",
                code="limit.states",
                hint="Move a part to a sub-flow, or choose the durability `fast`.",
            )
        arn = await self._deployer.deploy(machine_name(workspace, flow), text, key[1][2:])
        await self._table.write(Put(Item(*key, {"arn": arn})))
        return arn

    async def lost(self, workspace: str, flow: str, plan: Plan) -> str:
        """Makes a plan's version anew, which somebody has deleted; returns its ARN."""
        text = self._define(plan)
        key = _key(workspace, flow, text)
        arn = self._known[key] = await self._deploy(workspace, flow, text, key)
        return arn

    async def publish(self, workspace: str, flow: str, plan: Plan, number: int) -> str:
        """Makes the version that executes a flow's version; returns its ARN."""
        arn = await self.arn(workspace, flow, plan)
        await self._table.write(Put(Item(_pk(workspace, flow), f"V#{number:08d}", {"arn": arn})))
        return arn

    async def share(self, workspace: str, flow: str, weights: Sequence[tuple[int, int]]) -> None:
        """Lets the alias name one or two published versions with the percentage of runs that each gets."""
        found: list[tuple[str, int]] = []
        for number, weight in weights:
            item = await self._table.get(_pk(workspace, flow), f"V#{number:08d}")
            if item is not None:
                found.append((item.doc["arn"], weight))
        if sum(weight for _, weight in found) == 100:  # noqa: PLR2004 - percent
            await self._deployer.route(ALIAS, _merged(found))

    async def abandon(self, workspace: str, flow: str) -> None:
        """Keeps that a flow is gone, whose machine is still there."""
        # The document names nobody: it is there still when its workspace goes.
        await self._table.write(Put(Item(_ABANDONED, f"{workspace}#{flow}", {})))

    async def abandoned(self) -> list[tuple[str, str]]:
        """Returns (workspace, flow) of some flows that are gone, whose machines are still there."""
        found = await self._table.query(_ABANDONED, limit=100)
        named = (item.sk.partition("#") for item in found.items)
        return [(workspace, flow) for workspace, _, flow in named]

    async def forget(self, workspace: str, flow: str) -> None:
        """Removes a flow's machine with all its versions; executions under way end with it."""
        await self._deployer.remove(machine_name(workspace, flow))
        await self._table.write(Delete(_ABANDONED, f"{workspace}#{flow}"))
        pk = _pk(workspace, flow)
        while items := (await self._table.query(pk, limit=90)).items:
            await self._table.write(*(Delete(pk, item.sk) for item in items))
        self._known = {key: arn for key, arn in self._known.items() if key[0] != pk}


def machine_name(workspace: str, flow: str) -> str:
    """Returns what the machine of a flow is named, after the stack's prefix: 47 characters at most."""
    digest = sha256(f"{workspace}#{flow}".encode()).hexdigest()
    return f"{re.sub(r'[^0-9A-Za-z_-]', '-', flow)[:30]}-{digest[:16]}"


def _merged(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Returns the weights with one entry for each version: two of a flow may have the same machine."""
    weights: dict[str, int] = {}
    for arn, weight in found:
        weights[arn] = weights.get(arn, 0) + weight
    return list(weights.items())


def _key(workspace: str, flow: str, text: str) -> tuple[str, str]:
    return _pk(workspace, flow), f"D#{sha256(text.encode()).hexdigest()[:32]}"


def _pk(workspace: str, flow: str) -> str:
    return f"MACHINE#{workspace}#{flow}"
