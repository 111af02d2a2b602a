"""Targets: how a step says which element it means. Free of Playwright, so that checking a flow stays light."""

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

KINDS = ("css", "xpath", "text", "role", "label", "placeholder", "test_id")
"""The ways to name an element; a target uses exactly one."""


class Target(BaseModel):
    """One way to find an element. Plain text in its place means a CSS selector; open shadow roots are searched too."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    css: str | None = Field(default=None, min_length=1, title="CSS selector")
    xpath: str | None = Field(default=None, min_length=1, title="XPath")
    text: str | None = Field(default=None, min_length=1, title="Text", description="Text the element shows.")
    role: str | None = Field(default=None, min_length=1, title="ARIA role", description="Such as button, link, row.")
    label: str | None = Field(default=None, min_length=1, title="Label", description="Label of a form field.")
    placeholder: str | None = Field(default=None, min_length=1, title="Placeholder")
    test_id: str | None = Field(default=None, min_length=1, title="Test id", description="Value of data-testid.")
    name: str | None = Field(default=None, title="Accessible name", description="Goes with a role.")
    exact: bool = Field(default=False, description="Match text, label, placeholder or name as a whole, with its case.")
    nth: int | None = Field(default=None, description="Which of several matches, from 0; -1 is the last.")
    frame: tuple[str, ...] = Field(default=(), description="CSS selectors of the frames to go into, outermost first.")

    @model_validator(mode="after")
    def _one_kind(self) -> "Target":
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(KINDS)}")
        if self.name is not None and self.role is None:
            raise ValueError("`name` goes with `role`")
        return self

    @property
    def kind(self) -> str:
        """Which of `KINDS` the target uses."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)

    def describe(self) -> str:
        """Returns the target as one line for messages: `css=.price`, `role=button "Save" nth=0`."""
        parts = [*(f"{frame} >>" for frame in self.frame), f"{self.kind}={getattr(self, self.kind)}"]
        if self.name is not None:
            parts.append(f'"{self.name}"')
        if self.nth is not None:
            parts.append(f"nth={self.nth}")
        return " ".join(parts)


def _as_list(value: Any) -> Any:
    one = [value] if isinstance(value, str | dict | Target) else value
    return [{"css": each} if isinstance(each, str) else each for each in one] if isinstance(one, list | tuple) else one


Targets: TypeAlias = Annotated[
    tuple[Target, ...],
    BeforeValidator(_as_list, json_schema_input_type=str | Target | list[str | Target]),
    Field(min_length=1, max_length=10, json_schema_extra={"x-target": True}),
]
"""A ranked list of targets, best first; one target, or a CSS selector as plain text, may stand in its place."""


def describe(targets: tuple[Target, ...]) -> str:
    """Returns a ranked list as one line for messages."""
    return " | ".join(target.describe() for target in targets)
