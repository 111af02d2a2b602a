"""`flow vault`."""

from typing import Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import command

app = typer.Typer(help="The master keys that secrets are sealed with; without a command they are listed.")


@app.callback(invoke_without_command=True)
def vault(context: typer.Context, data: Data = None) -> None:
    """List the master keys, or exchange them."""
    if context.invoked_subcommand is None:
        _show(data)


@command
async def _show(data: Data) -> int:
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        _print(await client.get("/vault"))
    return 0


@app.command("rotate")
@command
async def rotate(data: Data = None) -> int:
    """Add a master key and move all secrets to it. Back the key file up before and after."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        _print(await client.post("/vault/rotate"))
    return 0


@app.command("drop")
@command
async def drop(data: Data = None) -> int:
    """Drop the older master keys, once nothing needs them. Older backups of the data need them still."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        _print(await client.post("/vault/drop"))
    return 0


def _print(found: dict[str, Any]) -> None:
    first, *others = found["keys"]
    typer.echo(f"{first}  seals")
    for each in others:
        typer.echo(f"{each}  opens")
    typer.echo(f"{found['secrets']} secrets, {found['left']} of them need an older key.", err=True)
