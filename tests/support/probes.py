"""Node types made for engine tests: they fail, wait and count on demand, and tell the test what happened."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flow_builder.errors import NodeError
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.base import Context, NodeConfig, NodeType


class Probes(Mapping[str, NodeType]):
    """The real catalogue plus `probe.*` types; one object per test, so that nothing is shared."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        """How often each node (by key) was executed."""
        self.order: list[str] = []
        """Keys in order of execution."""
        self.gates: dict[str, asyncio.Event] = {}
        """`probe.hold` waits for the gate with its name."""
        self.arrived: dict[str, asyncio.Event] = {}
        self.raises: Callable[[str], BaseException] = lambda code: NodeError("asked to fail", code=code)
        self.secrets: dict[str, dict[str, Any]] = {}
        self.together = 0
        self.most_together = 0
        self._own = {node.id: node for node in self._make()}

    def __getitem__(self, type_id: str) -> NodeType:
        return self._own.get(type_id) or CATALOGUE[type_id]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from CATALOGUE

    def __len__(self) -> int:
        return len(self._own) + len(CATALOGUE)

    def gate(self, name: str) -> asyncio.Event:
        """Returns the event that opens a gate."""
        return self.gates.setdefault(name, asyncio.Event())

    def arrival(self, name: str) -> asyncio.Event:
        """Returns the event that says somebody waits at a gate."""
        return self.arrived.setdefault(name, asyncio.Event())

    def _seen(self, ctx: Context) -> None:
        self.calls[ctx.node] += 1
        self.order.append(ctx.node)

    def _make(self) -> list[NodeType]:
        class Value(NodeConfig):
            value: Any = None

        class Fail(NodeConfig):
            code: str = "probe.failed"
            times: int = 1_000_000
            retryable: bool = False
            value: Any = None

        class Hold(NodeConfig):
            gate: str = "gate"
            value: Any = None

        class Secret(NodeConfig):
            credential: str

        async def value(config: Any, ctx: Context) -> Any:
            self._seen(ctx)
            return config.value

        async def fail(config: Any, ctx: Context) -> Any:
            self._seen(ctx)
            if self.calls[ctx.node] <= config.times:
                raise NodeError("asked to fail", code=config.code, retryable=config.retryable)
            return config.value

        async def hold(config: Any, ctx: Context) -> Any:
            self._seen(ctx)
            self.together += 1
            self.most_together = max(self.most_together, self.together)
            try:
                self.arrival(config.gate).set()
                await self.gate(config.gate).wait()
            finally:
                self.together -= 1
            return config.value

        async def raise_(config: Any, ctx: Context) -> Any:
            self._seen(ctx)
            raise self.raises(config.code)

        async def leak(config: Any, ctx: Context) -> Any:
            fields = await ctx.credential(config.credential)
            ctx.log(f"using {fields['token']}", token=fields["token"])
            return {"said": f"the token is {fields['token']}", fields["token"]: 1}

        async def leak_error(config: Any, ctx: Context) -> Any:
            fields = await ctx.credential(config.credential)
            raise NodeError(f"refused {fields['token']}", code="probe.refused", details={"token": fields["token"]})

        return [
            NodeType("probe.value", "Value", Value, run=value),
            NodeType("probe.effect", "Effect", Value, run=value, side_effect=True),
            NodeType("probe.fail", "Fail", Fail, run=fail),
            NodeType("probe.hold", "Hold", Hold, run=hold, side_effect=True),
            NodeType("probe.raise", "Raise", Fail, run=raise_),
            NodeType("probe.leak", "Leak", Secret, run=leak),
            NodeType("probe.leak_error", "Leak in an error", Secret, run=leak_error),
            NodeType(
                "probe.outside", "Outside", Fail, run=fail, side_effect=True, dependency=lambda _: "outside.example:443"
            ),
        ]
