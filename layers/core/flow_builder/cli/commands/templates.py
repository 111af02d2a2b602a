"""`flow templates`."""

from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table

app = typer.Typer(help="Working flows to begin with; without a command they are listed.")


@app.callback(invoke_without_command=True)
def templates(
    context: typer.Context,
    search: Annotated[str, typer.Option("--search", "-s", help="Words that all occur in what is said of it.")] = "",
    category: Annotated[str | None, typer.Option(help="Such as monitor, collect, quality.")] = None,
    tag: Annotated[str | None, typer.Option(help="Only those with this tag.")] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List working flows to begin with, or make a flow of one."""
    if context.invoked_subcommand is None:
        _list(search, category, tag, as_json, data)


@command
async def _list(search: str, category: str | None, tag: str | None, as_json: bool, data: Data) -> int:
    from flow_builder.cli.client import connected

    found, cursor = [], None
    async with connected(data) as client:
        while True:
            page = await client.get("/templates", q=search, category=category, tag=tag, cursor=cursor)
            found += page["items"]
            if (cursor := page["cursor"]) is None:
                break
    if as_json:
        print_json(found)
    elif not found:
        typer.echo("No template is like that.")
    else:
        print_table(["template", "category", "what it does"], [[e["id"], e["category"], e["summary"]] for e in found])
    return 0


@app.command("use")
@command
async def use(
    template: Annotated[str, typer.Argument(metavar="SLUG", help="As `flow templates` lists it.")],
    name: Annotated[str | None, typer.Option(help="What the flow is called.")] = None,
    data: Data = None,
) -> int:
    """Make a flow of a template and print its id."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        made = await client.post(f"/templates/{template}/use", {"name": name})
    typer.echo(made["id"])
    return 0
