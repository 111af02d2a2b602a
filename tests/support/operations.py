"""Calls of every operation of the API, made of its own description."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flow_builder.api.app import described_api

_METHODS = {"get", "put", "post", "patch", "delete"}
_PARAMETER = re.compile(r"/([^/{}]+)/\{(\w+)\}")
_TEXTS = {"email": "ann@example.com", "token": "fbi_x_y"}


@dataclass(frozen=True)
class Operation:
    """One method of one path, with a body that it takes."""

    id: str
    method: str
    path: str
    body: Any

    @property
    def nouns(self) -> list[str]:
        """What the path's parameters name, such as `flows` of `/flows/{flow}`."""
        return [noun for noun, _ in _PARAMETER.findall(self.path)]

    def at(self, named: Callable[[str], str]) -> str:
        """Returns the path with its parameters replaced by what they name."""
        return _PARAMETER.sub(lambda found: f"/{found[1]}/{named(found[1])}", self.path)

    def sent(self) -> dict[str, Any]:
        """Returns what a request carries besides its path."""
        return {} if self.body is None else {"json": self.body}


@cache
def description() -> dict[str, Any]:
    """Returns the OpenAPI description, made once: that takes a good second."""
    return described_api().openapi()


def operations() -> Iterator[Operation]:
    """Yields all operations of the API."""
    described = description()
    schemas = described["components"]["schemas"]
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if method in _METHODS:
                content = operation.get("requestBody", {}).get("content", {}).get("application/json")
                body = None if content is None else content.get("example", _sample(content["schema"], schemas))
                yield Operation(operation["operationId"], method.upper(), path, body)


def _sample(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str = "") -> Any:
    """Returns the least value that a schema takes."""
    if "$ref" in schema:
        return _sample(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    if "const" in schema:
        return schema["const"]
    for choice in ("examples", "enum"):
        if choice in schema:
            return schema[choice][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _sample(schema[choice][0], schemas, name)
    return _plain(schema, schemas, name)


def _plain(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str) -> Any:
    match schema.get("type"):
        case "object":
            needed = schema.get("required", [])
            return {each: _sample(schema["properties"][each], schemas, each) for each in needed}
        case "array":
            return [_sample(schema["items"], schemas)] * schema.get("minItems", 0)
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
    return _TEXTS.get(name, "x" * max(schema.get("minLength", 1), 1))
