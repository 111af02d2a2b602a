"""Sets variables that every later node of the run can read as `vars.<name>`.

Setting a name again replaces its value. In branches that run side by side the order is whatever happened, so let them
set different names.
"""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_$][A-Za-z0-9_$]*$", max_length=64)]


class Config(NodeConfig):
    """Names and values."""

    values: dict[Name, Any] = Field(
        title="Variables", min_length=1, max_length=100, description="Names are letters, digits and `_`."
    )


async def run(config: Config, ctx: Context) -> dict[str, Any]:
    """Returns the values; the engine merges them into `vars`."""
    return dict(config.values)


EXAMPLES = (
    Example(
        "A total and a flag",
        {"values": {"total": "{{ input.a + input.b }}", "done": False}},
        input={"a": 2, "b": 3},
        output={"total": 5, "done": False},
    ),
    Example(
        "A text with a value in it",
        {"values": {"title": "Report of {{ input.day }}"}},
        input={"day": "Monday"},
        output={"title": "Report of Monday"},
    ),
)

NODE = NodeType(id="core.set_vars", title="Set variables", config=Config, run=run, icon="variable", examples=EXAMPLES)
