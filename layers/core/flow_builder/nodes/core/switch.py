"""Goes on at the port of the case that applies, or at **default**.

Each case has a name, which is its port, and a value that decides (counted as JavaScript counts it, as in *Condition*).
In mode `first` the first case that applies is taken; in mode `all` every case that applies is, and what follows them
runs side by side. If none applies, `default` is taken.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType, Routed
from flow_builder.nodes.truth import truthy

DEFAULT = "default"
_RESERVED = frozenset({DEFAULT, "error"})


class Case(BaseModel):
    """A port and what must hold for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z_][A-Za-z0-9_-]*$")] = Field(
        title="Name", description="Name of the port: letters, digits, `_` and `-`."
    )
    when: Any = Field(title="When", description="The value or expression that decides.")


class Config(NodeConfig):
    """The cases, in the order in which they are tried."""

    mode: Literal["first", "all"] = Field(
        default="first", title="Take", description="The first case that applies, or all that do."
    )
    cases: list[Case] = Field(title="Cases", min_length=1, max_length=50)

    @field_validator("cases")
    @classmethod
    def _unique(cls, cases: list[Case]) -> list[Case]:
        names = [case.name for case in cases]
        if taken := _RESERVED.intersection(names):
            raise ValueError(f"A case cannot be named {min(taken)!r}: there is a port of that name already.")
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"Two cases are named {min(twice)!r}; each needs a name of its own.")
        return cases


class Output(NodeOutput):
    """What was decided."""

    matched: list[str]
    """Names of the cases taken, in order; empty when `default` was."""


def ports(config: Mapping[str, Any]) -> tuple[str, ...]:
    """Returns the case names of a raw config, and `default`; malformed cases are left out."""
    cases = config.get("cases")
    named = (
        [case["name"] for case in cases if isinstance(case, Mapping) and isinstance(case.get("name"), str)]
        if isinstance(cases, list)
        else []
    )
    return (*dict.fromkeys(named), DEFAULT)


async def run(config: Config, ctx: Context) -> Routed:
    """Returns the names of the cases that apply and makes their ports live."""
    matched = [case.name for case in config.cases if truthy(case.when)]
    if config.mode == "first":
        matched = matched[:1]
    return Routed(Output(matched=matched), tuple(matched) or (DEFAULT,))


_SIZES = [
    {"name": "small", "when": "{{ input.n < 10 }}"},
    {"name": "even", "when": "{{ input.n % 2 === 0 }}"},
]

EXAMPLES = (
    Example(
        "The first case that applies",
        {"cases": _SIZES},
        input={"n": 4},
        output={"matched": ["small"]},
        ports=("small",),
    ),
    Example(
        "All cases that apply",
        {"mode": "all", "cases": _SIZES},
        input={"n": 4},
        output={"matched": ["small", "even"]},
        ports=("small", "even"),
    ),
    Example("None applies", {"cases": _SIZES}, input={"n": 11}, output={"matched": []}, ports=("default",)),
)

NODE = NodeType(
    id="core.switch",
    title="Switch",
    config=Config,
    output=Output,
    run=run,
    kind="branch",
    ports=ports,
    icon="list-tree",
    examples=EXAMPLES,
)
