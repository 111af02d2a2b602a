"""Errors as one line on stderr and an exit code."""

import asyncio
import functools
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn, ParamSpec

import typer

from flow_builder.cli.show import visible
from flow_builder.errors import Conflict, FlowBuilderError, HostError, InvalidInput, LimitExceeded, NotFound

FAILED = 1
USAGE = 2
NOT_FOUND = 3
CANCELED = 4
HOST = 5
INTERRUPTED = 130

_SERVER_ERROR = 500
_P = ParamSpec("_P")


def command(function: Callable[_P, Coroutine[Any, Any, int | None]]) -> Callable[_P, None]:
    """Makes a synchronous command of a coroutine; what it returns is the exit code, its errors become one line."""

    @functools.wraps(function)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> None:
        try:
            with asyncio.Runner(loop_factory=_new_loop) as runner:
                code = runner.run(function(*args, **kwargs))
        except FlowBuilderError as error:
            fail(error)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            # The reader of a pipe has gone; nothing is left to say, and flushing at exit must not fail either.
            sys.stdout = None
            raise typer.Exit(0) from None
        raise typer.Exit(code or 0)

    return run


def _new_loop() -> asyncio.AbstractEventLoop:
    """Returns uvloop's event loop where there is one; a host serves about twice as much on it."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def fail(error: FlowBuilderError) -> NoReturn:
    """Prints `error: message (code). hint`, a line per diagnostic, and exits."""
    hint = f" {error.hint}" if error.hint else ""
    where = f" at {error.field}" if error.field and error.field not in error.message else ""
    typer.echo(visible(f"error: {error.message.rstrip('.')}{where} ({error.code}).{hint}"), err=True)
    for each in error.details.get("diagnostics", ()):
        typer.echo(f"  {diagnostic_line(each)}", err=True)
    raise typer.Exit(exit_code(error))


def exit_code(error: FlowBuilderError) -> int:
    """Returns the exit code that stands for an error."""
    if isinstance(error, NotFound):
        return NOT_FOUND
    return HOST if error.status >= _SERVER_ERROR else USAGE


def diagnostic_line(said: dict[str, Any]) -> str:
    """Returns a diagnostic as one line."""
    place = " ".join(part for part in (said.get("node"), said.get("field")) if part)
    hint = f" {said['hint']}" if said.get("hint") else ""
    return f"{said['severity']}: {place + ': ' if place else ''}{said['message']} ({said['code']}){hint}"


def from_problem(status: int, said: dict[str, Any]) -> FlowBuilderError:
    """Returns the error that a problem answer of the API describes."""
    kinds: dict[int, type[FlowBuilderError]] = {404: NotFound, 409: Conflict, 413: LimitExceeded}
    kind = kinds.get(status, HostError if status >= _SERVER_ERROR else InvalidInput)
    return kind(
        said.get("detail") or "The host refused.",
        code=said.get("code"),
        hint=said.get("hint"),
        field=said.get("field"),
        details=said.get("details"),
    )
