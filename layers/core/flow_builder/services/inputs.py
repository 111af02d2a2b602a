"""A run's input: defaults filled in, checked against the flow's schema and the size limit."""

from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from flow_builder.domain import limits
from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.nodes.json_schema import check_schema, check_value


def accept_input(schema: dict[str, Any], given: JSON) -> JSON:
    """Returns the input of a run; missing properties get their schema's default, null counts as an empty object.

    Raises InvalidInput `input.schema` with a JSON pointer below `/input`, LimitExceeded `input.too_large`.
    """
    value = {} if given is None else given
    size = len(encoded(value, "/input"))
    if size > limits.MAX_INPUT_BYTES:
        raise LimitExceeded(
            f"The input has {size:,} bytes; the limit is {limits.MAX_INPUT_BYTES:,}.",
            code="input.too_large",
            hint="Put large data in a dataset or behind a URL and pass its name.",
            field="/input",
        )
    if not schema:
        return value
    try:
        check_schema(schema)
    except ValueError as error:
        raise InvalidInput(f"The flow's input schema is wrong: {error}", code="document.input_schema") from error
    filled = _with_defaults(schema, value)
    check_value(filled, schema, what="input", field="/input")
    return filled


def encoded(value: JSON, field: str) -> bytes:
    """Returns a value that somebody sent as JSON; InvalidInput `text.invalid` or LimitExceeded `input.too_deep`."""
    try:
        return to_json(value, inf_nan_mode="null")
    except PydanticSerializationError as error:
        if "surrogates not allowed" not in str(error):
            raise LimitExceeded("The value is nested too deeply.", code="input.too_deep", field=field) from error
        raise InvalidInput(
            "The value holds text that is not valid Unicode.", code="text.invalid", field=field
        ) from error


def _with_defaults(schema: Any, value: JSON) -> JSON:
    if not isinstance(schema, dict) or not isinstance(value, dict):
        return value
    properties = schema.get("properties")
    filled = dict(value)
    for name, below in properties.items() if isinstance(properties, dict) else ():
        if name in filled:
            filled[name] = _with_defaults(below, filled[name])
        elif isinstance(below, dict) and "default" in below:
            filled[name] = below["default"]
    return filled
