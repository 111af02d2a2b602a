"""`flow accounts`: what whoever runs the host does about accounts."""

from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import command

app = typer.Typer(no_args_is_help=True, help="Accounts of people on this host.")


@app.command("rotate-keys")
@command
async def rotate_keys(
    forget: Annotated[bool, typer.Option("--forget", help="End all access tokens at once; sessions go on.")] = False,
    data: Data = None,
) -> int:
    """Replace the key that access tokens are signed with."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        made = await client.post("/auth/keys", {"forget": forget})
    typer.echo(f"Access tokens are signed with key {made['kid']} from now on.")
    return 0
