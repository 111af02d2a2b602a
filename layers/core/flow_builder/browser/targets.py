"""Targets: how a step says which element it means. Free of Playwright, so that checking a flow stays light.

One target names an element in one way (`KINDS`), and may narrow that down: within another element, holding a text or an
element, near another one, visible, the n-th. A step takes a ranked list of them; see `healing` for what becomes of it.
"""

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from flow_builder.browser.identity import Fingerprint

KINDS = ("css", "xpath", "text", "role", "label", "placeholder", "alt", "title", "test_id")
"""The ways to name an element; a target uses exactly one."""

CSS_KINDS = ("css", "text", "placeholder", "alt", "title", "test_id")
"""Those whose distance to others can be measured."""

_DEPTH = 10
"""How deep targets may lie in one another."""


def _as_target(value: Any) -> Any:
    return {"css": value} if isinstance(value, str) else value


class Target(BaseModel):
    """One way to find an element. Plain text in its place means a CSS selector; open shadow roots are searched too."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    css: str | None = Field(default=None, min_length=1, title="CSS selector")
    xpath: str | None = Field(default=None, min_length=1, title="XPath", description="Does not look into shadow roots.")
    text: str | None = Field(default=None, min_length=1, title="Text", description="Text the element shows.")
    role: str | None = Field(default=None, min_length=1, title="ARIA role", description="Such as button, link, row.")
    label: str | None = Field(default=None, min_length=1, title="Label", description="Label of a form field.")
    placeholder: str | None = Field(default=None, min_length=1, title="Placeholder")
    alt: str | None = Field(default=None, min_length=1, title="Alternative text", description="Of an image.")
    title: str | None = Field(default=None, min_length=1, title="Title", description="What shows under the mouse.")
    test_id: str | None = Field(default=None, min_length=1, title="Test id", description="Value of data-testid.")
    name: str | None = Field(default=None, title="Accessible name", description="Goes with a role.")
    exact: bool = Field(
        default=False, title="Exactly", description="Match text, label, placeholder, name … as a whole, with its case."
    )
    within: "Nested | None" = Field(
        default=None, title="Within", description="The element that holds it; several may match, all are searched."
    )
    has: "Nested | None" = Field(default=None, title="Holds", description="An element that it must hold.")
    has_text: str | None = Field(
        default=None, min_length=1, title="Holds text", description="Anywhere in it, in any case."
    )
    near: "Near | None" = Field(default=None, title="Near", description="The nearest match to another element.")
    visible: bool = Field(default=False, title="Visible only", description="Leave hidden matches out.")
    nth: int | None = Field(
        default=None,
        title="Number",
        description="Which of several matches, from 0; -1 is the last. Counts from the nearest one with `near`.",
    )
    frame: "tuple[Nested, ...]" = Field(
        default=(),
        max_length=_DEPTH,
        title="Frames",
        description="The frames to go into, outermost first; each a target, or a CSS selector. "
        "Frames may lie in open shadow roots.",
    )
    fingerprint: Fingerprint | None = Field(
        default=None,
        title="Fingerprint",
        description="What the element was like when it was chosen; without it, what it was like in earlier runs counts.",
    )

    @model_validator(mode="after")
    def _one_kind(self) -> "Target":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}")
        if self.name is not None and self.role is None:
            raise ValueError("`name` goes with `role`")
        inner = [each for each in (self.within, self.has, self.near and self.near.target) if each]
        if any(each.frame for each in inner):
            raise ValueError("what a target is compared with lies in the same frame; give `frame` to the target itself")
        if any(each.depth >= _DEPTH for each in (*inner, *self.frame)):
            raise ValueError(f"targets can lie in one another {_DEPTH} deep")
        return self

    @property
    def kind(self) -> str:
        """Which of `KINDS` the target uses."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def depth(self) -> int:
        """How many targets lie in one another here, at least 1."""
        inner = (self.within, self.has, self.near and self.near.target, *self.frame)
        return 1 + max((each.depth for each in inner if each), default=0)

    @property
    def is_plain(self) -> bool:
        """Tells whether the target only names elements, and perhaps which one by number."""
        return not (self.frame or self.within or self.has or self.has_text or self.near or self.visible)

    def describe(self) -> str:
        """Returns the target as one line for messages: `css=.price`, `role=button "Save" nth=0`."""
        parts = [f"{_short(frame)} >>" for frame in self.frame]
        if self.within is not None:
            parts.append(f"{_short(self.within)} >")
        parts.append(f"{self.kind}={getattr(self, self.kind)}")
        if self.name is not None:
            parts.append(f'"{self.name}"')
        if self.has_text is not None:
            parts.append(f'with text "{self.has_text}"')
        if self.has is not None:
            parts.append(f"with ({_short(self.has)})")
        if self.near is not None:
            parts.append(f"near ({_short(self.near.target)})")
        if self.visible:
            parts.append("visible")
        if self.nth is not None:
            parts.append(f"nth={self.nth}")
        return " ".join(parts)

    def dump(self) -> dict[str, Any]:
        """Returns the target as it is written in a flow, without what goes without saying."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"fingerprint"})


class Near(BaseModel):
    """Closeness to another element."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    target: "Nested" = Field(
        title="Element", description="By CSS, text, placeholder, title or test id; all matches count."
    )
    px: int = Field(default=200, ge=0, le=10_000, title="At most", description="CSS pixels between the two boxes.")

    @model_validator(mode="after")
    def _measurable(self) -> "Near":
        if self.target.kind not in CSS_KINDS or not self.target.is_plain or self.target.nth is not None:
            raise ValueError(f"the other element is named by one of {', '.join(CSS_KINDS)} alone")
        return self


Nested: TypeAlias = Annotated[Target, BeforeValidator(_as_target, json_schema_input_type=str | Target)]
"""A target inside another; plain text means a CSS selector."""

Target.model_rebuild()
Near.model_rebuild()


def _short(target: Target) -> str:
    said = target.describe()
    return said.removeprefix("css=")


def _as_list(value: Any) -> Any:
    one = [value] if isinstance(value, str | dict | Target) else value
    return [_as_target(each) for each in one] if isinstance(one, list | tuple) else one


Targets: TypeAlias = Annotated[
    tuple[Target, ...],
    BeforeValidator(_as_list, json_schema_input_type=str | Target | list[str | Target]),
    Field(min_length=1, max_length=10, json_schema_extra={"x-target": True}),
]
"""A ranked list of targets, best first; one target, or a CSS selector as plain text, may stand in its place."""


def describe(targets: tuple[Target, ...]) -> str:
    """Returns a ranked list as one line for messages."""
    return " | ".join(target.describe() for target in targets)
