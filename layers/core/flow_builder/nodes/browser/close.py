"""Closes a browser session, and drops what was kept of it for a pause. Sessions close by themselves with the run."""

from typing import ClassVar

from flow_builder.nodes.base import Context, Example, NodeOutput, NodeType
from flow_builder.nodes.browser.page import SessionConfig, sessions_of


class Config(SessionConfig):
    """Which session."""

    wakes: ClassVar[bool] = False


class Output(NodeOutput):
    """Whether there was such a session."""

    closed: bool


async def run(config: Config, ctx: Context) -> Output:
    """Closes the session; none of that name is fine."""
    return Output(closed=await sessions_of(ctx).close_session(config.session))


EXAMPLES = (
    Example("The open one", {}, input={"page": "/form.html"}, output={"closed": True}, needs="page"),
    Example("None", {"session": "other"}, input={"page": "/form.html"}, output={"closed": False}, needs="page"),
)

NODE = NodeType(
    id="browser.close",
    title="Close browser",
    config=Config,
    output=Output,
    run=run,
    lane="browser",
    icon="x",
    examples=EXAMPLES,
)
