"""`flow demo`."""

from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.errors import command
from flow_builder.cli.show import Form, print_table
from flow_builder.demo.site_list import SITES
from flow_builder.errors import NotFound

if TYPE_CHECKING:
    from flow_builder.cli.client import Client


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
    document = files("flow_builder.demo").joinpath(f"{site}_flow.yaml").read_text("utf-8")
    async with connected(data, executing=True) as client:
        if (credential := SITES[site].credential()) is not None:
            await _keep(client, credential)
        return await execute(client, {"document": document, "trigger": "manual"}, watch=True, form=form)


async def _keep(client: "Client", credential: dict[str, Any]) -> None:
    """Keeps what a site's flow logs in with, in place of an earlier one of that name."""
    cursor = None
    while True:
        page = await client.get("/credentials", limit=100, cursor=cursor)
        found = next((each for each in page["items"] if each["name"] == credential["name"]), None)
        if found is not None:
            await client.send("PUT", f"/credentials/{found['id']}", body={"fields": credential["fields"]})
            return
        if (cursor := page.get("cursor")) is None:
            await client.post("/credentials", credential)
            return
