"""`flow keys`."""

import re
import time
from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data, In
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, time_of, visible
from flow_builder.errors import InvalidInput

app = typer.Typer(help="API keys of programs; without a command they are listed.")

_TIMES = {"h": 3_600_000, "d": 86_400_000, "w": 604_800_000}


@app.callback(invoke_without_command=True)
def keys(context: typer.Context, as_json: Json = False, workspace: In = None, data: Data = None) -> None:
    """List API keys, make and revoke them."""
    if context.invoked_subcommand is None:
        _list(as_json, workspace, data)


@command
async def _list(as_json: bool, workspace: str | None, data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        found = await client.all("/api-keys")
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("No API keys yet. `flow keys add NAME --scope runs:write` makes one.")
    else:
        print_table(["key", "name", "begins with", "role", "for", "expires", "last used"], map(_row, found))
    return 0


@app.command("add")
@command
async def add(
    name: Annotated[str, typer.Argument(help="What it is for, such as the program's name.")],
    scope: Annotated[
        list[str], typer.Option("--scope", "-s", help="What it may be used for, such as flows:read; repeatable.")
    ],
    role: Annotated[str, typer.Option(help="The most it may do: viewer, operator, editor, admin, owner.")] = "editor",
    expires: Annotated[str | None, typer.Option(help="When it ends: 12h, 90d, 52w. Never if not given.")] = None,
    as_json: Json = False,
    workspace: In = None,
    data: Data = None,
) -> int:
    """Make an API key and print it, this once."""
    from flow_builder.cli.client import connected

    wanted = {"name": name, "scopes": scope, "role": role, "expires_at": _end(expires)}
    async with connected(data, workspace=workspace) as client:
        made = await client.post("/api-keys", wanted)
    if as_json:
        print_json(made)
    else:
        typer.echo(made["key"])
        typer.echo(f"{made['id']}: nobody can see this key again, keep it now.", err=True)
    return 0


@app.command("revoke")
@command
async def revoke(
    key: Annotated[str, typer.Argument(metavar="ID", help="As `flow keys` shows it.")],
    workspace: In = None,
    data: Data = None,
) -> int:
    """End an API key: from the next request on it is worth nothing."""
    from flow_builder.cli.client import connected

    async with connected(data, workspace=workspace) as client:
        await client.send("DELETE", f"/api-keys/{key}")
    return 0


def _row(key: dict[str, Any]) -> list[str]:
    used = "never" if key["used_at"] is None else time_of(key["used_at"])
    ends = "never" if key["expires_at"] is None else time_of(key["expires_at"])
    return [key["id"], visible(key["name"]), key["prefix"], key["role"], ", ".join(key["scopes"]), ends, used]


def _end(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,5})([hdw])", text)
    if found is None:
        raise InvalidInput(
            f"{text!r} is not a duration such as 12h, 90d or 52w.", code="input.invalid", field="--expires"
        )
    return int(time.time() * 1_000) + int(found[1]) * _TIMES[found[2]]
