"""`flow heal`."""

from typing import Annotated, Any

import typer

from flow_builder.cli.commands.host import Data
from flow_builder.cli.commands.inspect import Json
from flow_builder.cli.errors import command
from flow_builder.cli.show import print_json, print_table, visible


@command
async def heal(
    run_id: Annotated[str, typer.Argument(metavar="RUN")],
    apply: Annotated[bool, typer.Option("--apply", help="Take the suggestions over into the flow's draft.")] = False,
    steps: Annotated[list[str] | None, typer.Option("--step", help="Only this step's; repeatable.")] = None,
    as_json: Json = False,
    data: Data = None,
) -> int:
    """Show the targets that matched nothing in a run and what it used instead; --apply changes the flow."""
    from flow_builder.cli.client import connected

    async with connected(data) as client:
        if apply:
            flow = (await client.get(f"/runs/{run_id}"))["flow"]
            answer = await client.post(f"/flows/{flow}/healed", {"run": run_id, "steps": steps or None})
        else:
            found = (await client.get(f"/runs/{run_id}/healed"))["items"]
            answer = {"items": [each for each in found if not steps or each["step"] in steps]}
    if as_json:
        print_json(answer)
    elif apply:
        _show_applied(answer)
    else:
        _show(answer["items"], run_id)
    return 0


def _show(healed: list[dict[str, Any]], run_id: str) -> None:
    if not healed:
        typer.echo("Every target of this run was found as the flow says.")
        return
    print_table(["step", "not found", "used instead", "alike", "suggested"], [_row(each) for each in healed])
    typer.echo(f"To take them over into the draft: flow heal {run_id} --apply")


def _row(healed: dict[str, Any]) -> list[str]:
    alike = "not known" if healed["score"] is None else f"{healed['score']:.0%}"
    suggested = ", ".join(" ".join(f"{kind}={value}" for kind, value in each.items()) for each in healed["suggested"])
    return [visible(each) for each in (healed["step"], healed["wanted"], healed["used"], alike, suggested)]


def _show_applied(answer: dict[str, Any]) -> None:
    for each in answer["applied"]:
        typer.echo(visible(f"{each['step']}: {each['wanted']} was replaced"))
    for each in answer["left"]:
        typer.echo(
            visible(f"{each['healed']['step']}: {each['healed']['wanted']} was left: {each['reason']}"), err=True
        )
    if answer["applied"]:
        typer.echo(f"The draft is changed; flow publish {answer['flow']['id']} makes it a version.")
    elif not answer["left"]:
        typer.echo("There is nothing to change.")
