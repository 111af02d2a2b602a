"""Checks the literal parts of a node's config against its model, while other parts are templates."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from flow_builder.compiler.diagnostics import Diagnostics
from flow_builder.domain.document import Node
from flow_builder.domain.documents import pointer
from flow_builder.domain.wording import plain_message
from flow_builder.nodes.base import NodeType, credential_paths, untemplated_paths

_REPORTED = 20
"""Problems reported per node."""
_LONGEST_ID = 128
_CODES = {"missing": "config.missing", "extra_forbidden": "config.unknown_field"}

Path = tuple[str | int, ...]


def check_config(node: Node, type_: NodeType, report: Diagnostics) -> None:
    """Reports what in `node.config` can never be accepted, whatever its templates give.

    The whole config is validated as it stands, then problems that a template caused are dropped: those of a value that
    is or holds a template, and those of a union in which a template keeps another member possible.
    """
    try:
        type_.config.model_validate(node.config)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        literal = {
            path for dotted in untemplated_paths(type_.config) for path, _ in select(node.config, _parts(dotted))
        }
        for each in list(_real_problems(problems, node.config, literal))[:_REPORTED]:
            _report(node, type_, each, report)
    _check_credentials(node, type_, report)
    _check_deprecated(node, type_, report)


def has_template(value: Any) -> bool:
    """Tells whether a value is or holds text with a template in it."""
    match value:
        case str():
            return "{{" in value
        case Mapping():
            return any(map(has_template, value.values()))
        case list():
            return any(map(has_template, value))
        case _:
            return False


def _check_deprecated(node: Node, type_: NodeType, report: Diagnostics) -> None:
    for name, info in type_.config.model_fields.items():
        extra = info.json_schema_extra
        if isinstance(extra, dict) and extra.get("deprecated") and node.config.get(name) is not None:
            report.add(
                "config.deprecated",
                f"The setting `{name}` still works, but should not be used any more.",
                node=node.id,
                field=pointer(("config", name)),
                hint=f"Use `{extra['x-instead']}` instead. {info.description or ''}".strip(),
            )


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(dotted.split("."))


def _real_problems(problems: list[Any], config: dict[str, Any], literal: set[Path]) -> Iterator[Any]:
    """Yields the problems no template explains, each with `path` (in the raw config) added.

    What stands at a `literal` path is no template, whatever it looks like.
    """
    open_unions: set[Path] = set()
    kept: list[tuple[Any, Path]] = []
    for each in problems:
        path, unions = _locate(config, each["loc"], missing=each["type"] == "missing")
        if _by_template(each) and path not in literal:
            open_unions.update(unions)
        else:
            kept.append(({**each, "path": path}, unions[0] if unions else ()))
    yield from (each for each, union in kept if not union or union not in open_unions)


def _by_template(problem: Any) -> bool:
    if problem["type"] in _CODES:
        return False
    if problem["type"] == "union_tag_invalid":
        return "{{" in str(problem["ctx"].get("tag", ""))
    return has_template(problem["input"])


def _locate(config: Any, loc: Path, *, missing: bool) -> tuple[Path, list[Path]]:
    """Splits pydantic's location into the path in the raw config and the paths of the unions on the way.

    A part of `loc` that the value there does not have is a union member's label, or the missing field at the end.
    """
    path: list[str | int] = []
    unions: list[Path] = []
    value = config
    for position, part in enumerate(loc):
        if _has(value, part):
            value = value[part]
            path.append(part)
        elif missing and position == len(loc) - 1:
            path.append(part)
        elif not (isinstance(value, Mapping) and part in value.values()):
            # The label of a discriminated union is one of the value's own texts; there, only one member is tried.
            unions.append(tuple(path))
    return tuple(path), unions


def _has(value: Any, part: str | int) -> bool:
    if isinstance(value, Mapping):
        return part in value
    return isinstance(value, list) and isinstance(part, int) and part < len(value)


def _report(node: Node, type_: NodeType, problem: Any, report: Diagnostics) -> None:
    path: Path = problem["path"]
    name = ".".join(map(str, path)) or "config"
    kind = problem["type"]
    report.add(
        _CODES.get(kind, "config.invalid"),
        {
            "missing": f"The setting `{name}` is missing.",
            "extra_forbidden": f"{type_.title} has no setting `{name}`.",
        }.get(kind, f"The setting `{name}` does not fit: {plain_message(problem['msg'])}."),
        node=node.id,
        field=pointer(("config", *path)),
        hint=_did_you_mean(type_, str(path[-1])) if kind == "extra_forbidden" and path else None,
    )


def _did_you_mean(type_: NodeType, name: str) -> str | None:
    known = sorted(field_names(type_.config))
    close = get_close_matches(name, known, n=1)
    if close == [name]:
        return f"`{name}` belongs inside another setting; `flow nodes {type_.id}` shows where."
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"It has: {', '.join(type_.config.model_fields)}." if type_.config.model_fields else "It has no settings."


@cache
def field_names(model: type[BaseModel]) -> frozenset[str]:
    """Returns the names of all fields of a model and of the models inside it."""
    names: set[str] = set()
    seen: set[type[BaseModel]] = set()
    pending: list[Any] = [model]
    while pending:
        each = pending.pop()
        if isinstance(each, type) and issubclass(each, BaseModel):
            if each not in seen:
                seen.add(each)
                names.update(info.alias or name for name, info in each.model_fields.items())
                pending.extend(info.annotation for info in each.model_fields.values())
        else:
            pending.extend(get_args(each))
    return frozenset(names)


def _check_credentials(node: Node, type_: NodeType, report: Diagnostics) -> None:
    for dotted in sorted(credential_paths(type_.config)):
        for path, value in select(node.config, _parts(dotted)):
            _check_credential(node, path, value, report)


def _check_credential(node: Node, path: Path, value: Any, report: Diagnostics) -> None:
    if value is None:
        return
    field = pointer(("config", *path))
    if has_template(value):
        report.add(
            "expression.not_allowed",
            f"The setting `{'.'.join(map(str, path))}` names a credential and cannot be an expression.",
            node=node.id,
            field=field,
            hint="Choose a stored credential.",
        )
    elif not isinstance(value, str) or not value or len(value) > _LONGEST_ID or not value.isprintable() or " " in value:
        report.add(
            "credential.invalid",
            f"The setting `{'.'.join(map(str, path))}` must hold the id of a stored credential.",
            node=node.id,
            field=field,
            hint="Store the secret as a credential and choose it here.",
        )


def select(value: Any, pattern: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yields (path, value) of everything in `value` at a dotted pattern's parts; `*` matches every index or key."""
    if not pattern:
        yield path, value
        return
    first, rest = pattern[0], pattern[1:]
    if first == "*" and isinstance(value, list):
        for index, each in enumerate(value):
            yield from select(each, rest, (*path, index))
    elif isinstance(value, Mapping):
        for name in value if first == "*" else [first] if first in value else []:
            yield from select(value[name], rest, (*path, name))
