"""`flow dead-letters`."""

from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, time_of, visible
from flow_builder.errors import InvalidInput

app = typer.Typer(no_args_is_help=True, help="Starts of runs that failed for good, kept for 14 days.")

Letters = Annotated[list[str] | None, typer.Argument(metavar="[ID]...")]
Flow = Annotated[str | None, typer.Option(help="Only those of this flow.")]


@app.command("list")
@command
async def list_(
    flow: Flow = None,
    all_: Annotated[bool, typer.Option("--all", help="Also those that were redriven.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help="How many at most.")] = 50,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """List starts that failed, the newest first."""
    from flow_builder.cli.client import connected

    wanted = {"flow": flow, "redriven": None if all_ else False, "limit": limit}
    async with connected(data) as client:
        found = (await client.get("/dead-letters", **wanted))["items"]
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("No start has failed.")
    else:
        print_table(["buried", "id", "flow", "from", "tries", "why"], [_row(each) for each in found])
    return 0


@app.command("show")
@command
async def show(letter: Annotated[str, typer.Argument(metavar="ID")], data: Data = None) -> int:
    """Show one with its input, as JSON."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        print_json(await client.get(f"/dead-letters/{letter}"))
    return 0


@app.command("redrive")
@command
async def redrive(
    letters: Letters = None,
    all_: Annotated[bool, typer.Option("--all", help="All that have no run yet.")] = False,
    flow: Flow = None,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Start their runs by the newest version of their flow; each starts one run, however often it is redriven."""
    from flow_builder.cli.client import connected

    if bool(letters) == all_:
        raise InvalidInput("Name dead letters, or give --all.", code="input.invalid")
    async with connected(data, executing=True) as client:
        found = (await client.post("/dead-letters/redrive", {"ids": letters or None, "flow": flow}))["items"]
        if client.own_host:
            # Nobody else executes the runs, and this host ends with the command.
            for each in found:
                if each["run"] is not None:
                    await client.get(f"/runs/{each['run']}", wait=60)
    if as_json:
        print_json(found)
    for each in () if as_json else found:
        if each["run"] is None:
            typer.echo(visible(f"{each['id']}: {each['message']} ({each['code']})"), err=True)
        else:
            typer.echo(f"{each['id']}: run {each['run']}")
    return 0 if all(each["run"] is not None for each in found) else 1


@app.command("delete")
@command
async def delete(letters: Annotated[list[str], typer.Argument(metavar="ID...")], data: Data = None) -> int:
    """Remove them; their starts are not made up for."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        for each in letters:
            await client.send("DELETE", f"/dead-letters/{each}")
            typer.echo(f"{each} is deleted.")
    return 0


def _row(letter: dict[str, Any]) -> list[str]:
    why = f"{letter['error']['message']} ({letter['error']['code']})"
    shown = (letter["id"], letter["flow_name"] or letter["flow"], letter["kind"], str(letter["attempts"]), why)
    return [time_of(letter["tried_at"]), *map(visible, shown)]
