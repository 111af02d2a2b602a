"""`flow politeness`."""

from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table
from flow_builder.domain.politeness import Robots


@command
async def politeness(
    domain: Annotated[str | None, typer.Argument(metavar="[DOMAIN]", help="Without it, all sites are meant.")] = None,
    robots: Annotated[Robots | None, typer.Option(help="What a site's robots.txt means to visitors.")] = None,
    delay: Annotated[float | None, typer.Option(min=0, help="Seconds between the starts of two visits.")] = None,
    concurrency: Annotated[int | None, typer.Option(min=0, help="Visits at once; 0 for any number.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget what was set before.")] = False,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show or set how considerate browsers are to sites: robots.txt, pauses, visits at once."""
    from flow_builder.cli.client import connected

    wishes = {
        name: value
        for name, value in {"robots": robots, "delay_s": delay, "concurrency": concurrency}.items()
        if value is not None
    }
    async with connected(data) as client:
        policy = await client.get("/politeness")
        if wishes or reset:
            changed = _changed(policy, domain, wishes, reset=reset)
            policy = (await client.send("PUT", "/politeness", body=changed)).json()
    if as_json:
        print_json(policy)
    else:
        rows = [_row("all sites", policy), *(_row(name, each) for name, each in sorted(policy["domains"].items()))]
        print_table(["site", "robots.txt", "pause", "visits at once"], rows)
        typer.echo("What is empty is the default: obey; public sites get 1 s and 2 visits, own networks no limits.")
    return 0


def _changed(policy: dict[str, Any], domain: str | None, wishes: dict[str, Any], *, reset: bool) -> dict[str, Any]:
    """Returns the policy with one site's wishes, or everybody's, changed."""
    domains = dict(policy["domains"])
    if domain is None:
        return {**({} if reset else policy), **wishes, "domains": domains}
    name = domain.lower().strip(".")
    before = domains.pop(name, {})
    if wishes or not reset:
        domains[name] = {**({} if reset else before), **wishes}
    return {**policy, "domains": domains}


def _row(name: str, policy: dict[str, Any]) -> list[str]:
    pause, visits = policy["delay_s"], policy["concurrency"]
    shown = "" if visits is None else str(visits or "any number")
    return [name, policy["robots"] or "", "" if pause is None else f"{pause:g} s", shown]
