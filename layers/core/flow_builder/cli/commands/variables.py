"""`flow variables`."""

from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table
from flow_builder.errors import InvalidInput


@command
async def variables(
    pairs: Annotated[list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="Variables to set.")] = None,
    unset: Annotated[list[str] | None, typer.Option("--unset", "-u", help="A variable to remove; repeatable.")] = None,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show, set or remove workspace variables, which flows read as env.NAME."""
    from flow_builder.cli.client import connected

    changes: dict[str, str | None] = dict.fromkeys(unset or ())
    changes |= dict(map(_pair, pairs or ()))
    async with connected(data) as client:
        if changes:
            found = (await client.send("PATCH", "/variables", body={"variables": changes})).json()
        else:
            found = await client.get("/variables")
    if as_json:
        print_json(found)
        return 0
    own, provided = found["variables"], found["provided"]
    rows = [[name, value, "workspace"] for name, value in own.items()]
    rows += [[name, value, "host"] for name, value in provided.items() if name not in own]
    if rows:
        print_table(["name", "value", "from"], sorted(rows))
    else:
        typer.echo("There are no variables; `flow variables NAME=value` sets one.")
    for each in found["warnings"]:
        typer.echo(f"{each['message']} {each['hint']}", err=True)
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput(f"{text!r} is not NAME=value.", code="input.invalid")
    return name.strip(), value
