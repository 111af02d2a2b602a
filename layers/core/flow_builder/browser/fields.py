"""Fields of a row: what to read from each row of a list, and as what."""

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from flow_builder.browser.targets import Targets

As = Literal["text", "number", "integer", "price", "date", "url", "boolean"]
"""What a field's raw text is turned into; prices become `{amount, currency, text}`, dates ISO 8601."""


class FieldSpec(BaseModel):
    """One field of a row; without a target it is read from the row itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, validate_by_name=True)

    name: str = Field(min_length=1, max_length=100, title="Name")
    target: Targets | None = Field(
        default=None, title="Element", description="Within the row; empty for the row itself."
    )
    attr: str = Field(
        default="text",
        min_length=1,
        title="Read",
        description="`text`, `html`, or an attribute's name such as href, src, value.",
    )
    as_: As = Field(default="text", alias="as", title="As")
    required: bool = Field(default=False, title="Required", description="A row without it is an error.")
    many: bool = Field(default=False, title="All matches", description="A list of every match instead of the first.")

    @model_validator(mode="after")
    def _stays_in_its_row(self) -> "FieldSpec":
        if any(target.frame for target in self.target or ()):
            raise ValueError("a field lies in its row and cannot go into frames")
        return self


def _unique_names(fields: tuple[FieldSpec, ...]) -> tuple[FieldSpec, ...]:
    names = [field.name for field in fields]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"field names are used twice: {', '.join(doubles)}")
    return fields


Fields: TypeAlias = Annotated[
    tuple[FieldSpec, ...], Field(min_length=1, max_length=100, title="Fields"), AfterValidator(_unique_names)
]
"""The fields of a row; their names differ."""
