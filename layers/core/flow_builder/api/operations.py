"""What the API's routes are, for layers that look at requests before they are routed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute, compile_path


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    id: str
    """As in openapi.json; empty for what is not described there."""
    path: str
    """With the names of its parameters in braces."""
    pattern: re.Pattern[str]
    method: str
    media: frozenset[str]
    """Types of its answers."""
    keyed: bool
    """Whether it heeds an Idempotency-Key itself."""


class Operations:
    """The operations of an API, in the order in which they are tried."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._all = tuple(_operations(routes))

    def find(self, method: str, path: str) -> Operation | None:
        """Returns what a request would get to, or None."""
        return next((each for each in self._all if each.method == method and each.pattern.match(path)), None)

    def methods(self, path: str) -> list[str]:
        """Returns the methods that a path takes, none when there is no such path."""
        here = [each for each in self._all if each.pattern.match(path)]
        found = {each.method for each in here}
        if any(each.method == "GET" and "text/event-stream" not in each.media for each in here):
            found.add("HEAD")
        return sorted(found | {"OPTIONS"}) if found else []


def operation_id(route: APIRoute) -> str:
    """Returns a readable operation id such as `flows_publish`."""
    noun = str(route.tags[0]) if route.tags else "host"
    return f"{noun}_{route.name.strip('_')}"


def _operations(routes: Sequence[BaseRoute]) -> Iterator[Operation]:
    for route in iter_route_contexts(routes):
        if route.path is None or not route.methods:
            continue
        pattern, _, _ = compile_path(route.path)
        dependant = getattr(route, "dependant", None)
        keyed = dependant is not None and any(each.name == "idempotency_key" for each in dependant.header_params)
        media = frozenset(_media(getattr(route, "responses", None) or {}))
        id_ = getattr(route, "unique_id", "")
        for method in sorted(route.methods):
            yield Operation(id_, route.path, pattern, method, media, keyed)


def _media(responses: Mapping[int | str, Mapping[str, object]]) -> set[str]:
    """Returns the types that a route says its answers have, JSON and problems apart."""
    found: set[str] = set()
    for said in responses.values():
        content = said.get("content")
        if isinstance(content, dict):
            found |= {str(each).partition(";")[0] for each in content}
    return found
