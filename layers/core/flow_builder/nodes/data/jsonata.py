"""Queries and reshapes JSON data with a JSONata expression.

JSONata is a small language for JSON: `orders[total > 100].customer.name`, `$sum(lines.(price * count))`,
`{"names": people.name}`. Its manual is at docs.jsonata.org.

* The expression works on **Data** (left out: what comes in). **Variables** are read as `$name`.
* The text is JSONata as it stands; `{{ … }}` is not replaced inside. Pass values as variables.
* The result is the step's output. Where JSONata finds nothing, that is null.
* Limits: time (5 seconds unless changed), depth of recursion, size of texts and lists. Regular expressions follow
  JavaScript and have their own time limit.
"""

import asyncio
import math
import sys
import threading
from typing import Any, Final

from pydantic import Field, RootModel

from flow_builder.domain.value import JSON
from flow_builder.errors import NodeError
from flow_builder.nodes.base import Context, Example, NodeConfig, NodeType, code_field
from flow_builder.nodes.data._regexp import SandboxPattern

MAX_DEPTH: Final = 80
"""Nested evaluations; one costs about ten Python frames of the thousand there are."""
MAX_TEXT: Final = 8 * 1024 * 1024
MAX_LIST: Final = 1_000_000


class Config(NodeConfig):
    """What to evaluate."""

    source: Any = Field(default=None, title="Data", description="Left out: what comes in.")
    expression: str = code_field(
        "jsonata", title="JSONata", description="For example `orders[total > 100].id`.", min_length=1
    )
    variables: dict[str, Any] = Field(
        default_factory=dict, title="Variables", description="Name -> value, read as `$name`.", max_length=100
    )
    timeout_s: float = Field(default=5.0, gt=0, le=30, title="Time limit", description="Seconds.")


class Output(RootModel[Any]):
    """What the expression gives."""


class _TooLarge(Exception):
    """A text or list over its limit."""


def _pad(string: Any, width: Any, char: Any = " ") -> Any:
    """JSONata's $pad, but it does not make texts of any size it is asked for."""
    from jsonata.functions import Functions

    if isinstance(width, int | float) and abs(width) > MAX_TEXT:
        raise _TooLarge
    return Functions.pad(string, width, char)


_IMPORTING = threading.Lock()


def _import_library() -> None:
    """Imports the library, which raises the recursion limit of the whole process, and puts the limit back."""
    with _IMPORTING:
        limit = sys.getrecursionlimit()
        import jsonata  # noqa: F401 - imported for what it does at import

        sys.setrecursionlimit(limit)


def _interpreter(expression: str, timeout_s: float) -> Any:
    from jsonata import Jsonata

    class Guarded(Jsonata):  # type: ignore[misc]
        """Ends when a text or list grows too large; doubling one needs few steps and little time."""

        def _eval(self, expr: Any, input: Any, environment: Any) -> Any:  # noqa: A002 - the library's name
            result = super()._eval(expr, input, environment)
            kind = type(result)
            if (kind is str and len(result) > MAX_TEXT) or (isinstance(result, list) and len(result) > MAX_LIST):
                raise _TooLarge
            return result

    def compile_pattern(pattern: str, flags: Any) -> SandboxPattern:
        letters = ("i" if flags.case_insensitive else "") + ("m" if flags.multiline else "")
        return SandboxPattern(pattern, letters)

    return Guarded(expression, compile_pattern, timeout=int(timeout_s * 1000), stack=MAX_DEPTH)


def _plain(value: Any) -> JSON:
    """Returns a result as plain JSON; the library has list types of its own, and functions are values there."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple | range):
        return [_plain(each) for each in value]
    raise NodeError(
        "The result has a function in it.", code="data.bad_jsonata", hint="Call the function, or leave it out."
    )


_LIMITS = {
    "D1012": ("data.jsonata_timeout", "The expression takes too long."),
    "D1011": ("data.jsonata_depth", "The expression recurses too deeply."),
    "D2014": ("data.jsonata_size", "The range is too long."),
}


def _evaluate(config: Config, source: JSON) -> JSON:
    _import_library()
    from jsonata.jexception import JException

    try:
        interpreter = _interpreter(config.expression, config.timeout_s)
        interpreter.register_lambda("pad", _pad)
        return _plain(interpreter.evaluate(source, config.variables))
    except JException as error:
        raise _mapped(error) from error
    except _TooLarge as error:
        raise NodeError("A text or list in it grows too large.", code="data.jsonata_size") from error
    except RecursionError as error:
        raise NodeError(_LIMITS["D1011"][1], code="data.jsonata_depth") from error
    except NodeError:
        raise
    except Exception as error:
        raise NodeError(
            f"JSONata cannot evaluate this: {error}"[:500],
            code="data.jsonata_failed",
            hint="Check the types of values.",
        ) from error


def _mapped(error: Any) -> NodeError:
    code, location = str(error.error), int(error.location)
    if code in _LIMITS:
        return NodeError(_LIMITS[code][1], code=_LIMITS[code][0])
    syntax = code.startswith("S0")
    details = {"jsonata": code, **({"position": location} if location >= 0 else {})}
    where = f" at position {location}" if syntax and location >= 0 else ""
    return NodeError(
        f"{'This is not JSONata' if syntax else 'JSONata'}: {error}{where}",
        code="data.bad_jsonata" if syntax else "data.jsonata_failed",
        details=details,
    )


async def run(config: Config, ctx: Context) -> Output:
    """Returns what the expression gives.

    Raises NodeError `data.bad_jsonata` (syntax, with its position), `data.jsonata_failed`, `data.jsonata_timeout`,
    `data.jsonata_depth`, `data.jsonata_size`, and `data.bad_pattern`, `data.pattern_too_slow` for patterns.
    """
    source = config.source if "source" in config.model_fields_set else ctx.input
    return Output(await asyncio.to_thread(_evaluate, config, source))


EXAMPLES = (
    Example(
        "Names of large orders",
        {"source": "{{ input }}", "expression": "orders[total > $limit].customer.name", "variables": {"limit": 100}},
        input={
            "orders": [
                {"total": 150, "customer": {"name": "Ada"}},
                {"total": 20, "customer": {"name": "Lin"}},
                {"total": 300, "customer": {"name": "Bo"}},
            ]
        },
        output=["Ada", "Bo"],
    ),
    Example(
        "A new shape",
        {"expression": '{"sum": $sum(lines.(price * count)), "items": lines.name}'},
        input={"lines": [{"name": "Desk", "price": 2.5, "count": 2}, {"name": "Rug", "price": 1, "count": 1}]},
        output={"sum": 6, "items": ["Desk", "Rug"]},
    ),
    Example(
        "With a regular expression",
        {"source": {"text": "a1b22"}, "expression": "$replace(text, /([a-z])(\\d+)/, '$2$1 ')"},
        output="1a 22b ",
    ),
    Example("Bad syntax", {"expression": "a.b["}, input={}, error="data.bad_jsonata"),
    Example(
        "A function that never ends",
        {"expression": "($f := function($n) { $f($n + 1) }; $f(0))", "timeout_s": 0.2},
        error="data.jsonata_timeout",
    ),
)

NODE = NodeType(
    id="data.jsonata", title="JSONata", config=Config, output=Output, run=run, icon="curly-braces", examples=EXAMPLES
)
