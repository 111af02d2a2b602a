"""Values of a node's config with their templates made ready: compile once, resolve many times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from flow_builder.errors import ExpressionError
from flow_builder.expressions.evaluate import Scope, script
from flow_builder.expressions.references import Reference
from flow_builder.expressions.template import Expression, Template, parse

if TYPE_CHECKING:
    from flow_builder.domain.value import JSON  # brings pydantic, which the evaluating process need not load

_Resolver: TypeAlias = "Callable[[Scope], JSON]"
_Columns: TypeAlias = "Callable[[Scope, Sequence[JSON]], list[JSON]]"


@dataclass(frozen=True, slots=True)
class Compiled:
    r"""A config value made ready.

    `constant`: it holds no template to resolve, so that `raw` is its value in every scope (`\{{` already unescaped).
    `references`: the reads of scope of everything in it, the per-item parts included.
    """

    raw: JSON
    constant: bool
    references: tuple[Reference, ...]
    _value: _Resolver = field(repr=False, compare=False)
    _column: _Columns = field(repr=False, compare=False)


def compile_value(raw: JSON, per_item: frozenset[str] = frozenset()) -> Compiled:
    """Returns a value made ready for `resolve`.

    `per_item` holds dotted paths, such as `where` and `over.condition`, whose raw values stay as they are. `*` stands for
    any key and any index: `set.*`, `keys.*.by`; indices may also be left out: `keys.by`. Keys of objects are never templates.
    Raises ExpressionError with `field` set to the JSON pointer of the text that does not parse.
    """
    return _compile(raw, tuple(tuple(path.split(".")) for path in per_item), (), "")


def resolve(compiled: Compiled, scope: Scope) -> JSON:
    """Returns the value with every template evaluated; parts without one are shared with the raw value, not copied."""
    return compiled._value(scope)  # noqa: SLF001 -- the closure is this module's own


def evaluate(raw: JSON, scope: Scope) -> JSON:
    """Returns a raw value with every template in it evaluated. Raises ExpressionError."""
    return (_compile_text(raw) if type(raw) is str else compile_value(raw))._value(scope)  # noqa: SLF001 -- as above


def evaluate_each(raw: JSON, scope: Scope, items: Sequence[JSON]) -> list[JSON]:
    """Returns what `evaluate` gives for each item, with `item` and `index` set; one call of the engine for all of them.

    The time limit is the one of an expression plus 0.1 ms per item. Raises ExpressionError; `details["index"]` tells the item.
    """
    compiled = _compile_text(raw) if type(raw) is str else compile_value(raw)
    return compiled._column(scope, items) if items else []  # noqa: SLF001 -- as above


def references(value: JSON) -> list[tuple[str, Reference]]:
    """Returns every read of scope in a config, with the JSON pointer of the text that has it.

    Raises ExpressionError with that pointer as `field` for a text that does not parse.
    """
    return [
        (pointer, each)
        for pointer, text in _texts(value, "")
        for part in _parsed(text, pointer).expressions
        for each in part.references
    ]


def _parsed(text: str, pointer: str) -> Template:
    try:
        return parse(text)
    except ExpressionError as error:
        error.field = error.field or pointer
        raise


def _texts(value: JSON, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, f"{pointer}/{_escaped(key)}")
    elif isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from _texts(each, f"{pointer}/{index}")


def _escaped(key: str) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


def _reads(raw: JSON) -> tuple[Reference, ...]:
    """Returns the reads of scope of a per-item value; none of one that does not parse, which may be program code."""
    try:
        return tuple(each for _, each in references(raw))
    except ExpressionError:
        return ()


def _is_per_item(path: tuple[str | None, ...], per_item: tuple[tuple[str, ...], ...]) -> bool:
    """Tells whether a path of keys, with None for an index, is one of the patterns."""
    keys = tuple(part for part in path if part is not None)
    return any(
        len(each) == len(pattern) and all(wanted in ("*", part) for part, wanted in zip(each, pattern, strict=True))
        for pattern in per_item
        for each in {path, keys}
    )


def _compile(raw: JSON, per_item: tuple[tuple[str, ...], ...], path: tuple[str | None, ...], pointer: str) -> Compiled:
    if _is_per_item(path, per_item):
        return replace(_constant(raw), references=_reads(raw))
    if isinstance(raw, str):
        _parsed(raw, pointer)
        return _compile_text(raw)
    if isinstance(raw, dict):
        inner = {key: _compile(each, per_item, (*path, key), f"{pointer}/{_escaped(key)}") for key, each in raw.items()}
        return _compile_object(raw, inner)
    if isinstance(raw, (list, tuple)):
        return _compile_array(
            raw, [_compile(each, per_item, (*path, None), f"{pointer}/{at}") for at, each in enumerate(raw)]
        )
    return _constant(raw)


def _constant(raw: JSON) -> Compiled:
    return Compiled(raw, True, (), lambda _scope: raw, lambda _scope, items: [raw] * len(items))


def _compile_object(raw: dict[str, JSON], inner: dict[str, Compiled]) -> Compiled:
    reads = tuple(each for part in inner.values() for each in part.references)
    if all(part.constant for part in inner.values()):
        same = all(part.raw is raw[key] for key, part in inner.items())
        return replace(_constant(raw if same else {key: part.raw for key, part in inner.items()}), references=reads)
    parts = [(key, part._value) for key, part in inner.items()]  # noqa: SLF001 -- as above
    columns = [part._column for part in inner.values()]  # noqa: SLF001 -- as above

    def value(scope: Scope) -> JSON:
        return {key: part(scope) for key, part in parts}

    def column(scope: Scope, items: Sequence[JSON]) -> list[JSON]:
        rows = zip(*(each(scope, items) for each in columns), strict=True)
        return [dict(zip(inner, row, strict=True)) for row in rows]

    return Compiled(raw, False, reads, value, column)


def _compile_array(raw: Sequence[JSON], inner: list[Compiled]) -> Compiled:
    reads = tuple(each for part in inner for each in part.references)
    if all(part.constant for part in inner):
        same = all(part.raw is each for part, each in zip(inner, raw, strict=True))
        return replace(_constant(raw if same else [part.raw for part in inner]), references=reads)
    parts = [part._value for part in inner]  # noqa: SLF001 -- as above
    columns = [part._column for part in inner]  # noqa: SLF001 -- as above

    def value(scope: Scope) -> JSON:
        return [part(scope) for part in parts]

    def column(scope: Scope, items: Sequence[JSON]) -> list[JSON]:
        return [list(row) for row in zip(*(each(scope, items) for each in columns), strict=True)]

    return Compiled(raw, False, reads, value, column)


@lru_cache(maxsize=8_192)
def _compile_text(text: str) -> Compiled:
    template = parse(text)
    reads = tuple(each for part in template.expressions for each in part.references)
    if not template.expressions:
        return _constant("".join(map(str, template.parts)))
    if template.single:
        whole = script(template.expressions[0], text=False)
        return Compiled(text, False, reads, whole.value, whole.column)
    parts: list[Any] = [script(part, text=True) if isinstance(part, Expression) else part for part in template.parts]

    def value(scope: Scope) -> JSON:
        return "".join(part if type(part) is str else part.value(scope) for part in parts)

    def column(scope: Scope, items: Sequence[JSON]) -> list[JSON]:
        texts = [[part] * len(items) if type(part) is str else part.column(scope, items) for part in parts]
        return ["".join(row) for row in zip(*texts, strict=True)]

    return Compiled(text, False, reads, value, column)
