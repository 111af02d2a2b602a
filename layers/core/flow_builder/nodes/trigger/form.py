"""Starts the flow when somebody fills in its form.

The page is made from the flow's input schema: texts, e-mail and web addresses, dates, numbers, choices, check boxes,
lists, groups and files. Titles, descriptions, defaults and limits of the schema are shown and checked; what does not
fit is said beside the field, and what was typed stays. The output is the run's input. Files are kept as files of the run.

* `format` of a string chooses its field: `email`, `uri`, `date`, `date-time`, `textarea` (also a `maxLength` above 200),
  `password`. What is typed into a password field is part of the run's input, so do not ask for other people's secrets.
* `{"type": "object", "format": "file", "contentMediaType": "image/*, application/pdf", "maxBytes": 1000000}` is a file, a
  list of such things several.
* `enum`, or `oneOf` with `const` and `title`, is a choice; up to five are shown as radio buttons.

Afterwards the visitor is thanked, sent elsewhere, or shown the run's output. Sending the same twice starts one run. The
address of the page ends in a secret; whoever has it may use the form.
"""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from flow_builder.domain.value import JSON
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType

_LARGEST = 25 * 1024 * 1024


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"There is no timezone {name!r}; one is Europe/Berlin.")
    return name


class _After(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Thanks(_After):
    """Thanks the visitor."""

    kind: Literal["thanks"] = "thanks"
    text: str = Field(default="Thank you. We have received what you sent.", max_length=5_000, title="Text")


class Redirect(_After):
    """Sends the visitor to another page."""

    kind: Literal["redirect"]
    url: str = Field(pattern=r"^https?://[^\s]+$", max_length=2_000, title="URL")


class ShowOutput(_After):
    """Shows the visitor what the run gave."""

    kind: Literal["output"]
    text: str = Field(default="", max_length=5_000, title="Text above it")


class Config(NodeConfig):
    """What the page says, and what comes after it."""

    title: str = Field(default="", max_length=200, title="Title", description="The flow's name when empty.")
    description: str = Field(
        default="", max_length=5_000, title="Introduction", description="Plain text; the flow's description when empty."
    )
    submit: str = Field(default="Send", min_length=1, max_length=60, title="Text of the button")
    after: Annotated[Thanks | Redirect | ShowOutput, Field(discriminator="kind")] = Field(
        default=Thanks(), title="Afterwards"
    )
    timezone: Annotated[str, AfterValidator(_timezone)] = Field(
        default="UTC", title="Timezone", description="Of dates with a time."
    )
    max_bytes: int = Field(default=10 * 1024 * 1024, ge=1, le=_LARGEST, title="Largest submission (bytes)")


async def run(config: Config, ctx: Context) -> JSON:
    """Returns the run's input."""
    return ctx.input


EXAMPLES = (
    Example("What was filled in", {}, input={"name": "Ada", "age": 36}, output={"name": "Ada", "age": 36}),
    Example(
        "An order that shows what became of it",
        {"title": "Order", "submit": "Order now", "after": {"kind": "output", "text": "Your order:"}},
        input={"article": "A-17"},
        output={"article": "A-17"},
    ),
    Example(
        "Pages are on the web", {"after": {"kind": "redirect", "url": "javascript:alert(1)"}}, error="config.invalid"
    ),
)

NODE = NodeType(
    id="trigger.form", title="Form", config=Config, run=run, kind="trigger", icon="clipboard-list", examples=EXAMPLES
)
