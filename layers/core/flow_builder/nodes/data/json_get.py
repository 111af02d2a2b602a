"""Gets a value out of JSON data by its path.

* Paths are dotted (`rows[0].price`, `["name with dots"].x`, negative indices count from the end) or JSON pointers
  (`/rows/0/price`).
* `[*]` (or `*` in a pointer) takes every element: `rows[*].price` gives the list of prices. Elements without it are
  left out.
* When there is nothing at the path, `value` is the **default** and `found` is false; with **required** on, the step
  fails instead. A null that is really there counts as found.
"""

from typing import Any

from pydantic import Field

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.data._paths import MISSING, Segments, parse_path, step_into


class Config(NodeConfig):
    """What to get."""

    source: Any = Field(default=None, title="Data", description="Left out: what comes in.")
    path: str = Field(title="Path", description="`rows[0].price`, `rows[*].price` or `/rows/0/price`.")
    default: Any = Field(default=None, title="Default", description="The value when there is nothing at the path.")
    required: bool = Field(default=False, title="Required", description="Fail when there is nothing at the path.")


class Output(NodeOutput):
    """The value."""

    value: Any
    found: bool


def _get(value: JSON, segments: Segments) -> Any:
    for position, segment in enumerate(segments):
        if segment == "*" and isinstance(value, list | dict) and not (isinstance(value, dict) and "*" in value):
            inside = value if isinstance(value, list) else list(value.values())
            found = (_get(each, segments[position + 1 :]) for each in inside)
            return [each for each in found if each is not MISSING]
        value = step_into(value, segment)
        if value is MISSING:
            return MISSING
    return value


async def run(config: Config, ctx: Context) -> Output:
    """Returns the value; NodeError `data.bad_path`, `data.not_found` when it is required."""
    source = config.source if "source" in config.model_fields_set else ctx.input
    value = _get(source, parse_path(config.path))
    if value is not MISSING:
        return Output(value=value, found=True)
    if config.required:
        raise NodeError(
            f"There is nothing at {config.path!r}.",
            code="data.not_found",
            hint="Look at the step's input; names are case-sensitive.",
            details={"path": config.path},
        )
    return Output(value=config.default, found=False)


EXAMPLES = (
    Example(
        "By a dotted path",
        {"source": "{{ input }}", "path": "rows[-1].price"},
        input={"rows": [{"price": 1}, {"price": 2}]},
        output={"value": 2, "found": True},
    ),
    Example("By a pointer", {"path": "/a~1b/0"}, input={"a/b": ["x"]}, output={"value": "x", "found": True}),
    Example(
        "From every element",
        {"path": "rows[*].price"},
        input={"rows": [{"price": 1}, {}, {"price": None}]},
        output={"value": [1, None], "found": True},
    ),
    Example("A default", {"path": "a.b", "default": 0}, input={"a": {}}, output={"value": 0, "found": False}),
    Example("Required", {"path": "a.b", "required": True}, input={"a": {}}, error="data.not_found"),
    Example("Not a path", {"path": "a..b"}, input={}, error="data.bad_path"),
)

NODE = NodeType(
    id="data.json_get", title="Get from JSON", config=Config, output=Output, run=run, icon="locate", examples=EXAMPLES
)
