"""Edits of a run that is resumed: `input.x`, `steps.<key>.a[0]`, `items.<loop>[2]`, each with a new value."""

import copy
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput

_PART = re.compile(r"\.([A-Za-z_$][A-Za-z0-9_$-]*)|\[(\d{1,9})\]|\[\"((?:[^\"\\]|\\.)*)\"\]")
_ROOT = re.compile(r"(input|steps|items)(?=[.\[]|$)")
_MAX_PADDING = 10_000

Parts = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `input` has no name; for steps and loops `name` is the key."""

    root: Literal["input", "steps", "items"]
    name: str
    parts: Parts
    value: JSON


def parse_edit(target: str, value: JSON) -> Edit:
    """Returns the edit that a target such as `steps.fetch[2].url` means; InvalidInput `resume.bad_target`."""
    root = _ROOT.match(target)
    parts: list[str | int] = []
    position = root.end() if root else 0
    while root and position < len(target):
        found = _PART.match(target, position)
        if found is None:
            break
        parts.append(int(found[2]) if found[2] is not None else (found[1] or found[3]))
        position = found.end()
    if root is None or position < len(target):
        raise _bad(target)
    if root[1] == "input":
        return Edit("input", "", tuple(parts), value)
    if not parts or not isinstance(parts[0], str):
        raise _bad(target)
    return Edit("steps" if root[1] == "steps" else "items", parts[0], tuple(parts[1:]), value)


def _bad(target: str) -> InvalidInput:
    return InvalidInput(
        f"{target!r} cannot be set.",
        code="resume.bad_target",
        hint="Use input.NAME, steps.KEY, steps.KEY[ITERATION].NAME or items.LOOP[INDEX].",
        field="/set",
    )


def split_path(parts: Parts, depth: int) -> tuple[tuple[int, ...], Parts]:
    """Returns (iteration path, rest): the first `depth` parts, when they are indices, choose the iteration."""
    indices = parts[:depth]
    path = tuple(part for part in indices if isinstance(part, int))
    if len(path) != len(indices) or len(path) < depth:
        raise InvalidInput(
            f"A step inside {depth} loop{'s' if depth > 1 else ''} needs {depth} iteration number"
            f"{'s' if depth > 1 else ''} after its key, such as [0].",
            code="resume.iteration_needed",
            field="/set",
        )
    return path, parts[depth:]


def with_value(root: JSON, parts: Parts, value: JSON) -> JSON:
    """Returns a copy of a JSON value with one place replaced; objects on the way are made, lists grow with null."""
    if not parts:
        return value
    changed: Any = copy.deepcopy(root)
    changed = _container(changed, parts[0])
    here = changed
    for part, following in pairwise(parts):
        here[part] = _container(_get(here, part), following)
        here = here[part]
    _get(here, parts[-1])
    here[parts[-1]] = value
    return changed


def _container(value: Any, part: str | int) -> Any:
    if value is None:
        return {} if isinstance(part, str) else []
    if isinstance(value, list if isinstance(part, int) else dict):
        return value
    raise InvalidInput(f"{part!r} cannot be set in a {type(value).__name__}.", code="resume.bad_target", field="/set")


def _get(holder: Any, part: str | int) -> Any:
    if isinstance(part, str):
        return holder.get(part)
    if part > _MAX_PADDING:
        raise InvalidInput(f"The index {part} is too high.", code="resume.bad_target", field="/set")
    holder.extend([None] * (part + 1 - len(holder)))
    return holder[part]
