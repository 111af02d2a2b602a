"""`flow approve`."""

import getpass
from typing import Annotated

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.runs import finish
from flow_builder.cli.errors import command
from flow_builder.cli.files import parse_value
from flow_builder.cli.show import print_table, time_of


@command
async def approve(
    token: Annotated[str | None, typer.Argument(metavar="[TOKEN]", help="Without it, what waits is listed.")] = None,
    decision: Annotated[str, typer.Option(help="The answer to give.")] = "approve",
    reject: Annotated[bool, typer.Option("--reject", help="Short for --decision reject.")] = False,
    comment: Annotated[str, typer.Option(help="Why.")] = "",
    by: Annotated[str | None, typer.Option(help="Who answers; your user name if not given.")] = None,
    form: Annotated[str | None, typer.Option(help="Values the approval asks for: JSON or @file.")] = None,
    data: Data = None,
) -> int:
    """Answer an approval, or list what waits for somebody."""
    from flow_builder.cli.client import connected

    async with connected(data, executing=token is not None) as client:
        if token is None:
            found = (await client.get("/approvals"))["items"]
            if not found:
                typer.echo("Nothing waits for an answer.")
                return 0
            rows = [
                [time_of(each["created_at"]), each["flow_name"], each["kind"], _asked(each["request"]), each["token"]]
                for each in found
            ]
            print_table(["since", "flow", "kind", "question", "token"], rows)
            return 0
        answer = {"decision": "reject" if reject else decision, "by": by or getpass.getuser(), "comment": comment}
        said = await client.post(f"/approvals/{token}", {**answer, "form": parse_value(form) if form else None})
        typer.echo(f"Answered {answer['decision']!r}; run {said['run']} goes on.", err=True)
        if client.own_host:
            # Nobody else executes the run, and this host ends with the command.
            return await finish(client, await client.get(f"/runs/{said['run']}"))
    return 0


def _asked(request: dict[str, str]) -> str:
    return str(request.get("message") or request.get("title") or "")
