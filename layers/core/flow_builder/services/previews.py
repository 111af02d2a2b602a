"""Expressions before they run: their value on recorded data, and what they could read."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import to_json

from flow_builder.compiler.outputs import output_schema
from flow_builder.domain import limits
from flow_builder.domain.document import Node
from flow_builder.domain.value import JSON
from flow_builder.errors import ExpressionError
from flow_builder.expressions import check, evaluate, references
from flow_builder.services.app import App
from flow_builder.services.samples import SET_VARS, Samples

MOST_BYTES = 256 * 1024
"""Of a value that is shown whole."""
_MOST_ITEMS = 3
_MOST_KEYS = 50
_MOST_CHARS = 300
_MOST_LEVELS = 6
_ITERATION = {"type": "object", "properties": {"item": {}, "index": {"type": "integer"}}}
"""What `steps.<loop>` is inside of the loop."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A value and what it was made of; with `error` there is none. `type` is the JSON type of the value.

    `value` is null and `shown` its beginning when it is larger than 256 KiB.
    """

    value: JSON = None
    type: str | None = None
    truncated: bool = False
    shown: str | None = None
    references: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] | None = None
    run: str | None = None
    """Run whose data was read."""


async def preview(samples: Samples, value: JSON) -> Preview:
    """Returns the value of a text or config with all templates in it evaluated; what is wrong with it is in `error`."""
    run = samples.run.id if samples.run is not None else None
    try:
        reads = references(value)
    except ExpressionError as error:
        return Preview(error=_told(error), run=run)
    shown = [
        {"field": pointer, "root": each.root, "path": list(each.path), "position": each.position}
        for pointer, each in reads
    ]
    keys = {str(each.path[0]) if each.path else None for _, each in reads if each.root == "steps"}
    roots = {each.root for _, each in reads}
    try:
        scope = await samples.scope(None if None in keys else {each for each in keys if each is not None}, roots)
        found = await asyncio.to_thread(_evaluated, value, scope)
    except ExpressionError as error:
        return Preview(references=shown, error=_told(error), run=run)
    text = to_json(found, inf_nan_mode="null")
    if len(text) > MOST_BYTES:
        begin = text[: limits.PREVIEW_CHARS].decode("utf-8", "ignore")
        return Preview(type=_type_of(found), truncated=True, shown=begin, references=shown, run=run)
    return Preview(found, _type_of(found), references=shown, run=run)


def _evaluated(value: JSON, scope: dict[str, Any]) -> JSON:
    if isinstance(value, str):
        check(value)  # says where a mistake is
    return evaluate(value, scope)


def _told(error: ExpressionError) -> dict[str, Any]:
    said = {"code": error.code, "message": error.message, "hint": error.hint, "field": error.field}
    return {**said, "position": error.position, "details": error.details}


def _type_of(value: JSON) -> str:
    if value is None:
        return "null"
    for kind, name in ((bool, "boolean"), (str, "string"), (dict, "object"), (list, "array")):
        if isinstance(value, kind):
            return name
    return "number"


async def describe_scope(app: App, samples: Samples) -> dict[str, Any]:
    """Returns what can be referenced at a place: each root with a sample, steps with the schema of their output.

    Samples are cut: three items of a list, 50 keys of an object, 300 characters of a text, six levels.
    """
    scope = await samples.scope(None, {"vars", "item", "index", "steps"})
    around = {each.id for each in samples.loops}
    steps = [
        {
            "key": node.key,
            "name": node.name or node.key,
            "type": node.type,
            "schema": _ITERATION if node.id in around else _schema(app, node),
            "sample": sample_of(scope["steps"].get(node.key)),
            "recorded": (await samples.record(node)) is not None,
        }
        for node in (*samples.loops, *samples.visible)
    ]
    inside = {"item": sample_of(scope["item"]), "index": scope["index"]} if samples.loops else None
    names = {name: None for node in samples.visible if node.type == SET_VARS for name in node.config.get("values", {})}
    return {
        "input": {"schema": samples.document.input_schema, "sample": sample_of(scope["input"])},
        "steps": steps,
        "iteration": inside,
        "vars": sample_of({**names, **scope["vars"]}),
        "env": scope["env"],
        "run": scope["run"],
        "recorded_by": samples.run.id if samples.run is not None else None,
    }


def _schema(app: App, node: Node) -> dict[str, Any]:
    found = app.catalogue.get(node.type)
    return {} if found is None or found.output is None else dict(output_schema(found.output))


def sample_of(value: JSON, level: int = 0) -> JSON:
    """Returns a value cut to what is worth looking at."""
    if isinstance(value, str):
        return value if len(value) <= _MOST_CHARS else f"{value[:_MOST_CHARS]}…"
    if not isinstance(value, (dict, list)):
        return value
    if level == _MOST_LEVELS:
        return {} if isinstance(value, dict) else []
    if isinstance(value, list):
        return [sample_of(each, level + 1) for each in value[:_MOST_ITEMS]]
    return {name: sample_of(each, level + 1) for name, each in list(value.items())[:_MOST_KEYS]}
