"""JSON Schema checks for nodes that take a schema from their config."""

from typing import Any

from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput


def _pointer(parts: Any) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def check_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns a JSON Schema (draft 2020-12) as it is; ValueError with a readable sentence when it is not a valid one."""
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ValueError(
            f"This is not a valid JSON Schema: {error.message} at {_pointer(error.path) or '/'}"
        ) from error
    return schema


def check_value(value: JSON, schema: dict[str, Any], *, what: str, field: str = "") -> None:
    """Raises InvalidInput `input.schema` unless a value fits a schema.

    `what` names the value in the message, `field` is the JSON pointer of the value itself. The first problem is the
    error's field, the first twenty are in `details["problems"]`.
    """
    from jsonschema import Draft202012Validator
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    # An empty registry: by default jsonschema downloads what a `$ref` points to, past the network guard.
    validator = Draft202012Validator(schema, registry=Registry())
    try:
        problems = sorted(validator.iter_errors(value), key=lambda each: _pointer(each.absolute_path))
    except Unresolvable as error:
        raise InvalidInput(
            f"The schema of {what} refers to {error.ref!r}, which is not part of it.", code="input.schema", field=field
        ) from error
    if problems:
        listed = [{"field": field + _pointer(each.absolute_path), "message": each.message[:500]} for each in problems]
        raise InvalidInput(
            f"The {what} does not fit its schema: {listed[0]['message']}",
            code="input.schema",
            field=listed[0]["field"],
            details={"problems": listed[:20]},
        )
