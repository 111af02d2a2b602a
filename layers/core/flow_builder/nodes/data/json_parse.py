"""Reads JSON text.

* Formats: `json` (one value), `lines` (one value per line, NDJSON; gives a list), `embedded` (the first object or
  list inside other text, for example in a page's script or a language model's answer).
* A value that is no text any more (an answer that was parsed already) is passed on as it is.
* Errors say line and column. `NaN` and `Infinity` are not JSON. A byte order mark is fine.
* With a **schema**, the value must fit it.
* With **on bad JSON** `default`, text that cannot be read gives the default instead of an error.
"""

import json
from typing import Annotated, Any, Literal, NoReturn

from pydantic import Field, field_validator

from flow_builder.domain.value import JSON
from flow_builder.errors import InvalidInput, NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeOutput, NodeType
from flow_builder.nodes.json_schema import check_schema, check_value

MAX_TRIES = 1_000
"""Places at which embedded JSON is tried to begin."""


class Fail(NodeConfig):
    """The step fails."""

    action: Literal["fail"]


class UseDefault(NodeConfig):
    """The step goes on with a default."""

    action: Literal["default"]
    value: Any = Field(default=None, title="Default")


class Config(NodeConfig):
    """What to read."""

    text: Any = Field(title="Text", description="JSON text.")
    format: Literal["json", "lines", "embedded"] = Field(default="json", title="Format")
    json_schema: dict[str, Any] | None = Field(
        default=None, alias="schema", title="Schema", description="A JSON Schema the value must fit."
    )
    on_bad_json: Annotated[Fail | UseDefault, Field(discriminator="action", title="On bad JSON")] = Fail(action="fail")

    @field_validator("json_schema")
    @classmethod
    def _valid(cls, schema: dict[str, Any] | None) -> dict[str, Any] | None:
        return schema if schema is None else check_schema(schema)


class Output(NodeOutput):
    """The value."""

    value: Any


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _loads(text: str, first_line: int = 1) -> JSON:
    """Returns the JSON value of a text; NodeError `data.bad_json`."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        line = error.lineno + first_line - 1
        around = text[max(0, error.pos - 20) : error.pos + 20]
        raise NodeError(
            f"This is not JSON: {error.msg} at line {line}, column {error.colno}, near {around!r}.",
            code="data.bad_json",
            hint="The text is empty." if not text.strip() else None,
            details={"line": line, "column": error.colno, "position": error.pos},
        ) from error
    except ValueError as error:
        raise NodeError(f"This is not JSON: {error}.", code="data.bad_json", details={"line": first_line}) from error
    except RecursionError as error:
        raise NodeError("The JSON is nested too deeply.", code="data.bad_json") from error


def _lines(text: str) -> list[JSON]:
    lines = text.replace("\r\n", "\n").split("\n")
    return [_loads(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _embedded(text: str) -> JSON:
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    starts = (at for at, each in enumerate(text) if each in "{[")
    for _, start in zip(range(MAX_TRIES), starts, strict=False):
        try:
            return decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue
    raise NodeError("There is no JSON object or list in the text.", code="data.bad_json")


_READERS = {"json": _loads, "lines": _lines, "embedded": _embedded}


async def run(config: Config, ctx: Context) -> Output:
    """Returns the value; NodeError `data.bad_json` with line and column, `data.schema` with the problems."""
    value = config.text
    if isinstance(value, str):
        try:
            value = _READERS[config.format](value.removeprefix("\ufeff"))
        except NodeError as error:
            if isinstance(config.on_bad_json, Fail):
                raise
            ctx.log(f"Bad JSON, using the default: {error.message}", "warning")
            return Output(value=config.on_bad_json.value)
    if config.json_schema is not None:
        try:
            check_value(value, config.json_schema, what="value")
        except InvalidInput as error:
            raise NodeError(error.message, code="data.schema", details=error.details) from error
    return Output(value=value)


EXAMPLES = (
    Example(
        "Text of an answer",
        {"text": "{{ input.body }}"},
        input={"body": '{"ok": true}'},
        output={"value": {"ok": True}},
    ),
    Example(
        "One value per line",
        {"text": '{"n": 1}\n{"n": 2}\n', "format": "lines"},
        output={"value": [{"n": 1}, {"n": 2}]},
    ),
    Example(
        "Inside other text",
        {"text": "Sure! Here it is:\n```json\n[1, 2]\n```", "format": "embedded"},
        output={"value": [1, 2]},
    ),
    Example(
        "A default for bad text",
        {"text": "<html>", "on_bad_json": {"action": "default", "value": []}},
        output={"value": []},
    ),
    Example("Bad text", {"text": '{"a": 1,}'}, error="data.bad_json"),
    Example("The wrong shape", {"text": '{"a": 1}', "schema": {"type": "array"}}, error="data.schema"),
)

NODE = NodeType(
    id="data.json_parse", title="Parse JSON", config=Config, output=Output, run=run, icon="braces", examples=EXAMPLES
)
