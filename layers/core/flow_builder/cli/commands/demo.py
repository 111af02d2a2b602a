"""`flow demo`."""

from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import command
from flow_builder.cli.show import Form, print_table
from flow_builder.demo.site_list import SITES
from flow_builder.errors import NotFound


@command
async def demo(
    site: Annotated[str, typer.Argument(metavar="[SITE]", help="Which demo site; --list names them.")] = "shop",
    listed: Annotated[bool, typer.Option("--list", help="List the demo sites.")] = False,
    data: Data = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the result.")] = Form.TABLE,
) -> int:
    """Run a demo site's flow in a real browser and print what it found."""
    from flow_builder.cli.client import connected
    from flow_builder.cli.commands.runs import execute

    if listed:
        print_table(
            ("site", "path", "what it is"), ((one.key, f"/demo/{one.key}/", one.line) for one in SITES.values())
        )
        return 0
    if site not in SITES:
        raise NotFound(f"There is no demo site {site!r}.", code="demo.unknown", hint=f"There are {', '.join(SITES)}.")
    async with connected(data, executing=True) as client:
        return await execute(client, {"document": SITES[site].flow(), "trigger": "manual"}, watch=True, form=form)
