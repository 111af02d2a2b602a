"""A small catalogue for tests of the compiler and the engine: the core nodes and a few that do as they are told.

test.start   trigger; output is the run's input
test.echo    output is `value`; `fail_at` (attempt numbers) makes these attempts fail first
test.fail    fails with `code` and `message`
test.effect  like test.echo, with a side effect
test.route   branching with the ports `a`, `b`, `c`; makes those in `take` live
test.each    a per-item field: output is `{"items": [...]}`, `where` evaluated for each of `items`
test.secret  a credential field; output is nothing of it
browser.open, browser.page, browser.close   page nodes that need no browser to be compiled
"""

from typing import Any

from pydantic import Field

from flow_builder.errors import NodeError
from flow_builder.nodes.base import (
    Context,
    NodeConfig,
    NodeOutput,
    NodeType,
    PerItem,
    Routed,
    code_field,
    credential_field,
)
from flow_builder.nodes.core import (
    approval,
    condition,
    loop,
    merge,
    parallel,
    set_vars,
    stop,
    subflow,
    switch,
    try_,
    wait,
)


class Nothing(NodeConfig):
    """No settings."""


class Echo(NodeConfig):
    value: Any = None
    fail_at: list[int] = Field(default_factory=list)
    retryable: bool = True


class Fail(NodeConfig):
    code: str = "test.failed"
    message: str = "It was told to fail."
    retryable: bool = False


class Route(NodeConfig):
    take: list[str] = Field(default_factory=lambda: ["a"])
    value: Any = None


class EachConfig(NodeConfig):
    items: list[Any]
    where: PerItem = None


class EachOutput(NodeOutput):
    items: list[Any]


class Script(NodeConfig):
    code: str = code_field("javascript")


class Secret(NodeConfig):
    credential: str | None = credential_field("api_key")
    count: int = Field(default=1, ge=1, le=9)


class Page(NodeConfig):
    session: str = "main"
    url: str = ""
    value: Any = None


class PageOutput(NodeOutput):
    text: str


async def start(config: Nothing, ctx: Context) -> Any:
    return ctx.input


async def echo(config: Echo, ctx: Context) -> Any:
    if ctx.attempt in config.fail_at:
        raise NodeError("Not yet.", code="test.not_yet", retryable=config.retryable)
    return config.value


async def fail(config: Fail, ctx: Context) -> Any:
    raise NodeError(config.message, code=config.code, retryable=config.retryable)


async def route(config: Route, ctx: Context) -> Routed:
    return Routed(config.value, tuple(config.take))


async def each(config: EachConfig, ctx: Context) -> EachOutput:
    return EachOutput(items=ctx.evaluate_each(config.where, config.items))


async def secret(config: Secret, ctx: Context) -> dict[str, Any]:
    return {"count": config.count}


async def page(config: Page, ctx: Context) -> PageOutput:
    return PageOutput(text=str(config.value))


def _page(id_: str) -> NodeType:
    return NodeType(id=id_, title=id_, config=Page, output=PageOutput, run=page, lane="browser")


_TESTS = (
    NodeType(id="test.start", title="Start", config=Nothing, run=start, kind="trigger"),
    NodeType(id="test.echo", title="Echo", config=Echo, run=echo),
    NodeType(id="test.fail", title="Fail", config=Fail, run=fail),
    NodeType(id="test.effect", title="Effect", config=Echo, run=echo, side_effect=True, credits=3),
    NodeType(id="test.route", title="Route", config=Route, run=route, kind="branch", ports=("a", "b", "c")),
    NodeType(id="test.each", title="Each", config=EachConfig, output=EachOutput, run=each),
    NodeType(id="test.script", title="Script", config=Script, run=start),
    NodeType(id="test.secret", title="Secret", config=Secret, run=secret, version=2),
    _page("browser.open"),
    _page("browser.page"),
    _page("browser.close"),
)
_CORE = (approval, condition, loop, merge, parallel, set_vars, stop, subflow, switch, try_, wait)

CATALOGUE: dict[str, NodeType] = {type_.id: type_ for type_ in (*_TESTS, *(module.NODE for module in _CORE))}
"""Node type id -> node type, as `compile_flow` takes it."""
