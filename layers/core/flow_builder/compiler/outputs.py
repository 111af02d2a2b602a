"""What can be read from a value of which only the JSON Schema is known."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.errors import PydanticInvalidForJsonSchema

_NO_PROPERTIES = frozenset({"number", "integer", "boolean", "null"})


@cache
def output_schema(model: type[BaseModel]) -> Mapping[str, Any]:
    """Returns the JSON Schema of a node type's output as it is recorded; {} when it has none."""
    try:
        return model.model_json_schema(mode="serialization")
    except PydanticInvalidForJsonSchema:
        return {}


def impossible(schema: Mapping[str, Any], path: tuple[str | int, ...], *, closed: bool) -> int | None:
    """Returns the position in `path` of the first part that no value of the schema has, or None.

    With `closed`, an object has just the properties its schema names unless that says otherwise, which is so for what
    pydantic writes; else, as in JSON Schema, only `additionalProperties: false` forbids others. Errs on the side of None.
    """
    return _Walk(schema, closed=closed).first_gap(schema, path, 0)


class _Walk:
    def __init__(self, root: Mapping[str, Any], *, closed: bool) -> None:
        self._root = root
        self._closed = closed

    def first_gap(self, schema: Any, path: tuple[str | int, ...], at: int) -> int | None:
        """Returns the furthest gap among all alternatives, None as soon as one has the whole path."""
        if at == len(path) or not isinstance(schema, Mapping):
            return None
        if "$ref" in schema:
            return self.first_gap(self._referred(schema["$ref"]), path, at)
        options = schema.get("anyOf") or schema.get("oneOf")
        if options:
            gaps = [self.first_gap(each, path, at) for each in options]
            return None if None in gaps else max(gap for gap in gaps if gap is not None)
        return self._step(schema, path, at)

    def _step(self, schema: Mapping[str, Any], path: tuple[str | int, ...], at: int) -> int | None:
        part, kind = path[at], schema.get("type")
        if kind in _NO_PROPERTIES:
            return at
        if kind == "string":
            return None if part == "length" or isinstance(part, int) else at
        if kind == "array":
            return self._item(schema, path, at)
        if kind == "object" or "properties" in schema:
            return self._property(schema, path, at)
        return None

    def _item(self, schema: Mapping[str, Any], path: tuple[str | int, ...], at: int) -> int | None:
        part = path[at]
        if isinstance(part, int) or part.isdecimal():
            return None if "prefixItems" in schema else self.first_gap(schema.get("items"), path, at + 1)
        return None if part == "length" else at

    def _property(self, schema: Mapping[str, Any], path: tuple[str | int, ...], at: int) -> int | None:
        properties, part = schema.get("properties", {}), str(path[at])
        if part in properties:
            return self.first_gap(properties[part], path, at + 1)
        other = schema.get("additionalProperties", not self._closed or "properties" not in schema)
        if other is False:
            return at
        return self.first_gap(other, path, at + 1)

    def _referred(self, reference: str) -> Any:
        found: Any = self._root
        for part in reference.removeprefix("#/").split("/"):
            found = found.get(part.replace("~1", "/").replace("~0", "~"), {}) if isinstance(found, Mapping) else {}
        return found
