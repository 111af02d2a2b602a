"""Puts a value into a field: text boxes, text areas, dates, rich editors. What was there is replaced.

Dates, times, months, weeks, colours and ranges take the value as HTML writes it: `2026-11-21`, `13:45`, `#ff8800`.
Rich editors (editable elements) take plain text; for one in a frame of its own give the target a `frame`, such as
`{css: body, frame: ["iframe.editor"]}`. Date pickers that are no native field: fill their text box if it can be typed
into; else open the picker with browser.click and click the day, by its role and name. Drop-down lists take the value of
an option; browser.select knows more about them. Where a site listens to single
keys (suggestions while typing, masks), use browser.type. The value is read back; turn `verify` off where the site
rewrites what was put in.
"""

from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from flow_builder.browser.targets import Targets, describe
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeType
from flow_builder.nodes.browser.page import ElementConfig, PageOutput, holds, session_of
from flow_builder.nodes.credential_fields import unfit

if TYPE_CHECKING:
    from flow_builder.browser.session import Session


class Config(ElementConfig):
    """Which field, and what to put there."""

    target: Targets = Field(title="Field")
    value: str | int | float | bool | None = Field(
        default=None, title="Value", description="Empty to clear the field, or when it comes from a credential."
    )
    credential: str | None = Field(
        default=None,
        title="Credential",
        description="Take the value from this credential: it gets into no output, log or picture.",
        json_schema_extra={"x-credential": ["basic", "login", "secret"]},
    )
    secret: str = Field(
        default="password",
        min_length=1,
        max_length=100,
        title="Field of the credential",
        description="Such as username or password.",
    )
    verify: bool = Field(
        default=True, title="Read back", description="Fail unless the field holds the value; its format may differ."
    )

    @model_validator(mode="after")
    def _one_source(self) -> "Config":
        if self.credential is not None and self.value not in (None, ""):
            raise ValueError("give a value or a credential, not both")
        return self


async def run(config: Config, ctx: Context) -> PageOutput:
    """Fills the field; raises NodeError `browser.target_missing`, `browser.target_unfit`, `browser.value_refused`."""
    from flow_builder.browser.acts import fill

    session = session_of(config, ctx)
    text = _text(config.value)
    if config.credential is not None:
        text = await _secret(config.credential, config.secret, ctx)
        session.concealed.add(text, await session.element(config.target, "fill", config.timeout_s), session.visits)
    try:
        held = await fill(session, config.target, text, config.timeout_s)
    except NodeError as error:
        if error.code != "browser.target_unfit" or config.credential is not None:
            raise
        await _choose(session, config, text, error)
        held = text
    session.touched()
    if config.verify and held is not None and not arrived(text, held):
        raise NodeError(
            f"{describe(config.target)} does not hold what was filled in.",
            code="browser.value_refused",
            hint="It may be cut, masked or rewritten by the page: try browser.type, or turn `verify` off.",
            details={"url": session.url, "target": describe(config.target), "given": len(text), "held": len(held)},
        )
    return PageOutput(url=session.url)


async def _choose(session: "Session", config: Config, value: str, error: NodeError) -> None:
    """Chooses an option of a drop-down list by its value; raises `error` for anything that is none."""
    from flow_builder.browser.acts import select

    locator = await session.element(config.target, "fill", config.timeout_s)
    with session.acting("fill", config.target):
        is_list = await locator.evaluate("(element) => element.localName === 'select'")
    if not is_list or await select(session, config.target, [{"value": value}], config.timeout_s) is None:
        raise error


async def _secret(reference: str, name: str, ctx: Context) -> str:
    fields = await ctx.credential(reference)
    value = fields.get(name)
    if value is None or isinstance(value, (dict, list)):
        raise unfit(f"The credential {reference!r} has no text field {name!r}.")
    ctx.redact(text := _text(value))
    return text


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def arrived(given: str, held: str) -> bool:
    """Tells whether a field holds a text; what is no letter or digit may differ, as masks and grouping make it."""
    left, right = ("".join(filter(str.isalnum, text)).casefold() for text in (given, held))
    return left == right if left else not given.strip() or bool(held.strip())


EXAMPLES = (
    Example(
        "By label",
        {"target": {"label": "Name"}, "value": "Ada"},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
    Example(
        "A password from a credential",
        {"target": {"label": "Name"}, "credential": "basic-1"},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
    Example(
        "A date",
        {"target": {"label": "When"}, "value": "2026-11-21"},
        input={"page": "/fields.html"},
        check=holds(url="/fields.html"),
        needs="page",
    ),
    Example(
        "An option of a drop-down list, by its value",
        {"target": {"label": "Size"}, "value": "l"},
        input={"page": "/form.html"},
        check=holds(url="/form.html"),
        needs="page",
    ),
    Example(
        "A rich editor in a frame",
        {"target": {"css": "body", "frame": ["#editor"]}, "value": "Dear all"},
        input={"page": "/fields.html"},
        check=holds(url="/fields.html"),
        needs="page",
    ),
    Example(
        "A field that cuts what it gets",
        {"target": {"label": "Short"}, "value": "much too long"},
        input={"page": "/fields.html"},
        error="browser.value_refused",
        needs="page",
    ),
    Example(
        "A button is no field",
        {"target": "button", "value": "x"},
        input={"page": "/form.html"},
        error="browser.target_unfit",
        needs="page",
    ),
)

NODE = NodeType(
    id="browser.fill",
    title="Fill field",
    config=Config,
    output=PageOutput,
    run=run,
    lane="browser",
    icon="text-cursor-input",
    examples=EXAMPLES,
)
