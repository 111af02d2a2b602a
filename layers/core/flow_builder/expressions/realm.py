"""One sealed QuickJS context: compiles functions, calls them under limits, and says what stopped them.

A realm serves many evaluations, because a new one costs a thousand of them. What keeps them apart:

* `realm.js` freezes every intrinsic and the global object and removes whatever holds hidden state, observes the
  garbage collector, reads the outside or compiles text (`Function`, `eval`, `WeakRef`, `Promise`, `Error.prepareStackTrace`, …).
* Source text becomes a strict function that gets its scope as parameters. Before it is compiled it must parse inside
  two differently closed wrappers; no text can break out of both, so none can add top-level declarations.
* Scope is parsed from JSON for each call and deeply frozen; results leave as JSON text. No Python object goes in.

`Date`, `Date.now` and `Math.random` stay: flows need the date. They are the only results that differ from one evaluation
to the next. Jobs of promises are never run, so `async` functions do nothing after their first `await`.

Not thread-safe: a realm belongs to the thread that made it.
"""

import json
import re
from collections import OrderedDict
from functools import cache
from pathlib import Path
from typing import Any

import quickjs

from flow_builder.domain import limits
from flow_builder.expressions.references import ROOTS

STACK_BYTES = 768 * 1024
MAX_FUNCTIONS = 1_024
_MAX_CALLS = 20_000
_MAX_IDLE_BYTES = 8 * 1024 * 1024
_CHECK_EVERY = 128
_COPIES = 32
"""Memory that JSON text may take once parsed, as a multiple of its length: small objects are many times their text."""

_AT = re.compile(r"at [^\n]*?<input>:(\d+):(\d+)\)?\s*$", re.MULTILINE)


_HARMLESS = frozenset({"syntax", "failed"})


class Stopped(Exception):
    """A call that gave no result; `kind` is one of syntax, timeout, memory, recursion, failed, result_too_large."""

    def __init__(self, kind: str, message: str, *, line: int = 0, column: int = 0, index: int | None = None) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.line = line
        self.column = column
        self.index = index


@cache
def _script() -> str:
    return Path(__file__).with_name("realm.js").read_text("utf-8")


class Realm:
    """A sealed context; `spent` says that it must not be used again."""

    def __init__(self) -> None:
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(STACK_BYTES)
        entry = self._context.eval(_script())
        self._run, self._each, self._call = _entries(self._context, entry)
        self._functions: OrderedDict[tuple[str, tuple[str, ...] | None], Any] = OrderedDict()
        self._calls = 0
        self.spent = False

    def run(self, source: str, scope: str, text: bool, *, seconds: float, limit: int, freeze: bool = True) -> str:
        """Returns the JSON text of an expression's value, or with `text` of the value as template text."""
        function = self._compiled(source, None, seconds)
        return self._guarded(self._run, seconds, len(scope), function, scope, text, freeze, limit)

    def each(
        self, source: str, scope: str, items: str, text: bool, *, seconds: float, limit: int, freeze: bool = True
    ) -> str:
        """Returns the JSON text of the array of an expression's values, one per item."""
        function = self._compiled(source, None, seconds)
        return self._guarded(self._each, seconds, len(scope) + len(items), function, scope, items, text, freeze, limit)

    def call(self, body: str, names: tuple[str, ...], scope: str, *, seconds: float, limit: int) -> str:
        """Returns the JSON text of what a function body returns; `names` are its parameters, taken from scope."""
        function = self._compiled(body, names, seconds)
        return self._guarded(self._call, seconds, len(scope), function, json.dumps(names), scope, limit)

    def check(self, source: str, *, seconds: float) -> None:
        """Raises Stopped `syntax` unless the text is one JavaScript expression; runs nothing."""
        self._compiled(source, None, seconds)

    def check_function(self, body: str, names: tuple[str, ...], asynchronous: bool = False, *, seconds: float) -> None:
        """Raises Stopped `syntax` unless the text is a JavaScript function body; runs nothing."""
        if not asynchronous:
            self._compiled(body, names, seconds)
            return
        self._limit(seconds, len(body))
        for wrapper in _async_function(body, names):
            self._parse(wrapper)

    def _compiled(self, source: str, names: tuple[str, ...] | None, seconds: float) -> Any:
        """Returns the function of an expression, or of a function body with such parameters; keeps the last ones."""
        key = (source, names)
        function = self._functions.get(key)
        if function is not None:
            self._functions.move_to_end(key)
            return function
        self._limit(seconds, len(source))
        wrappers = _expression(source) if names is None else _function(source, names)
        for wrapper in wrappers:
            self._parse(wrapper)
        function = self._functions[key] = self._eval(wrappers[0])
        if len(self._functions) > MAX_FUNCTIONS:
            self._functions.popitem(last=False)
        return function

    def _limit(self, seconds: float, size: int) -> None:
        self._context.set_time_limit(seconds)
        self._context.set_memory_limit(limits.EXPRESSION_BYTES + _COPIES * size)

    def _parse(self, wrapper: str) -> None:
        """Parses without running: a wrapper followed by a token that is wrong there, and only there."""
        try:
            self._eval(f"{wrapper}\n\x01")
        except Stopped as stopped:
            last = wrapper.count("\n") + 2
            if stopped.kind != "syntax" or (stopped.line, stopped.column) != (last, 1) or "\x01" not in stopped.message:
                raise
        else:
            raise Stopped("syntax", "This is not an expression.", line=1, column=1)

    def _eval(self, source: str) -> Any:
        try:
            return self._context.eval(source)
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            raise _stopped(error) from None
        except ValueError as error:
            raise Stopped("syntax", f"The source has a character that no program may have: {error}.") from None

    def _guarded(self, entry: Any, seconds: float, size: int, *arguments: Any) -> str:
        self._limit(seconds, size)
        try:
            answer: str = entry(*arguments)
        except (quickjs.JSException, quickjs.StackOverflow) as error:
            self.spent = True
            raise _at_run_time(_stopped(error)) from None
        self._calls += 1
        if self._calls % _CHECK_EVERY == 0 or size > limits.INLINE_BYTES:
            self.spent = self._calls > _MAX_CALLS or self._context.memory()["memory_used_size"] > _MAX_IDLE_BYTES
        if answer[0] in "!LM":
            stopped = _at_run_time(_reported(answer))
            self.spent = self.spent or stopped.kind not in _HARMLESS
            raise stopped
        return answer


def _reported(answer: str) -> Stopped:
    message, _, index = answer.rpartition("\n") if re.search(r"\n\d+\Z", answer) else (answer, "", "")
    at = int(index) if index else None
    if message[0] == "L":
        return Stopped("result_too_large", f"The result has {message[1:]} characters as JSON.", index=at)
    if message[0] == "M":
        return Stopped("memory", "The expression needs too much memory.", index=at)
    return Stopped(_kind(message[1:]), message[1:], index=at)


def _stopped(error: Exception) -> Stopped:
    text = str(error)
    where = _AT.search(text)
    line, column = (int(where[1]), int(where[2])) if where else (0, 0)
    message = text.partition("\n    at ")[0].strip()
    if isinstance(error, quickjs.StackOverflow):
        return Stopped("recursion", message, line=line, column=column)
    return Stopped(_kind(message), message, line=line, column=column)


def _at_run_time(stopped: Stopped) -> Stopped:
    """A SyntaxError at run time is the user's own, from JSON.parse for one."""
    if stopped.kind == "syntax":
        stopped.kind = "failed"
    return stopped


_ENTRIES = ("run", "each", "call")


def _entries(context: Any, entry: Any) -> tuple[Any, ...]:
    """Takes the entry points out of their object; the bindings have no way to read a property."""
    pick = context.eval("(entry, name) => entry[name]")
    return tuple(pick(entry, name) for name in _ENTRIES)


def _kind(message: str) -> str:
    if message.startswith("InternalError: interrupted"):
        return "timeout"
    if message.startswith(("InternalError: out of memory", "InternalError: string too long")) or message in (
        "null",
        "",
        "[uninitialized]\nundefined",
    ):
        return "memory"
    if "Maximum call stack size exceeded" in message or message.startswith("InternalError: stack overflow"):
        return "recursion"
    if message.startswith("SyntaxError"):
        return "syntax"
    return "failed"


def _expression(source: str) -> tuple[str, ...]:
    """Returns the function to compile, then the wrapper it must parse in as well; the source is on line 2."""
    names = ",".join(ROOTS)
    return (
        f'(function({names}){{"use strict";return (\n{source}\n)}})',
        f'(function({names}){{"use strict";return [\n{source}\n]}})',
    )


def _function(body: str, names: tuple[str, ...]) -> tuple[str, ...]:
    parameters = ",".join(names)
    return (
        f'(function({parameters}){{"use strict";\n{body}\n}})',
        f"({{m({parameters}){{\n{body}\n}}}})",
        f"(class {{m({parameters}){{\n{body}\n}}}})",
    )


def _async_function(body: str, names: tuple[str, ...]) -> tuple[str, ...]:
    parameters = ",".join(names)
    return (
        f"(async function({parameters}){{\n{body}\n}})",
        f"({{async m({parameters}){{\n{body}\n}}}})",
    )
