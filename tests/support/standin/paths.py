"""The paths of states: `$`, `$.a.b`, `$[0]`, and `$$…` into the context object; nothing else is in the subset."""

import re
from typing import Any

_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


class AslError(Exception):
    """A failure within a machine, with the name that Retry and Catch compare."""

    def __init__(self, name: str, cause: str = "") -> None:
        super().__init__(f"{name}: {cause}")
        self.name = name
        self.cause = cause


def get(path: str, data: Any, context: dict[str, Any]) -> Any:
    """Returns what a path points at; AslError `States.Runtime` when there is nothing."""
    found, rest = (context, path[2:]) if path.startswith("$$") else (data, path[1:])
    at = 0
    while at < len(rest):
        step = _STEP.match(rest, at)
        if step is None:
            raise AslError("States.Runtime", f"{path!r} is not a path of the subset")
        at = step.end()
        try:
            found = found[step[1]] if step[1] is not None else found[int(step[2])]
        except (KeyError, IndexError, TypeError) as error:
            raise AslError("States.Runtime", f"{path!r} is not in {data!r}") from error
    return found


def put(path: str | None, data: Any, value: Any) -> Any:
    """Returns a state's input with its result put in by ResultPath; None leaves it as it is."""
    if path is None:
        return data
    if path == "$":
        return value
    name = path.removeprefix("$.")
    assert name.isidentifier(), path
    return {**data, name: value}


def template(value: Any, data: Any, context: dict[str, Any]) -> Any:
    """Returns Parameters or an ItemSelector with the fields that end in `.$` resolved."""
    if isinstance(value, list):
        return [template(each, data, context) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name.removesuffix(".$"): get(each, data, context) if name.endswith(".$") else template(each, data, context)
        for name, each in value.items()
    }
