"""Config fields that are texts, whatever an expression gives for them."""

import json
from typing import Annotated, Any

from pydantic import BeforeValidator

from flow_builder.domain.value import JSON


def as_text(value: JSON) -> str:
    """Returns a value as one writes it: texts as they are, whole numbers without a point, other values as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False)


def _lenient(value: Any) -> Any:
    return as_text(value) if isinstance(value, bool | int | float) else value


Text = Annotated[str, BeforeValidator(_lenient)]
"""A text for which a number or truth value may be given: `{{ input.count }}` is a number, a header needs a text."""
