"""Fields of a row: what to read from each row of a list, and as what."""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from flow_builder.browser.locales import LocaleName
from flow_builder.browser.targets import Targets

As = Literal["text", "number", "integer", "price", "date", "url", "boolean", "json"]
"""What a field's raw text is turned into; prices become `{amount, currency, text}`, dates ISO 8601."""

MAX_DEPTH = 5
"""Fields within fields."""


def _readable(text: str | None) -> str | None:
    if text is None:
        return None
    from datetime import datetime

    from flow_builder.domain.date_format import strptime_format

    try:
        datetime.strptime("", strptime_format(text))  # noqa: DTZ007 - only its errors count
    except ValueError as error:
        if "does not match" not in str(error):
            raise
    return text


DateFormat = Annotated[
    str | None,
    AfterValidator(_readable),
    Field(min_length=1, max_length=100, title="Date format", description="Such as DD.MM.YYYY HH:mm; empty: guessed."),
]


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
    locale: LocaleName = None
    format: DateFormat = None
    required: bool = Field(default=False, title="Required", description="A row without it is an error.")
    many: bool = Field(default=False, title="All matches", description="A list of every match instead of the first.")
    fields: "tuple[FieldSpec, ...]" = Field(
        default=(),
        max_length=100,
        title="Inner fields",
        description="The field becomes an object with these, or with *All matches* a list of objects.",
    )

    @field_validator("fields")
    @classmethod
    def _inner_names_differ(cls, fields: "tuple[FieldSpec, ...]") -> "tuple[FieldSpec, ...]":
        return _unique_names(fields)

    @model_validator(mode="after")
    def _fits_together(self) -> "FieldSpec":
        if any(target.frame for target in self.target or ()):
            raise ValueError("a field lies in its row and cannot go into frames")
        if any(target.near for target in self.target or ()):
            raise ValueError("a field is looked for in every row and cannot be the one nearest to something")
        if self.fields and (self.as_ != "text" or self.attr != "text"):
            raise ValueError("a field with inner fields is an object: leave out `as` and `attr`")
        if self.depth > MAX_DEPTH:
            raise ValueError(f"fields lie at most {MAX_DEPTH} deep in each other")
        return self

    @property
    def depth(self) -> int:
        """Levels of fields, this one included."""
        return 1 + max((field.depth for field in self.fields), default=0)


def _unique_names(fields: tuple[Any, ...]) -> tuple[Any, ...]:
    names = [field.name for field in fields]
    if doubles := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"field names are used twice: {', '.join(doubles)}")
    return fields


Fields: TypeAlias = Annotated[
    tuple[FieldSpec, ...], Field(min_length=1, max_length=100, title="Fields"), AfterValidator(_unique_names)
]
"""The fields of a row; their names differ."""
