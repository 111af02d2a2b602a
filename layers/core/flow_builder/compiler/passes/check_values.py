"""Pass 4: expressions can be read, and what they read is there by then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any

from flow_builder.compiler.model import Context, Draft, Vertex
from flow_builder.compiler.names import unknown_names
from flow_builder.compiler.outputs import impossible, output_schema
from flow_builder.compiler.visibility import Visibility
from flow_builder.domain.documents import pointer
from flow_builder.errors import ExpressionError
from flow_builder.expressions import ROOTS, Reference, check, check_function, parse, references
from flow_builder.nodes.base import NodeConfig, async_paths, per_item_paths, script_paths, untemplated_paths

Path = tuple[str | int, ...]
_Patterns = tuple[tuple[str, ...], ...]
_Paths = Callable[[type[NodeConfig]], frozenset[str]]


def check_values(draft: Draft, context: Context) -> Draft:
    """Checks every expression of every config and collects which steps each node reads.

    Before: Draft(vertices, scopes)    After: Draft(vertices, scopes, reads)

    Reports expression.invalid and reference.*. Reading a step that may have been skipped is fine: it gives null.
    """
    checker = _Checker(draft, context)
    return replace(draft, reads={vertex.id: checker.check(vertex) for vertex in draft.vertices.values()})


class _Checker:
    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._report = context.report
        self._keys = {vertex.node.key: vertex for vertex in reversed(list(draft.vertices.values()))}
        self._all = tuple(vertex.node.key for vertex in draft.vertices.values())
        self._visible = Visibility(draft)

    def check(self, vertex: Vertex) -> tuple[str, ...]:
        """Returns the keys that the node's config reads; all keys when a key is computed."""
        reads: dict[str, None] = {}
        everything = False
        plain, scripts = _patterns(vertex, untemplated_paths), _patterns(vertex, script_paths)
        for path, text in _texts(vertex.node.config, ()):
            if scripts and _matches(path, scripts):
                self._script(vertex, path, text)
            if "{{" not in text or _matches(path, plain):
                continue
            for each in self._expressions(vertex, path, text):
                if each.root == "steps" and not each.path:
                    everything = True
                elif each.root == "steps" and self._step(vertex, path, each):
                    reads[str(each.path[0])] = None
                elif each.root != "steps":
                    self._other(vertex, path, each)
        return self._all if everything else tuple(reads)

    def _script(self, vertex: Vertex, path: Path, text: str) -> None:
        try:
            check_function(text, asynchronous=_matches(path, _patterns(vertex, async_paths)))
        except ExpressionError as error:
            message = f"The code in `{'.'.join(map(str, path))}` cannot be read{_where(error)}: {error.message}"
            self._add("expression.invalid", message, vertex, path, error.hint)

    def _expressions(self, vertex: Vertex, path: Path, text: str) -> tuple[Reference, ...]:
        try:
            found, unknown = _read(text)
        except ExpressionError as error:
            message = f"{_named(path)} cannot be read{_where(error)}: {error.message}"
            self._add("expression.invalid", message, vertex, path, error.hint)
            return ()
        for name in unknown:
            close = get_close_matches(name, ROOTS, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else self._as_step(name)
            message = f"{_named(path)} uses `{name}`, which does not exist."
            self._add("reference.unknown_name", message, vertex, path, hint)
        return found

    def _as_step(self, name: str) -> str:
        if name in self._keys:
            return f"Did you mean `steps.{name}`?"
        return f"In scope are: {', '.join(f'`{each}`' for each in ROOTS)}."

    def _step(self, vertex: Vertex, path: Path, reference: Reference) -> bool:
        """Checks a read of a step; tells whether there is such a step."""
        key, *rest = reference.path
        read = self._keys.get(str(key))
        if read is None:
            close = get_close_matches(str(key), list(self._keys), n=1)
            hint = f"Did you mean `steps.{close[0]}`?" if close else "Expressions name nodes by their key."
            self._add(
                "reference.unknown_step",
                f"{_named(path)} reads `steps.{key}`; no node has this key.",
                vertex,
                path,
                hint,
            )
            return False
        if self._draft.ordered and self._order(vertex, path, read, tuple(rest)):
            self._property(vertex, path, read, tuple(rest))
        return True

    def _order(self, vertex: Vertex, path: Path, read: Vertex, rest: Path) -> bool:
        per_item = _matches(path, _patterns(vertex, per_item_paths))
        verdict = self._visible.of(vertex, read, rest, per_item=per_item)
        key = read.node.key
        if verdict == "not_earlier":
            self._add(
                "reference.not_earlier",
                f"{_named(path)} reads `steps.{key}`, which is not earlier than `{vertex.node.key}`.",
                vertex,
                path,
                self._how_to_order(vertex, read),
            )
        elif verdict == "inside_loop":
            self._add(
                "reference.inside_loop",
                f"{_named(path)} reads `steps.{key}`, which is inside a loop that `{vertex.node.key}` is not in.",
                vertex,
                path,
                f"Read `steps.{self._loop_around(read)}.items` instead.",
            )
        return verdict == "yes"

    def _how_to_order(self, vertex: Vertex, read: Vertex) -> str:
        if read is vertex:
            return "A node cannot read its own result."
        if self._visible.of(read, vertex, (), per_item=False) != "not_earlier":
            return f"`{read.node.key}` runs later; read an earlier node."
        return f"Connect `{read.node.key}` so that it comes before `{vertex.node.key}`."

    def _loop_around(self, read: Vertex) -> str:
        return next((each.node.key for each in self._draft.chain(read.id) if each.kind == "loop"), read.node.key)

    def _property(self, vertex: Vertex, path: Path, read: Vertex, rest: Path) -> None:
        type_ = read.type
        if type_ is None or type_.output is None or not rest or rest[0] == "error" or read.node.disabled:
            return
        if read.kind == "loop" and rest[0] in ("item", "index"):
            gap = None if read in self._draft.chain(vertex.id) else 0
        else:
            gap = impossible(output_schema(type_.output), rest, closed=True)
        if gap is not None:
            self._gap(vertex, path, f"steps.{read.node.key}", rest, gap)

    def _gap(self, vertex: Vertex, path: Path, subject: str, rest: Path, gap: int) -> None:
        upto = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest[:gap])
        self._add(
            "reference.unknown_property",
            f"{_named(path)} reads `{rest[gap]}` of `{subject}{upto}`, which has no such property.",
            vertex,
            path,
            "It would be null.",
        )

    def _other(self, vertex: Vertex, path: Path, reference: Reference) -> None:
        if reference.root in ("item", "index"):
            self._item(vertex, path, reference.root)
        elif reference.root == "input" and self._draft.document.input_schema:
            gap = impossible(self._draft.document.input_schema, reference.path, closed=False)
            if gap is not None:
                self._gap(vertex, path, "input", reference.path, gap)

    def _item(self, vertex: Vertex, path: Path, root: str) -> None:
        inside = any(each.kind == "loop" for each in self._draft.chain(vertex.id))
        if inside or _matches(path, _patterns(vertex, per_item_paths)):
            return
        self._add(
            "reference.no_item",
            f"{_named(path)} reads `{root}`, but `{vertex.node.key}` is not inside a loop.",
            vertex,
            path,
            "Put the node into a loop, or read the list with `steps.<key>`.",
        )

    def _add(self, code: str, message: str, vertex: Vertex, path: Path, hint: str | None) -> None:
        self._report.add(code, message, node=vertex.id, field=pointer(("config", *path)), hint=hint)


@lru_cache(maxsize=8_192)
def _read(text: str) -> tuple[tuple[Reference, ...], tuple[str, ...]]:
    """Returns what a template reads and the unknown names in it; kept, for an editor compiles a flow again and again.

    Raises ExpressionError.
    """
    scripts = [each for each in parse(text).expressions if each.path is None]
    if scripts:
        check(text)
    unknown = (name for each in scripts for name in unknown_names(each.source))
    return tuple(each for _, each in references(text)), tuple(dict.fromkeys(unknown))


def _where(error: ExpressionError) -> str:
    return "" if error.position is None else f", at character {error.position + 1}"


def _named(path: Path) -> str:
    return f"The expression in `{'.'.join(map(str, path))}`"


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yields (path, text) of every text in a config value; keys of objects are not templates."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, (*path, name))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, (*path, index))


def _patterns(vertex: Vertex, paths: _Paths) -> _Patterns:
    return _split(paths(vertex.type.config)) if vertex.type else ()


@cache
def _split(paths: frozenset[str]) -> _Patterns:
    return tuple(tuple(each.split(".")) for each in sorted(paths))


def _matches(path: Path, patterns: _Patterns) -> bool:
    """Tells whether a path lies at or below one of the patterns."""
    return any(
        len(each) <= len(path) and all(part in ("*", str(found)) for part, found in zip(each, path, strict=False))
        for each in patterns
    )
